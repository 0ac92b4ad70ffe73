import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { holdsFunctions } from "../function-values/holds-functions.js";
import { resolveFunction } from "../functions.js";
import { givesPromises, isAwaitedAtOnce } from "./awaited-at-once.js";
import { calledFunctions } from "./called-functions.js";
import { takenBy } from "./declared-in.js";
import type { IsReader } from "./elements-in-calls.js";
import { forgetsArguments } from "./forgets-arguments.js";
import { type GivenPart, giverOf } from "./given-parts.js";
import { isOtherPart } from "./other-parts.js";
import type { Owner, Asks } from "./owner.js";
import { paths } from "./paths.js";
import { isPlain } from "./plain-values.js";

/** True when the value is an argument of a function at hand that only reads it, or of one of a table whose functions do. */
function isOnlyRead(ask: Asks, analyser: Analyser, use: ts.Expression, call: ts.CallExpression, owner: Owner): boolean {
  // A call that goes on while the workflow does sees what changes meanwhile.
  if (givesPromises(analyser, call) && !isAwaitedAtOnce(analyser, use, call)) return false;
  // A function that the callee returns may hold on to what it was given.
  if (holdsFunctions(analyser.checker.getTypeAtLocation(call), analyser.checker)) return false;
  const resolved = resolveFunction(analyser, call.expression)?.node;
  const written = resolved === undefined ? calledFunctions(analyser, call.expression) : [resolved];
  if (written === undefined || written === "unknown") return false;
  const index = call.arguments.indexOf(use);
  const given = giverOf(analyser, use, paths);
  if (given !== undefined) {
    const isPassed = isUnused(call) && isPassedOnTo(analyser, use, given.called, index, owner);
    return isPassed || isGivenSafely(ask, analyser, given, index, owner);
  }
  const reads = (callee: ts.SignatureDeclaration): boolean => {
    // What a call gives back that nobody takes, nobody has.
    const of = isUnused(call) ? { ...owner, givers: [...(owner.givers ?? []), callee] } : owner;
    return isPassedOnTo(analyser, use, callee, index, owner) || isReader(ask, analyser, callee, index, of);
  };
  return forgetsArguments(analyser, call) || written.every(reads);
}

/** `collect(child, names);`, `await walk(child, names);` */
function isUnused(call: ts.CallExpression): boolean {
  const { parent } = ts.isAwaitExpression(call.parent) ? call.parent : call;
  return ts.isExpressionStatement(parent);
}

/** True for a function that keeps nothing of what it is given but the part that it gives, of which no reference stays behind either. */
function isGivenSafely(
  ask: Asks,
  analyser: Analyser,
  { call, called, keys: way }: GivenPart,
  index: number,
  owner: Owner,
): boolean {
  const givers = [...(owner.givers ?? []), called];
  if (!isReader(ask, analyser, called, index, { ...owner, givers })) return false;
  const keys = owner.keys.slice(way.length);
  if (keys.length === 0 || isOtherPart(way, owner.keys)) return true;
  const result = ts.isAwaitExpression(call.parent) ? call.parent : call;
  return ts.isExpressionStatement(result.parent) || ask.isSafeUse(analyser, result, { ...owner, keys });
}

/** True for a parameter that a function, which is being looked into, passes on to itself: what it does with it is known then. */
function isPassedOnTo(
  analyser: Analyser,
  use: ts.Expression,
  callee: ts.SignatureDeclaration,
  index: number,
  owner: Owner,
): boolean {
  const name = callee.parameters[index]?.name;
  const symbol = name === undefined ? undefined : analyser.checker.getSymbolAtLocation(name);
  const isName = ts.isIdentifier(use) && analyser.symbolOf(use) === symbol;
  return isName && symbol === owner.symbol && owner.readers.includes(callee);
}

/** True for a function that only reads what it is given at an index. */
function isReader(
  ask: Asks,
  analyser: Analyser,
  callee: ts.SignatureDeclaration,
  index: number,
  owner: Owner,
): boolean {
  const parameter = callee.parameters[index];
  const body = "body" in callee ? callee.body : undefined;
  if (body === undefined || owner.readers.includes(callee)) return false;
  // What there is no name for, nobody reads.
  if (parameter === undefined) return callee.parameters.every(({ dotDotDotToken }) => dotDotDotToken === undefined);
  if (parameter.dotDotDotToken !== undefined) return false;
  const reader = { ...owner, readers: [...owner.readers, callee] };
  if (!ts.isIdentifier(parameter.name)) return readsParts(ask, analyser, parameter.name, body, reader);
  const symbol = analyser.checker.getSymbolAtLocation(parameter.name);
  return (
    symbol !== undefined &&
    ask.areUsesSafe(analyser, body, { symbol, keys: owner.keys, readers: reader.readers, givers: owner.givers })
  );
}

/** True for a function that only reads the parts of its parameter that a pattern takes. */
function readsParts(ask: Asks, analyser: Analyser, pattern: ts.BindingPattern, body: ts.Node, owner: Owner): boolean {
  return pattern.elements.every((element) => {
    if (ts.isOmittedExpression(element)) return true;
    const taken = takenBy(element);
    if (taken === undefined || taken.isRest) return false;
    const { name } = element;
    if (!ts.isIdentifier(name)) return readsParts(ask, analyser, name, body, owner);
    const keys = owner.keys.slice(taken.keys.length);
    if (keys.length === 0 || isPlain(analyser, name) || isOtherPart(taken.keys, owner.keys)) return true;
    const symbol = analyser.checker.getSymbolAtLocation(name);
    return (
      symbol !== undefined &&
      ask.areUsesSafe(analyser, body, { symbol, keys, readers: owner.readers, givers: owner.givers })
    );
  });
}

export const readerFor =
  (ask: Asks, analyser: Analyser, owner: Owner): IsReader =>
  (callee, index, keys) =>
    isReader(ask, analyser, callee, index, { ...owner, keys });

export const onlyReads =
  (ask: Asks, analyser: Analyser) =>
  (use: ts.Expression, call: ts.CallExpression, owner: Owner): boolean =>
    isOnlyRead(ask, analyser, use, call, owner);
