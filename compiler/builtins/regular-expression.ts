import ts from "typescript";
import { call, type Code, conditional, primary } from "../emit/code.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall, Expression } from "../ir/expression.js";
import { booleanType, isOnly, stringType } from "../ir/value-types.js";
import { excerpt } from "../diagnostics/excerpt.js";
import type { SourceSpan } from "../source-span.js";
import { literal } from "./build.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { operandAt } from "./operands.js";
import { patternText } from "./regular-expression-literal.js";
import { emitMatch, matchOperands, readsOfCall } from "./match-groups.js";
import { type Pattern, translateRegExp } from "./regular-expression-pattern.js";
import { RegExpProblem } from "./regular-expression-syntax.js";
import { internal, refuseTypes, rewritten } from "./signature.js";
import { innermost } from "./use.js";

/** The place of the expression before the dot (see {@link BuiltinSite.refuse}). */
const receiver = -1;

/** Builds with the pattern that the node is, or reports why there is none. */
export function withPattern(
  site: BuiltinSite,
  node: ts.Expression,
  build: (pattern: Pattern) => Expression,
  argument?: number,
): Expression {
  const refuse = (reason: string, hint: string): Expression =>
    site.refuse("SP1303", { reason, hint }, argument ?? receiver);
  const written = site.pattern(node);
  if (written === undefined) {
    return refuse("a pattern that is not a constant", "Write the literal `/…/` here, or in a `const` of its own.");
  }
  try {
    return build(translateRegExp(written.text));
  } catch (problem) {
    if (!(problem instanceof RegExpProblem)) throw problem;
    const isHere = ts.isRegularExpressionLiteral(innermost(node));
    return refuse(isHere ? problem.message : `${problem.message} in \`${excerpt(written.text)}\``, problem.hint);
  }
}

/** The node before the dot. */
function receiverNode(site: BuiltinSite): ts.Expression {
  const callee = ts.isCallExpression(site.node) ? site.node.expression : site.node;
  if (!ts.isPropertyAccessExpression(callee)) throw new Error(`${site.name} has no receiver`);
  return callee.expression;
}

/** The text that a method of a regular expression searches. */
function withSubject(site: BuiltinSite, build: (text: Expression, pattern: Pattern) => Expression): Expression {
  const text = site.argument(0);
  if (!isOnly(text.types, stringType)) return refuseTypes(site, text.types & ~stringType, 0);
  return withPattern(site, receiverNode(site), (pattern) => {
    if (pattern.global) {
      const hint = "With it the pattern remembers where it was: remove it, or go through `text.matchAll(/…/g)`.";
      throw new RegExpProblem(`the flag \`g\` with \`${site.name}\``, hint);
    }
    return build(text, pattern);
  });
}

function analyseTest(site: BuiltinSite): Expression {
  return withSubject(site, (text, pattern) => testPattern(text, pattern, site.span));
}

/** True when the pattern is somewhere in the text; throws {@link RegExpProblem} where that cannot be told. */
export function testPattern(text: Expression, pattern: Pattern, span: SourceSpan): Expression {
  const test = (text: Expression, written: string): Expression => {
    const operands = [text, literal(written, span)];
    return { kind: "builtin", name: "RegExp.test", operands, types: booleanType, span };
  };
  if (!pattern.mayBeEmpty) return test(text, pattern.text);
  if (pattern.afterSpace === undefined) {
    throw new RegExpProblem("a pattern that matches the empty text", "Start it with `^`, or use `+` for `*`.");
  }
  // JSONata refuses empty matches: with one character in front there are none.
  const parts = [literal(" ", span), text];
  return test({ kind: "concatenation", parts, types: stringType, span }, pattern.afterSpace);
}

/** The first match and its groups, or null, as `RegExp.exec` and `String.match` give them. */
export function firstMatch(site: BuiltinSite, text: Expression, pattern: Pattern): Expression {
  refuseEmptyMatch(pattern);
  const reads = ts.isCallExpression(site.node) ? readsOfCall(site.node, site.checker) : undefined;
  const operands = [text, ...matchOperands(pattern, reads, site.span)];
  return { ...site.call(operands), name: "RegExp.firstMatch" };
}

export function refuseEmptyMatch(pattern: Pattern): void {
  if (pattern.mayBeEmpty) {
    throw new RegExpProblem("a pattern that matches the empty text", 'Use `+` for `*`, or test for `""` separately.');
  }
}

function emitFirstMatch(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const found = call("match", emitter.value(operandAt(call_, 0)), patternText(operandAt(call_, 1)), primary("1"));
  return emitter.bind("m", found, (match) =>
    conditional(call("exists", match), emitMatch(emitter, match, call_), primary("null")),
  );
}

/** Methods of regular expressions. */
export const regularExpressions: readonly Builtin[] = [
  {
    name: "RegExp.test",
    analyse: analyseTest,
    emit: (emitter, call_) => call("contains", emitter.value(operandAt(call_, 0)), patternText(operandAt(call_, 1))),
  },
  rewritten("RegExp.exec", (site) => withSubject(site, (text, pattern) => firstMatch(site, text, pattern))),
  internal("RegExp.firstMatch", emitFirstMatch),
];
