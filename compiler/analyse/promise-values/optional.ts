import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import type { Block } from "../../ir/statement.js";
import { booleanType } from "../../ir/value-types.js";
import { awaits } from "../../promises/await-places.js";
import type { Analyser } from "../analyser.js";
import type { HeldPromise, PromiseValue } from "../environment.js";
import { chooseValue } from "../expressions/choose.js";
import { asCondition } from "../expressions/not-a-number.js";
import { stable } from "../function-values/parts.js";
import { usesOf } from "../mutation/uses-of.js";
import { skipWrappers } from "../skip-wrappers.js";
import { awaitHeld, startPrepared } from "../tasks/promises.js";
import { heldPromise } from "./named.js";

type Nothing = "null" | "undefined";

/**
 * `const wrapped = isGift ? wrap(order) : undefined;` of a name that is asked for whether there is a promise. What decided that is
 * kept, and what a test of the name asks for.
 *
 * @returns undefined, and does nothing, for any other declaration
 */
export function optionalPromise(
  analyser: Analyser,
  name: ts.BindingName,
  initializer: ts.Expression,
): PromiseValue | undefined {
  const choice = skipWrappers(initializer);
  if (!ts.isIdentifier(name) || !ts.isConditionalExpression(choice)) return undefined;
  const [left, right] = [nothingAt(choice.whenTrue), nothingAt(choice.whenFalse)];
  const otherwise = left ?? right;
  const call = left === undefined ? choice.whenTrue : choice.whenFalse;
  if (otherwise === undefined || !ts.isCallExpression(skipWrappers(call)) || !analyser.isPromise(call))
    return undefined;
  if (!isTested(analyser, name)) return undefined;
  const given = asCondition(analyser.expression(choice.condition));
  const condition = stable(analyser, left === undefined ? given : not(given), "isThere");
  const make = (): Expression => {
    let value: Expression | undefined;
    const before = analyser.collect(() => (value = analyser.awaited(call)));
    const span = analyser.span(choice);
    const nothing = otherwise === "null" ? analyser.literal(null, span) : analyser.undefined(span);
    return chooseValue(analyser, condition, [before, value as Expression], [[], nothing], span);
  };
  const held = startPrepared(analyser, choice, { copies: [], make, isWhole: true });
  return { kind: "promise", held: { ...held, isThere: { condition, otherwise } } };
}

function nothingAt(node: ts.Expression): Nothing | undefined {
  const inner = skipWrappers(node);
  if (inner.kind === ts.SyntaxKind.NullKeyword) return "null";
  return ts.isIdentifier(inner) && inner.text === "undefined" ? "undefined" : undefined;
}

function not(operand: Expression): Expression {
  return { kind: "not", operand, types: booleanType, span: operand.span };
}

/** True for a name that an `if` or `?:` asks for. */
function isTested(analyser: Analyser, name: ts.Identifier): boolean {
  const symbol = analyser.checker.getSymbolAtLocation(name);
  const scope = ts.findAncestor(name, ts.isFunctionLike);
  if (symbol === undefined || scope === undefined) return false;
  return usesOf(analyser, symbol, scope).some((use) => {
    let node: ts.Node = use;
    while (isPartOfTest(node.parent)) node = node.parent;
    const { parent } = node;
    return ts.isIfStatement(parent) || (ts.isConditionalExpression(parent) && parent.condition === node);
  });
}

function isPartOfTest(node: ts.Node): boolean {
  if (ts.isParenthesizedExpression(node) || ts.isPrefixUnaryExpression(node)) return true;
  return ts.isBinaryExpression(node) && equality.has(node.operatorToken.kind);
}

const { EqualsEqualsToken, EqualsEqualsEqualsToken, ExclamationEqualsToken, ExclamationEqualsEqualsToken } =
  ts.SyntaxKind;
const strict = new Set<ts.SyntaxKind>([EqualsEqualsEqualsToken, ExclamationEqualsEqualsToken]);
const equality = new Set<ts.SyntaxKind>([...strict, EqualsEqualsToken, ExclamationEqualsToken]);

/** A test whether there is a promise. */
export interface PromiseTest {
  readonly held: HeldPromise;
  readonly isThere: Expression;
  /** True for `!wrapped`, `wrapped === undefined`. */
  readonly isNegated: boolean;
}

/** `wrapped`, `!wrapped`, `wrapped !== undefined`; undefined for any other condition. */
export function promiseTest(analyser: Analyser, node: ts.Expression): PromiseTest | undefined {
  const inner = skipWrappers(node);
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) {
    const test = promiseTest(analyser, inner.operand);
    return test && { ...test, isNegated: !test.isNegated };
  }
  if (ts.isBinaryExpression(inner) && equality.has(inner.operatorToken.kind)) {
    const { kind } = inner.operatorToken;
    const compared = nothingAt(inner.right);
    const held = compared === undefined ? undefined : heldPromise(analyser, inner.left);
    if (held?.isThere === undefined || (strict.has(kind) && held.isThere.otherwise !== compared)) return undefined;
    const isNegated = kind === EqualsEqualsToken || kind === EqualsEqualsEqualsToken;
    return { held, isThere: held.isThere.condition, isNegated };
  }
  const held = ts.isIdentifier(inner) ? heldPromise(analyser, inner) : undefined;
  return held?.isThere && { held, isThere: held.isThere.condition, isNegated: false };
}

export function conditionOf({ isThere, isNegated }: PromiseTest): Expression {
  return isNegated ? not(isThere) : isThere;
}

/**
 * Both ways of a choice. Where there is no promise, nothing is waited for; so waiting for it there as well makes no
 * difference, but all ways then come to its end.
 */
export function awaitedInBoth(
  analyser: Analyser,
  node: ts.Node,
  { held, isNegated }: PromiseTest,
  [whenTrue, whenFalse]: readonly [Block, Block],
): readonly [Block, Block] {
  const [present, absent] = isNegated ? [whenFalse, whenTrue] : [whenTrue, whenFalse];
  if (awaits(absent, held.promise) || !(awaits(present, held.promise) || leaves(absent))) return [whenTrue, whenFalse];
  const waiting = [...analyser.collect(() => void awaitHeld(analyser, held, node)), ...absent];
  return isNegated ? [waiting, whenFalse] : [whenTrue, waiting];
}

function leaves(block: Block): boolean {
  return ["return", "throw", "leave", "continue"].includes(block.at(-1)?.kind ?? "");
}
