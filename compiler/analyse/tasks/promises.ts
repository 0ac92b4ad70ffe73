import ts from "typescript";
import type { Expression, Variable } from "../../ir/expression.js";
import type { Await, PendingPromise } from "../../ir/statement.js";
import { arrayType, objectType, undefinedType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { type Binding, Environment, type HeldPromise, type ListElement } from "../environment.js";
import { isAsyncFunction, resolveFunction, skipWrappers } from "../functions.js";
import { branchFrame, mapItems } from "./control.js";
import { mapItemsOf } from "./map-items.js";
import { prepareCall, type PreparedCall, prepareMap } from "./prepare-call.js";
import { checkThrowsLater } from "./throws-at-once.js";

/**
 * `const p = f(x)`, `const list = [f(x), g(y)]`, `const list = items.map(async …)`: starts calls that are awaited later.
 *
 * @returns false when the initializer starts nothing
 */
export function declarePromises(analyser: Analyser, name: ts.BindingName, initializer: ts.Expression): boolean {
  if (!ts.isIdentifier(name)) return false;
  const symbol = analyser.checker.getSymbolAtLocation(name);
  const node = skipWrappers(initializer);
  if (symbol === undefined || analyser.isReassigned(symbol) || analyser.frame.isCallback) return false;
  const { depth } = analyser.frame;
  const list = promiseList(analyser, node);
  if (list !== undefined) {
    analyser.environment.bind(symbol, { kind: "promises", elements: [...list], depth });
    return true;
  }
  if (isPromiseMap(analyser, node)) {
    const all = startPrepared(analyser, node, prepareMap(analyser, node));
    analyser.environment.bind(symbol, { kind: "promises", elements: all, depth });
    return true;
  }
  if (!analyser.isPromise(node)) return false;
  const held = heldPromise(analyser, node);
  if (held === undefined && !ts.isCallExpression(node) && !ts.isConditionalExpression(node)) return false;
  const started = held ?? startPrepared(analyser, node, prepareCall(analyser, node));
  analyser.environment.bind(symbol, { kind: "promise", held: started });
  return true;
}

/** The promise that a name stands for. */
export function heldPromise(analyser: Analyser, node: ts.Expression): HeldPromise | undefined {
  const inner = skipWrappers(node);
  const symbol = ts.isIdentifier(inner) ? analyser.symbolOf(inner) : undefined;
  const binding = symbol === undefined ? undefined : analyser.environment.lookUp(symbol);
  return binding?.kind === "promise" ? binding.held : undefined;
}

/** The list of promises that a name stands for. */
export function boundPromises(
  analyser: Analyser,
  node: ts.Expression,
): Extract<Binding, { readonly kind: "promises" }> | undefined {
  const inner = skipWrappers(node);
  const symbol = ts.isIdentifier(inner) ? analyser.symbolOf(inner) : undefined;
  const binding = symbol === undefined ? undefined : analyser.environment.lookUp(symbol);
  return binding?.kind === "promises" ? binding : undefined;
}

/** The promises that a name stands for: one for each element, or one for all of them. */
export function heldPromises(
  analyser: Analyser,
  node: ts.Expression,
): readonly ListElement[] | HeldPromise | undefined {
  return boundPromises(analyser, node)?.elements;
}

/** `[f(x), g(y), 3]`: undefined when the expression is no list with a promise. */
function promiseList(analyser: Analyser, node: ts.Expression): readonly ListElement[] | undefined {
  if (!ts.isArrayLiteralExpression(node)) return undefined;
  const { elements } = node;
  const areElements = elements.every((element) => isElement(analyser, element));
  const haveCalls = elements.some((element) => ts.isSpreadElement(element) || analyser.isPromise(element));
  return areElements && haveCalls ? startList(analyser, elements) : undefined;
}

/** True for an element that is written there, and for promises that are spread. */
export function isElement(analyser: Analyser, node: ts.Expression): boolean {
  if (!ts.isSpreadElement(node)) return !ts.isOmittedExpression(node);
  const spread = skipWrappers(node.expression);
  return boundPromises(analyser, spread) !== undefined || isPromiseMap(analyser, spread);
}

/** Starts the calls of a list in order; what is no promise is evaluated in its turn. */
export function startList(analyser: Analyser, elements: readonly ts.Expression[]): readonly ListElement[] {
  return elements.flatMap((element): readonly ListElement[] | ListElement => {
    if (ts.isSpreadElement(element)) return startSpread(analyser, element);
    const held = heldPromise(analyser, element);
    if (held !== undefined) return held;
    if (analyser.isPromise(element)) return startPrepared(analyser, element, prepareCall(analyser, element));
    const value = analyser.expression(element);
    return { value: value.kind === "literal" ? value : analyser.keep(value, "kept") };
  });
}

/** `...calls`, `...items.map(async (item) => …)` */
function startSpread(analyser: Analyser, { expression }: ts.SpreadElement): readonly ListElement[] | ListElement {
  const node = skipWrappers(expression);
  const held = heldPromises(analyser, node);
  if (held !== undefined) return "promise" in held ? { ...held, spread: true } : held;
  if (isPromiseMap(analyser, node)) {
    return { ...startPrepared(analyser, node, prepareMap(analyser, node)), spread: true };
  }
  return { value: analyser.refuse(node, "SP1404", { reason: "its calls are not at hand" }) };
}

/** True for `items.map(async (item) => …)`. */
export function isPromiseMap(analyser: Analyser, node: ts.Expression): node is ts.CallExpression {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const [runNode] = node.arguments;
  if (node.expression.name.text !== "map" || runNode === undefined) return false;
  const callee = resolveFunction(analyser, runNode);
  return callee !== undefined && (isAsyncFunction(callee.node) || returnsPromise(analyser, callee.node));
}

function returnsPromise(analyser: Analyser, node: ts.SignatureDeclaration): boolean {
  const signature = analyser.checker.getSignatureFromDeclaration(node);
  const type = signature === undefined ? undefined : analyser.checker.getReturnTypeOfSignature(signature);
  return type?.symbol?.name === "Promise";
}

/** A Map state for `items.map(async (item) => …)`. */
export function mapOfPromises(analyser: Analyser, node: ts.CallExpression, at = node): Expression {
  const receiver = (node.expression as ts.PropertyAccessExpression).expression;
  const run = node.arguments[0] as ts.Expression;
  checkThrowsLater(analyser, run);
  return mapItems(analyser, at, mapItemsOf(analyser, receiver), run, undefined);
}

/**
 * Starts a call; its states become a branch, or stand where it is awaited.
 *
 * @param promise what stands for it; default a new one
 */
export function startPrepared(
  analyser: Analyser,
  node: ts.Expression,
  prepared: PreparedCall,
  promise: PendingPromise = { kind: "promise", title: branchTitle(node) },
): HeldPromise {
  let value: Expression | undefined;
  const body = analyser.collect(() =>
    analyser.inFrame(branchFrame(analyser, true), new Environment(analyser.environment), () => {
      value = prepared.make();
    }),
  );
  const { copies } = prepared;
  analyser.statements.push({
    kind: "start",
    promise,
    copies,
    body,
    value: value as Expression,
    span: analyser.span(node),
  });
  return { promise, types: (value as Expression).types };
}

/** Waits for a promise that is under way. */
export function awaitHeld(
  analyser: Analyser,
  { promise, types }: HeldPromise,
  node: ts.Node,
  settled: Await["settled"] = "no",
): Expression {
  const span = analyser.span(node);
  if (analyser.frame.isCallback) return analyser.refuse(node, "SP1232");
  const given = settled === "no" ? types : settled === "promise" ? objectType : arrayType;
  const name = `${promise.title.replaceAll(/[^\w]+(\w)?/g, (_match, letter?: string) => letter?.toUpperCase() ?? "")}Result`;
  const result: Variable = { kind: "variable", name, types: given };
  analyser.statements.push({ kind: "await", promise, result, settled, span });
  return given === undefinedType
    ? analyser.undefined(span)
    : { kind: "variable-read", variable: result, types: given, span };
}

/** What a branch is called in the title of its Parallel state. */
export function branchTitle(node: ts.Expression): string {
  const inner = skipWrappers(node);
  return ts.isCallExpression(inner) && !ts.isFunctionLike(skipWrappers(inner.expression))
    ? inner.expression.getText()
    : "branch";
}
