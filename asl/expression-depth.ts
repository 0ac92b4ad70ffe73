import { isPairs, type JsonataNode } from "./jsonata.js";
import { oncePerTree } from "./once-per-tree.js";

/**
 * How deep the evaluation of an expression nests, which Step Functions bounds at about 100: one for each evaluation
 * inside another, with the body of a function counted where it is called or handed to another function. Recursive
 * calls count once.
 */
export const expressionDepth = oncePerTree((ast) => depth(ast, { known: noFunctions, active: new Set() }));

/** The functions known at a place, and those whose bodies are around it. */
interface Place {
  readonly known: KnownFunctions;
  readonly active: ReadonlySet<JsonataNode>;
}

/** The functions that a block has bound, with the functions visible to their bodies. */
interface KnownFunctions {
  readonly names: ReadonlyMap<string, KnownFunction>;
}

interface KnownFunction {
  readonly lambda: JsonataNode;
  readonly scope: () => KnownFunctions;
}

const noFunctions: KnownFunctions = { names: new Map() };

function depth(node: JsonataNode, place: Place): number {
  let deepest = ownDepth(node, place);
  for (const { expr } of node.predicate ?? []) deepest = Math.max(deepest, nested(expr, place));
  for (const pair of node.group?.lhs ?? []) deepest = Math.max(deepest, deepestOf(pair, place));
  return 1 + deepest;
}

function nested(node: JsonataNode | undefined, place: Place): number {
  return node === undefined ? 0 : depth(node, place);
}

function deepestOf(parts: readonly (JsonataNode | undefined)[], place: Place): number {
  let deepest = 0;
  for (const part of parts) deepest = Math.max(deepest, nested(part, place));
  return deepest;
}

function ownDepth(node: JsonataNode, place: Place): number {
  switch (node.type) {
    case "path":
      // The filters on a step are evaluated beside it, not inside it.
      return deepestOf(
        node.steps?.flatMap((step) => [step, ...(step.stages ?? []).map(({ expr }) => expr)]) ?? [],
        place,
      );
    case "binary":
    case "apply":
      return Math.max(nested(node.lhs as JsonataNode, place), nested(node.rhs, place), bodyDepth(node.rhs, place));
    case "unary":
      if (isPairs(node.lhs)) return deepestOf(node.lhs.flat(), place);
      return Math.max(nested(node.expression, place), deepestOf(node.expressions ?? [], place));
    case "condition":
      return Math.max(nested(node.condition, place), nested(node.then, place), nested(node.else, place));
    case "bind":
      return nested(node.rhs, place);
    case "block":
      return blockDepth(node, place);
    case "function":
    case "partial": {
      let deepest = Math.max(nested(node.procedure, place), bodyDepth(node.procedure, place));
      for (const part of node.arguments ?? []) deepest = Math.max(deepest, depth(part, place), bodyDepth(part, place));
      return deepest;
    }
    case "lambda":
      return node.thunk === true ? nested(node.body, place) - 1 : 0;
    case "sort":
      return deepestOf(node.terms?.map((term) => term.expression) ?? [], place);
    case "transform":
      return deepestOf([node.pattern, node.update, node.delete], place);
    default:
      return 0;
  }
}

function blockDepth(block: JsonataNode, { known: outer, active }: Place): number {
  const names = new Map(outer.names);
  const scope: KnownFunctions = { names };
  let deepest = 0;
  for (const expression of block.expressions ?? []) {
    if (expression.type === "bind" && expression.rhs?.type === "lambda") {
      names.set(String((expression.lhs as JsonataNode).value), { lambda: expression.rhs, scope: () => scope });
    }
    deepest = Math.max(deepest, depth(expression, { known: scope, active }));
  }
  return deepest;
}

function bodyDepth(callee: JsonataNode | undefined, { known, active }: Place): number {
  if (callee?.type !== "lambda" && callee?.type !== "variable") return 0;
  const target = calledFunction(callee, known);
  if (target?.lambda.body === undefined || active.has(target.lambda)) return 0;
  return depth(target.lambda.body, { known: target.scope(), active: new Set([...active, target.lambda]) });
}

function calledFunction(callee: JsonataNode | undefined, known: KnownFunctions): KnownFunction | undefined {
  if (callee?.type === "lambda" && callee.thunk !== true) return { lambda: callee, scope: () => known };
  return callee?.type === "variable" ? known.names.get(String(callee.value)) : undefined;
}
