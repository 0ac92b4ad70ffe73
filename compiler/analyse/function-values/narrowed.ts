import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import { stringType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../skip-wrappers.js";
import type { Part } from "./function-value.js";

// A value that is a function or data: `points: number | ((order: Order) => number)`.

/** What `typeof` gives for a value in which functions may be; undefined where it is plain data. */
export function typeOfPart(analyser: Analyser, node: ts.Expression, part: Part): Expression {
  const span = analyser.span(node);
  switch (part.kind) {
    case "data":
      return { kind: "typeof", operand: part.value, types: stringType, span };
    case "choice": {
      const { condition } = part;
      const whenTrue = typeOfPart(analyser, node, part.whenTrue);
      const whenFalse = typeOfPart(analyser, node, part.whenFalse);
      return { kind: "conditional", condition, whenTrue, whenFalse, types: stringType, span };
    }
    default:
      return analyser.literal(part.kind === "closure" || part.kind === "task" ? "function" : "object", span);
  }
}

/**
 * True for a name or member that may be data or a function, where TypeScript has been told that it is a function: with data in its
 * place nothing gets here.
 */
export function isToldFunction(analyser: Analyser, node: ts.Expression): boolean {
  const inner = skipWrappers(node);
  const { checker } = analyser;
  if (isTested(analyser, inner) === true) return true;
  if (inner !== node || !(ts.isIdentifier(inner) || ts.isPropertyAccessExpression(inner))) return false;
  const declared = checker.getSymbolAtLocation(ts.isIdentifier(inner) ? inner : inner.name);
  if (declared?.valueDeclaration === undefined) return false;
  const whole = membersOf(checker.getTypeOfSymbol(declared));
  return whole.some(isCallable) && whole.some(isPlain) && membersOf(checker.getTypeAtLocation(inner)).every(isCallable);
}

/** The value where TypeScript has been told that it is no function; undefined where no data is left. */
export function toldData(analyser: Analyser, node: ts.Expression, part: Part): Part | undefined {
  const isData = membersOf(analyser.checker.getTypeAtLocation(node)).every(isPlain);
  return isData || isTested(analyser, node) === false ? withoutFunctions(part) : part;
}

/** Whether `typeof x === "function"` holds where the name stands; undefined where nobody asks. */
function isTested(analyser: Analyser, name: ts.Expression): boolean | undefined {
  const symbol = ts.isIdentifier(name) ? analyser.symbolOf(name) : undefined;
  if (symbol === undefined || analyser.isReassigned(symbol)) return undefined;
  for (let node: ts.Node = name; !ts.isFunctionLike(node) && !ts.isSourceFile(node); node = node.parent) {
    const { parent } = node;
    const isChoice = ts.isConditionalExpression(parent);
    if (!isChoice && !ts.isIfStatement(parent)) continue;
    const condition = skipWrappers(isChoice ? parent.condition : parent.expression);
    if (node === condition || !asksForFunction(analyser, condition, symbol)) continue;
    return node === (isChoice ? parent.whenTrue : parent.thenStatement);
  }
  return undefined;
}

/** `typeof x === "function"` */
function asksForFunction(analyser: Analyser, node: ts.Expression, symbol: ts.Symbol): boolean {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsEqualsEqualsToken) return false;
  const { left, right } = node;
  const asked = ts.isTypeOfExpression(left) ? skipWrappers(left.expression) : undefined;
  const isOfName = asked !== undefined && ts.isIdentifier(asked) && analyser.symbolOf(asked) === symbol;
  return isOfName && ts.isStringLiteralLike(right) && right.text === "function";
}

function withoutFunctions(part: Part): Part | undefined {
  if (part.kind === "closure" || part.kind === "task") return undefined;
  if (part.kind !== "choice") return part;
  const [whenTrue, whenFalse] = [withoutFunctions(part.whenTrue), withoutFunctions(part.whenFalse)];
  return whenTrue && whenFalse ? { ...part, whenTrue, whenFalse } : (whenTrue ?? whenFalse);
}

function membersOf(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}

function isCallable(type: ts.Type): boolean {
  return type.getCallSignatures().length > 0;
}

/** True for a type of texts, numbers and the like, and of objects with members: a function has none of these. */
function isPlain(type: ts.Type): boolean {
  if ((type.flags & ts.TypeFlags.Object) !== 0) return !isCallable(type) && type.getProperties().length > 0;
  const others = ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Instantiable | ts.TypeFlags.NonPrimitive;
  return (type.flags & (others | ts.TypeFlags.Never)) === 0 && !type.isIntersection();
}
