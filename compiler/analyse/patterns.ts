import ts from "typescript";
import type { Element, Expression, Variable } from "../ir/expression.js";
import { isNondeterministic } from "../ir/walk.js";
import { arrayType, booleanType, describeTypes, isOnly, numberType, undefinedType } from "../ir/value-types.js";
import { type Analyser, refusedValue } from "./analyser.js";
import { assignedInfinity } from "./assigned-infinity.js";
import { checkReachable, noteDeclared } from "./outer-variables.js";
import { bindCollection, collectionOfType, madeCollection, storedAs } from "./collections.js";
import { caughtIn, holdsError, isErrorValue } from "./error-variables.js";
import { checkErrorPattern } from "./expressions/error-fields.js";
import { chooseValue } from "./expressions/choose.js";
import { alwaysMatches, hasIndex, knownMatch } from "../builtins/match-groups.js";
import { groupOfMatch, memberOf } from "./expressions/match-groups.js";
import { infiniteOf, numberOrNull, readVariable, toStore } from "../builtins/infinite.js";
import { asData } from "../builtins/collection-values.js";
import { cameFromOutside, isFromOutside } from "./from-outside.js";
import { isOutside, stable } from "./function-values/parts.js";
import { isStable } from "./is-stable.js";
import { computedKey, computedMember, patternMember, restOfObject } from "./pattern-member.js";

/** Binds the names of a declaration or parameter to (parts of) a value. */
export function bindPattern(analyser: Analyser, name: ts.BindingName, value: Expression): void {
  if (ts.isIdentifier(name)) {
    bindName(analyser, name, value);
    return;
  }
  const made = madeCollection(value);
  if (made !== undefined && !(made.name === "new Set" && ts.isArrayBindingPattern(name))) {
    const hint = "Give it a name, and read its members one by one.";
    analyser.problem(name, "SP1307", { name: name.getText(), hint });
    return;
  }
  if (isErrorValue(value) && ts.isObjectBindingPattern(name)) checkErrorPattern(analyser, name, value);
  const base = stable(analyser, value, "parts");
  if (ts.isObjectBindingPattern(name)) bindObject(analyser, name, base);
  else bindArray(analyser, name, base);
}

/** Declares one name. A constant that merely names a part of another constant needs no variable. */
export function bindName(analyser: Analyser, name: ts.Identifier, given: Expression): void {
  const symbol = declaredSymbol(analyser, name);
  if (symbol === undefined) return;
  const isConstant = !analyser.isReassigned(symbol);
  const made = madeCollection(given);
  if (made !== undefined && (isConstant || staysCollection(analyser, symbol, name))) {
    bindCollection(analyser, symbol, name, made);
    return;
  }
  const value = asData(given);
  // What stands outside functions has no state to be computed in.
  if (isConstant && (isStable(value) || (isOutside(analyser) && !isNondeterministic(value)))) {
    analyser.environment.bind(symbol, { kind: "value", value });
    return;
  }
  const declared = analyser.typesOf(analyser.checker.getTypeOfSymbolAtLocation(symbol, name));
  const isNumber = isOnly(declared, numberType);
  const sign =
    (isConstant || isNumber ? infiniteOf(value)?.sign : undefined) ??
    (!isConstant && isNumber ? assignedInfinity(analyser, symbol, name) : undefined);
  const variable: Variable = {
    kind: "variable",
    name: name.text,
    types: sign !== undefined ? numberOrNull : isConstant ? value.types : declared | value.types,
    ...(sign !== undefined && { infinity: sign }),
  };
  if (isConstant && isErrorValue(value)) holdsError(variable, caughtIn(value));
  if (!isConstant && isErrorValue(value)) analyser.analysis.settledData.isHidden = true;
  if (!isConstant) noteDeclared(analyser, variable);
  if (isConstant && isFromOutside(value)) cameFromOutside(variable);
  analyser.environment.bind(symbol, { kind: "variable", variable, depth: analyser.frame.depth });
  const stored = toStore(variable, value);
  analyser.statements.push({ kind: "assign", variable, value: stored, declares: true, span: analyser.span(name) });
}

/** True where the variable can hold nothing but a Date, Set or Map. */
function staysCollection({ checker }: Analyser, symbol: ts.Symbol, name: ts.Identifier): boolean {
  return collectionOfType(checker.getTypeOfSymbolAtLocation(symbol, name)) !== undefined;
}

/** What a declared name stands for now: a value or a variable. */
export function readDeclared(analyser: Analyser, name: ts.Identifier): Expression {
  const symbol = declaredSymbol(analyser, name);
  const binding = symbol === undefined ? undefined : analyser.environment.lookUp(symbol);
  const span = analyser.span(name);
  if (binding?.kind === "value") return { ...binding.value, span };
  if (binding?.kind !== "variable") return analyser.refuse(name, "SP1235", { name: name.text });
  return readVariable(binding.variable, binding.variable.types, span);
}

/** The symbol that uses of the name have. The name of a `readonly` parameter of a constructor stands for a property as well. */
function declaredSymbol(analyser: Analyser, name: ts.Identifier): ts.Symbol | undefined {
  const { parent } = name;
  return ts.isParameter(parent) && ts.isParameterPropertyDeclaration(parent, parent.parent)
    ? analyser.checker.getSymbolsOfParameterPropertyDeclaration(parent, name.text)[0]
    : analyser.checker.getSymbolAtLocation(name);
}

function bindObject(analyser: Analyser, pattern: ts.ObjectBindingPattern, base: Expression): void {
  const taken: (string | Expression)[] = [];
  const match = knownMatch(pattern, analyser.checker);
  for (const element of pattern.elements) {
    if (element.dotDotDotToken !== undefined) {
      bindPattern(analyser, element.name, restOfObject(analyser, element, base, taken));
      continue;
    }
    const key = element.propertyName ?? element.name;
    const name = nameIn(analyser, key);
    taken.push(name);
    if (analyser.analysis.visitors.bindMember(analyser, element, base)) continue;
    if (match !== undefined && (name === "groups" || (name === "index" && hasIndex(match, analyser.checker)))) {
      const member = memberOf(analyser, match, name, base, analyser.span(element));
      bindPattern(analyser, element.name, withDefault(analyser, element, member));
      continue;
    }
    const types = partTypes(analyser, element);
    const part =
      typeof name === "string"
        ? patternMember(analyser, key, base, name, types)
        : computedMember(analyser, key, base, name, types);
    bindPattern(analyser, element.name, withDefault(analyser, element, part));
  }
}

/** The name of what an element of a pattern takes. */
function nameIn(analyser: Analyser, key: ts.PropertyName | ts.BindingName): string | Expression {
  if (ts.isComputedPropertyName(key)) return computedKey(analyser, key);
  // A pattern in a pattern has a name before it.
  return ts.isIdentifier(key) || ts.isStringLiteral(key) || ts.isNumericLiteral(key) ? key.text : key.getText();
}

function bindArray(analyser: Analyser, pattern: ts.ArrayBindingPattern, base: Expression): void {
  if (!isOnly(base.types, arrayType)) {
    analyser.analysis.problems.add("SP1213", base.span, { found: describeTypes(base.types & ~arrayType) });
    for (const element of pattern.elements) {
      if (ts.isBindingElement(element)) bindPattern(analyser, element.name, refusedValue(base.span));
    }
    return;
  }
  const match = knownMatch(pattern, analyser.checker);
  const group = (part: Expression, index: number): Expression => {
    if (match === undefined) return part;
    if (index > match.pattern.groups) return analyser.undefined(part.span);
    return alwaysMatches(match.pattern, index) ? part : groupOfMatch(analyser, part);
  };
  pattern.elements.forEach((element, index) => {
    if (ts.isOmittedExpression(element)) return;
    const span = analyser.span(element);
    const at = analyser.literal(index, span);
    const part: Expression =
      element.dotDotDotToken === undefined
        ? group(elementAt(analyser, element, base, at), index)
        : { kind: "builtin", name: "Array.rest", operands: [base, at], types: arrayType, span };
    bindPattern(analyser, element.name, withDefault(analyser, element, part));
  });
}

/** Binds the elements of a pattern to values that need no array around them. */
export function bindElements(analyser: Analyser, pattern: ts.ArrayBindingPattern, values: readonly Expression[]): void {
  const hasRest = pattern.elements.some((element) => ts.isBindingElement(element) && element.dotDotDotToken);
  const span = analyser.span(pattern);
  if (hasRest) {
    const elements = values.map((value) => ({ spread: false, value }));
    bindPattern(analyser, pattern, { kind: "array", elements, types: arrayType, span });
    return;
  }
  pattern.elements.forEach((element, index) => {
    if (ts.isOmittedExpression(element)) return;
    const value = values[index] ?? analyser.undefined(span);
    bindPattern(analyser, element.name, withDefault(analyser, element, value));
  });
}

/** The types of the part itself, before a default applies. */
function partTypes(analyser: Analyser, element: ts.BindingElement): number {
  const types = analyser.typesOf(analyser.checker.getTypeAtLocation(element));
  return element.initializer === undefined ? types : types | undefinedType;
}

function elementAt(analyser: Analyser, element: ts.BindingElement, array: Expression, index: Expression): Element {
  const part: Element = {
    ...{ kind: "element", array, index },
    types: partTypes(analyser, element),
    span: analyser.span(element),
  };
  return isInTuple(analyser, element) ? { ...part, isThere: true } : part;
}

/** True for an element that the type of a tuple says to be there. */
function isInTuple({ checker }: Analyser, element: ts.BindingElement): boolean {
  const { parent: pattern } = element;
  if (!ts.isArrayBindingPattern(pattern)) return false;
  const type = checker.getTypeAtLocation(pattern);
  if (!checker.isTupleType(type)) return false;
  const { target } = type as ts.TupleTypeReference;
  return pattern.elements.indexOf(element) < target.minLength;
}

export function withDefault(
  analyser: Analyser,
  element: { readonly initializer?: ts.Expression | undefined },
  part: Expression,
): Expression {
  const { initializer } = element;
  if (initializer === undefined) return part;
  let other: Expression | undefined;
  const before = analyser.collect(() => (other = analyser.expression(initializer)));
  const { span } = part;
  const condition: Expression = {
    kind: "equality",
    operator: "!==",
    left: part,
    right: analyser.undefined(span),
    types: booleanType,
    span,
  };
  const present = { ...part, types: part.types & ~undefinedType };
  return chooseValue(analyser, condition, [[], present], [before, other as Expression], span);
}

/** `name = value` for a name that is declared already. */
export function assignVariable(analyser: Analyser, target: ts.Identifier, value: Expression): Expression {
  const symbol = analyser.symbolOf(target);
  const binding = symbol === undefined ? undefined : analyser.environment.lookUp(symbol);
  if (binding?.kind !== "variable" && binding?.kind !== "collection") {
    return analyser.refuse(target, "SP1221", { name: target.text });
  }
  const { variable, depth } = binding;
  const span = analyser.span(target);
  if (!checkReachable(analyser, target, target.text, depth)) return refusedValue(span);
  if (binding.kind === "collection") {
    if (value.types === 0) return value;
    const stored = storedAs(binding.name, value);
    if (stored === undefined) {
      const hint = "Give the variable one that is made on the spot, or a copy: `new Set(set)`, `new Map(map)`.";
      return analyser.refuse(target, "SP1307", { name: target.text, hint });
    }
    analyser.statements.push({ kind: "assign", variable, value: stored, declares: false, span });
    return analyser.undefined(value.span);
  }
  const data = asData(value);
  analyser.statements.push({ kind: "assign", variable, value: toStore(variable, data), declares: false, span });
  if (variable.infinity !== undefined) return readVariable(variable, variable.types, value.span);
  return { kind: "variable-read", variable, types: data.types, span: value.span };
}
