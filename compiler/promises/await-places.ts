import type { Expression, Variable } from "../ir/expression.js";
import type { Assign, Await, Block, PendingPromise, Start, Statement } from "../ir/statement.js";
import { mapBlocks } from "../ir/statement-rewrite.js";
import { expressionsOf, visitStatements } from "../ir/statement-walk.js";
import { isNondeterministic } from "../ir/walk.js";
import { mayThrow } from "../optimise/simplify-let.js";
import { readOf } from "./branches.js";

/** The await that a block begins with, apart from values that it works out for itself. */
export function firstAwait(block: Block): Await | undefined {
  const statement = block.find((each) => !isWorkedOut(each));
  return statement?.kind === "await" ? statement : undefined;
}

/** True for a new name of a value that is the same before and after a wait. */
export function isWorkedOut(statement: Statement): boolean {
  return statement.kind === "assign" && statement.declares && isSettled(statement.value);
}

/** True for a value that is the same before and after a wait. */
export function isSettled(value: Expression): boolean {
  return !mayThrow(value) && !isNondeterministic(value);
}

/** The statement with the result of an earlier await of the promise in the place of each. */
export function withResult(statement: Statement, earlier: Await, result: Variable): Statement {
  if (statement.kind !== "await")
    return mapBlocks(statement, (inner) => inner.map((each) => withResult(each, earlier, result)));
  if (statement.promise !== earlier.promise || statement.settled !== earlier.settled) return statement;
  const { span } = statement;
  return { kind: "assign", variable: statement.result, value: readOf(result, span), declares: true, span };
}

/** True for a value that is worked out, and may be given at any time around. */
export function isQuiet(statement: Statement): statement is Assign {
  return statement.kind === "assign" && !mayThrow(statement.value);
}

/** True when a call may throw before it gives a promise, outside of the `try` that awaits it. */
export function mayFailAtOnce(start: Start): boolean {
  let fails = false;
  visitStatements([start], (statement) => {
    fails ||= expressionsOf(statement).some(mayThrow);
  });
  return fails;
}

/** True when a promise is awaited somewhere in the block. */
export function awaits(block: Block, promise: PendingPromise): boolean {
  let found = false;
  visitStatements(block, (statement) => {
    found ||= statement.kind === "await" && statement.promise === promise;
  });
  return found;
}
