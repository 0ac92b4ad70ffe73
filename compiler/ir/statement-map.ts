import type { Expression } from "./expression.js";
import type { Block, Effect, Statement } from "./statement.js";

/** Replaces statements anywhere in a block, innermost first; what runs inside a state is left alone. */
export function replaceStatements(block: Block, change: (statement: Statement) => Block): Block {
  return block.flatMap((statement) => change(mapBlocks(statement, (inner) => replaceStatements(inner, change))));
}

/** Changes the blocks directly inside a statement, but not those that run inside a state. */
export function mapBlocks(statement: Statement, change: (block: Block) => Block): Statement {
  switch (statement.kind) {
    case "if":
      return { ...statement, whenTrue: change(statement.whenTrue), whenFalse: change(statement.whenFalse) };
    case "loop":
      return { ...statement, body: change(statement.body), update: change(statement.update) };
    case "for-of":
    case "labelled":
      return { ...statement, body: change(statement.body) };
    case "try":
      return { ...statement, body: change(statement.body), handler: change(statement.handler) };
    default:
      return statement;
  }
}

/** Changes every expression of a block, also those inside its states. */
export function mapExpressions(block: Block, change: (expression: Expression) => Expression): Block {
  const inner = (part: Block): Block => mapExpressions(part, change);
  return block.map((given): Statement => {
    const statement = mapBlocks(given, inner);
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
        return { ...statement, effect: mapEffect(statement.effect, change, inner) };
      default:
        return statement;
    }
  });
}

function mapEffect(
  effect: Effect,
  change: (expression: Expression) => Expression,
  inner: (block: Block) => Block,
): Effect {
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
      return { ...effect, branches: effect.branches.map(inner), value: change(effect.value) };
    case "map":
      return {
        ...effect,
        items: change(effect.items),
        concurrency: effect.concurrency === undefined ? undefined : change(effect.concurrency),
        body: inner(effect.body),
        value: change(effect.value),
      };
  }
}
