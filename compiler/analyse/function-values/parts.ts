import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import type { Statement } from "../../ir/statement.js";
import { nullType, undefinedType } from "../../ir/value-types.js";
import { isNondeterministic } from "../../ir/walk.js";
import { mayThrow } from "../../optimise/simplify-let.js";
import type { Analyser } from "../analyser.js";
import { isStable } from "../is-stable.js";
import { skipWrappers } from "../skip-wrappers.js";
import type { Part } from "./function-value.js";
import { growingListOf } from "./growing/entries.js";
import type { GrowingList } from "./growing/growing-list.js";
import { holdsFunctions } from "./holds-functions.js";
import { isOfInfiniteTable } from "./infinite-tables.js";

/**
 * True for a value in which functions may be: by its type, or because a parameter of another type was given one. What has Infinity in
 * it is followed like one.
 */
export function mayHoldFunctions(analyser: Analyser, node: ts.Expression): boolean {
  const isByType = holdsFunctions(analyser.checker.getTypeAtLocation(node), analyser.checker);
  return isByType || isPartOfGiven(analyser, node) || isOfInfiniteTable(analyser, node);
}

/** `rule.order` and `rule` in `(rule: { order: number }) => rule.order`, where the function is given an object with functions in it. */
function isPartOfGiven(analyser: Analyser, node: ts.Expression): boolean {
  const inner = skipWrappers(node);
  if (ts.isPropertyAccessExpression(inner)) return isPartOfGiven(analyser, inner.expression);
  const symbol = ts.isIdentifier(inner) ? analyser.symbolOf(inner) : undefined;
  return symbol !== undefined && analyser.environment.lookUp(symbol)?.kind === "functions";
}

export function unknownValue(analyser: Analyser, node: ts.Expression): Part {
  const list = growingListIn(analyser, node);
  if (list !== undefined) {
    return { kind: "data", value: analyser.refuse(node, "SP1248", { text: node.getText(), name: list.name }) };
  }
  return { kind: "data", value: analyser.refuse(node, "SP1245", { text: node.getText() }) };
}

/** The list that is named at the start of `list[0]` and `list.at(-1)`. */
function growingListIn(analyser: Analyser, node: ts.Expression): GrowingList | undefined {
  const inner = skipWrappers(node);
  if (ts.isElementAccessExpression(inner) || ts.isPropertyAccessExpression(inner) || ts.isCallExpression(inner)) {
    return growingListIn(analyser, inner.expression);
  }
  return growingListOf(analyser, inner);
}

/** A value that later assignments do not change. Nothing that stands outside functions does. */
export function stable(analyser: Analyser, value: Expression, name: string): Expression {
  if (isOutside(analyser) && !isNondeterministic(value)) return value;
  return isStable(value) ? value : analyser.keep(value, name);
}

/** True where the code stands outside functions: what is computed there has no state to be computed in. */
export function isOutside(analyser: Analyser): boolean {
  return analyser.frame.depth < 0;
}

/** A member of a value outside functions, looked at when it is asked for: it may compute nothing in statements of its own. */
export function outsideMember(analyser: Analyser, node: ts.Node, evaluate: () => Part): Part {
  let part: Part | undefined;
  const before = analyser.collect(() => (part = evaluate()));
  if (before.length === 0) return part as Part;
  return { kind: "data", value: analyser.refuse(node, "SP1240", { name: node.getText() }) };
}

/** One side of a choice. What it computes is computed on either way, so it must not fail. */
export function armOf(analyser: Analyser, node: ts.Node, evaluate: () => Part): Part {
  let part: Part | undefined;
  const before = analyser.collect(() => (part = evaluate()));
  if (before.every(isHarmless)) analyser.statements.push(...before);
  else analyser.problem(node, "SP1245", { text: node.getText() });
  return part as Part;
}

function isHarmless(statement: Statement): boolean {
  return statement.kind === "assign" && statement.declares && !mayThrow(statement.value);
}

/**
 * The value, or another one where there is none.
 *
 * @param isThere whether data is there, where that is found out when the workflow runs
 */
export function withDefault(
  given: Part,
  other: () => Part,
  isThere: (value: Expression) => Expression | undefined = () => undefined,
): Part {
  if (given.kind === "data") {
    const { value } = given;
    if (value.kind === "undefined") return other();
    const condition = isThere(value);
    if (condition === undefined) return given;
    const types = value.types & ~(undefinedType | nullType);
    return { kind: "choice", condition, whenTrue: { kind: "data", value: { ...value, types } }, whenFalse: other() };
  }
  if (given.kind !== "choice") return given;
  const whenTrue = withDefault(given.whenTrue, other, isThere);
  return { ...given, whenTrue, whenFalse: withDefault(given.whenFalse, other, isThere) };
}
