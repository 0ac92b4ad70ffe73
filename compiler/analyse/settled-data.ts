import ts from "typescript";
import type { Expression } from "../ir/expression.js";
import { mayBe, structuredTypes } from "../ir/value-types.js";
import type { Analyser } from "./analyser.js";
import { builtinCalled } from "./builtin-name.js";
import { isErrorExpression, isErrorType, isSettledReason } from "./expressions/error-values.js";
import { isKeptError } from "./expressions/error-uses.js";
import { resolveFunction } from "./functions.js";
import { skipWrappers } from "./skip-wrappers.js";
import { isTaskCall } from "./tasks/task-calls.js";
import { ToldTypes } from "./told-types.js";

/**
 * What a workflow does with the reasons of settled promises. They are errors, which may become inputs and outputs: there they have
 * their names, messages and the fields of their classes, natively and in the machine. What looks at data within the workflow would
 * see something else natively: `JSON.stringify(error)` has no message, and `structuredClone(error)` is of another class.
 */
export interface SettledData {
  /** True when the workflow asks how promises have settled. */
  isGiven: boolean;
  /** True when a reason may stand behind a type that does not tell. */
  isHidden: boolean;
  /** Reports what looks at values of any type, and the fields that are no JSON values, in the order of the analysis. */
  readonly ifHidden: (() => void)[];
  readonly ifGiven: (() => void)[];
}

/** What is known before a workflow is read. */
export function noSettledData(): SettledData {
  return { isGiven: false, isHidden: false, ifHidden: [], ifGiven: [] };
}

const named = /\ballSettled\b/;

/** Types of errors, and of what has them as data. */
const results = new ToldTypes((type) => isRejected(type) || isErrorType(type), named, true);

/** True for a program that asks how promises have settled. */
export function asksForSettled(analysis: Analyser["analysis"]): boolean {
  return results.areNamed(analysis);
}

const unknowns = new ToldTypes((type) => isOpaque(type), named, true);

/** True for a type that may stand for anything. */
function isOpaque(type: ts.Type): boolean {
  return (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive)) !== 0;
}

function isRejected(type: ts.Type): boolean {
  return (type.symbol as ts.Symbol | undefined)?.name === "PromiseRejectedResult";
}

/** Refuses what looks at the reason of a settled promise as data, and remembers where one is taken as something that does not tell. */
export function checkSettledTakenAs(analyser: Analyser, node: ts.Expression, value: Expression): void {
  const { analysis, checker, environment } = analyser;
  if (!results.areNamed(analysis) || !mayBe(value.types, structuredTypes)) return;
  const type = checker.getTypeAtLocation(node);
  const { settledData } = analysis;
  const isReason = isSettledReason(analyser, node);
  const isTold = isReason || results.areMentioned(type, checker, environment);
  const reader = readerOf(analyser, node);
  if (reader !== undefined) {
    // A name that is known to stand for an error is looked at as such.
    if (ts.isIdentifier(node) && isErrorExpression(analyser, node)) return;
    const report = () => {
      analyser.problem(reader.node, "SP1425", { text: reader.node.getText() });
    };
    const isUnknown = reader.isDeep ? unknowns.areMentioned(type, checker, environment) : isOrMayBe(type, isOpaque);
    const isError = isReason || isOrMayBe(type, isErrorType);
    if ((isError || (reader.isDeep && isTold)) && reader.prints !== true) report();
    else if (isUnknown) settledData.ifHidden.push(report);
    else if (isOrMayBe(type, isRejected)) settledData.isHidden = true;
  } else if (isReason) {
    if (!isReadAsError(analyser, node)) settledData.isHidden = true;
  } else if (isTold && !(ts.isCallExpression(node.parent) && isTaskCall(analyser, node.parent))) {
    const expected = checker.getContextualType(node);
    if (expected !== undefined && results.areHidden(type, expected, checker, environment)) settledData.isHidden = true;
  }
}

interface Reader {
  readonly node: ts.Node;
  /** True where it looks into the members of members, too. */
  readonly isDeep: boolean;
  /** True where a text is made of the value: of an error that is known for one, this is its name and message. */
  readonly prints?: boolean;
}

/** What looks at a value, whatever it is: `JSON.stringify(value)`, `{ ...value }`, `key in value`, `${value}`. */
function readerOf(analyser: Analyser, node: ts.Expression): Reader | undefined {
  const { parent } = node;
  if (ts.isSpreadAssignment(parent)) return { node: parent, isDeep: false };
  if (ts.isForInStatement(parent)) return parent.expression === node ? { node, isDeep: false } : undefined;
  if (ts.isTemplateSpan(parent)) return { node, isDeep: true, prints: true };
  if (ts.isBinaryExpression(parent)) {
    const { kind } = parent.operatorToken;
    if (kind === ts.SyntaxKind.PlusToken) return { node, isDeep: true, prints: true };
    return kind === ts.SyntaxKind.InKeyword && parent.right === node ? { node: parent, isDeep: false } : undefined;
  }
  if (!ts.isCallExpression(parent) || parent.expression === node) return undefined;
  const called = builtinCalled(analyser, parent) ?? "";
  if (/^(JSON\.stringify|structuredClone)(\(\))?$/.test(called)) return { node: parent, isDeep: true };
  return /^Object\.(keys|values|entries|assign|hasOwn)$/.test(called) ? { node: parent, isDeep: false } : undefined;
}

function isOrMayBe(type: ts.Type, test: (type: ts.Type) => boolean): boolean {
  return type.isUnion() ? type.types.some(test) : test(type);
}

/** `reason.message`, `reason instanceof OutOfStock`, `throw reason`, `describe(reason)`, `const error = reason`. */
function isReadAsError(analyser: Analyser, node: ts.Expression): boolean {
  let inner: ts.Node = node;
  while (inner !== inner.parent && skipWrappers(inner.parent as ts.Expression) === skipWrappers(node)) {
    inner = inner.parent;
  }
  const { parent } = inner;
  if (ts.isPropertyAccessExpression(parent) || ts.isThrowStatement(parent) || ts.isTemplateSpan(parent)) return true;
  if (ts.isVariableDeclaration(parent) || isKeptError(analyser, parent)) return true;
  if (ts.isCallExpression(parent)) return resolveFunction(analyser, parent.expression) !== undefined;
  return ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword;
}

/** Reports what is wrong only with reasons among the data, at the end of the analysis. */
export function reportSettledData({ analysis: { settledData } }: Analyser): void {
  const { isGiven, isHidden, ifGiven, ifHidden } = settledData;
  if (isGiven) for (const report of ifGiven) report();
  if (isHidden) for (const report of ifHidden) report();
}
