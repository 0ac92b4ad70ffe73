import ts from "typescript";
import type { Expression, Variable } from "../../ir/expression.js";
import type { PendingPromise } from "../../ir/statement.js";
import { arrayType, numberType } from "../../ir/value-types.js";
import type { SourceSpan } from "../../source-span.js";
import type { Analyser } from "../analyser.js";
import type { HeldPromise } from "../environment.js";
import { skipWrappers } from "../functions.js";
import { startList } from "../promise-values/evaluate.js";
import { boundPromises } from "../promise-values/named.js";
import { isPromiseMap } from "../promise-values/promise-map.js";
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
  if (symbol === undefined || !isNewArray(list)) return false;
  const uses = usesOf(analyser, name, symbol);
  if (!uses.some((use) => pushesPromises(analyser, use))) return false;
  const elements = ts.isArrayLiteralExpression(list) ? list.elements : [];
  const { depth } = analyser.frame;
  if (uses.every((use) => isKnown(name, use))) {
    analyser.environment.bind(symbol, { kind: "promises", elements: [...startList(analyser, elements)], depth });
    return true;
  }
  const calls: Variable = { kind: "variable", name: name.text, types: arrayType };
  const promise: PendingPromise = { kind: "promise", title: name.text, calls };
  const held: HeldPromise = { promise, types: arrayType };
  analyser.environment.bind(symbol, { kind: "promises", elements: held, depth });
  analyser.statements.push(emptied(calls, true, analyser.span(name)));
  for (const element of elements) startPushed(analyser, element, held);
  return true;
}

/** `calls.push(call(x))`; undefined for any other call. The value, the new length, is there where each call is not known. */
export function pushPromises(analyser: Analyser, node: ts.CallExpression): Expression | undefined {
  const callee = skipWrappers(node.expression);
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "push") return undefined;
  const binding = boundPromises(analyser, callee.expression);
  if (binding === undefined) return undefined;
  const span = analyser.span(node);
  if (binding.depth !== analyser.frame.depth) {
    return analyser.refuse(node, analyser.frame.isCallback ? "SP1222" : "SP2103", {
      name: callee.expression.getText(),
      reason: "a promise that is made there is awaited there",
    });
  }
  if (Array.isArray(binding.elements)) {
    binding.elements.push(...startList(analyser, node.arguments));
    return analyser.undefined(span);
  }
  for (const argument of node.arguments) startPushed(analyser, argument, binding.elements);
  return lengthOf(analyser, binding.elements, span);
}

/** `calls = []`: begins another list; undefined for an assignment to anything but a list of promises. */
export function resetPromises(analyser: Analyser, node: ts.BinaryExpression): Expression | undefined {
  const binding = boundPromises(analyser, node.left);
  if (binding === undefined) return undefined;
  const value = skipWrappers(node.right);
  const calls = "promise" in binding.elements ? binding.elements.promise.calls : undefined;
  const isEmpty = isNewArray(value) && !(ts.isArrayLiteralExpression(value) && value.elements.length > 0);
  if (calls === undefined || !isEmpty || binding.depth !== analyser.frame.depth) {
    return analyser.refuse(node, "SP1404", { reason: "a list of promises only gets an empty list in its place" });
  }
  analyser.statements.push(emptied(calls, false, analyser.span(node)));
  return analyser.undefined(analyser.span(node));
}

/** `calls.length`; undefined for any other property. */
export function promiseCount(analyser: Analyser, node: ts.PropertyAccessExpression): Expression | undefined {
  if (node.name.text !== "length") return undefined;
  const elements = boundPromises(analyser, node.expression)?.elements;
  if (elements === undefined) return undefined;
  const span = analyser.span(node);
  if ("promise" in elements) return lengthOf(analyser, elements, span);
  if (elements.some((element) => "spread" in element)) return undefined;
  return analyser.literal(elements.length, span);
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

/** Every place that names the list, apart from its declaration. */
function usesOf({ checker }: Analyser, name: ts.Identifier, symbol: ts.Symbol): readonly ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node !== name && node.text === name.text) {
      const meant = ts.isShorthandPropertyAssignment(node.parent)
        ? checker.getShorthandAssignmentValueSymbol(node.parent)
        : checker.getSymbolAtLocation(node);
      if (meant === symbol) found.push(node);
    }
    ts.forEachChild(node, visit);
  };
  const scope = ts.findAncestor(name, (node) => ts.isBlock(node) || ts.isCaseBlock(node) || ts.isSourceFile(node));
  if (scope !== undefined) visit(scope);
  return found;
}

function pushOf(use: ts.Identifier): ts.CallExpression | undefined {
  const { parent } = use;
  const isPush = ts.isPropertyAccessExpression(parent) && parent.expression === use && parent.name.text === "push";
  return isPush && ts.isCallExpression(parent.parent) && parent.parent.expression === parent
    ? parent.parent
    : undefined;
}

function pushesPromises(analyser: Analyser, use: ts.Identifier): boolean {
  return pushOf(use)?.arguments.some((argument) => givesPromises(analyser, argument)) === true;
}

function givesPromises(analyser: Analyser, argument: ts.Expression): boolean {
  if (!ts.isSpreadElement(argument)) return analyser.isPromise(argument);
  const spread = skipWrappers(argument.expression);
  return boundPromises(analyser, spread) !== undefined || isPromiseMap(analyser, spread);
}

/** True for a use after which each element of the list is still known: no loop or condition decides on a push. */
function isKnown(name: ts.Identifier, use: ts.Identifier): boolean {
  const { parent } = use;
  const isTarget = ts.isBinaryExpression(parent) && parent.left === use;
  const push = pushOf(use);
  const block = name.parent.parent.parent.parent;
  if (push === undefined) return !isTarget;
  return ts.isExpressionStatement(push.parent) && push.parent.parent === block;
}
