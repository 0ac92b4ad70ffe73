import ts from "typescript";
import { isGoneThrough } from "../builtins/use.js";
import type { Expression } from "../ir/expression.js";
import { asArrayTypes, collectionTypes, isCollection, mapType, mayBe, mixedType, setType } from "../ir/value-types.js";
import type { Analyser } from "./analyser.js";
import { builtinCalled } from "./builtin-name.js";
import { isOfGrowingType } from "./check-dates.js";
import { collections } from "./collections-in-types.js";
import { collectionOf } from "./value-types-of.js";
import { isOnlyTested, isValueUnused } from "./expressions/is-value-unused.js";
import { isToldWithoutType } from "./operators-give.js";
import { returnedBy } from "./mutation/returned-by.js";
import { skipWrappers } from "./skip-wrappers.js";
import { isTaskCall } from "./tasks/task-calls.js";

/**
 * Refuses a value that is a Set or Map, or holds some, where it is taken as something that does not tell, and where it would become
 * JSON, in which nothing of it is left.
 */
export function checkCollectionTakenAs(analyser: Analyser, node: ts.Expression): void {
  const { analysis, checker, environment } = analyser;
  if (!collections.areNamed(analysis) || isToldWithoutType(node)) return;
  if (ts.isParenthesizedExpression(node) || ts.isConditionalExpression(node)) return;
  const type = checker.getTypeAtLocation(node);
  const isTold = collections.areMentioned(type, checker, environment);
  if (!isTold && (type.flags & ts.TypeFlags.Any) === 0) return;
  if (ts.isSpreadAssignment(node.parent) || isGoneThrough(node) || isKeptAsItIs(analyser, node)) return;
  const expected = takenAs(analyser, node);
  const isHidden = expected !== undefined && collections.areHidden(type, expected, checker, environment);
  if (isTold && isInputOfTask(analyser, node)) leaves(analyser, node);
  else if (isHidden) problem(analyser, node);
}

/** What a value is taken as: of an argument, the type that the parameter has in this call. */
function takenAs({ checker }: Analyser, node: ts.Expression): ts.Type | undefined {
  const { parent } = node;
  const isCall = ts.isCallExpression(parent) || ts.isNewExpression(parent);
  const index = isCall ? (parent.arguments?.indexOf(node) ?? -1) : -1;
  const signature = isCall && index >= 0 ? checker.getResolvedSignature(parent) : undefined;
  const parameter = signature?.parameters[Math.min(index, signature.parameters.length - 1)];
  if (parameter === undefined) return checker.getContextualType(node);
  const type = checker.getTypeOfSymbolAtLocation(parameter, node);
  const declared = parameter.valueDeclaration;
  const isRest = declared !== undefined && ts.isParameter(declared) && declared.dotDotDotToken !== undefined;
  return isRest ? (checker.getIndexTypeOfType(type, ts.IndexKind.Number) ?? type) : type;
}

function problem(analyser: Analyser, node: ts.Node): void {
  const hint = "Its type alone tells it from an array: write that in the type here, or pass `[...set]`, `[...map]`.";
  analyser.problem(node, "SP1307", { name: node.getText(), hint });
}

/** Refuses what becomes JSON, at the members that are Sets or Maps. */
function leaves(analyser: Analyser, node: ts.Expression): void {
  const inner = skipWrappers(node);
  const type = analyser.checker.getTypeAtLocation(inner);
  if (!collections.areMentioned(type, analyser.checker, analyser.environment)) return;
  if (ts.isObjectLiteralExpression(inner)) {
    for (const member of inner.properties) {
      if (ts.isPropertyAssignment(member)) leaves(analyser, member.initializer);
      else if (ts.isShorthandPropertyAssignment(member)) leaves(analyser, member.name);
      else if (ts.isSpreadAssignment(member)) leaves(analyser, member.expression);
    }
  } else if (ts.isArrayLiteralExpression(inner)) {
    for (const element of inner.elements) leaves(analyser, ts.isSpreadElement(element) ? element.expression : element);
  } else analyser.problem(inner, "SP1307", { name: inner.getText(), hint: hintFor(type) });
}

function hintFor(type: ts.Type): string {
  const kind = collectionOf(type);
  if (kind === undefined) return "Pass `[...set]`, `Object.fromEntries(map)` of the Sets and Maps in it.";
  return kind === "Set" ? "Pass a list: `[...set]`." : "Pass `Object.fromEntries(map)` or `[...map]`.";
}

/** Functions that give a Set or Map as it is, or none of it, whatever type they take. */
const anyway = /^(structuredClone(\(\))?|Boolean\(\)|Object\.(freeze|keys|hasOwn))$/;

function isKeptAsItIs(analyser: Analyser, node: ts.Expression): boolean {
  const { parent } = node;
  if (isTakenApart(node) || isValueUnused(node) || isOnlyTested(node)) return true;
  if (!ts.isCallExpression(parent)) return false;
  return anyway.test(builtinCalled(analyser, parent) ?? "") || isOfGrowingType(analyser, parent);
}

/** True for what a declaration without a type gives names to, as a whole or part by part. */
function isTakenApart({ parent }: ts.Node): boolean {
  if (ts.isVariableDeclaration(parent)) return parent.type === undefined;
  const isWithin =
    ts.isArrayLiteralExpression(parent) ||
    ts.isObjectLiteralExpression(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isNonNullExpression(parent) ||
    ts.isParenthesizedExpression(parent) ||
    ts.isAwaitExpression(parent);
  return isWithin && isTakenApart(parent);
}

function isInputOfTask(analyser: Analyser, { parent }: ts.Expression): boolean {
  return ts.isCallExpression(parent) && isTaskCall(analyser, parent);
}

/** The same of a callback, whose parameters are given Sets and Maps. */
export function checkCollectionCallback(analyser: Analyser, node: ts.Expression): void {
  const { analysis, checker, environment } = analyser;
  if (!collections.areNamed(analysis)) return;
  const given = checker.getContextualType(node)?.getCallSignatures()[0]?.parameters ?? [];
  const taken = checker.getTypeAtLocation(node).getCallSignatures()[0]?.parameters ?? [];
  const isHidden = taken.some((parameter, index) => {
    const from = given[index] && checker.getTypeOfSymbolAtLocation(given[index], node);
    return from !== undefined && collections.areHidden(from, checker.getTypeOfSymbol(parameter), checker, environment);
  });
  if (isHidden) problem(analyser, node);
}

/** Checks `value as Type`. */
export function checkCollectionAssertion(analyser: Analyser, node: ts.Expression, given: ts.Expression): void {
  const { analysis, checker, environment } = analyser;
  if (!collections.areNamed(analysis)) return;
  const [from, to] = [checker.getTypeAtLocation(given), checker.getTypeAtLocation(node)];
  if (collections.areHidden(from, to, checker, environment)) problem(analyser, node);
}

/** Refuses a type with Sets or Maps for what comes from outside as JSON, where there are none. */
export function checkNoneFromOutside(analyser: Analyser, node: ts.Node, type: ts.Type): void {
  const { analysis, checker, environment } = analyser;
  if (!collections.areNamed(analysis) || !collections.areMentioned(type, checker, environment)) return;
  const made = "What comes from outside is JSON: make the Set or Map here, `new Set(order.tags)`, `new Map(entries)`.";
  analyser.problem(node, "SP1307", { name: node.getText(), hint: made });
}

/** Refuses Sets and Maps in what a workflow returns. */
export function checkOutput(analyser: Analyser, workflow: ts.FunctionLikeDeclaration): void {
  const { analysis, checker, environment } = analyser;
  if (!collections.areNamed(analysis)) return;
  for (const value of returnedBy(workflow)) {
    const type = checker.getTypeAtLocation(value);
    const awaited = checker.getAwaitedType(type) ?? type;
    if (collections.areMentioned(awaited, checker, environment)) leaves(analyser, value);
  }
}

/**
 * A Set or Map among data, where it is gone through: the array that it is. Any other value stays what it is.
 *
 * One that TypeScript takes for one of several kinds could not be told from the others.
 */
export function goneThrough(analyser: Analyser, node: ts.Expression, value: Expression): Expression {
  if (!mayBe(value.types, collectionTypes)) return value;
  if (mayBe(analyser.types(node), mixedType)) {
    const only = "Keep one kind of collection there: a Set, a Map or an array.";
    return analyser.refuse(node, "SP1307", { name: node.getText(), hint: only });
  }
  if (!isGoneThrough(node)) return value;
  const types = asArrayTypes(value.types);
  if (isCollection(value.types, setType)) return { ...value, types };
  if (!isCollection(value.types, mapType)) return value;
  const entries: Expression = { ...value, types };
  return types === value.types ? value : mapOf(entries);
}

/** The entries of a Map, as the Map that they are. */
function mapOf(entries: Expression): Expression {
  if (entries.types !== asArrayTypes(mapType)) return entries;
  return { kind: "builtin", name: "new Map", operands: [entries], types: entries.types, span: entries.span };
}
