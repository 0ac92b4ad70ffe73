import { childNodes, type JsonataNode } from "./jsonata.js";
import { jsonataFunctions } from "./jsonata-functions.js";
import { oncePerTree } from "./once-per-tree.js";

/**
 * The variables, without their `$`, that an expression reads and does not bind itself, in the order of their first
 * use: variables of the workflow, and `states`. Names of built-in functions and the context (`$`, `$$`) are not
 * among them.
 */
export const freeVariables = oncePerTree((ast): readonly string[] => {
  const found = new Set<string>();
  collect(ast, new Set(), found);
  return [...found];
});

/** Adds to `found` what `node` reads freely, and to `bound` what it binds for the expressions that follow it. */
function collect(node: JsonataNode, bound: Set<string>, found: Set<string>): void {
  switch (node.type) {
    case "variable":
      if (typeof node.value === "string" && isFree(node.value, bound)) found.add(node.value);
      break;
    case "block":
    case "path":
      bound = new Set(bound);
      break;
    case "lambda":
      bound = new Set([...bound, ...parameterNames(node)]);
      if (node.body !== undefined) collect(node.body, bound, found);
      return;
    case "bind":
      // A function may call itself: its name is bound in its own body.
      if (node.rhs?.type === "lambda") bound.add(boundName(node));
      if (node.rhs !== undefined) collect(node.rhs, bound, found);
      bound.add(boundName(node));
      return;
    default:
      break;
  }
  for (const child of childNodes(node)) {
    collect(child, bound, found);
    if (child.focus !== undefined) bound.add(child.focus);
    if (child.index !== undefined) bound.add(child.index);
  }
}

function isFree(name: string, bound: ReadonlySet<string>): boolean {
  return name !== "" && name !== "$" && !bound.has(name) && !jsonataFunctions.has(name);
}

function parameterNames(lambda: JsonataNode): readonly string[] {
  return (lambda.arguments ?? []).map((parameter) => String(parameter.value));
}

function boundName(bind: JsonataNode): string {
  const target = bind.lhs as JsonataNode;
  return String(target.value);
}
