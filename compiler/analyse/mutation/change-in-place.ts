import ts from "typescript";
import type { Expression, ObjectLiteral } from "../../ir/expression.js";
import {
  arrayType,
  isOnly,
  mayBe,
  nullType,
  numberType,
  objectType,
  stringType,
  undefinedType,
} from "../../ir/value-types.js";
import type { SourceSpan } from "../../source-span.js";
import type { Analyser } from "../analyser.js";
import { visitBuiltin } from "../builtin-site.js";
import { skipWrappers } from "../functions.js";
import { assignVariable } from "../patterns.js";
import { ownsItsValue } from "./ownership.js";

/** One step from a value to a part of it. */
interface Step {
  readonly node: ts.PropertyAccessExpression | ts.ElementAccessExpression;
  /** A constant name, or a computed key or index. */
  readonly key: string | Expression;
}

/** `root.a[i].b` as a variable and the steps to the place. */
export interface Place {
  readonly root: ts.Identifier;
  readonly steps: readonly Step[];
}

/**
 * Changes a part of a value that a variable owns: the variable gets a copy with the new part. Gives the new part's value.
 *
 * @param change makes the new part from the old one; undefined removes the part
 * @param place where the target is, when its keys were evaluated before
 */
export function changePart(
  analyser: Analyser,
  target: ts.Expression,
  change: (old: Expression) => Expression | undefined,
  place: Place | undefined = placeOf(analyser, target),
): Expression {
  if (place === undefined) return analyser.refuse(target, "SP1220", { text: target.getText() });
  return changePlace(analyser, target, place, place.steps.length > 1, change);
}

/** @param deep true when the changed value is a part of the variable's value */
function changePlace(
  analyser: Analyser,
  target: ts.Expression,
  { root, steps }: Place,
  deep: boolean,
  change: (old: Expression) => Expression | undefined,
): Expression {
  const symbol = analyser.symbolOf(root);
  if (symbol === undefined || !ownsItsValue(analyser, symbol, deep)) {
    return analyser.refuse(target, "SP1244", { text: target.getText(), name: root.text });
  }
  let part: Expression | undefined;
  const rebuild = (old: Expression, index: number): Expression => {
    const step = steps[index];
    if (step === undefined) {
      part = change(old);
      return part ?? old;
    }
    const value = rebuild(partOf(analyser, old, step), index + 1);
    const removes = index === steps.length - 1 && part === undefined;
    return removes ? without(old, step, analyser.span(target)) : withPart(analyser, old, step, value);
  };
  const changed = rebuild(analyser.expression(root), 0);
  assignVariable(analyser, root, changed);
  return part ?? analyser.undefined(analyser.span(target));
}

/** What stands at a place now. */
export function partAt(analyser: Analyser, { root, steps }: Place): Expression {
  return steps.reduce((whole, step) => partOf(analyser, whole, step), analyser.expression(root));
}

/** The variable and steps of a target; computed keys are evaluated once, in order. */
export function placeOf(analyser: Analyser, target: ts.Expression): Place | undefined {
  const inner = skipWrappers(target);
  if (inner !== target) return placeOf(analyser, inner);
  if (ts.isIdentifier(target)) return { root: target, steps: [] };
  if (ts.isPropertyAccessExpression(target)) {
    const outer = placeOf(analyser, target.expression);
    return outer && { root: outer.root, steps: [...outer.steps, { node: target, key: target.name.text }] };
  }
  if (!ts.isElementAccessExpression(target)) return undefined;
  const outer = placeOf(analyser, target.expression);
  if (outer === undefined) return undefined;
  const index = analyser.expression(target.argumentExpression);
  const isConstant = index.kind === "literal" || index.kind === "local-read";
  const key =
    index.kind === "literal" && typeof index.value === "string"
      ? index.value
      : isConstant
        ? index
        : analyser.keep(index, "key");
  return { root: outer.root, steps: [...outer.steps, { node: target, key }] };
}

function partOf(analyser: Analyser, whole: Expression, { node, key }: Step): Expression {
  const span = analyser.span(node);
  const types = analyser.types(node);
  if (typeof key === "string") return { kind: "property", object: whole, name: key, types, span };
  if (isOnly(present(whole), arrayType)) return { kind: "element", array: whole, index: key, types, span };
  return { kind: "builtin", name: "Object.lookup", operands: [whole, textKey(key)], types, span };
}

function present(value: Expression): number {
  return value.types & ~(undefinedType | nullType);
}

function textKey(key: Expression): Expression {
  if (isOnly(key.types, stringType)) return key;
  return { kind: "concatenation", parts: [key], types: stringType, span: key.span };
}

function withPart(analyser: Analyser, whole: Expression, { node, key }: Step, value: Expression): Expression {
  const { span } = value;
  if (typeof key !== "string" && isOnly(present(whole), arrayType)) {
    if (!isOnly(key.types, numberType)) return analyser.refuse(node, "SP1237", { text: node.getText() });
    if (mayBe(value.types, undefinedType)) return analyser.refuse(node, "SP1206", { text: node.getText() });
    return { kind: "builtin", name: "Array.set", operands: [whole, key, value], types: arrayType, span };
  }
  if (!isOnly(present(whole), objectType)) return analyser.refuse(node, "SP1237", { text: node.getText() });
  const members: ObjectLiteral["members"] = [
    { kind: "spread", value: whole },
    { kind: "property", key: typeof key === "string" ? key : textKey(key), value },
  ];
  return { kind: "object", members, types: objectType, span };
}

function without(whole: Expression, { key }: Step, span: SourceSpan): Expression {
  const name: Expression =
    typeof key === "string" ? { kind: "literal", value: key, types: stringType, span } : textKey(key);
  return { kind: "builtin", name: "Object.rest", operands: [whole, name], types: objectType, span };
}

/** `list.push(x)` and its like on an array that a variable owns; undefined for any other call. */
export function changingCall(analyser: Analyser, node: ts.CallExpression): Expression | undefined {
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const ordering = orderingMethods.get(callee.name.text);
  if (ordering !== undefined) return orderingCall(analyser, node, callee.expression, ordering);
  const make = changingMethods.get(callee.name.text);
  if (make === undefined || !isOnly(analyser.types(callee.expression), arrayType)) return undefined;
  const target = assignedFirst(analyser, callee.expression);
  const types = analyser.types(callee.expression);
  const args = analyser.expressions(
    node.arguments.map((argument) => (ts.isSpreadElement(argument) ? argument.expression : argument)),
  );
  const spreads = node.arguments.map((argument) => ts.isSpreadElement(argument));
  const place = placeOf(analyser, target);
  if (place === undefined) return analyser.refuse(node, "SP1220", { text: target.getText() });
  let result: Expression = analyser.undefined(analyser.span(node));
  changePlace(analyser, target, place, place.steps.length > 0, (old) => {
    const change = make(analyser, node, { ...old, types }, args, spreads);
    result = change.result;
    return change.array;
  });
  return result;
}

/** `(lists[key] ??= []).push(x)`: the assignment is done, and its target stands for its value. */
function assignedFirst(analyser: Analyser, node: ts.Expression): ts.Expression {
  const inner = skipWrappers(node);
  const isDefault =
    ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.QuestionQuestionEqualsToken;
  if (!isDefault || !canBeReadAgain(inner.left)) return node;
  analyser.expression(inner);
  return inner.left;
}

/** True when evaluating the expression once more gives the same and does nothing. */
function canBeReadAgain(node: ts.Node): boolean {
  const acts = ts.isCallLikeExpression(node) || ts.isAwaitExpression(node) || isAssigning(node);
  return !acts && ts.forEachChild(node, (child) => (canBeReadAgain(child) ? undefined : true)) !== true;
}

function isAssignmentOperator(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

function isAssigning(node: ts.Node): boolean {
  if (ts.isBinaryExpression(node)) return isAssignmentOperator(node.operatorToken.kind);
  if (ts.isPostfixUnaryExpression(node)) return true;
  return ts.isPrefixUnaryExpression(node) && node.operator !== ts.SyntaxKind.ExclamationToken;
}

/** Methods that order their array, and those that make an ordered one. */
const orderingMethods = new Map([
  ["sort", "Array.toSorted"],
  ["reverse", "Array.toReversed"],
]);

/** `list.sort(f)`: the variable gets an ordered copy, which is the value of the call as well. */
function orderingCall(
  analyser: Analyser,
  node: ts.CallExpression,
  target: ts.Expression,
  ordered: string,
): Expression | undefined {
  if (!isOnly(analyser.types(target), arrayType) || !isOwnedPlace(analyser, target)) return undefined;
  changePart(analyser, target, (old) => visitBuiltin(analyser, node, ordered, old, node.arguments));
  return ts.isExpressionStatement(node.parent) ? analyser.undefined(analyser.span(node)) : analyser.expression(target);
}

/** True for a variable that owns its value, and for parts of one with constant names. */
function isOwnedPlace(analyser: Analyser, node: ts.Expression, deep = false): boolean {
  const inner = skipWrappers(node);
  if (ts.isPropertyAccessExpression(inner)) return isOwnedPlace(analyser, inner.expression, true);
  const symbol = ts.isIdentifier(inner) ? analyser.symbolOf(inner) : undefined;
  return symbol !== undefined && ownsItsValue(analyser, symbol, deep);
}

interface ArrayChange {
  readonly array: Expression;
  readonly result: Expression;
}

type ChangingMethod = (
  analyser: Analyser,
  node: ts.CallExpression,
  old: Expression,
  args: readonly Expression[],
  spreads: readonly boolean[],
) => ArrayChange;

const changingMethods = new Map<string, ChangingMethod>([
  ["push", (analyser, node, old, args, spreads) => joined(analyser, node, old, args, spreads, false)],
  ["unshift", (analyser, node, old, args, spreads) => joined(analyser, node, old, args, spreads, true)],
  ["pop", (analyser, node, old) => shortened(analyser, node, old, -1)],
  ["shift", (analyser, node, old) => shortened(analyser, node, old, 0)],
]);

function joined(
  analyser: Analyser,
  node: ts.CallExpression,
  old: Expression,
  args: readonly Expression[],
  spreads: readonly boolean[],
  inFront: boolean,
): ArrayChange {
  const span = analyser.span(node);
  args.forEach((value, index) => {
    const at = node.arguments[index] as ts.Expression;
    if (mayBe(value.types, undefinedType)) analyser.problem(at, "SP1206", { text: at.getText() });
  });
  const added = args.map((value, index) => ({ spread: spreads[index] ?? false, value }));
  const kept = { spread: true, value: old };
  const elements = inFront ? [...added, kept] : [kept, ...added];
  const array: Expression = { kind: "array", elements, types: arrayType, span };
  const result: Expression = { kind: "builtin", name: "Array.length", operands: [array], types: numberType, span };
  return { array, result };
}

/** The array without its last or first element; the call's value is that element. */
function shortened(analyser: Analyser, node: ts.CallExpression, old: Expression, from: -1 | 0): ArrayChange {
  const span = analyser.span(node);
  const literal = (value: number) => analyser.literal(value, span);
  const array: Expression =
    from === 0
      ? { kind: "builtin", name: "Array.rest", operands: [old, literal(1)], types: arrayType, span }
      : { kind: "builtin", name: "Array.slice", operands: [old, literal(0), literal(-1)], types: arrayType, span };
  const isUsed = !ts.isExpressionStatement(node.parent);
  const element: Expression = {
    kind: "builtin",
    name: "Array.at",
    operands: [old, literal(from)],
    types: analyser.types(node),
    span,
  };
  return { array, result: isUsed ? analyser.keep(element, "element") : analyser.undefined(span) };
}
