import ts from "typescript";
import { arrayConstructor, call, type Code, compare, conditional, primary, stringLiteral } from "../emit/code.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall, Expression } from "../ir/expression.js";
import type { SourceSpan } from "../source-span.js";
import { literal } from "./build.js";
import { methodCall, OriginFinder } from "./match-origin.js";
import { type MatchReads, readsOfMatch } from "./match-reads.js";
import { constantNumber, constantString, operandAt } from "./operands.js";
import { regExpLiteralOf } from "./regular-expression-literal.js";
import { type GroupPlace, type PartialPattern, type Pattern, translateRegExp } from "./regular-expression-pattern.js";
import { RegExpProblem } from "./regular-expression-syntax.js";

/** Matches that an expression or a pattern of names stands for, all of one regular expression. */
export interface KnownMatch {
  readonly pattern: Pattern;
  /** The calls that make them. */
  readonly calls: readonly ts.CallExpression[];
  /** True when there may be an empty list in place of a match: `match ?? []`. */
  readonly mayBeEmpty: boolean;
}

/** The match that an expression stands for, wherever it is made; undefined where it is none, or that cannot be said. */
export function knownMatch(node: ts.Expression | ts.BindingPattern, checker: ts.TypeChecker): KnownMatch | undefined {
  if (!isMatchType(checker.getTypeAtLocation(node))) return undefined;
  const finder = new OriginFinder(checker);
  const isPattern = ts.isObjectBindingPattern(node) || ts.isArrayBindingPattern(node);
  const calls = isPattern ? finder.ofDeclaration(node.parent, []) : finder.of(node, []);
  const patterns = (calls ?? []).map((call) => patternOfCall(call, checker));
  const [pattern, ...others] = patterns;
  if (calls === undefined || pattern === undefined) return undefined;
  if (others.some((other) => other === undefined || !isSame(other, pattern))) return undefined;
  return { pattern, calls, mayBeEmpty: finder.mayBeEmpty };
}

function isMatchType(type: ts.Type): boolean {
  if (type.isUnion()) return type.types.some(isMatchType);
  return /^RegExp(Match|Exec)Array$/.test((type.symbol as ts.Symbol | undefined)?.name ?? "");
}

function isSame(one: Pattern, other: Pattern): boolean {
  return one.text === other.text && JSON.stringify([...one.names]) === JSON.stringify([...other.names]);
}

function patternOfCall(call: ts.CallExpression, checker: ts.TypeChecker): Pattern | undefined {
  const method = methodCall(call);
  const written = method?.name === "exec" ? method.on : call.arguments[0];
  const literal = written && regExpLiteralOf(checker, written);
  if (literal === undefined) return undefined;
  try {
    const pattern = translateRegExp(literal.text);
    // `text.match(/…/g)` gives texts.
    return pattern.global === (method?.name === "matchAll") ? pattern : undefined;
  } catch (problem) {
    if (problem instanceof RegExpProblem) return undefined;
    throw problem;
  }
}

/**
 * How the match that a call makes is read; undefined where it is looked at as the list that it is.
 *
 * Groups that take no part in a match are undefined in JavaScript, and arrays of a state machine have no place for that: they hold
 * null, and whoever reads such a group makes it undefined again. The place of the match stands behind the groups. So either
 * takes a match of which only groups and the place are read, and each reader knows the regular expression.
 */
export function readsOfCall(call: ts.CallExpression, checker: ts.TypeChecker): MatchReads | undefined {
  const isAll = methodCall(call)?.name === "matchAll";
  const reads = readsOfMatch(call, isAll ? ["element"] : [], checker);
  return reads?.readers.every((reader) => knownMatch(reader, checker) !== undefined) === true ? reads : undefined;
}

/** True for a group that takes part in every match. */
export function alwaysMatches({ groupsAlwaysMatch, partial }: Pattern, index: number): boolean {
  if (groupsAlwaysMatch || index === 0) return true;
  const place = partial?.groups[index - 1];
  return place !== undefined && place.inner === undefined;
}

/** True where a match holds the place where it was found. */
export function hasIndex({ calls }: KnownMatch, checker: ts.TypeChecker): boolean {
  return calls.every((call) => readsOfCall(call, checker)?.index === true);
}

/** How the matches of a call are written: the groups, or their places where some may be missing, and whether the index is wanted. */
export function matchOperands(
  pattern: Pattern,
  reads: MatchReads | undefined,
  span: SourceSpan,
): readonly Expression[] {
  const { partial } = pattern;
  const index = literal(reads?.index === true, span);
  if (pattern.groupsAlwaysMatch) return [literal(pattern.text, span), literal(pattern.groups, span), index];
  if (partial === undefined || reads === undefined) {
    throw new RegExpProblem(
      "a group that may take no part in the match",
      "Read the groups one by one, `match[1]` or `const [, first, second] = …`; or make what is in the group optional: `(x?)` for `(x)?`.",
    );
  }
  return [literal(partial.text, span), literal(JSON.stringify(partial.groups), span), index];
}

/** One match of `$match` as a list: the whole, the groups, the index. */
export function emitMatch(emitter: ExpressionEmitter, match: Code, call_: BuiltinCall): Code {
  const [groups, index] = [operandAt(call_, 2), operandAt(call_, 3)];
  const places = constantString(groups);
  const last = index.kind === "literal" && index.value === true ? [`${match.text}.index`] : [];
  if (places !== undefined) {
    const found = JSON.parse(places) as PartialPattern["groups"];
    const all = [`${match.text}.match`, ...found.map((place) => emitGroup(emitter, match, place).text)];
    return arrayConstructor([...all, ...last]);
  }
  const whole = arrayConstructor([`${match.text}.match`]);
  if (constantNumber(groups) === 0)
    return last.length === 0 ? whole : arrayConstructor([`${match.text}.match`, ...last]);
  const all = call("append", whole, primary(`${match.text}.groups`));
  return last.length === 0 ? all : call("append", all, primary(`${match.text}.index`));
}

function emitGroup(emitter: ExpressionEmitter, match: Code, { at, inner }: GroupPlace): Code {
  const text = primary(`(${match.text}.groups)[${at - 1}]`);
  if (inner === undefined) return text;
  return emitter.bind("g", text, (part) => {
    const found = call("match", part, primary(inner.text), primary("1"));
    const group = emitter.bind("m", found, (match_) => emitGroup(emitter, match_, inner.place));
    return conditional(compare(part, "=", stringLiteral("")), primary("null"), group);
  });
}
