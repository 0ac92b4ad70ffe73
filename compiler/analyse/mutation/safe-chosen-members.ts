import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { type ChosenMembers, chosenMembers, memberName } from "./chosen-members.js";
import { keepsNoElement } from "./elements-in-calls.js";
import { callsOf, returnedFrom } from "./given-parts.js";
import type { Owner, Asks } from "./owner.js";
import { pathOfName } from "./paths.js";
import { enclosingFunction, isInside } from "./running-function.js";
import { isSafeName } from "./safe-names.js";
import { readerFor } from "./safe-readers.js";

/** `for (const [key, list] of [...map].sort(f))` where the value stands for its place, and the functions keep nothing of it. */
export function isSafeMembersChosen(ask: Asks, analyser: Analyser, use: ts.Expression, owner: Owner): boolean {
  if (owner.isHandedOn === true) return false;
  const top = topOf(use);
  const { parent } = top;
  if (ts.isForOfStatement(parent)) return parent.expression === top && isSafeLoop(ask, analyser, parent, use, owner);
  const given = returnedFrom(top);
  return given !== undefined && isGivenSafely(ask, analyser, { use, top, given }, owner);
}

/** The whole expression that a use is a part of. */
function topOf(use: ts.Expression): ts.Expression {
  const { parent } = use;
  if (ts.isFunctionLike(parent)) return use;
  if (ts.isSpreadElement(parent)) return topOf(parent);
  return ts.isExpression(parent) ? topOf(parent) : use;
}

function isSafeLoop(ask: Asks, analyser: Analyser, loop: ts.ForOfStatement, use: ts.Expression, owner: Owner): boolean {
  const members = chosenMembers(analyser, loop.expression);
  const named = members?.whole === use ? memberName(members, loop) : undefined;
  if (members === undefined || named === undefined) return false;
  const keys = owner.keys.slice(1);
  return keepsNothing(ask, analyser, members, owner) && isSafeName(ask, analyser, named.member, { ...owner, keys });
}

function keepsNothing(ask: Asks, analyser: Analyser, { items, stages }: ChosenMembers, owner: Owner): boolean {
  const inside = owner.keys.slice(1);
  const ofItem = items === "entries" ? ["1", ...inside] : inside;
  return stages.every((stage) => keepsNoElement(analyser, stage, ofItem, readerFor(ask, analyser, owner)));
}

interface Given {
  readonly use: ts.Expression;
  /** What the function gives. */
  readonly top: ts.Expression;
  readonly given: ts.SignatureDeclaration;
}

/** `const open = () => [...jobs.values()].filter(isOpen);`: the same for each call of the function. */
function isGivenSafely(ask: Asks, analyser: Analyser, { use, top, given }: Given, owner: Owner): boolean {
  const members = chosenMembers(analyser, top);
  const { valueDeclaration } = pathOfName(analyser, owner.symbol).root;
  const scope = valueDeclaration && enclosingFunction(valueDeclaration);
  const { makers } = analyser.analysis;
  if (members?.whole !== use || scope === undefined || !isInside(given, scope) || makers.has(given)) return false;
  if (given === scope || !keepsNothing(ask, analyser, members, owner)) return false;
  const inside = owner.keys.slice(1);
  const ofList = { ...owner, keys: [undefined, ...(members.items === "entries" ? ["1", ...inside] : inside)] };
  makers.set(given, undefined);
  const areSafe = callsOf(analyser, given, scope)?.every((call) => {
    const around = topOf(call).parent;
    const isLooped = ts.isForOfStatement(around) && isSafeLoop(ask, analyser, around, use, owner);
    return isLooped || ask.isSafeUse(analyser, call, ofList);
  });
  makers.delete(given);
  return areSafe === true;
}
