import type { Expression } from "./expression.js";
import type { Block, Effect, Statement } from "./statement.js";
import { mapDistributed } from "./statement-walk.js";

type Change = (expression: Expression) => Expression;

/** A copy of the block with every expression in it replaced, also in the blocks inside it. */
export function mapBlock(block: Block, change: Change): Block {
  return block.map((statement) => mapStatement(statement, change));
}

function mapStatement(statement: Statement, change: Change): Statement {
  switch (statement.kind) {
    case "assign":
    case "return":
      return { ...statement, value: change(statement.value) };
    case "throw":
      return { ...statement, error: change(statement.error) };
    case "if":
      return {
        ...statement,
        condition: change(statement.condition),
        whenTrue: mapBlock(statement.whenTrue, change),
        whenFalse: mapBlock(statement.whenFalse, change),
      };
    case "loop":
      return { ...statement, body: mapBlock(statement.body, change), update: mapBlock(statement.update, change) };
    case "for-of":
      return { ...statement, items: change(statement.items), body: mapBlock(statement.body, change) };
    case "labelled":
      return { ...statement, body: mapBlock(statement.body, change) };
    case "try":
      return { ...statement, body: mapBlock(statement.body, change), handler: mapBlock(statement.handler, change) };
    case "perform":
      return { ...statement, effect: mapEffect(statement.effect, change) };
    case "start":
      return {
        ...statement,
        copies: statement.copies.map((copy) => ({ ...copy, value: change(copy.value) })),
        body: mapBlock(statement.body, change),
        value: change(statement.value),
      };
    case "await":
    case "leave":
    case "continue":
      return statement;
  }
}

function mapEffect(effect: Effect, change: Change): Effect {
  switch (effect.kind) {
    case "task":
      return { ...effect, arguments: change(effect.arguments), value: change(effect.value) };
    case "wait":
      return {
        ...effect,
        ...(effect.seconds === undefined ? {} : { seconds: change(effect.seconds) }),
        ...(effect.timestamp === undefined ? {} : { timestamp: change(effect.timestamp) }),
      };
    case "parallel":
      return {
        ...effect,
        branches: effect.branches.map((branch) => mapBlock(branch, change)),
        value: change(effect.value),
      };
    case "map":
      return {
        ...effect,
        items: change(effect.items),
        concurrency: effect.concurrency && change(effect.concurrency),
        body: mapBlock(effect.body, change),
        value: change(effect.value),
        distributed: effect.distributed && mapDistributed(effect.distributed, change),
      };
  }
}
