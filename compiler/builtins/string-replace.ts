import type ts from "typescript";
import { call, type Code, conditional, lambda } from "../emit/code.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall, Expression, Lambda } from "../ir/expression.js";
import { arrayType, isOnly, mayBe, objectType, stringType, structuredTypes, undefinedType } from "../ir/value-types.js";
import { substituteLocal } from "../ir/walk.js";
import { asText, lambdaOf, literal, local, read } from "./build.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { bindAll, failure, number, parameterNames } from "./codes.js";
import { constantString, lambdaAt, operandAt } from "./operands.js";
import { patternText } from "./regular-expression-literal.js";
import { hasDollar, refuseEmptyMatch, withPattern } from "./regular-expression.js";
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
      const make: Make = (name, replacement) => ({
        ...site.call([text, literal(pattern.text, site.span), replacement, ...limit]),
        name,
      });
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

/** The same for a pattern, where JSONata knows `$$`, `$0` and the groups. */
function expandForPattern(written: string, pattern: Pattern): string {
  if (pattern.groups > 9 && written.includes("$")) {
    throw new RegExpProblem("more than nine groups with `$` in a replacement", hint);
  }
  return written.replaceAll(/\$([$&`']|\d|<[^>]*>)?/g, (match, kind: string | undefined) => {
    if (kind?.startsWith("<") === true && pattern.names.size > 0) {
      const group = pattern.names.get(kind.slice(1, -1));
      return group === undefined ? "" : `$${group}`;
    }
    if (kind === "`" || kind === "'") throw new RegExpProblem(`\`${match}\` in a replacement`, hint);
    if (kind === "$") return "$$";
    if (kind === "&") return "$0";
    if (kind !== undefined && /[1-9]/.test(kind) && Number(kind) <= pattern.groups) return match;
    return `$$${kind ?? ""}`;
  });
}

function emitReplace(emitter: ExpressionEmitter, call_: BuiltinCall, part: Code, replacement: Code): Code {
  const limit = call_.operands.slice(3).map((operand) => emitter.value(operand));
  return call("replace", emitter.value(operandAt(call_, 0)), part, replacement, ...limit);
}

/** A replacement known only when it runs: JavaScript expands `$` in it. */
function emitGuarded(emitter: ExpressionEmitter, call_: BuiltinCall, part: Code): Code {
  return bindAll(emitter, [["r", operandAt(call_, 2)]], (replacement) =>
    conditional(
      hasDollar(replacement),
      failure("replace: the replacement contains $"),
      emitReplace(emitter, call_, part, replacement),
    ),
  );
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
  internal("String.replaceTextGuarded", (emitter, call_) =>
    emitGuarded(emitter, call_, emitter.value(operandAt(call_, 1))),
  ),
  internal("String.replacePattern", (emitter, call_) =>
    emitReplace(emitter, call_, patternText(operandAt(call_, 1)), emitter.value(operandAt(call_, 2))),
  ),
  internal("String.replacePatternGuarded", (emitter, call_) =>
    emitGuarded(emitter, call_, patternText(operandAt(call_, 1))),
  ),
  internal("String.replaceByCallback", emitCallback),
  internal("String.insertAt", emitInsertAt),
];
