import ts from "typescript";
import {
  arrayConstructor,
  call,
  type Code,
  compare,
  conditional,
  lambda,
  plainArray,
  primary,
  stringLiteral,
} from "../emit/code.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall, Expression } from "../ir/expression.js";
import { arrayType, isOnly, numberType, stringType } from "../ir/value-types.js";
import { literal } from "./build.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { number } from "./codes.js";
import { emitMatch, matchOperands, readsOfCall } from "./match-groups.js";
import { operandAt } from "./operands.js";
import { patternText } from "./regular-expression-literal.js";
import { firstMatch, refuseEmptyMatch, withPattern } from "./regular-expression.js";
import type { Pattern } from "./regular-expression-pattern.js";
import { RegExpProblem } from "./regular-expression-syntax.js";
import { internal, refuseTypes, rewritten, unsupported, withOperands } from "./signature.js";
import { isConsumedAtOnce, isRegExp } from "./use.js";

/** The receiver and the pattern of `text.match(/…/)` and the like. */
function withMatch(site: BuiltinSite, build: (text: Expression, pattern: Pattern) => Expression): Expression {
  const { receiver: text, nodes } = site;
  const [node] = nodes;
  if (text === undefined || node === undefined || !isRegExp(node, site.checker)) {
    return unsupported(site, "no regular expression", "Pass a literal `/…/`.", 0);
  }
  if (!isOnly(text.types, stringType)) return refuseTypes(site, text.types & ~stringType, -1);
  return withPattern(site, node, (pattern) => build(text, pattern), 0);
}

function analyseMatch(site: BuiltinSite): Expression {
  return withMatch(site, (text, pattern) => {
    if (!pattern.global) return firstMatch(site, text, pattern);
    refuseEmptyMatch(pattern);
    return { ...site.call([text, literal(pattern.text, site.span)]), name: "String.matches" };
  });
}

/** All matches, or null. */
function emitMatches(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const found = call("match", emitter.value(operandAt(call_, 0)), patternText(operandAt(call_, 1)));
  return emitter.bind("m", arrayConstructor([`${found.text}.match`]), (name) =>
    conditional(compare(call("count", name), "=", number(0)), primary("null"), name),
  );
}

function analyseMatchAll(site: BuiltinSite): Expression {
  if (!isConsumedAtOnce(site.node)) {
    return site.refuse("SP1307", { name: site.name, hint: "Spread it at once: `[...text.matchAll(/…/g)]`." });
  }
  return withMatch(site, (text, pattern) => {
    refuseEmptyMatch(pattern);
    if (!pattern.global) throw new RegExpProblem("`matchAll` without the flag `g`", "Add the flag.");
    const reads = ts.isCallExpression(site.node) ? readsOfCall(site.node, site.checker) : undefined;
    const operands = [text, ...matchOperands(pattern, reads, site.span)];
    return { ...site.call(operands), name: "String.allMatches", types: arrayType };
  });
}

/** Every match with its groups. */
function emitAllMatches(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const found = call("match", emitter.value(operandAt(call_, 0)), patternText(operandAt(call_, 1)));
  const m = emitter.locals.fresh("m");
  return plainArray(call("map", found, lambda([m], emitMatch(emitter, primary(`$${m}`), call_))));
}

function analyseSearch(site: BuiltinSite): Expression {
  return withMatch(site, (text, pattern) => {
    refuseEmptyMatch(pattern);
    return { ...site.call([text, literal(pattern.text, site.span)]), types: numberType };
  });
}

function emitSearch(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const found = call("match", emitter.value(operandAt(call_, 0)), patternText(operandAt(call_, 1)), primary("1"));
  return emitter.bind("m", found, (name) =>
    conditional(call("exists", name), primary(`${name.text}.index`), number(-1)),
  );
}

function analyseSplit(site: BuiltinSite): Expression {
  const [separator] = site.nodes;
  if (separator === undefined || !isRegExp(separator, site.checker)) {
    return withOperands(site, [stringType, stringType, numberType], (operands) => site.call(operands));
  }
  return withMatch(site, (text, pattern) => {
    const isAtPlaces = pattern.place !== undefined && pattern.groups === 0 && site.nodes.length === 1;
    if (isAtPlaces) {
      // A part is a character and all that follow it up to the next place.
      const part = `/[\\s\\S](?:(?!${pattern.place})[\\s\\S])*${pattern.text.slice(pattern.text.lastIndexOf("/"))}`;
      return { ...site.call([text, literal(part, site.span)]), name: "String.splitAt" };
    }
    refuseEmptyMatch(pattern);
    if (pattern.groups > 0) {
      throw new RegExpProblem("`split` with groups", "Use `(?:…)`: JavaScript puts the groups between the parts.");
    }
    const limit = site.nodes.length > 1 ? [site.argument(1)] : [];
    const excess = limit.find((value) => !isOnly(value.types, numberType));
    if (excess !== undefined) return refuseTypes(site, excess.types & ~numberType, 1);
    return { ...site.call([text, literal(pattern.text, site.span), ...limit]), name: "String.splitByPattern" };
  });
}

function emitSplit(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const [text, ...rest] = call_.operands.map((operand) => emitter.value(operand));
  if (text === undefined) throw new Error("split has a receiver");
  return rest.length === 0 ? arrayConstructor([text.text]) : call("split", text, ...rest);
}

/** The empty text has no character, and is one part. */
function emitSplitAt(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  return emitter.bind("s", emitter.value(operandAt(call_, 0)), (text) => {
    const parts = call("match", text, patternText(operandAt(call_, 1)));
    return conditional(
      compare(text, "=", stringLiteral("")),
      arrayConstructor([text.text]),
      arrayConstructor([`${parts.text}.match`]),
    );
  });
}

function emitSplitByPattern(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const limit = call_.operands.slice(2).map((operand) => emitter.value(operand));
  return call("split", emitter.value(operandAt(call_, 0)), patternText(operandAt(call_, 1)), ...limit);
}

/** The parts of a text that a pattern finds or separates. */
export const stringMatch: readonly Builtin[] = [
  rewritten("String.match", analyseMatch),
  internal("String.matches", emitMatches),
  rewritten("String.matchAll", analyseMatchAll),
  internal("String.allMatches", emitAllMatches),
  { name: "String.search", analyse: analyseSearch, emit: emitSearch },
  { name: "String.split", analyse: analyseSplit, emit: emitSplit },
  internal("String.splitByPattern", emitSplitByPattern),
  internal("String.splitAt", emitSplitAt),
];
