import type ts from "typescript";
import { call, type Code, compare, conditional, lambda, primary, stringLiteral } from "../emit/code.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall, Expression, Lambda } from "../ir/expression.js";
import { arrayType, isOnly, mayBe, objectType, stringType, structuredTypes, undefinedType } from "../ir/value-types.js";
import { substituteLocal } from "../ir/walk.js";
import { asText, lambdaOf, literal, local, read } from "./build.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { bindAll, failure, number, parameterNames } from "./codes.js";
import { constantString, lambdaAt, operandAt } from "./operands.js";
import { patternText } from "./regular-expression-literal.js";
import { refuseEmptyMatch, withPattern } from "./regular-expression.js";
import type { Pattern } from "./regular-expression-pattern.js";
import { RegExpProblem } from "./regular-expression-syntax.js";
import { internal, refuseTypes, rewritten, unsupported } from "./signature.js";
import { isRegExp } from "./use.js";

type Make = (name: string, replacement: Expression) => Expression;

/** `replace` and `replaceAll`: of a text or a pattern, by a text or by what a function gives. */
function analyseReplace(site: BuiltinSite): Expression {
  const { receiver: text, nodes } = site;
  const node = nodes[0];
  if (text === undefined || node === undefined) throw new Error(`${site.name} has a receiver and a pattern`);
  if (!isOnly(text.types, stringType)) return refuseTypes(site, text.types & ~stringType, -1);
  return isRegExp(node, site.checker) ? replacePattern(site, text, node) : replaceText(site, text);
}

function replaceText(site: BuiltinSite, text: Expression): Expression {
  const part = site.argument(0);
  if (!isOnly(part.types, stringType)) return refuseTypes(site, part.types & ~stringType, 0);
  const constant = constantString(part);
  if (constant === "") return unsupported(site, "an empty text to replace", "Concatenate instead.", 0);
  const make: Make = (name, replacement) => ({
    ...site.call([text, part, replacement, ...(site.name === "String.replace" ? [literal(1, site.span)] : [])]),
    name,
  });
  if (site.isCallback(1)) {
    const callback = site.callback(1, 1);
    const [whole] = callback.parameters;
    const body = whole === undefined ? callback.body : substituteLocal(callback.body, whole, part);
    return textOf(site, body, (result) => make("String.replaceText", result));
  }
  return replaceByText(site, make, (written) => expandForText(written, constant));
}

function replacePattern(site: BuiltinSite, text: Expression, node: ts.Expression): Expression {
  return withPattern(
    site,
    node,
    (pattern) => {
      if (site.name === "String.replaceAll" && !pattern.global) {
        throw new RegExpProblem("`replaceAll` without the flag `g`", "Add the flag.");
      }
      const limit = pattern.global ? [] : [literal(1, site.span)];
      const inserted = pattern.place === undefined ? undefined : insertedText(site);
      if (pattern.place !== undefined && inserted !== undefined) {
        // JSONata refuses empty matches: a match has the character in front of the place.
        const found = `/([\\s\\S])(?:${pattern.place})${pattern.text.slice(pattern.text.lastIndexOf("/"))}`;
        const operands = [text, literal(found, site.span), literal(`$1${inserted}`, site.span), ...limit];
        return { ...site.call(operands), name: "String.insertAt" };
      }
      refuseEmptyMatch(pattern);
      const make: Make = (name, replacement) => {
        const specials = name === "String.replacePatternGuarded" ? [literal(specialsOf(pattern), site.span)] : [];
        return { ...site.call([text, literal(pattern.text, site.span), ...specials, replacement, ...limit]), name };
      };
      if (!site.isCallback(1)) return replaceByText(site, patterned(make), (text) => expandForPattern(text, pattern));
      const callback = matchCallback(site, pattern);
      return textOf(site, callback.body, (result) =>
        make("String.replaceByCallback", lambdaOf(callback.parameters, result, site.span)),
      );
    },
    0,
  );
}

/** The constant text that `replace` puts where a pattern matches nothing but a place. */
function insertedText(site: BuiltinSite): string | undefined {
  const inserted = site.isCallback(1) ? undefined : constantString(site.argument(1));
  return inserted?.includes("$") === true ? undefined : inserted;
}

/** With a space in front, which is cut off again, the first place has a character in front as well. */
function emitInsertAt(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const operands = [literal(" ", call_.span), operandAt(call_, 0)];
  const text: Expression = { kind: "concatenation", parts: operands, types: stringType, span: call_.span };
  const [pattern, insertion] = [patternText(operandAt(call_, 1)), emitter.value(operandAt(call_, 2))];
  return call("substring", emitReplace(emitter, withText(call_, text), pattern, insertion), number(1));
}

function withText(call_: BuiltinCall, text: Expression): BuiltinCall {
  return { ...call_, operands: [text, ...call_.operands.slice(1)] };
}

function patterned(make: Make): Make {
  return (name, replacement) =>
    make(name === "String.replaceText" ? "String.replacePattern" : "String.replacePatternGuarded", replacement);
}

/** The callback of the match object that JSONata passes, from one of the match and its groups. */
function matchCallback(site: BuiltinSite, pattern: Pattern): Lambda {
  const callback = site.callback(1, 1 + pattern.groups);
  if (callback.parameters.length > 1 && !pattern.groupsAlwaysMatch) {
    throw new RegExpProblem(
      "a group that may take no part in the match",
      "Make what is in the group optional instead: `(x?)` for `(x)?`.",
    );
  }
  const match = local("m", objectType);
  const matchRead = { ...read(match, site.span), types: objectType };
  const property = (name: string, types: number): Expression => ({
    kind: "property",
    object: matchRead,
    name,
    types,
    span: site.span,
  });
  const body = callback.parameters.reduce((result, parameter, index) => {
    const value: Expression =
      index === 0
        ? property("match", stringType)
        : {
            kind: "element",
            array: property("groups", arrayType),
            index: literal(index - 1, site.span),
            types: stringType,
            span: site.span,
          };
    return substituteLocal(result, parameter, value);
  }, callback.body);
  return lambdaOf([match], body, site.span);
}

/** The result of a replacer as text. */
function textOf(site: BuiltinSite, body: Expression, build: (text: Expression) => Expression): Expression {
  if (mayBe(body.types, undefinedType | structuredTypes)) {
    return unsupported(site, "a replacer that gives no text", "Return a string.", 1);
  }
  return build(asText(body));
}

/** A replacement that is a text: constant, or checked when it runs for what JavaScript would expand. */
function replaceByText(site: BuiltinSite, make: Make, expand: (written: string) => string): Expression {
  const replacement = site.argument(1);
  if (!isOnly(replacement.types, stringType)) return refuseTypes(site, replacement.types & ~stringType, 1);
  const constant = constantString(replacement);
  if (constant === undefined) return make("String.replaceTextGuarded", replacement);
  try {
    return make("String.replaceText", literal(expand(constant), site.span));
  } catch (problem) {
    if (!(problem instanceof RegExpProblem)) throw problem;
    return site.refuse("SP1303", { reason: problem.message, hint: problem.hint }, 1);
  }
}

const hint = "Use a replacer function: `(match) => text`.";

/** What JavaScript makes of `$` where a text is replaced: JSONata leaves it as it is. */
function expandForText(written: string, replaced: string | undefined): string {
  return written.replaceAll(/\$[$&`']/g, (match) => {
    if (match === "$$") return "$";
    if (match === "$&" && replaced !== undefined) return replaced;
    throw new RegExpProblem(`\`${match}\` in a replacement`, hint);
  });
}

/** What means something behind a dollar where a pattern is replaced. */
function specialsOf({ groups, names }: Pattern): string {
  return `$&\`'${groups > 0 ? "0-9" : ""}${names.size > 0 ? "<" : ""}`;
}

/** The same for a pattern, where JSONata knows `$$`, `$0` and the groups. */
function expandForPattern(written: string, pattern: Pattern): string {
  if (pattern.groups > 9 && written.includes("$")) {
    throw new RegExpProblem("more than nine groups with `$` in a replacement", hint);
  }
  return written.replaceAll(/\$([$&`']|\d\d?|<[^>]*>)?/g, (match, kind: string | undefined) => {
    if (kind?.startsWith("<") === true && pattern.names.size > 0) {
      const group = pattern.names.get(kind.slice(1, -1));
      return group === undefined ? "" : `$${group}`;
    }
    if (kind === "`" || kind === "'") throw new RegExpProblem(`\`${match}\` in a replacement`, hint);
    if (kind === "$") return "$$";
    if (kind === "&") return "$0";
    if (kind !== undefined && /^\d/.test(kind)) return expandGroup(kind, pattern);
    return `$$${kind ?? ""}`;
  });
}

/** `$1`, `$01`; of `$12` the first digit alone, where there is no such group. A number of no group stays as it is. */
function expandGroup(digits: string, { groups }: Pattern): string {
  const isGroup = (number: number): boolean => number >= 1 && number <= groups;
  if (isGroup(Number(digits))) return `$${Number(digits)}`;
  const first = Number(digits[0]);
  // JSONata would take a digit behind it for a part of the number where there is such a group, of which there are nine.
  return digits.length === 2 && isGroup(first) ? `$${digits}` : `$$${digits}`;
}

function emitReplace(emitter: ExpressionEmitter, call_: BuiltinCall, part: Code, replacement: Code): Code {
  const limit = call_.operands.slice(3).map((operand) => emitter.value(operand));
  return call("replace", emitter.value(operandAt(call_, 0)), part, replacement, ...limit);
}

/** A text replaced by one that is known only when it runs. */
function emitGuarded(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const [part, replacement] = [operandAt(call_, 1), operandAt(call_, 2)];
  return bindAll(emitter, [["w", part]], (whole) =>
    emitReplace(emitter, call_, whole, expanded(emitter, emitter.value(replacement), whole, "$&`'")),
  );
}

/** A pattern replaced by a text that is known only when it runs. */
function emitPatternGuarded(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const [pattern, specials] = [patternText(operandAt(call_, 1)), constantString(operandAt(call_, 2)) as string];
  return bindAll(emitter, [["r", operandAt(call_, 3)]], (replacement) => {
    const match = emitter.locals.fresh("m");
    const code = lambda([match], expanded(emitter, replacement, primary(`$${match}.match`), specials));
    const limit = call_.operands.slice(4).map((operand) => emitter.value(operand));
    return call("replace", emitter.value(operandAt(call_, 0)), pattern, code, ...limit);
  });
}

/**
 * What JavaScript makes of a replacement: `$$` is a dollar, and `$&` what is replaced. What it knows besides, such as
 * groups, fails.
 *
 * @param specials the characters that mean something behind a dollar
 */
function expanded(emitter: ExpressionEmitter, replacement: Code, whole: Code, specials: string): Code {
  const found = primary(`$${emitter.locals.fresh("d")}`);
  const isMatch = (text: string): Code => compare(primary(`${found.text}.match`), "=", stringLiteral(text));
  const other = failure("replace: only $$ and $& are known in a replacement that is no constant");
  const body = conditional(isMatch("$$"), stringLiteral("$"), conditional(isMatch("$&"), whole, other));
  return call("replace", replacement, primary(`/[$][${specials}]/`), lambda([found.text.slice(1)], body));
}

function emitCallback(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const callback = lambdaAt(call_, 2);
  const code = lambda(parameterNames(emitter, callback), emitter.value(callback.body));
  return emitReplace(emitter, call_, patternText(operandAt(call_, 1)), code);
}

/** Texts with parts replaced. */
export const stringReplace: readonly Builtin[] = [
  rewritten("String.replace", analyseReplace),
  rewritten("String.replaceAll", analyseReplace),
  internal("String.replaceText", (emitter, call_) =>
    emitReplace(emitter, call_, emitter.value(operandAt(call_, 1)), emitter.value(operandAt(call_, 2))),
  ),
  internal("String.replaceTextGuarded", emitGuarded),
  internal("String.replacePattern", (emitter, call_) =>
    emitReplace(emitter, call_, patternText(operandAt(call_, 1)), emitter.value(operandAt(call_, 2))),
  ),
  internal("String.replacePatternGuarded", emitPatternGuarded),
  internal("String.replaceByCallback", emitCallback),
  internal("String.insertAt", emitInsertAt),
];
