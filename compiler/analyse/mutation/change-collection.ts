import ts from "typescript";
import { asArray, asCollection } from "../../builtins/collection-values.js";
import type { Expression } from "../../ir/expression.js";
import { arrayType, isCollection, mapType, setType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { changingCollection } from "../mutating-methods.js";
import { changedMembers, changingArguments, hasMember } from "../collections.js";
import type { CollectionName } from "../environment.js";
import { isOnlyTested, isValueUnused } from "../expressions/is-value-unused.js";
import { skipWrappers } from "../skip-wrappers.js";
import { besidePlace } from "./beside-place.js";
import { changePlace } from "./change-in-place.js";
import { changeWhenThere } from "./change-when-there.js";
import { pathOf } from "./paths.js";
import { keysOf, type Place } from "./place.js";
import { placeOf } from "./place-of.js";

/**
 * `state.seen.add(x)`, `groups.get(key)!.set(k, v)` and their like, of a Set or Map that is a part of what a variable owns; undefined
 * for any other call.
 */
export function changeCollection(analyser: Analyser, node: ts.CallExpression): Expression | undefined {
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee) || !changingCollection.has(callee.name.text)) return undefined;
  const method = callee.name.text;
  const target = startOfChain(analyser, callee.expression);
  const types = analyser.types(target);
  const name = isCollection(types, setType) ? "new Set" : isCollection(types, mapType) ? "new Map" : undefined;
  // What is made on the spot is no part of anything.
  if (name === undefined || ts.isNewExpression(skipWrappers(target))) return undefined;
  const givesItself = method === "add" || method === "set";
  const isTested = givesItself && isOnlyTested(node);
  // What a helper such as `(x) => seen.add(x)` gives is hardly ever used, and nothing can be done with it.
  const isUnused = isValueUnused(node) || analyser.handedOver.has(node);
  if (givesItself && !isTested && !isUnused && !isInChain(analyser, node)) {
    const hint = "Write the call as a statement of its own.";
    return analyser.refuse(node, "SP1307", { name: node.getText(), hint });
  }
  if (pathOf(analyser, target) === undefined) {
    const hint = `Give what stands before the dot a name first: \`const state = stateOf(id); state.seen.${method}(…)\`.`;
    return analyser.refuse(node, "SP1307", { name: node.getText(), hint });
  }
  // `set.add(x).add(y)` does one after the other.
  if (target !== callee.expression) analyser.expression(callee.expression);
  const place = placeOf(analyser, target);
  if (place === undefined) {
    const hint =
      "Evaluate what stands before the dot first: `const key = keyOf(x); (groups[key] ??= new Set()).add(x)`.";
    return analyser.refuse(node, "SP1307", { name: node.getText(), hint });
  }
  const change = () => changeAt(analyser, node, target, place, { name, method });
  const result = ts.isOptionalChain(node) ? changeWhenThere(analyser, node, place, change) : change();
  return isTested && !ts.isOptionalChain(node) ? analyser.literal(true, analyser.span(node)) : result;
}

interface Method {
  readonly name: CollectionName;
  readonly method: string;
}

function changeAt(
  analyser: Analyser,
  node: ts.CallExpression,
  target: ts.Expression,
  place: Place,
  { name, method }: Method,
): Expression {
  const span = analyser.span(node);
  const keys = keysOf(place);
  const args = besidePlace(analyser, target, place, keys, () => changingArguments(analyser, node, method));
  const [key] = args;
  const asksBefore = method === "delete" && key !== undefined && !isValueUnused(node);
  let result = analyser.undefined(span) as Expression;
  changePlace(analyser, target, place, [...keys, undefined], (old) => {
    const stored = { ...asArray(old), types: arrayType };
    if (asksBefore) result = analyser.keep(hasMember(name, stored, key), "had");
    return asCollection(changedMembers(name, method, stored, args), name as "new Set" | "new Map");
  });
  return result;
}

/** What `x.add(a).add(b)` is called on first. */
function startOfChain(analyser: Analyser, node: ts.Expression): ts.Expression {
  const inner = skipWrappers(node);
  if (!ts.isCallExpression(inner) || !ts.isPropertyAccessExpression(inner.expression)) return node;
  const { name, expression } = inner.expression;
  const isLink = (name.text === "add" || name.text === "set") && isKept(analyser, expression);
  return isLink ? startOfChain(analyser, expression) : node;
}

function isKept(analyser: Analyser, node: ts.Expression): boolean {
  const types = analyser.types(node);
  return isCollection(types, setType) || isCollection(types, mapType);
}

/** True for `x.add(a)` in `x.add(a).add(b)`. */
function isInChain(analyser: Analyser, node: ts.CallExpression): boolean {
  const access = node.parent;
  if (!ts.isPropertyAccessExpression(access) || access.expression !== node) return false;
  return changingCollection.has(access.name.text) && ts.isCallExpression(access.parent);
}
