import type { Expression } from "../ir/expression.js";
import type { Block, PendingPromise, Start, Statement } from "../ir/statement.js";
import { mapOwnExpressions } from "../ir/statement-map.js";
import { mapBlocks } from "../ir/statement-rewrite.js";
import { blocksOf, expressionsOf } from "../ir/statement-walk.js";
import { mapOperands } from "../ir/walk.js";
import { type Failure, failuresOf } from "./failures-of.js";
import { errorObject, failureOfCall } from "./library-failures.js";

/**
 * Throws the errors of the library where a handler waits for them: inside of `try`, and in calls whose promises it awaits.
 *
 *     x = JSON.parse(text)      if (!isJson(text)) throw SyntaxError; x = JSON.parse(text)
 *
 * What fails in an expression ends the execution, whatever handlers there are. Outside of them, JavaScript's error does so
 * too.
 */
export function throwFailures(block: Block): Block {
  const caught = new Set<PendingPromise>();
  addCaught(block, false, caught);
  return inBlock(block, false, caught);
}

/** Adds the promises whose errors somebody handles. */
function addCaught(block: Block, isCaught: boolean, caught: Set<PendingPromise>): void {
  for (const statement of block) {
    if (statement.kind === "await" && (isCaught || statement.settled !== "no")) caught.add(statement.promise);
    if (statement.kind === "try") {
      addCaught(statement.body, true, caught);
      addCaught(statement.handler, isCaught, caught);
    } else for (const inner of blocksOf(statement)) addCaught(inner, isCaught, caught);
  }
}

function inBlock(block: Block, isCaught: boolean, caught: ReadonlySet<PendingPromise>): Block {
  return block.flatMap((statement): Block => {
    const inside = (inner: Block): Block => inBlock(inner, isCaught, caught);
    if (statement.kind === "try") {
      return [{ ...statement, body: inBlock(statement.body, true, caught), handler: inside(statement.handler) }];
    }
    if (statement.kind === "start") {
      const isHandled = isCaught || caught.has(statement.promise);
      return startChecked({ ...statement, body: inBlock(statement.body, isHandled, caught) }, isCaught, isHandled);
    }
    const changed = mapBlocks(statement, inside);
    return isCaught ? checked(changed) : [changed];
  });
}

function checked(statement: Statement): Block {
  const { throws, change } = check(expressionsOf(statement));
  return [...throws, mapOwnExpressions(statement, change)];
}

/** The copies are made where the call starts; what comes of it fails with the promise. */
function startChecked(start: Start, isCaught: boolean, isHandled: boolean): Block {
  const copies = check(isCaught ? start.copies.map(({ value }) => value) : []);
  const value = check(isHandled ? [start.value] : []);
  return [
    ...copies.throws,
    {
      ...start,
      copies: start.copies.map((copy) => ({ ...copy, value: copies.change(copy.value) })),
      body: [...start.body, ...value.throws],
      value: value.change(start.value),
    },
  ];
}

interface Check {
  /** Statements that throw what the expressions would. */
  readonly throws: Block;
  /** Says in an expression that it has been checked. */
  readonly change: (expression: Expression) => Expression;
}

const nothingToCheck: Check = { throws: [], change: (expression) => expression };

/** What cannot be told beforehand is left as it is, and refused later (SP1424). */
function check(expressions: readonly Expression[]): Check {
  const failures = expressions.map(failuresOf);
  const known = failures.flatMap((some) => some ?? []);
  if (known.length === 0 || failures.includes(undefined)) return nothingToCheck;
  const change = (part: Expression): Expression => {
    const inner = mapOperands(part, change);
    return inner.kind === "builtin" && failureOfCall(inner) !== undefined ? { ...inner, isChecked: true } : inner;
  };
  // What a condition computes has been checked by those before it.
  const throws = known.map((failure) => throwing({ ...failure, condition: change(failure.condition) }));
  const own = new Set(expressions);
  return { throws, change: (expression) => (own.has(expression) ? change(expression) : expression) };
}

function throwing({ condition, error }: Failure): Statement {
  const { span } = condition;
  const thrown: Statement = { kind: "throw", error: errorObject(error, span), span };
  return { kind: "if", condition, whenTrue: [thrown], whenFalse: [], span };
}
