import ts from "typescript";
import { hasEntry, withEntry } from "../../builtins/map.js";
import { asArray, asCollection } from "../../builtins/collection-values.js";
import type { Expression, Variable } from "../../ir/expression.js";
import { arrayType, booleanType, isOnly, numberType, undefinedType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { bindPattern } from "../patterns.js";
import { noteDeclared } from "../outer-variables.js";
import { comparisonsOf } from "../identity/compared-names.js";
import { followedChoice, isAliasHere } from "./aliases.js";
import { bindAlias } from "./bind-alias.js";
import { choiceNamed, elementsAt } from "./choice-values.js";
import { listOfPattern } from "./chosen-by-pattern.js";
import { choiceKept, chosenList, memberTaken } from "./chosen-lists.js";
import { mayRepeat } from "./may-repeat.js";
import {
  type ChosenPlaces,
  placesOf,
  placesOfNames,
  type PlacesOfNames,
  placesWritten,
  positionsIn,
} from "./chosen-places.js";
import type { KeptChoice } from "./kept-choices.js";
import { namedValues } from "./literal-patterns.js";
import { fixedPlace } from "./fixed-place.js";
import { declareGroups, declareSlot } from "./group-values.js";
import { declareIndex } from "./index-values.js";
import { notePlace, staysCompared } from "./noted-place.js";
import { sourceOf } from "./paths.js";
import { skipWrappers } from "../skip-wrappers.js";
import { changePlace } from "./change-in-place.js";
import { canBeReadAgain } from "./can-be-read-again.js";
import { assignRoot, keysOf, partAt, type Place, readRoot, type Step } from "./place.js";
import { makeWhenMissing, placeOf, placeOfPart } from "./place-of.js";
import { listSearched, type PutBack } from "./put-back.js";
import { restOfList } from "./rest-of-list.js";
import { boundSlot } from "./slot-positions.js";

/** `const line = order.lines[i]` where `line` stands for that part of the order; false when it is a value of its own. */
export function declareAlias(analyser: Analyser, declaration: ts.VariableDeclaration): boolean {
  const { name, initializer } = declaration;
  if (declareIndex(analyser, declaration) || declareGroups(analyser, declaration)) return true;
  if (declareSlot(analyser, declaration)) return true;
  if (initializer !== undefined && ts.isIdentifier(name) && declareChoice(analyser, name, initializer)) return true;
  if (declareValues(analyser, declaration)) return true;
  if (ts.isArrayBindingPattern(name)) return declareElements(analyser, name);
  const symbol = ts.isIdentifier(name) ? analyser.checker.getSymbolAtLocation(name) : undefined;
  if (symbol === undefined || initializer === undefined || !isAliasHere(analyser, symbol)) return false;
  const { putBack, put } = sourceOf(analyser, symbol) ?? {};
  // It has a value of its own until it becomes a part.
  if (put !== undefined) return false;
  const added = putBack === undefined ? undefined : addWhenMissing(analyser, putBack);
  if (added !== undefined) {
    bindAlias(analyser, symbol, added);
    return true;
  }
  if (putBack !== undefined) make(analyser, putBack);
  const place = putBack === undefined ? placeOfPart(analyser, initializer) : placeOf(analyser, putBack.place);
  if (place === undefined) return false;
  bindAlias(analyser, symbol, place);
  return true;
}

/** `const [first, second] = rooms.filter(isFree)`, where an element is changed by its name. */
function declareElements(analyser: Analyser, pattern: ts.ArrayBindingPattern): boolean {
  const { elements } = pattern;
  const last = elements.at(-1);
  const rest = last !== undefined && ts.isBindingElement(last) && last.dotDotDotToken !== undefined ? last : undefined;
  const names = elements.filter((one) => ts.isBindingElement(one) && one !== rest) as ts.BindingElement[];
  const symbols = names.map(({ name }) => analyser.checker.getSymbolAtLocation(name));
  const areChanged = symbols.map((symbol) => symbol !== undefined && isAliasHere(analyser, symbol));
  const others = rest && followedName(analyser, rest.name);
  const isFollowed = areChanged.includes(true) || others !== undefined;
  const chosen = isFollowed ? listOfPattern(analyser, pattern) : undefined;
  const found = chosen && placesOfNames(analyser, chosen, names, placeOf);
  if (found === undefined) return false;
  if (rest !== undefined) declareOthers(analyser, rest, others, found);
  for (const [index, place] of found.places.entries()) {
    const [element, symbol] = [names[index], symbols[index]];
    if (element === undefined || symbol === undefined) continue;
    if (areChanged[index] === true) bindAlias(analyser, symbol, place);
    else bindPattern(analyser, element.name, partAt(analyser, place));
  }
  return true;
}

/** `const [late, open] = [jobs.filter(isLate), jobs.filter(isOpen)]`, where one of them goes on to hold elements of the list. */
function declareValues(analyser: Analyser, declaration: ts.VariableDeclaration): boolean {
  const values = namedValues(declaration);
  if (values?.some(({ name }) => followedName(analyser, name) !== undefined) !== true) return false;
  for (const { name, value } of values) {
    if (!declareChoice(analyser, name, value)) bindPattern(analyser, name, analyser.expression(value));
  }
  return true;
}

/** The choice that a name of a pattern stands for, where its elements are followed. */
function followedName(analyser: Analyser, name: ts.BindingName): KeptChoice | undefined {
  const symbol = ts.isIdentifier(name) ? analyser.checker.getSymbolAtLocation(name) : undefined;
  const choice = symbol && choiceKept(analyser, symbol);
  const isGiven = analyser.frame.onReturnPart !== undefined;
  return symbol && choice && followedChoice(analyser, symbol, isGiven) === "in place" ? choice : undefined;
}

/** `others` in `const [first, ...others] = [...bids].sort(f)`. */
function declareOthers(
  analyser: Analyser,
  { name, parent: { elements } }: ts.BindingElement,
  choice: KeptChoice | undefined,
  { list, positions: all, mayRepeat: isRepeating }: PlacesOfNames,
): void {
  const span = analyser.span(name);
  const operands = [all, analyser.literal(elements.length - 1, span)];
  const value: Expression = { kind: "builtin", name: "Array.slice", operands, types: arrayType, span };
  const symbol = analyser.checker.getSymbolAtLocation(name);
  if (choice === undefined || symbol === undefined) {
    const types = analyser.elementTypesOf(analyser.checker.getTypeAtLocation(name));
    bindPattern(analyser, name, elementsAt(partAt(analyser, list), value, types));
    return;
  }
  bindPositions(analyser, symbol, choice, { list, positions: value, mayRepeat: isRepeating });
}

/** `const free = rooms.filter(isFree)`, where the elements go on to be those of the rooms. */
function declareChoice(analyser: Analyser, name: ts.Identifier, initializer: ts.Expression): boolean {
  const symbol = analyser.checker.getSymbolAtLocation(name);
  const choice = symbol && choiceKept(analyser, symbol);
  const isGiven = analyser.frame.onReturnPart !== undefined;
  if (symbol === undefined || choice === undefined) return false;
  // What groups have are positions, whether an element changes behind or not.
  const isOfGroups = boundSlot(analyser, initializer) !== undefined;
  const followed = followedChoice(analyser, symbol, isGiven);
  if (followed !== "in place" && !(isOfGroups && followed === "unchanged")) return false;
  const from = choice.isGathered
    ? undefined
    : choice.isWhole
      ? { list: choice.list, stages: [] }
      : chosenList(analyser, initializer);
  const { elements } = choice.isGathered ? (skipWrappers(initializer) as ts.ArrayLiteralExpression) : { elements: [] };
  const places = choice.isGathered
    ? placesWritten(analyser, choice.list, [...elements], placeOfPart)
    : from && placesOf(analyser, from, placeOf);
  if (places === undefined && choice.isGathered) {
    analyser.problem(name, "SP1244", { text: name.text, name: choice.list.getText() });
  }
  if (places === undefined) return false;
  const isRepeating = mayRepeat(analyser, name, choice.list) || choiceNamed(analyser, choice.list)?.mayRepeat === true;
  bindPositions(analyser, symbol, choice, { ...places, mayRepeat: isRepeating });
  return true;
}

/**
 * The names that `const { lines, customer: { name } } = order` gives to parts, where they stand for those parts of the order from
 * here on.
 */
export function declareAliases(analyser: Analyser, { name, initializer }: ts.VariableDeclaration): void {
  if (ts.isIdentifier(name) || initializer === undefined) return;
  for (const { symbol, steps } of stepsIn(analyser, name, [])) {
    const isAlias = isAliasHere(analyser, symbol);
    const isCompared = !isAlias && comparisonsOf(analyser, symbol).length > 0 && canBeReadAgain(initializer);
    const whole = isAlias || isCompared ? placeOf(analyser, initializer) : undefined;
    if (whole === undefined) continue;
    const place = { ...whole, steps: [...whole.steps, ...steps] };
    if (isAlias) bindAlias(analyser, symbol, place);
    else if (staysCompared(analyser, symbol, place)) notePlace(analyser, symbol, place);
  }
  const last = ts.isArrayBindingPattern(name) ? name.elements.at(-1) : undefined;
  if (last !== undefined && ts.isBindingElement(last)) declareRest(analyser, last.name);
}

/** True for a pattern of which a name stands for a part of an item that is changed by it. */
export function namesParts(analyser: Analyser, pattern: ts.ObjectBindingPattern): boolean {
  return stepsIn(analyser, pattern, []).some(({ symbol }) => isAliasHere(analyser, symbol));
}

/** Has the names of a pattern stand for parts of an item: those that are changed where they are, the others as they are now. */
export function bindParts(analyser: Analyser, pattern: ts.ObjectBindingPattern, item: Place): void {
  const place = fixedPlace(analyser, item);
  bindPattern(analyser, pattern, partAt(analyser, place));
  for (const { symbol, steps } of stepsIn(analyser, pattern, [])) {
    if (isAliasHere(analyser, symbol)) bindAlias(analyser, symbol, { ...place, steps: [...place.steps, ...steps] });
  }
}

/** `others` in `const [first, ...others] = list`, where the elements go on to be those of the list. */
function declareRest(analyser: Analyser, name: ts.BindingName): void {
  const symbol = ts.isIdentifier(name) ? analyser.checker.getSymbolAtLocation(name) : undefined;
  const rest = symbol && restOfList(symbol);
  const choice = followedName(analyser, name);
  if (symbol === undefined || rest === undefined || choice === undefined) return;
  const found = placeOf(analyser, rest.list);
  if (found === undefined) return;
  const list = fixedPlace(analyser, found);
  const whole = partAt(analyser, list);
  if (!isOnly(whole.types, arrayType)) return;
  const span = analyser.span(name);
  const all = positionsIn(whole, analyser.elementTypesOf(analyser.checker.getTypeAtLocation(rest.list)));
  const operands = [all, analyser.literal(rest.from, span)];
  const positions: Expression = { kind: "builtin", name: "Array.slice", operands, types: arrayType, span };
  bindPositions(analyser, symbol, choice, { list, positions, mayRepeat: false });
}

/** Has a name stand for elements of a list, as a variable with their positions. */
function bindPositions(
  analyser: Analyser,
  symbol: ts.Symbol,
  { changes }: KeptChoice,
  { list, positions: value, mayRepeat: isRepeating }: ChosenPlaces,
): void {
  const positions: Variable = { kind: "variable", name: symbol.name, types: arrayType };
  if (changes) noteDeclared(analyser, positions);
  const { depth } = analyser.frame;
  analyser.environment.bind(symbol, { kind: "choice", list, positions, depth, mayRepeat: isRepeating });
  analyser.statements.push({ kind: "assign", variable: positions, value, declares: true, span: value.span });
}

interface NamedSteps {
  readonly symbol: ts.Symbol;
  readonly steps: readonly Step[];
}

function stepsIn(analyser: Analyser, pattern: ts.BindingPattern, outer: readonly Step[]): readonly NamedSteps[] {
  return pattern.elements.flatMap((element, index): readonly NamedSteps[] => {
    if (ts.isOmittedExpression(element)) return [];
    const { name, propertyName } = element;
    const key = ts.isArrayBindingPattern(pattern) ? index : (propertyName ?? name).getText();
    const text = propertyName !== undefined && ts.isStringLiteral(propertyName) ? propertyName.text : key;
    const step: Step = {
      node: element,
      key: typeof text === "number" ? analyser.literal(text, analyser.span(element)) : text,
      types: analyser.types(name),
    };
    const steps = [...outer, step];
    if (memberTaken(analyser, element) !== undefined) return [];
    if (!ts.isIdentifier(name)) return stepsIn(analyser, name, steps);
    const symbol = analyser.checker.getSymbolAtLocation(name);
    return symbol === undefined ? [] : [{ symbol, steps }];
  });
}

/** The element that `find` gives, or, where there is none, a new one behind the others; undefined for any other place. */
function addWhenMissing(analyser: Analyser, { place: search, made }: PutBack): Place | undefined {
  const searched = listSearched(search);
  const list = searched === undefined ? undefined : placeOf(analyser, searched);
  const element = list === undefined ? undefined : placeOf(analyser, search);
  const found = element?.steps.at(-1);
  if (searched === undefined || list === undefined || found === undefined || typeof found.key === "string")
    return undefined;
  const span = analyser.span(search);
  const lengthOf = (whole: Expression): Expression => {
    return { kind: "builtin", name: "Array.length", operands: [whole], types: numberType, span };
  };
  const isFound: Expression = {
    ...{ kind: "comparison", operator: ">=", left: found.key, right: analyser.literal(0, span) },
    types: booleanType,
    span,
  };
  const behind = lengthOf(partAt(analyser, list));
  const index = analyser.keep(
    { kind: "conditional", condition: isFound, whenTrue: found.key, whenFalse: behind, types: numberType, span },
    "index",
  );
  changePlace(analyser, searched, list, keysOf(list), (old) => {
    const whole = { ...old, types: arrayType };
    const isMissing: Expression = {
      ...{ kind: "equality", operator: "===", left: index, right: lengthOf(whole) },
      types: booleanType,
      span,
    };
    const elements = [
      { spread: true, value: whole },
      { spread: false, value: analyser.expression(made) },
    ];
    const longer: Expression = { kind: "array", elements, types: arrayType, span };
    return { kind: "conditional", condition: isMissing, whenTrue: longer, whenFalse: whole, types: arrayType, span };
  });
  const step: Step = { ...found, key: index, types: found.types & ~undefinedType };
  return { ...list, steps: [...list.steps, step] };
}

/** `place ??= made`, also for the entry of a Map. */
function make(analyser: Analyser, { place, made }: PutBack): void {
  const span = analyser.span(made);
  if (!ts.isCallExpression(place) || !ts.isPropertyAccessExpression(place.expression)) {
    const found = placeOf(analyser, place);
    if (found !== undefined) makeWhenMissing(analyser, place, found, made);
    return;
  }
  const key = analyser.expression(place.arguments[0] as ts.Expression);
  const map = placeOf(analyser, place.expression.expression);
  if (map === undefined) return;
  const withMade = (entries: Expression): Expression => ({
    kind: "conditional",
    condition: hasEntry(entries, key),
    whenTrue: entries,
    whenFalse: withEntry(entries, key, analyser.expression(made)),
    types: arrayType,
    span,
  });
  if (map.steps.length === 0) {
    assignRoot(analyser, map, withMade(asArray(readRoot(analyser, map))));
    return;
  }
  changePlace(analyser, place.expression.expression, map, [...keysOf(map), undefined], (old) =>
    asCollection(withMade({ ...old, types: arrayType }), "new Map"),
  );
}
