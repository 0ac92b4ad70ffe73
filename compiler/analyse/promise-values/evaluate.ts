import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import type { Analyser } from "../analyser.js";
import type { HeldPromise, ListElement, PromiseMember, PromiseValue } from "../environment.js";
import { skipWrappers } from "../functions.js";
import { stable } from "../function-values/parts.js";
import { prepareCall } from "../tasks/prepare-call.js";
import { startPrepared } from "../tasks/promises.js";
import { functionMap } from "./function-map.js";
import { holdsPromises } from "./holds-promises.js";
import { boundPromises, heldPromise, namedPromises } from "./named.js";
import { mayStartPromise } from "./may-start.js";
import { isPromiseMap, prepareMap } from "./promise-map.js";
import { returnedPromises } from "./returned.js";

/**
 * The value of an expression with promises in it. Calls that it makes are started here and now, and what it holds beside
 * promises is computed, as JavaScript does it.
 *
 * @returns undefined, and does nothing, for any other expression
 */
export function evaluatePromises(analyser: Analyser, node: ts.Expression): PromiseValue | undefined {
  const inner = skipWrappers(node);
  const named = namedPromises(analyser, inner);
  if (named !== undefined) return named;
  if (analyser.frame.isCallback || !holdsPromises(analyser.checker.getTypeAtLocation(inner), analyser.checker)) {
    return undefined;
  }
  if (ts.isArrayLiteralExpression(inner)) {
    if (!inner.elements.every((element) => isElement(analyser, element))) return undefined;
    return listOf(analyser, startList(analyser, inner.elements));
  }
  if (ts.isObjectLiteralExpression(inner)) return recordOf(analyser, inner);
  if (isPromiseMap(analyser, inner)) {
    const each = functionMap(analyser, inner)?.map((prepared) => startPrepared(analyser, inner, prepared));
    return listOf(analyser, each ?? startPrepared(analyser, inner, prepareMap(analyser, inner)));
  }
  if (analyser.isPromise(inner)) {
    const isMade = ts.isCallExpression(inner) || ts.isConditionalExpression(inner) || mayStartPromise(analyser, inner);
    if (!isMade) return undefined;
    return { kind: "promise", held: startPrepared(analyser, inner, prepareCall(analyser, inner)) };
  }
  if (!ts.isCallExpression(inner)) return undefined;
  return (
    joined(analyser, inner) ?? part(analyser, inner) ?? valuesOf(analyser, inner) ?? returnedPromises(analyser, inner)
  );
}

function listOf({ frame }: Analyser, elements: readonly ListElement[] | HeldPromise): PromiseValue {
  return { kind: "promises", elements: "promise" in elements ? elements : [...elements], depth: frame.depth };
}

/** True for an element that is written there, and for promises that are spread. */
export function isElement(analyser: Analyser, node: ts.Expression): boolean {
  if (!ts.isSpreadElement(node)) return !ts.isOmittedExpression(node);
  const spread = skipWrappers(node.expression);
  if (boundPromises(analyser, spread) !== undefined || isPromiseMap(analyser, spread)) return true;
  const isMade = ts.isCallExpression(spread) || ts.isArrayLiteralExpression(spread) || isChosenList(spread);
  return isMade && holdsPromises(analyser.checker.getTypeAtLocation(spread), analyser.checker);
}

/** `isGift ? [wrap(order)] : []` */
function isChosenList(node: ts.Expression): node is ts.ConditionalExpression {
  if (!ts.isConditionalExpression(node)) return false;
  return [node.whenTrue, node.whenFalse].every((side) => ts.isArrayLiteralExpression(skipWrappers(side)));
}

/** Starts the calls of a list in order; what is no promise is evaluated in its turn. */
export function startList(analyser: Analyser, elements: readonly ts.Expression[]): readonly ListElement[] {
  return elements.flatMap((element): readonly ListElement[] | ListElement => {
    if (ts.isSpreadElement(element)) return spreadElements(analyser, element.expression);
    const held = heldPromise(analyser, element);
    if (held !== undefined) return held;
    if (analyser.isPromise(element)) return startPrepared(analyser, element, prepareCall(analyser, element));
    const value = analyser.expression(element);
    return { value: value.kind === "literal" ? value : analyser.keep(value, "kept") };
  });
}

/** `...calls`, `...items.map(async (item) => …)` */
function spreadElements(analyser: Analyser, node: ts.Expression): readonly ListElement[] | ListElement {
  const inner = skipWrappers(node);
  if (isChosenList(inner)) {
    const make = (): Expression => analyser.analysis.visitors.chosenCalls(analyser, inner);
    return { ...startPrepared(analyser, inner, { copies: [], make, isWhole: true }), spread: true, isChosen: true };
  }
  const value = evaluatePromises(analyser, node);
  if (value?.kind === "promises") {
    return "promise" in value.elements ? { ...value.elements, spread: true } : value.elements;
  }
  return { value: analyser.refuse(node, "SP1404", { reason: "its calls are not at hand" }) };
}

/** `{ price: priceOf(id), stock: stockOf(id), id }` */
function recordOf(analyser: Analyser, node: ts.ObjectLiteralExpression): PromiseValue | undefined {
  const names = node.properties.map((property) => {
    const isMember = ts.isPropertyAssignment(property) || ts.isShorthandPropertyAssignment(property);
    const { name } = property;
    return isMember && name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteral(name))
      ? name.text
      : undefined;
  });
  if (names.some((name) => name === undefined || name === "__proto__")) return undefined;
  const members = new Map<string, PromiseMember>();
  node.properties.forEach((property, index) => {
    const value = ts.isPropertyAssignment(property)
      ? property.initializer
      : (property as ts.ShorthandPropertyAssignment).name;
    const promises = evaluatePromises(analyser, value);
    members.set(
      names[index] as string,
      promises ?? { kind: "data", value: stable(analyser, analyser.expression(value), "value") },
    );
  });
  return { kind: "promise-record", members };
}

/** `calls.concat(others, other)` */
function joined(analyser: Analyser, call: ts.CallExpression): PromiseValue | undefined {
  const list = receiverOf(call, "concat");
  if (list === undefined || call.arguments.some((argument) => ts.isSpreadElement(argument))) return undefined;
  const parts = [list, ...call.arguments];
  const areKnown = parts.every(
    (one) => analyser.isPromise(one) || holdsPromises(analyser.checker.getTypeAtLocation(one), analyser.checker),
  );
  if (!areKnown) return undefined;
  const elements = parts.flatMap((one): readonly ListElement[] | ListElement =>
    analyser.isPromise(one) ? startList(analyser, [one]) : spreadElements(analyser, one),
  );
  return listOf(analyser, elements);
}

/** `calls.slice(1)`, of a list of which each call is known. */
function part(analyser: Analyser, call: ts.CallExpression): PromiseValue | undefined {
  const list = receiverOf(call, "slice");
  const elements = list === undefined ? undefined : boundPromises(analyser, list)?.elements;
  if (elements === undefined || "promise" in elements || elements.some((one) => "spread" in one)) return undefined;
  const bounds = call.arguments.map((argument) => analyser.expression(argument));
  const numbers = bounds.map((bound) => (bound.kind === "literal" ? bound.value : undefined));
  if (!numbers.every((bound) => typeof bound === "number")) return undefined;
  return listOf(analyser, elements.slice(...(numbers as [])));
}

/** `Object.values(started)` */
function valuesOf(analyser: Analyser, call: ts.CallExpression): PromiseValue | undefined {
  const [of, ...others] = call.arguments;
  if (call.expression.getText() !== "Object.values" || of === undefined || others.length > 0) return undefined;
  const whole = evaluatePromises(analyser, of);
  if (whole?.kind !== "promise-record") return undefined;
  const members = [...whole.members];
  // JavaScript puts names that are indexes first.
  if (members.some(([name]) => /^\d+$/.test(name))) return undefined;
  const elements = members.map(([, member]): ListElement | undefined => {
    if (member.kind === "promise") return member.held;
    return member.kind === "data" ? { value: member.value } : undefined;
  });
  return elements.every((element) => element !== undefined) ? listOf(analyser, elements) : undefined;
}

function receiverOf(call: ts.CallExpression, method: string): ts.Expression | undefined {
  const callee = skipWrappers(call.expression);
  return ts.isPropertyAccessExpression(callee) && callee.name.text === method ? callee.expression : undefined;
}
