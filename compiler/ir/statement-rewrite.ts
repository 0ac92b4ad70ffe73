import type { Expression, Variable } from "./expression.js";
import type { Block, Effect, Statement } from "./statement.js";
import { mapDistributed } from "./statement-walk.js";
import { mapTaskExpressions } from "./task-expressions.js";
import { mapOperands, substitute } from "./walk.js";

/** The statement with each block directly inside it replaced. */
export function mapBlocks(statement: Statement, change: (block: Block) => Block): Statement {
  switch (statement.kind) {
    case "if":
      return { ...statement, whenTrue: change(statement.whenTrue), whenFalse: change(statement.whenFalse) };
    case "loop":
      return { ...statement, body: change(statement.body), update: change(statement.update) };
    case "for-of":
    case "labelled":
    case "routine":
    case "start":
      return { ...statement, body: change(statement.body) };
    case "try":
      return { ...statement, body: change(statement.body), handler: change(statement.handler) };
    case "perform":
      return { ...statement, effect: mapEffectBlocks(statement.effect, change) };
    default:
      return statement;
  }
}

function mapEffectBlocks(effect: Effect, change: (block: Block) => Block): Effect {
  if (effect.kind === "parallel") return { ...effect, branches: effect.branches.map(change) };
  return effect.kind === "map" ? { ...effect, body: change(effect.body) } : effect;
}

/** The block with other variables in the place of some, where they are read and where they get a value. */
export function renameVariables(block: Block, names: ReadonlyMap<Variable, Variable>): Block {
  if (names.size === 0) return block;
  const target = (variable: Variable): Variable => names.get(variable) ?? variable;
  const read = (expression: Expression): Expression =>
    expression.kind === "variable-read"
      ? { ...expression, variable: target(expression.variable) }
      : mapOperands(expression, read);
  return rewrite(block, read, target);
}

/** The block with values in the place of reads of variables. */
export function replaceReads(block: Block, values: ReadonlyMap<Variable, Expression>): Block {
  if (values.size === 0) return block;
  return rewrite(
    block,
    (expression) => substitute(expression, values),
    (variable) => variable,
  );
}

function rewrite(
  block: Block,
  read: (expression: Expression) => Expression,
  target: (variable: Variable) => Variable,
): Block {
  const optional = (variable: Variable | undefined) => (variable === undefined ? undefined : target(variable));
  const rename = (statement: Statement): Statement => {
    const outer = mapBlocks(statement, (inner) => inner.map(rename));
    switch (outer.kind) {
      case "assign":
        return { ...outer, variable: target(outer.variable), value: read(outer.value) };
      case "return":
        return { ...outer, value: read(outer.value) };
      case "throw":
        return { ...outer, error: read(outer.error) };
      case "if":
        return { ...outer, condition: read(outer.condition) };
      case "for-of":
        return { ...outer, items: read(outer.items), item: target(outer.item) };
      case "try":
        return { ...outer, error: target(outer.error) };
      case "perform":
        return { ...outer, effect: renameInEffect(outer.effect, read, target), result: optional(outer.result) };
      case "start":
        return {
          ...outer,
          copies: outer.copies.map((copy) => ({ ...copy, value: read(copy.value) })),
          value: read(outer.value),
        };
      case "await":
        return { ...outer, result: target(outer.result) };
      case "recur":
        return {
          ...outer,
          inputs: outer.inputs.map(({ variable, value }) => ({ variable: target(variable), value: read(value) })),
          changes: outer.changes.map((change) => ({ ...change, variable: target(change.variable) })),
        };
      case "loop":
      case "labelled":
      case "routine":
      case "leave":
      case "continue":
        return outer;
    }
  };
  return block.map(rename);
}

function renameInEffect(
  effect: Effect,
  read: (expression: Expression) => Expression,
  target: (variable: Variable) => Variable,
): Effect {
  const optional = (expression: Expression | undefined) => (expression === undefined ? undefined : read(expression));
  switch (effect.kind) {
    case "task":
      return mapTaskExpressions(effect, read);
    case "wait":
      return {
        ...effect,
        ...(effect.seconds === undefined ? {} : { seconds: read(effect.seconds) }),
        ...(effect.timestamp === undefined ? {} : { timestamp: read(effect.timestamp) }),
      };
    case "parallel":
      return effect;
    case "map":
      return {
        ...effect,
        items: read(effect.items),
        item: effect.item && target(effect.item),
        index: effect.index === undefined ? undefined : target(effect.index),
        concurrency: optional(effect.concurrency),
        distributed: effect.distributed && mapDistributed(effect.distributed, read),
      };
  }
}
