import type { Expression } from "./expression.js";
import type { Block, Effect, Statement } from "./statement.js";
import { mapBlocks } from "./statement-rewrite.js";
import { mapDistributed } from "./statement-walk.js";
import { mapTaskExpressions } from "./task-expressions.js";

type Change = (expression: Expression) => Expression;

/** Replaces statements anywhere in a block, innermost first; what runs inside a state is left alone. */
export function replaceStatements(block: Block, change: (statement: Statement) => Block): Block {
  const inside = (statement: Statement): Statement =>
    statement.kind === "perform" ? statement : mapBlocks(statement, (inner) => replaceStatements(inner, change));
  return block.flatMap((statement) => change(inside(statement)));
}

/** A copy of the block with every expression in it changed, also in the blocks inside it and those of its states. */
export function mapExpressions(block: Block, change: Change): Block {
  return block.map((given) =>
    mapOwnExpressions(
      mapBlocks(given, (part) => mapExpressions(part, change)),
      change,
    ),
  );
}

/** A copy of the statement with its own expressions changed, and not those of the blocks inside it. */
export function mapOwnExpressions(statement: Statement, change: Change): Statement {
  switch (statement.kind) {
    case "assign":
    case "return":
      return { ...statement, value: change(statement.value) };
    case "throw":
      return { ...statement, error: change(statement.error) };
    case "if":
      return { ...statement, condition: change(statement.condition) };
    case "for-of":
      return { ...statement, items: change(statement.items) };
    case "perform":
      return { ...statement, effect: mapEffect(statement.effect, change) };
    case "recur":
      return {
        ...statement,
        inputs: statement.inputs.map(({ variable, value }) => ({ variable, value: change(value) })),
      };
    case "start": {
      const copies = statement.copies.map((copy) => ({ ...copy, value: change(copy.value) }));
      return { ...statement, copies, value: change(statement.value) };
    }
    default:
      return statement;
  }
}

/** The blocks of the effect are left as they are. */
function mapEffect(effect: Effect, change: Change): Effect {
  switch (effect.kind) {
    case "task":
      return { ...mapTaskExpressions(effect, change), value: change(effect.value) };
    case "wait":
      return {
        ...effect,
        ...(effect.seconds === undefined ? {} : { seconds: change(effect.seconds) }),
        ...(effect.timestamp === undefined ? {} : { timestamp: change(effect.timestamp) }),
      };
    case "parallel":
      return { ...effect, value: change(effect.value) };
    case "map":
      return {
        ...effect,
        items: change(effect.items),
        concurrency: effect.concurrency && change(effect.concurrency),
        value: change(effect.value),
        distributed: effect.distributed && mapDistributed(effect.distributed, change),
      };
  }
}
