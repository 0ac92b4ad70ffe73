import ts from "typescript";
import type { Expression, Local, Variable } from "../ir/expression.js";
import type { Analyser } from "./analyser.js";
import { skipWrappers } from "./skip-wrappers.js";

const names = new WeakSet<Variable | Local>();

/** Says that a constant holds what came from outside, as JSON: the input, the answer of a task, or a part of one. */
export function cameFromOutside(name: Variable | Local): void {
  names.add(name);
}

/**
 * True for a value that came from outside as JSON, and for parts of it. Whatever its type says, it has no member that is there
 * and undefined.
 */
export function isFromOutside(value: Expression): boolean {
  switch (value.kind) {
    case "states":
      return value.field === "context.Execution.Input";
    case "variable-read":
      return names.has(value.variable);
    case "local-read":
      return names.has(value.local);
    case "property":
      return isFromOutside(value.object);
    case "element":
      return isFromOutside(value.array);
    case "object":
      return value.members.length === 0;
    case "logical":
      return isFromOutside(value.left) && isFromOutside(value.right);
    case "conditional":
      return isFromOutside(value.whenTrue) && isFromOutside(value.whenFalse);
    case "builtin": {
      const [first] = value.operands;
      if (value.name === "JSON.parse") return true;
      const isPart = value.name === "Object.lookup" || keepsElements.has(value.name);
      return isPart && first !== undefined && first.kind !== "lambda" && isFromOutside(first);
    }
    default:
      return false;
  }
}

/** Methods that give elements of their array, or an array of them. */
const keepsElements = new Set(
  "Array.filter Array.slice Array.toSorted Array.toReversed Array.find Array.findLast Array.at Array.rest".split(" "),
);

/** The same of an expression that is a name, or a path of names from one. */
export function namesOutside(analyser: Analyser, node: ts.Expression): boolean {
  if (!isPath(node)) return false;
  let value: Expression | undefined;
  analyser.collect(() => (value = analyser.expression(node)));
  return value !== undefined && isFromOutside(value);
}

function isPath(node: ts.Expression): boolean {
  const inner = skipWrappers(node);
  if (ts.isIdentifier(inner)) return true;
  if (ts.isPropertyAccessExpression(inner)) return isPath(inner.expression);
  if (ts.isElementAccessExpression(inner)) return isPath(inner.expression) && isPath(inner.argumentExpression);
  if (ts.isObjectLiteralExpression(inner)) return inner.properties.length === 0;
  const isDefault = ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken;
  return (isDefault && isPath(inner.left) && isPath(inner.right)) || ts.isLiteralExpression(inner);
}
