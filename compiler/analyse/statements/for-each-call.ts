import ts from "typescript";
import { asArray, elementsOfSet, entriesOfMap } from "../../builtins/collection-values.js";
import { elementAt } from "../../builtins/build.js";
import type { Expression, Variable } from "../../ir/expression.js";
import {
  anyType,
  arrayType,
  isOnly,
  mayBe,
  neverType,
  nullType,
  numberType,
  undefinedType,
  type ValueTypes,
} from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { isPresent } from "../expressions/is-present.js";
import { stable } from "../function-values/parts.js";
import { isAsyncFunction, type KnownFunction, resolveFunction, skipWrappers } from "../functions.js";
import { isComparedName } from "../identity/compared-names.js";
import { inlineWith } from "../inline-call.js";
import { isChangedParameter } from "../mutation/change-at.js";
import { canBeReadAgain } from "../mutation/can-be-read-again.js";
import type { Argument } from "../parameters.js";
import { chosenElements } from "./chosen-items.js";
import { label } from "./labels.js";
import type { Place } from "../mutation/place.js";
import { forEachPlace } from "./for-of.js";
import { numbered } from "./numbered.js";

/**
 * `list.forEach((item, index) => …)` as the loop that it is; `return` in the function goes on with the next item. In
 * `list?.forEach(…)` nothing happens where there is no list.
 *
 * @returns undefined for anything but such a call of an array, a set or a map
 */
export function forEachCall(analyser: Analyser, node: ts.CallExpression): Expression | undefined {
  const { expression: callee, arguments: given } = node;
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "forEach") return undefined;
  const [callback, self] = given;
  const nothing = ts.isOptionalChain(node) ? undefinedType | nullType : 0;
  const isList = isOnly(analyser.types(callee.expression), arrayType | nothing);
  const isCollection = /^(Readonly)?(Set|Map)\.forEach$/.test(builtinCalled(analyser, node) ?? "");
  if (callback === undefined || self !== undefined || !(isList || isCollection)) return undefined;
  const known = resolveFunction(analyser, callback);
  if (known === undefined || known.node.parameters.length > 2) return undefined;
  if (isAsyncFunction(known.node)) return analyser.refuse(callback, "SP1403");
  if (isCollection) return forEachMember(analyser, node, callee.expression, known);
  const mayBeMissing = mayBe(analyser.types(callee.expression), undefinedType | nullType);
  return mayBeMissing ? whenThere(analyser, node, callee, known) : forEachItem(analyser, node, callee, known);
}

/** `list?.forEach(…)`. */
function whenThere(
  analyser: Analyser,
  node: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
  known: KnownFunction,
): Expression | undefined {
  if (!canBeReadAgain(callee.expression)) return undefined;
  const list = stable(analyser, analyser.expression(callee.expression), "list");
  const span = analyser.span(node);
  const whenTrue = analyser.collect(() => void forEachItem(analyser, node, callee, known));
  analyser.statements.push({ kind: "if", condition: isPresent(list), whenTrue, whenFalse: [], span });
  return analyser.undefined(span);
}

function forEachItem(
  analyser: Analyser,
  node: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
  known: KnownFunction,
): Expression {
  const [item, index] = known.node.parameters;
  const symbol = item === undefined ? undefined : analyser.checker.getSymbolAtLocation(item.name);
  if (symbol !== undefined && (isChangedParameter(analyser, symbol) || isComparedName(analyser, symbol))) {
    const elements = chosenElements(analyser, callee.expression);
    if (elements !== undefined) {
      const { positions, placeAt } = elements;
      goThrough(analyser, node, positions, numberType, known, (position) => ({ place: placeAt(position) }));
      return analyser.undefined(analyser.span(node));
    }
    const visit = (place: Place, position: Expression): void => {
      inlineWith(analyser, node, known, index === undefined ? [{ place }] : [{ place }, position]);
    };
    // Elements that are added meanwhile are not gone through.
    forEachPlace(analyser, node, callee.expression, known.node, visit, false);
    return analyser.undefined(analyser.span(node));
  }
  const types = analyser.elementTypesOf(analyser.checker.getTypeAtLocation(callee.expression));
  const items = analyser.expression(callee.expression);
  goThrough(analyser, node, { ...items, types: items.types & ~(undefinedType | nullType) }, types, known);
  return analyser.undefined(analyser.span(node));
}

/** `set.forEach((item) => …)`, `map.forEach((value, key) => …)`: as in a loop, the members that there are at the start. */
function forEachMember(
  analyser: Analyser,
  node: ts.CallExpression,
  given: ts.Expression,
  known: KnownFunction,
): Expression | undefined {
  const made = analyser.expression(given);
  if (made.types === neverType) return made;
  const stored = elementsOfSet(made) ?? entriesOfMap(made);
  if (stored === undefined || ts.isOptionalChain(node)) return undefined;
  const { checker } = analyser;
  const [first, second] = checker.getTypeArguments(checker.getTypeAtLocation(given) as ts.TypeReference);
  const typesOf = (type: ts.Type | undefined): ValueTypes => (type === undefined ? anyType : analyser.typesOf(type));
  const isMap = entriesOfMap(made) !== undefined;
  const span = analyser.span(node);
  const item: Variable = { kind: "variable", name: "item", types: isMap ? arrayType : typesOf(first) };
  const whole: Expression = { kind: "variable-read", variable: item, types: item.types, span };
  const args = isMap ? [elementAt(whole, 1, typesOf(second)), elementAt(whole, 0, typesOf(first))] : [whole, whole];
  const items = isMap ? stored : asArray(made);
  const name = skipWrappers(given);
  const collection = ts.isIdentifier(name) ? analyser.symbolOf(name) : undefined;
  const outer = analyser.goneThrough;
  if (collection !== undefined) {
    const keyNode = known.node.parameters[isMap ? 1 : 0]?.name;
    const key = keyNode === undefined ? undefined : analyser.checker.getSymbolAtLocation(keyNode);
    analyser.goneThrough = [...outer, { collection, key }];
  }
  const body = analyser.collect(() => analyser.withLoop(node, () => void inlineWith(analyser, node, known, args)));
  analyser.goneThrough = outer;
  analyser.statements.push({ kind: "for-of", label: label("loop"), items, item, body, span });
  return analyser.undefined(span);
}

function goThrough(
  analyser: Analyser,
  node: ts.CallExpression,
  items: Expression,
  types: number,
  callee: KnownFunction,
  argumentOf: (item: Expression) => Argument = (item) => item,
): void {
  const span = analyser.span(node);
  const [first, second] = callee.node.parameters;
  const isCounted = second !== undefined;
  const name = first !== undefined && ts.isIdentifier(first.name) && !isCounted ? first.name.text : "item";
  const item: Variable = { kind: "variable", name, types: isCounted ? arrayType : types };
  const whole: Expression = { kind: "variable-read", variable: item, types: item.types, span };
  const args = isCounted
    ? [argumentOf(elementAt(whole, 1, types)), elementAt(whole, 0, numberType)]
    : [argumentOf(whole)];
  const body = analyser.collect(() =>
    analyser.withLoop(node, () => {
      inlineWith(analyser, node, callee, args);
    }),
  );
  const list = isCounted ? numbered(items, types & ~undefinedType, span) : items;
  analyser.statements.push({ kind: "for-of", label: label("loop"), items: list, item, body, span });
}
