import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import type { Analyser } from "../analyser.js";
import type { HeldPromise, ListElement, PromiseMember, PromiseValue } from "../environment.js";
import { skipWrappers } from "../functions.js";

/** The calls under way that a name stands for, `started.price` or `calls[0]`; undefined for anything else. Asking does nothing. */
export function namedPromises(analyser: Analyser, node: ts.Expression): PromiseValue | undefined {
  const member = namedMember(analyser, node);
  return member === undefined || member.kind === "data" ? undefined : member;
}

function namedMember(analyser: Analyser, node: ts.Expression): PromiseMember | undefined {
  const inner = skipWrappers(node);
  if (ts.isIdentifier(inner)) {
    const symbol = analyser.symbolOf(inner);
    const binding = symbol === undefined ? undefined : analyser.environment.lookUp(symbol);
    const isValue = binding?.kind === "promise" || binding?.kind === "promises" || binding?.kind === "promise-record";
    return isValue ? binding : undefined;
  }
  const key = keyOf(inner);
  if (key === undefined) return undefined;
  const whole = namedPromises(analyser, (inner as ts.PropertyAccessExpression | ts.ElementAccessExpression).expression);
  return whole === undefined ? undefined : memberOf(whole, key);
}

/** `price` in `started.price`, `0` in `calls[0]`. */
function keyOf(node: ts.Expression): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (!ts.isElementAccessExpression(node)) return undefined;
  const key = skipWrappers(node.argumentExpression);
  return ts.isStringLiteralLike(key) || ts.isNumericLiteral(key) ? key.text : undefined;
}

/** The member of an object, or the element of a list of which each is known. */
export function memberOf(whole: PromiseValue, key: string): PromiseMember | undefined {
  if (whole.kind === "promise-record") return whole.members.get(key);
  if (whole.kind === "promise" || !Array.isArray(whole.elements) || !/^\d+$/.test(key)) return undefined;
  const index = Number(key);
  if (whole.elements.slice(0, index + 1).some((element) => "spread" in element)) return undefined;
  const element = whole.elements[index];
  if (element === undefined) return undefined;
  return "promise" in element ? { kind: "promise", held: element } : { kind: "data", value: element.value };
}

/** What is no promise in an object with promises; undefined for any other property. */
export function dataBesidePromises(analyser: Analyser, node: ts.Expression): Expression | undefined {
  const member = namedMember(analyser, node);
  return member?.kind === "data" ? member.value : undefined;
}

/** The promise that a name stands for. */
export function heldPromise(analyser: Analyser, node: ts.Expression): HeldPromise | undefined {
  const value = namedPromises(analyser, node);
  return value?.kind === "promise" ? value.held : undefined;
}

/** The list of promises that a name stands for. */
export function boundPromises(
  analyser: Analyser,
  node: ts.Expression,
): Extract<PromiseValue, { readonly kind: "promises" }> | undefined {
  const value = namedPromises(analyser, node);
  return value?.kind === "promises" ? value : undefined;
}

/** The promises that a name stands for: one for each element, or one for all of them. */
export function heldPromises(
  analyser: Analyser,
  node: ts.Expression,
): readonly ListElement[] | HeldPromise | undefined {
  return boundPromises(analyser, node)?.elements;
}
