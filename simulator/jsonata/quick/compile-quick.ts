import type { JsonataNode } from "../../../asl/index.js";
import type { ExpressionBindings } from "../expression-bindings.js";
import { quickBlock } from "./blocks.js";
import { quickArray, quickLiteral, quickObject } from "./constructors.js";
import { quickCall } from "./functions.js";
import { quickBinary, quickCondition, quickNegation } from "./operators.js";
import { quickPath, quickVariable } from "./paths.js";
import { leaveToEngine, type QuickPart, type QuickScope } from "./quick-part.js";

/**
 * Evaluates an expression; `undefined` when the engine has to. A value is the one that the engine would have given, not
 * yet made JSON.
 */
export type QuickExpression = (bindings: ExpressionBindings) => { readonly value: unknown } | undefined;

/** Far from the depth that the engine allows, so that counting it is not needed. */
const maxDepth = 40;
/** An expression that was left to the engine so often is left to it at once. */
const maxRefusals = 20;

/**
 * Compiles an expression that has no loops, such as `$i + 1` or `$states.input.total > 100 ? "high" : "low"`, to
 * functions, which take a small part of the engine's time. Everything but plain values goes to the engine, so this knows
 * nothing of errors, sequences and limits.
 *
 * @returns undefined for an expression that has something else in it
 */
export function compileQuick(ast: unknown): QuickExpression | undefined {
  let slots = 0;
  const scope: QuickScope = { slots: new Map(), newSlot: () => slots++ };
  let depth = 0;
  const compile = (node: JsonataNode, inner: QuickScope): QuickPart | undefined => {
    depth += 1;
    try {
      return depth > maxDepth ? undefined : compileNode(node, inner, compile);
    } finally {
      depth -= 1;
    }
  };
  const part = compile(ast as JsonataNode, scope); // what the parser gives
  if (part === undefined) return undefined;
  let refusals = 0;
  return (bindings) => {
    if (refusals >= maxRefusals) return undefined;
    try {
      return { value: part({ bindings, locals: slots === 0 ? none : [] }) };
    } catch (error) {
      if (error !== leaveToEngine) throw error;
      refusals += 1;
      return undefined;
    }
  };
}

const none: unknown[] = [];

function compileNode(
  node: JsonataNode,
  scope: QuickScope,
  compile: (node: JsonataNode, scope: QuickScope) => QuickPart | undefined,
): QuickPart | undefined {
  switch (node.type) {
    case "string":
    case "number":
    case "value":
      return quickLiteral(node);
    case "variable":
      return quickVariable(node, scope);
    case "path":
      return quickPath(node, scope, compile);
    case "binary":
      return quickBinary(node, scope, compile);
    case "condition":
      return quickCondition(node, scope, compile);
    case "block":
      return quickBlock(node, scope, compile);
    case "function":
      return quickCall(node, scope, compile);
    case "unary":
      if (node.value === "-") return quickNegation(node, scope, compile);
      if (node.value === "[") return quickArray(node, scope, compile);
      return node.value === "{" ? quickObject(node, scope, compile) : undefined;
    default:
      return undefined;
  }
}
