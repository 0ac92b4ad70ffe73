import ts from "typescript";
import type { Expression, Variable } from "../../ir/expression.js";
import { arrayType, numberType } from "../../ir/value-types.js";
import type { SourceSpan } from "../../source-span.js";
import type { Analyser } from "../analyser.js";
import type { HeldPromise, ListElement } from "../environment.js";
import { skipWrappers } from "../functions.js";
import { evaluatePromises, isElement, startList } from "../promise-values/evaluate.js";
import { holdsPromises } from "../promise-values/holds-promises.js";
import {
  addedTo,
  blockOf,
  isHandedOn,
  isIn,
  isKnown,
  type Push,
  pushesPromises,
  pushOf,
  usesOf,
} from "../promise-values/list-uses.js";
import { boundPromises } from "../promise-values/named.js";
import { copyReads, prepareCall, type PreparedCall } from "./prepare-call.js";
import { startPrepared } from "./promises.js";

/**
 * Declares an array that calls are pushed to, as `const calls: Promise<Price>[] = []`.
 *
 * Where all are pushed one after the other in the block of the declaration, each is known. Otherwise the machine's
 * variable holds what each call is made with, and a Map state makes the calls where the list is awaited.
 *
 * @returns false for any other declaration
 */
export function declarePromiseList(analyser: Analyser, { name, initializer }: ts.VariableDeclaration): boolean {
  if (initializer === undefined || !ts.isIdentifier(name) || analyser.frame.isCallback) return false;
  const list = skipWrappers(initializer);
  const symbol = analyser.checker.getSymbolAtLocation(name);
  if (symbol === undefined || !holdsPromises(analyser.checker.getTypeAtLocation(name), analyser.checker)) return false;
  const uses = usesOf(analyser, name, symbol);
  const isHanded = analyser.isReassigned(symbol) && uses.some(isHandedOn);
  if (!isHanded && !uses.some((use) => pushesPromises(analyser, use))) return false;
  const isReplaced = uses.some((use) => ts.isBinaryExpression(use.parent) && pushOf(use) !== undefined);
  // Another name for the list would not see what takes its place.
  if (isReplaced && uses.some(isHandedOn)) return false;
  const block = blockOf(name);
  const { depth } = analyser.frame;
  // Another name for a list is the same list.
  const same = boundPromises(analyser, list);
  if (same !== undefined) {
    const isKnownList = Array.isArray(same.elements);
    if (isKnownList && (same.block !== block || isHanded || !uses.every((use) => isKnown(name, use)))) return false;
    analyser.environment.bind(symbol, same);
    return true;
  }
  if (!isHanded && uses.every((use) => isKnown(name, use))) {
    const elements = initialElements(analyser, list);
    if (elements === undefined) return false;
    analyser.environment.bind(symbol, { kind: "promises", elements: [...elements], depth, block });
    return true;
  }
  const isSpread =
    hasUnknownSpread(list) ||
    uses.some((use) => {
      const push = pushOf(use);
      return push !== undefined && isIn(push.node, block) && push.added.some((one) => ts.isSpreadElement(one));
    });
  if (isNewArray(list) && !isSpread) {
    const held = declareGrowing(analyser, name);
    analyser.environment.bind(symbol, { kind: "promises", elements: held, depth });
    for (const element of ts.isArrayLiteralExpression(list) ? list.elements : []) startPushed(analyser, element, held);
    return true;
  }
  const elements = initialElements(analyser, list);
  if (elements === undefined) return false;
  const grown: ListElement[] = [...elements, { ...declareGrowing(analyser, name), spread: true }];
  analyser.environment.bind(symbol, { kind: "promises", elements: grown, depth, block });
  return true;
}

function hasUnknownSpread(list: ts.Expression): boolean {
  return ts.isArrayLiteralExpression(list) && list.elements.some(isUnknownSpread);
}

/** What is in the list from the beginning. */
function initialElements(analyser: Analyser, list: ts.Expression): readonly ListElement[] | undefined {
  if (!ts.isArrayLiteralExpression(list) && isNewArray(list)) return [];
  if (ts.isArrayLiteralExpression(list)) {
    return list.elements.every((element) => isElement(analyser, element))
      ? startList(analyser, list.elements)
      : undefined;
  }
  const value = evaluatePromises(analyser, list);
  if (value?.kind !== "promises") return undefined;
  return "promise" in value.elements ? [{ ...value.elements, spread: true }] : value.elements;
}

/** An empty list of its own, which grows while the workflow runs. */
function declareGrowing(analyser: Analyser, name: ts.Identifier): HeldPromise {
  const calls: Variable = { kind: "variable", name: name.text, types: arrayType };
  analyser.statements.push(emptied(calls, true, analyser.span(name)));
  return { promise: { kind: "promise", title: name.text, calls }, types: arrayType };
}

/** `calls.push(call(x))`; undefined for any other call. The value, the new length, is there where each call is not known. */
export function pushPromises(analyser: Analyser, node: ts.CallExpression): Expression | undefined {
  const callee = skipWrappers(node.expression);
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "push") return undefined;
  return addPromises(analyser, callee.expression, { node, added: node.arguments });
}

/** Adds calls to the list that a name stands for; undefined where it stands for none. */
function addPromises(analyser: Analyser, list: ts.Expression, { node, added }: Push): Expression | undefined {
  const binding = boundPromises(analyser, list);
  if (binding === undefined) return undefined;
  const { elements, block, depth } = binding;
  const span = analyser.span(node);
  if (depth !== analyser.frame.depth) {
    return analyser.refuse(node, analyser.frame.isCallback ? "SP1222" : "SP2103", {
      name: list.getText(),
      reason: "a promise that is made there is awaited there",
    });
  }
  const growing = Array.isArray(elements) ? elements.at(-1) : elements;
  const isOpen = growing !== undefined && "promise" in growing && growing.promise.calls !== undefined;
  if (isOpen && (!Array.isArray(elements) || !added.some((one) => isUnknownSpread(one)))) {
    for (const one of added) startPushed(analyser, one, growing);
    return Array.isArray(elements) ? analyser.undefined(span) : lengthOf(analyser, growing, span);
  }
  if (!Array.isArray(elements) || !isIn(node, block)) {
    return analyser.refuse(node, "SP1404", { reason: "only statements of the block that declares the list add to it" });
  }
  elements.push(...startList(analyser, added));
  if (isOpen && ts.isIdentifier(list)) elements.push({ ...declareGrowing(analyser, list), spread: true });
  return analyser.undefined(span);
}

/** True for `...items.map(async …)`, where each call is not written. */
function isUnknownSpread(node: ts.Expression): boolean {
  return ts.isSpreadElement(node) && !ts.isArrayLiteralExpression(skipWrappers(node.expression));
}

/** `calls = []` begins another list, `calls = [...calls, f(x)]` adds to it; undefined for an assignment to anything else. */
export function resetPromises(analyser: Analyser, node: ts.BinaryExpression): Expression | undefined {
  const binding = boundPromises(analyser, node.left);
  if (binding === undefined) return undefined;
  const added = addedTo(node.left, node);
  if (added !== undefined && isReplaceable(analyser, node.left))
    return addPromises(analyser, node.left, { node, added });
  const value = skipWrappers(node.right);
  const calls = "promise" in binding.elements ? binding.elements.promise.calls : undefined;
  const isEmpty = isNewArray(value) && !(ts.isArrayLiteralExpression(value) && value.elements.length > 0);
  if (calls === undefined || !isEmpty || binding.depth !== analyser.frame.depth) {
    return analyser.refuse(node, "SP1404", { reason: "a list of promises only gets an empty list in its place" });
  }
  analyser.statements.push(emptied(calls, false, analyser.span(node)));
  return analyser.undefined(analyser.span(node));
}

/** True for the variable itself, which no other name stands for. */
function isReplaceable(analyser: Analyser, node: ts.Expression): boolean {
  const symbol = ts.isIdentifier(node) ? analyser.symbolOf(node) : undefined;
  return symbol?.valueDeclaration !== undefined && ts.isVariableDeclaration(symbol.valueDeclaration);
}

/** `calls.length`; undefined for any other property. */
export function promiseCount(analyser: Analyser, node: ts.PropertyAccessExpression): Expression | undefined {
  if (node.name.text !== "length") return undefined;
  const elements = boundPromises(analyser, node.expression)?.elements;
  if (elements === undefined) return undefined;
  const span = analyser.span(node);
  if ("promise" in elements) return lengthOf(analyser, elements, span);
  const lists = elements.filter((element) => "spread" in element);
  const lengths = lists.map((list) => lengthOf(analyser, list, span));
  if (!lengths.every((length) => length !== undefined)) return undefined;
  const known: Expression = analyser.literal(elements.length - lists.length, span);
  return lengths.reduce<Expression>(
    (left, right) => ({ kind: "arithmetic", operator: "+", left, right, types: numberType, span }),
    known,
  );
}

function lengthOf(analyser: Analyser, { promise }: HeldPromise, span: SourceSpan): Expression | undefined {
  if (promise.calls === undefined) return undefined;
  const list = { kind: "variable-read", variable: promise.calls, types: arrayType, span } as const;
  return { kind: "builtin", name: "Array.length", operands: [list], types: numberType, span };
}

function emptied(variable: Variable, declares: boolean, span: SourceSpan) {
  const value = { kind: "array", elements: [], types: arrayType, span } as const;
  return { kind: "assign", variable, value, declares, span } as const;
}

function startPushed(analyser: Analyser, node: ts.Expression, { promise }: HeldPromise): void {
  if (ts.isSpreadElement(node)) {
    const spread = skipWrappers(node.expression);
    if (ts.isArrayLiteralExpression(spread)) {
      for (const element of spread.elements) startPushed(analyser, element, { promise, types: arrayType });
      return;
    }
    analyser.problem(node, "SP1404", { reason: "each call of a list that grows is pushed by itself, in a loop" });
    return;
  }
  const prepared = analyser.isPromise(node) ? prepareCall(analyser, node) : preparedValue(analyser, node);
  startPrepared(analyser, node, prepared, promise);
}

/** A value in a list of promises is there at once. */
function preparedValue(analyser: Analyser, node: ts.Expression): PreparedCall {
  const copies: { variable: Variable; value: Expression }[] = [];
  const value = copyReads(analyser.expression(node), copies);
  return { copies, make: () => value, isWhole: false };
}

/** `[…]`, `new Array()` */
function isNewArray(node: ts.Expression): boolean {
  if (ts.isArrayLiteralExpression(node)) return true;
  return ts.isNewExpression(node) && node.expression.getText() === "Array" && (node.arguments ?? []).length === 0;
}
