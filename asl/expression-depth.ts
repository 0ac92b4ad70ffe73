import { isPairs, type JsonataNode } from "./jsonata.js";

/**
 * How deep the evaluation of an expression nests, which Step Functions bounds at about 100: one for each evaluation
 * inside another, with the body of a function counted where it is called or handed to another function. Recursive
 * calls count once.
 */
export function expressionDepth(ast: JsonataNode): number {
  return depth(ast, noFunctions, new Set());
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

function depth(node: JsonataNode, known: KnownFunctions, active: ReadonlySet<JsonataNode>): number {
  const nested = (part: JsonataNode | undefined): number => (part === undefined ? 0 : depth(part, known, active));
  const deepest = (parts: readonly (JsonataNode | undefined)[]): number => Math.max(0, ...parts.map(nested));
  const filters = (node.predicate ?? []).map((filter) => filter.expr);
  const grouped = (node.group?.lhs ?? []).flat();
  return 1 + Math.max(deepest([...filters, ...grouped]), ownDepth());

  function ownDepth(): number {
    switch (node.type) {
      case "path":
        // The filters on a step are evaluated beside it, not inside it.
        return deepest((node.steps ?? []).flatMap((step) => [step, ...(step.stages ?? []).map(({ expr }) => expr)]));
      case "binary":
      case "apply":
        return Math.max(deepest([node.lhs as JsonataNode, node.rhs]), called([node.rhs]));
      case "unary":
        return deepest(isPairs(node.lhs) ? node.lhs.flat() : [node.expression, ...(node.expressions ?? [])]);
      case "condition":
        return deepest([node.condition, node.then, node.else]);
      case "bind":
        return nested(node.rhs);
      case "block":
        return blockDepth(node, known, active);
      case "function":
      case "partial": {
        const parts = [node.procedure, ...(node.arguments ?? [])];
        return Math.max(deepest(parts), called(parts));
      }
      case "lambda":
        return node.thunk === true ? nested(node.body) - 1 : 0;
      case "sort":
        return deepest((node.terms ?? []).map((term) => term.expression));
      case "transform":
        return deepest([node.pattern, node.update, node.delete]);
      default:
        return 0;
    }
  }

  function called(parts: readonly (JsonataNode | undefined)[]): number {
    return Math.max(0, ...parts.map((part) => bodyDepth(part, known, active)));
  }
}

function blockDepth(block: JsonataNode, outer: KnownFunctions, active: ReadonlySet<JsonataNode>): number {
  const names = new Map(outer.names);
  const scope: KnownFunctions = { names };
  let deepest = 0;
  for (const expression of block.expressions ?? []) {
    if (expression.type === "bind" && expression.rhs?.type === "lambda") {
      names.set(String((expression.lhs as JsonataNode).value), { lambda: expression.rhs, scope: () => scope });
    }
    deepest = Math.max(deepest, depth(expression, scope, active));
  }
  return deepest;
}

function bodyDepth(callee: JsonataNode | undefined, known: KnownFunctions, active: ReadonlySet<JsonataNode>): number {
  const target = calledFunction(callee, known);
  if (target?.lambda.body === undefined || active.has(target.lambda)) return 0;
  return depth(target.lambda.body, target.scope(), new Set([...active, target.lambda]));
}

function calledFunction(callee: JsonataNode | undefined, known: KnownFunctions): KnownFunction | undefined {
  if (callee?.type === "lambda" && callee.thunk !== true) return { lambda: callee, scope: () => known };
  return callee?.type === "variable" ? known.names.get(String(callee.value)) : undefined;
}
