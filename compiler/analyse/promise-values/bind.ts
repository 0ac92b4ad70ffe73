import ts from "typescript";
import { mayBe, undefinedType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import type { ListElement, PromiseMember, PromiseValue } from "../environment.js";
import { bindPattern } from "../patterns.js";
import { memberOf } from "./named.js";

/** Binds the names of a declaration or parameter to calls under way, or to parts of a value that holds some. */
export function bindPromises(analyser: Analyser, name: ts.BindingName, value: PromiseMember): void {
  if (value.kind === "data") {
    bindPattern(analyser, name, value.value);
    return;
  }
  if (ts.isIdentifier(name)) {
    const symbol = analyser.checker.getSymbolAtLocation(name);
    if (symbol === undefined) return;
    if (isAssigned(analyser, name, symbol)) analyser.problem(name, "SP1404", { reason: "only a `const` can hold it" });
    analyser.environment.bind(symbol, value);
    return;
  }
  name.elements.forEach((element, index) => {
    if (ts.isOmittedExpression(element)) return;
    const key = element.propertyName ?? element.name;
    const text = ts.isArrayBindingPattern(name) ? String(index) : ts.isIdentifier(key) ? key.text : undefined;
    const isRest = element.dotDotDotToken !== undefined;
    const given = isRest ? restOf(value, index) : text === undefined ? undefined : memberOf(value, text);
    const known = given ?? (value.kind === "promise-record" ? standard(analyser, element) : undefined);
    const mayLack = known?.kind === "data" && mayBe(known.value.types, undefinedType);
    if (known === undefined || (mayLack && element.initializer !== undefined)) {
      analyser.problem(element, "SP1404", { reason: "the pattern takes what is not known to be there" });
    } else bindPromises(analyser, element.name, known);
  });
}

/** What a name gets for a member that is not there. */
function standard(analyser: Analyser, { initializer, name }: ts.BindingElement): PromiseMember {
  if (initializer === undefined) return { kind: "data", value: analyser.undefined(analyser.span(name)) };
  const promises = analyser.analysis.visitors.promises(analyser, initializer);
  return promises ?? { kind: "data", value: analyser.expression(initializer) };
}

/** True for a name that gets another value; a list that only grows is the same one. */
function isAssigned(analyser: Analyser, name: ts.Identifier, symbol: ts.Symbol): boolean {
  const isList = analyser.checker.isArrayLikeType(analyser.checker.getTypeAtLocation(name));
  return analyser.isReassigned(symbol) && !isList;
}

/** `...others` of a list of which each call is known. */
function restOf(value: PromiseValue, from: number): PromiseValue | undefined {
  if (value.kind !== "promises" || !Array.isArray(value.elements)) return undefined;
  const taken = value.elements.slice(0, from);
  if (taken.some((element) => "spread" in element)) return undefined;
  return { ...value, elements: value.elements.slice(from) };
}

/** What a rest parameter gets: a list of the promises and values. */
export function listOfMembers(analyser: Analyser, members: readonly PromiseMember[]): PromiseMember | undefined {
  const elements = members.map((member): ListElement | undefined => {
    if (member.kind === "promise") return member.held;
    return member.kind === "data" ? { value: member.value } : undefined;
  });
  if (!elements.every((element) => element !== undefined)) return undefined;
  return { kind: "promises", elements, depth: analyser.frame.depth };
}

/** `const p = f(x)`, `const list = [f(x), g(y)]`, `const { price, stock } = startBoth(id)`: starts calls that are awaited later. */
export function declarePromises(analyser: Analyser, name: ts.BindingName, initializer: ts.Expression): boolean {
  if (ts.isIdentifier(name)) {
    const symbol = analyser.checker.getSymbolAtLocation(name);
    if (symbol === undefined || analyser.isReassigned(symbol)) return false;
  }
  if (analyser.frame.isCallback) return false;
  const { visitors } = analyser.analysis;
  const value = visitors.optionalPromise(analyser, name, initializer) ?? visitors.promises(analyser, initializer);
  if (value === undefined) return false;
  bindPromises(analyser, name, value);
  return true;
}
