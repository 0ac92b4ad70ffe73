import type { Expression, Variable } from "../ir/expression.js";
import type { Block, Effect, Label, Statement } from "../ir/statement.js";
import { mapBlocks } from "../ir/statement-rewrite.js";
import { addReads, blocksOf } from "../ir/statement-walk.js";
import { objectType } from "../ir/value-types.js";
import { sizeOf } from "../ir/walk.js";
import { withFewerBranches } from "./parallel-branches.js";
import { expressLoop } from "./pure-loops.js";
import { effectOfStatement, valueOfStatements } from "./pure-statements.js";
import { withoutCalls } from "./pure-try.js";
import { sequentialMap } from "./sequential-map.js";
import { throwsInside } from "./throws-inside.js";
import { unrolled } from "./unroll.js";

/** Whether somebody reads a variable when a call has failed. */
type ReadOnFailure = (variable: Variable) => boolean;

const nobodyReads: ReadOnFailure = () => false;

/**
 * Turns statements that need no state of their own into values: an `if` that only chooses between values becomes one
 * expression, a loop that only computes becomes one, and so does everything from a point on where nothing but values is
 * left. Loops whose rounds do not depend on each other become Map states.
 */
export function optimiseBlock(block: Block, isReadOnFailure: ReadOnFailure = nobodyReads): Block {
  const inner = reachable(block)
    .map((statement) => optimiseInside(statement, isReadOnFailure))
    .flatMap((statement) => expressStatement(statement, isReadOnFailure));
  return foldTail(inner);
}

/** The statements that can run: what stands behind a `break` must not count among what a loop assigns. */
function reachable(block: Block): Block {
  const last = block.findIndex(neverEnds);
  return last === -1 ? block : block.slice(0, last + 1);
}

/** True when nothing after the statement is reached. */
function neverEnds(statement: Statement): boolean {
  switch (statement.kind) {
    case "leave":
    case "continue":
    case "return":
    case "throw":
      return true;
    case "if":
      return statement.whenTrue.some(neverEnds) && statement.whenFalse.some(neverEnds);
    case "labelled":
      return statement.body.some(neverEnds) && !leaves(statement.body, statement.label);
    case "try":
      return statement.body.some(neverEnds) && statement.handler.some(neverEnds);
    default:
      return false;
  }
}

/** True when something in the block leaves for the end of what has this label. */
function leaves(block: Block, label: Label): boolean {
  return block.some(
    (statement) =>
      (statement.kind === "leave" && statement.label === label) ||
      blocksOf(statement).some((inner) => leaves(inner, label)),
  );
}

function optimiseInside(statement: Statement, isReadOnFailure: ReadOnFailure): Statement {
  switch (statement.kind) {
    case "perform":
      return { ...statement, effect: optimiseEffect(statement.effect) };
    case "try": {
      const { body, handler } = statement;
      const inBody: ReadOnFailure = (variable) => isReadOnFailure(variable) || isReadBy(handler, variable);
      return { ...statement, body: optimiseBlock(body, inBody), handler: optimiseBlock(handler, isReadOnFailure) };
    }
    default:
      return mapBlocks(statement, (block) => optimiseBlock(block, isReadOnFailure));
  }
}

/** A handler that lets the workflow go on lets it read anything. */
function isReadBy(handler: Block, variable: Variable): boolean {
  const last = handler.at(-1);
  if (last?.kind !== "throw" && last?.kind !== "return") return true;
  const reads = new Set<Variable>();
  addReads(handler, reads);
  return reads.has(variable);
}

/** Branches and iterations have variables of their own, which nobody sees when they have failed. */
function optimiseEffect(effect: Effect): Effect {
  switch (effect.kind) {
    case "parallel":
      return { ...effect, branches: effect.branches.map((branch) => optimiseBlock(branch)) };
    case "map":
      return { ...effect, body: optimiseBlock(effect.body) };
    default:
      return effect;
  }
}

function expressStatement(statement: Statement, isReadOnFailure: ReadOnFailure): Block {
  if (statement.kind === "try") return withoutCalls(statement).flatMap((inner) => foldStatement(inner));
  if (statement.kind === "perform" && statement.effect.kind === "parallel") return withFewerBranches(statement);
  if (statement.kind !== "labelled") return foldStatement(statement);
  const rounds = unrolled(statement);
  if (rounds !== undefined) return [rounds];
  return (
    sequentialMap(statement, isReadOnFailure, foldStatement) ??
    expressLoop(statement, foldStatement) ??
    foldStatement(statement)
  );
}

/** More than this is clearer, and cheaper to evaluate, as states. */
const largestFold = 400;

/** A pure `if` or block becomes the assignments that it makes. */
function foldStatement(statement: Statement): Block {
  if (statement.kind !== "if" && statement.kind !== "labelled" && statement.kind !== "for-of") return [statement];
  // The loop that it was made for has become assignments, which share what they compute.
  if (statement.kind === "labelled" && statement.body.every(({ kind }) => kind === "assign")) return statement.body;
  const { span } = statement;
  const effect = effectOfStatement(statement, span);
  if (effect === undefined) return [statement];
  const assign = (variable: Variable, value: Expression, declares: boolean): Statement => ({
    kind: "assign",
    variable,
    value,
    declares,
    span,
  });
  if (effect.kind === "object") {
    const state: Variable = { kind: "variable", name: "state", types: objectType };
    const object: Expression = { kind: "variable-read", variable: state, types: objectType, span };
    const parts = [...effect.names].map(([variable, name]) =>
      assign(variable, { kind: "property", object, name, types: variable.types, span }, false),
    );
    return [assign(state, effect.value, true), ...parts];
  }
  const entries = [...effect.values];
  // Nothing of it is left but its errors.
  if (entries.length === 0 && throwsInside(statement)) return [statement];
  if (entries.length > 1 && entries.reduce((sum, [, value]) => sum + sizeOf(value), 0) > largestFold) {
    return [statement];
  }
  if (entries.length <= 1) return entries.map(([variable, value]) => assign(variable, value, false));
  // Each value is in terms of the variables before: all are computed before the first is stored.
  const kept = entries.map(([variable, value]) => {
    const copy: Variable = { kind: "variable", name: variable.name, types: variable.types };
    const read: Expression = { kind: "variable-read", variable: copy, types: copy.types, span };
    return { compute: assign(copy, value, true), store: assign(variable, read, false) };
  });
  return [...kept.map(({ compute }) => compute), ...kept.map(({ store }) => store)];
}

/** The longest tail that is pure and always returns becomes one return. */
function foldTail(block: Block): Block {
  for (let from = 0; from < block.length; from++) {
    const tail = block.slice(from);
    const first = tail[0] as Statement;
    if (first.kind === "return") return block.slice(0, from + 1);
    const value = returnedValue(tail);
    if (value !== undefined) return [...block.slice(0, from), { kind: "return", value, span: first.span }];
  }
  return block;
}

function returnedValue(tail: Block) {
  if (!tail.some((statement) => statement.kind === "return")) return undefined;
  return valueOfStatements(tail, (tail[0] as Statement).span, true);
}
