import type { Expression, Variable } from "./expression.js";
import type { Block, DistributedMap, Effect, Statement } from "./statement.js";
import { taskExpressions } from "./task-expressions.js";
import { operandsOf } from "./walk.js";

/** The blocks directly inside a statement. */
export function blocksOf(statement: Statement): readonly Block[] {
  switch (statement.kind) {
    case "if":
      return [statement.whenTrue, statement.whenFalse];
    case "loop":
      return [statement.body, statement.update];
    case "for-of":
    case "labelled":
    case "routine":
    case "start":
      return [statement.body];
    case "try":
      return [statement.body, statement.handler];
    case "perform":
      return effectBlocks(statement.effect);
    default:
      return [];
  }
}

function effectBlocks(effect: Effect): readonly Block[] {
  switch (effect.kind) {
    case "parallel":
      return effect.branches;
    case "map":
      return [effect.body];
    default:
      return [];
  }
}

/** Calls `visit` for every statement, outermost first. */
export function visitStatements(block: Block, visit: (statement: Statement) => void): void {
  for (const statement of block) {
    visit(statement);
    for (const inner of blocksOf(statement)) visitStatements(inner, visit);
  }
}

/** Every variable that the statements give a value. */
export function assignedVariables(block: Block): ReadonlySet<Variable> {
  const assigned = new Set<Variable>();
  visitStatements(block, (statement) => {
    if (statement.kind === "assign") assigned.add(statement.variable);
    if (statement.kind === "perform" && statement.result !== undefined) assigned.add(statement.result);
    if (statement.kind === "perform" && statement.effect.kind === "map") {
      if (statement.effect.item !== undefined) assigned.add(statement.effect.item);
      if (statement.effect.index !== undefined) assigned.add(statement.effect.index);
    }
    if (statement.kind === "for-of") assigned.add(statement.item);
    if (statement.kind === "try") assigned.add(statement.error);
    if (statement.kind === "await") assigned.add(statement.result);
    if (statement.kind === "recur") statement.changes.forEach(({ variable }) => assigned.add(variable));
  });
  return assigned;
}

/** The expressions directly in a statement, without those of the blocks inside it. */
export function expressionsOf(statement: Statement): readonly Expression[] {
  switch (statement.kind) {
    case "assign":
    case "return":
      return [statement.value];
    case "throw":
      return [statement.error];
    case "if":
      return [statement.condition];
    case "for-of":
      return [statement.items];
    case "perform":
      return effectExpressions(statement.effect);
    case "recur":
      return statement.inputs.map(({ value }) => value);
    case "start":
      return [...statement.copies.map(({ value }) => value), statement.value];
    default:
      return [];
  }
}

/** The expressions that an effect evaluates when it starts. */
export function effectExpressions(effect: Effect): readonly Expression[] {
  switch (effect.kind) {
    case "task":
      return taskExpressions(effect);
    case "wait":
      return [effect.seconds, effect.timestamp].filter((expression) => expression !== undefined);
    case "parallel":
      return [];
    case "map":
      return [effect.items, effect.concurrency, ...distributedExpressions(effect.distributed)].filter(isDefined);
  }
}

/** The expressions of a distributed map that are evaluated where it stands. */
export function distributedExpressions(distributed: DistributedMap | undefined): readonly Expression[] {
  const { selector, reader, batcher, writer, toleratedFailureCount, toleratedFailurePercentage } = distributed ?? {};
  const limits = [toleratedFailureCount, toleratedFailurePercentage, reader?.maxItems];
  const ofBatches = [batcher?.maxItems, batcher?.maxInputBytes, batcher?.input];
  return [selector, ...limits, ...ofBatches, writer?.location].filter(isDefined);
}

const isDefined = <T>(value: T | undefined): value is T => value !== undefined;

/** Replaces the expressions of a distributed map that are evaluated where it stands. */
export function mapDistributed(
  distributed: DistributedMap,
  change: (expression: Expression) => Expression,
): DistributedMap {
  const { selector, reader, batcher, writer, toleratedFailureCount, toleratedFailurePercentage } = distributed;
  return {
    ...distributed,
    selector: selector && change(selector),
    reader: reader && { ...reader, maxItems: reader.maxItems && change(reader.maxItems) },
    batcher: batcher && {
      maxItems: batcher.maxItems && change(batcher.maxItems),
      maxInputBytes: batcher.maxInputBytes && change(batcher.maxInputBytes),
      input: batcher.input && change(batcher.input),
    },
    toleratedFailureCount: toleratedFailureCount && change(toleratedFailureCount),
    toleratedFailurePercentage: toleratedFailurePercentage && change(toleratedFailurePercentage),
    writer: writer && { ...writer, location: change(writer.location) },
  };
}

/** Adds every variable that the block reads, also in the blocks inside it. */
export function addReads(block: Block, reads: Set<Variable>): void {
  const addExpression = (expression: Expression): void => {
    if (expression.kind === "variable-read") reads.add(expression.variable);
    for (const operand of operandsOf(expression)) addExpression(operand);
  };
  visitStatements(block, (statement) => expressionsOf(statement).forEach(addExpression));
}
