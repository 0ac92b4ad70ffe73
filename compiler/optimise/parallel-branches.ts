import type { Expression, Variable } from "../ir/expression.js";
import { declareWithoutValue } from "../ir/declare-without-value.js";
import type { Block, Label, Perform, Statement } from "../ir/statement.js";
import { replaceStatements } from "../ir/statement-map.js";
import { anyType, arrayType, neverType, numberType, type ValueTypes } from "../ir/value-types.js";
import { blocksOf } from "../ir/statement-walk.js";
import { isNondeterministic, mapOperands } from "../ir/walk.js";
import type { SourceSpan } from "../source-span.js";
import { simplifyKnown } from "./simplify-known.js";

/**
 * Branches that need no state go: one that only has a value, one that is a Parallel state itself (its branches become
 * branches of this one), and the Parallel around a single branch.
 */
export function withFewerBranches(statement: Perform): Block {
  const { effect, result, span } = statement;
  if (effect.kind !== "parallel") return [statement];
  const parts = effect.branches.map(partOf);
  const kept = parts.flatMap((part) => part.branches);
  const isSame = kept.length === parts.length && parts.every((part) => part.kind === "branch");
  if (isSame && kept.length !== 1) return [statement];
  const only: Variable = { kind: "variable", name: "result", types: typesOf(kept[0] ?? []), temporary: true };
  const read = (index: number): Expression => {
    const types = typesOf(kept[index] as Block);
    if (kept.length === 1) return { kind: "variable-read", variable: only, types, span };
    const all: Expression = { kind: "states", field: "result", types: arrayType, span };
    return { kind: "element", array: all, index: literal(index, span), types, span };
  };
  let next = 0;
  const values = parts.map((part) => part.value(part.branches.map(() => read(next++))));
  const value = simplifyKnown(withResult(effect.value, list(values, span)));
  if (kept.length > 1) return [{ ...statement, effect: { ...effect, branches: kept, value } }];
  const [branch] = kept;
  return [
    // Without its declaration, a loop around it would take it for a variable from outside.
    ...(branch === undefined ? [] : [declareWithoutValue(only, span), ...inPlace(branch, only, span)]),
    ...(result === undefined ? [] : [{ kind: "assign" as const, variable: result, value, declares: true, span }]),
  ];
}

interface Part {
  readonly kind: "value" | "parallel" | "branch";
  /** The branches that it needs. */
  readonly branches: readonly Block[];
  /** Its value, given those of the branches. */
  readonly value: (results: readonly Expression[]) => Expression;
}

function partOf(branch: Block): Part {
  const [first, second] = branch;
  if (branch.length === 1 && first?.kind === "return" && !isNondeterministic(first.value)) {
    return { kind: "value", branches: [], value: () => first.value };
  }
  const inner = branch.length === 2 && first?.kind === "perform" ? first : undefined;
  if (inner?.effect.kind === "parallel" && second?.kind === "return" && !isNondeterministic(second.value)) {
    const { effect, result, span } = inner;
    const value = (results: readonly Expression[]): Expression =>
      withVariable(second.value, result, withResult(effect.value, list(results, span)));
    return { kind: "parallel", branches: effect.branches, value };
  }
  return { kind: "branch", branches: [branch], value: ([result]) => result as Expression };
}

/** What a branch may return. */
function typesOf(branch: Block): ValueTypes {
  const ofStatement = (statement: Statement): ValueTypes => {
    if (statement.kind === "return") return statement.value.types || anyType;
    if (statement.kind === "perform") return neverType;
    return blocksOf(statement).reduce((types, block) => types | typesOf(block), neverType);
  };
  return branch.reduce((types, statement) => types | ofStatement(statement), neverType);
}

/** A branch as part of the block around it: its `return` gives the value and goes on. */
function inPlace(branch: Block, result: Variable, span: SourceSpan): Block {
  const label: Label = { kind: "label", name: "return" };
  const body = replaceStatements(branch, (statement): Block => {
    if (statement.kind !== "return") return [statement];
    const { value, span: at } = statement;
    const keep: Statement = { kind: "assign", variable: result, value, declares: false, span: at };
    return [keep, { kind: "leave", label, span: at }];
  });
  return [{ kind: "labelled", label, body, span }];
}

function withResult(expression: Expression, result: Expression): Expression {
  if (expression.kind === "states" && expression.field === "result") return result;
  return mapOperands(expression, (operand) => withResult(operand, result));
}

function withVariable(expression: Expression, variable: Variable | undefined, value: Expression): Expression {
  if (expression.kind === "variable-read" && expression.variable === variable) return value;
  return mapOperands(expression, (operand) => withVariable(operand, variable, value));
}

function list(values: readonly Expression[], span: SourceSpan): Expression {
  return { kind: "array", elements: values.map((value) => ({ spread: false, value })), types: arrayType, span };
}

function literal(value: number, span: SourceSpan): Expression {
  return { kind: "literal", value, types: numberType, span };
}
