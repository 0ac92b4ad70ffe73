import ts from "typescript";
import { mayBe, undefinedType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { bindPattern, withDefault as withValueDefault } from "../patterns.js";
import { wholeData } from "./data.js";
import type { Part } from "./function-value.js";
import { armOf, unknownValue, withDefault } from "./parts.js";
import { memberOf } from "./read.js";

/** Binds the names of a declaration or parameter to a value in which functions may be, or to parts of it. */
export function bindFunctionValue(analyser: Analyser, name: ts.BindingName, part: Part): void {
  if (part.kind === "data") {
    bindPattern(analyser, name, part.value);
    return;
  }
  if (ts.isIdentifier(name)) {
    const symbol = analyser.checker.getSymbolAtLocation(name);
    if (symbol === undefined) return;
    if (part.kind !== "growing" && analyser.isReassigned(symbol)) {
      const whole = wholeData(part, analyser.span(name));
      if (whole !== undefined) {
        bindPattern(analyser, name, whole);
        return;
      }
      analyser.problem(name, "SP1245", { text: name.text });
    }
    if (part.kind === "closure") analyser.environment.bind(symbol, { kind: "function", ...part.callee });
    else analyser.environment.bind(symbol, { kind: "functions", value: part });
    return;
  }
  const taken = new Set<string>();
  name.elements.forEach((element, index) => {
    if (ts.isOmittedExpression(element)) return;
    const key = element.propertyName ?? element.name;
    const text = ts.isArrayBindingPattern(name)
      ? String(index)
      : ts.isIdentifier(key) || ts.isStringLiteral(key) || ts.isNumericLiteral(key)
        ? key.text
        : undefined;
    if (element.dotDotDotToken !== undefined) {
      bindFunctionValue(analyser, element.name, restOf(analyser, part, taken, index, element));
      return;
    }
    const given = text === undefined ? undefined : memberOf(analyser, part, text, element);
    taken.add(text ?? "");
    if (given === undefined) bindFunctionValue(analyser, element.name, refused(analyser, element));
    else bindWithDefault(analyser, element, given);
  });
}

function bindWithDefault(analyser: Analyser, element: ts.BindingElement, given: Part): void {
  const { initializer, name } = element;
  if (initializer === undefined) {
    bindFunctionValue(analyser, name, given);
    return;
  }
  // Data that may be missing: its default depends on what it is when the workflow runs.
  if (given.kind === "data" && given.value.kind !== "undefined" && mayBe(given.value.types, undefinedType)) {
    bindPattern(analyser, name, withValueDefault(analyser, element, given.value));
    return;
  }
  const other = (): Part =>
    armOf(analyser, initializer, () => analyser.analysis.visitors.functionValue(analyser, initializer));
  bindFunctionValue(analyser, name, withDefault(given, other));
}

function restOf(
  analyser: Analyser,
  part: Part,
  taken: ReadonlySet<string>,
  index: number,
  element: ts.BindingElement,
): Part {
  if (part.kind === "list" && part.conditions === undefined)
    return { kind: "list", elements: part.elements.slice(index) };
  if (part.kind !== "record") return refused(analyser, element);
  return { kind: "record", members: new Map([...part.members].filter(([name]) => !taken.has(name))) };
}

function refused(analyser: Analyser, element: ts.BindingElement): Part {
  return ts.isIdentifier(element.name)
    ? unknownValue(analyser, element.name)
    : { kind: "data", value: analyser.refuse(element, "SP1245", { text: element.getText() }) };
}
