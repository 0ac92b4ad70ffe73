import { childNodes, isPairs, type JsonataNode } from "./jsonata.js";
import { oncePerTree } from "./once-per-tree.js";

/**
 * What an expression reads that does not exist in a state machine. An expression is evaluated with no context item,
 * so `name`, `$`, `*` and `**` stand for nothing unless a path, a filter, a sort or a grouping gives them a context;
 * `$$` never stands for anything.
 */
export interface ContextReferences {
  /** `phone`, `$`, … as the text has them, each once, in order. */
  readonly topLevel: readonly string[];
  readonly root: boolean;
}

export const contextReferences = oncePerTree((ast): ContextReferences => {
  const topLevel = new Set<string>();
  let root = false;
  visit(ast, true);
  return { topLevel: [...topLevel], root };

  function visit(node: JsonataNode | undefined, bare: boolean): void {
    if (node === undefined) return;
    for (const filter of node.predicate ?? []) visit(filter.expr, false);
    for (const filter of node.stages ?? []) visit(filter.expr, false);
    if (node.group !== undefined) for (const part of node.group.lhs.flat()) visit(part, false);
    switch (node.type) {
      case "name":
      case "wildcard":
      case "descendant":
        if (bare) topLevel.add(String(node.value));
        return;
      case "parent":
        if (bare) topLevel.add("%");
        return;
      case "variable":
        if (node.value === "$") root = true;
        if (node.value === "" && bare) topLevel.add("$");
        return;
      case "path":
        (node.steps ?? []).forEach((step, index) => visit(step, bare && index === 0));
        return;
      case "sort":
        for (const term of node.terms ?? []) visit(term.expression, false);
        return;
      case "transform":
        visit(node.pattern, false);
        visit(node.update, false);
        visit(node.delete, false);
        return;
      case "unary":
        for (const part of isPairs(node.lhs) ? node.lhs.flat() : []) visit(part, bare);
        visit(node.expression, bare);
        for (const part of node.expressions ?? []) visit(part, bare);
        return;
      case "binary":
      case "apply":
        visit(node.lhs as JsonataNode, bare);
        visit(node.rhs, bare);
        return;
      case "bind":
        visit(node.rhs, bare);
        return;
      case "condition":
        visit(node.condition, bare);
        visit(node.then, bare);
        visit(node.else, bare);
        return;
      case "block":
        for (const part of node.expressions ?? []) visit(part, bare);
        return;
      case "function":
      case "partial":
        visit(node.procedure, bare);
        for (const part of node.arguments ?? []) visit(part, bare);
        return;
      case "lambda":
        visit(node.body, bare);
        return;
      case "string":
      case "number":
      case "value":
      case "regex":
      case "operator":
        return;
    }
  }
});

/** The fields of `$states` that an expression reads by name, each once, in order: `input`, `result`, …. */
export const statesFields = oncePerTree((ast): readonly string[] => {
  const fields = new Set<string>();
  visit(ast);
  return [...fields];

  function visit(node: JsonataNode): void {
    const [first, second] = node.steps ?? [];
    if (first?.type === "variable" && first.value === "states" && second?.type === "name") {
      fields.add(String(second.value));
    }
    for (const child of childNodes(node)) visit(child);
  }
});
