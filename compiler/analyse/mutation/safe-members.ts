import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { isValueUnused } from "../expressions/is-value-unused.js";
import { builtinCalled } from "../builtin-name.js";
import { changesInside, changesMeanwhile, stepsTo } from "./changes.js";
import { returnsItself } from "./changing-methods.js";
import { chosenElement, chosenList, keptName } from "./chosen-lists.js";
import { isOfDefault, setByDefault } from "./default-assignment.js";
import { isOfNewElements, isReadWhenSpread, keepsNoElement } from "./elements-in-calls.js";
import { endsInCopy } from "./ends-in-copy.js";
import { areElementsFresh, choosingMethods, copyingMethods, takingMethods, isDeep } from "./freshness.js";
import { indexesSet, listsPushedTo } from "./gathered-lists.js";
import { isTakenOut } from "./moved-out.js";
import type { Owner, Asks } from "./owner.js";
import { constantKey, isElementCall, type Key } from "./paths.js";
import { holdsPlainParts, isPlain } from "./plain-values.js";
import { isSafeForEach, changesValues, changesEntries, keepsNoItem } from "./safe-loops.js";
import { readerFor, onlyReads } from "./safe-readers.js";
import { isIndexedSafely, isSafeListOfIndex } from "./safe-gathering.js";
import { loopOver, reachedBy, rootOf } from "./use-shapes.js";
import { followedChoice, movesElements } from "./aliases.js";

/** Methods whose arguments become parts of the value. */
const addingMethods = new Set(["push", "unshift", "splice", "set"]);

/** `x.length`, `x.push(v)`, `x.map(f)`, `x.name`. */
export function isSafeMember(
  ask: Asks,
  analyser: Analyser,
  access: ts.PropertyAccessExpression,
  owner: Owner,
): boolean {
  const call = access.parent;
  if (ts.isCallExpression(call) && call.expression === access) {
    // A function among the members sees the value only by the names that it uses.
    if (builtinCalled(analyser, call) === undefined) return true;
    if (returnsItself.has(access.name.text)) {
      return isValueUnused(call) || ask.isSafeUse(analyser, call, owner);
    }
    if (access.name.text === "forEach") return isSafeForEach(ask, analyser, access, call, owner);
    const loop = loopOver(call);
    if (loop !== undefined && changesEntries(ask, analyser, loop, owner)) return true;
    if (loop !== undefined && access.name.text === "values" && changesValues(ask, analyser, loop, owner)) return true;
    if (loop !== undefined && chosenList(analyser, call) !== undefined && changesValues(ask, analyser, loop, owner))
      return true;
    const isOfKeys = access.name.text === "keys";
    // What is inside of an element makes no difference to the indexes.
    const deepest = isOfKeys ? stepsTo(access.expression) + 1 : undefined;
    const isHarmless = loop === undefined ? undefined : reachedBy(analyser, loop);
    // What a method gives may hold parts of the value, never the value itself.
    const isTaken =
      takingMethods.has(builtinCalled(analyser, call) ?? "") && keptName(analyser, access.expression) === undefined;
    const isFollowing = loop !== undefined && !isTaken && (isDeep(owner) || isIterator(analyser, call));
    const options = { deepest, isHarmless, countsPutBacks: true };
    if (isFollowing && changesInside(analyser, rootOf(access), loop.statement, options)) return false;
    if (isOfKeys) return true;
    if (!isDeep(owner) || isTaken) return true;
    if (isBehindChange(analyser, call, owner)) return true;
    if (isIndexedSafely(ask, analyser, call, owner) || isSafeListOfIndex(ask, analyser, call, owner)) return true;
    if (chosenList(analyser, call)?.spliced !== undefined && ask.isSafeUse(analyser, call, owner)) return true;
    const isElement = isElementCall(analyser, call) || chosenElement(analyser, call) !== undefined;
    if (isElement && isSafePart(ask, analyser, call, owner)) return true;
    if (!keepsNoElement(analyser, call, owner.keys.slice(1), readerFor(ask, analyser, owner))) return false;
    const isOfMap = /^Map\.(values|entries)$/.test(builtinCalled(analyser, call) ?? "");
    if (isOfMap && isReadWhenSpread(analyser, call, owner.keys, readerFor(ask, analyser, owner))) {
      return !changesMeanwhile(analyser, access.expression);
    }
    if (isMadeOfPlainParts(analyser, call)) return true;
    if (isOfNewElements(analyser, call) && !changesMeanwhile(analyser, access.expression)) return true;
    if (choosingMethods.has(access.name.text) && ask.isSafeUse(analyser, call, owner)) return true;
    const ofItem = { ...owner, keys: owner.keys.slice(1) };
    if (loop !== undefined && keepsNoItem(ask, analyser, loop, ofItem)) return true;
    // What is put into a list of elements is an element of the same list, which has it still when the list is handed on.
    const takers = owner.isHandedOn === true ? [] : [...listsPushedTo(analyser, call), ...indexesSet(analyser, call)];
    if (takers.length > 0 && takers.every((taker) => followedChoice(analyser, taker) === "in place")) return true;
    if (addingMethods.has(access.name.text) && !putsFresh(ask, analyser, call, owner)) return false;
    return (
      isPlain(analyser, call) ||
      isValueUnused(call) ||
      isOfDefault(call) ||
      (endsInCopy(analyser, call, owner, onlyReads(ask, analyser)) && !changesMeanwhile(analyser, access.expression))
    );
  }
  return isSafePart(ask, analyser, access, owner);
}

/** True for `list.entries()` and its like: what goes through it sees what the list becomes meanwhile. A list has elements of its own. */
function isIterator(analyser: Analyser, call: ts.CallExpression): boolean {
  return /\.(entries|keys|values)$/.test(builtinCalled(analyser, call) ?? "");
}

/** True for `list.slice(1)`, where what changes is inside of an element before those that it takes. */
function isBehindChange(analyser: Analyser, call: ts.CallExpression, { keys: [key], symbol }: Owner): boolean {
  const [begin] = call.arguments;
  if (builtinCalled(analyser, call) !== "Array.slice" || begin === undefined || !ts.isNumericLiteral(begin))
    return false;
  const isBefore = key !== undefined && /^\d+$/.test(key) && Number(key) < Number(begin.text);
  return isBefore && !movesElements(analyser, symbol);
}

/** True where nothing that somebody else holds becomes a part of the value. */
function putsFresh(ask: Asks, analyser: Analyser, call: ts.CallExpression, { keys }: Owner): boolean {
  const byDefault = setByDefault(call);
  if (byDefault !== undefined) return ask.isFresh(analyser, byDefault, keys.slice(1));
  return call.arguments.every(
    (argument) => isPlain(analyser, argument) || isFreshArgument(ask, analyser, argument, keys.slice(1)),
  );
}

/** True for a new array or object in which no part of the value can be. */
function isMadeOfPlainParts(analyser: Analyser, call: ts.CallExpression): boolean {
  const method = ts.isPropertyAccessExpression(call.expression) ? call.expression.name.text : "";
  return copyingMethods.has(method) && holdsPlainParts(analyser, call);
}

function isFreshArgument(ask: Asks, analyser: Analyser, argument: ts.Expression, keys: readonly Key[]): boolean {
  if (!ts.isSpreadElement(argument)) return ask.isFresh(analyser, argument, keys);
  const { expression } = argument;
  return areElementsFresh(analyser, expression, [undefined, ...keys], (way) => ask.isFresh(analyser, expression, way));
}

/** A part of the value: it matters only when parts are changed too. */
export function isSafePart(ask: Asks, analyser: Analyser, part: ts.Expression, owner: Owner): boolean {
  const [key, ...keys] = owner.keys;
  if (keys.length === 0 || isPlain(analyser, part)) return true;
  const name = ts.isPropertyAccessExpression(part)
    ? part.name.text
    : ts.isElementAccessExpression(part)
      ? constantKey(part.argumentExpression)
      : undefined;
  const isElsewhere = key !== undefined && name !== undefined && key !== name;
  if (isTakenOut(analyser, part)) return true;
  const isOther = isElsewhere && !(/^\d+$/.test(key) && movesElements(analyser, owner.symbol));
  return isOther || ask.isSafeUse(analyser, part, { ...owner, keys });
}
