import { declareWithoutValue } from "../ir/declare-without-value.js";
import type { Expression, Variable } from "../ir/expression.js";
import type { Await, Block, Start, Statement } from "../ir/statement.js";
import { mapBlocks, renameVariables } from "../ir/statement-rewrite.js";
import { visitStatements } from "../ir/statement-walk.js";
import {
  arrayType,
  booleanType,
  mayBe,
  nullType,
  numberType,
  objectType,
  stringType,
  undefinedType,
  type ValueTypes,
} from "../ir/value-types.js";
import type { SourceSpan } from "../source-span.js";

/** The call of a promise as a branch that returns what the promise gives. */
export function branchOf(start: Start, settled: Await["settled"]): Block {
  const { span, value } = start;
  if (settled === "promise") return settledBlock([...start.body, { kind: "return", value, span }], span);
  const body = settled === "items" ? settledItems(start.body) : start.body;
  return [...body, { kind: "return", value: boxed(value), span }];
}

/** The call of a promise where nothing else is under way: it is made where the promise is awaited. */
export function inSequence(start: Start, { result, settled, span }: Await): Block {
  const give = (value: Expression, declares = true): Statement => {
    return { kind: "assign", variable: result, value, declares, span };
  };
  if (settled === "no") return [...start.body, give(start.value)];
  if (settled === "items") return [...settledItems(start.body), give(start.value)];
  const reason: Variable = { kind: "variable", name: "reason", types: objectType };
  const body = [...start.body, give(fulfilled(start.value, span), false)];
  const handler = [give(rejected(readOf(reason, span), span), false)];
  return [declareWithoutValue(result, span), { kind: "try", body, error: reason, handler, span }];
}

/** The iterations of Map states tell how they ended. */
function settledItems(block: Block): Block {
  return block.map((statement) => {
    if (statement.kind !== "perform" || statement.effect.kind !== "map") return statement;
    const body = settledBlock(statement.effect.body, statement.span);
    return { ...statement, effect: { ...statement.effect, body } };
  });
}

/**
 * A branch that tells how it ended, and does not fail.
 *
 *     try { … return { status: "fulfilled", value } }
 *     catch (reason) { return { status: "rejected", reason } }
 */
export function settledBlock(block: Block, span: SourceSpan): Block {
  const reason: Variable = { kind: "variable", name: "reason", types: objectType };
  const settle = (statement: Statement): Statement => {
    if (statement.kind === "perform") return statement; // Its branches return to it.
    if (statement.kind === "return") return { ...statement, value: fulfilled(statement.value, statement.span) };
    return mapBlocks(statement, (inner) => inner.map(settle));
  };
  const handler: Block = [...putBack(block), { kind: "return", value: rejected(readOf(reason, span), span), span }];
  return [{ kind: "try", body: block.map(settle), error: reason, handler, span }];
}

/** An iteration that fails has changed its item, too. */
function putBack(block: Block): Block {
  let found: Statement | undefined;
  visitStatements(block, (statement) => {
    if (statement.kind === "assign" && statement.ofItem === true) found ??= statement;
  });
  return found === undefined ? [] : [{ ...found }];
}

export function fulfilled(value: Expression, span: SourceSpan): Expression {
  return objectOf({ status: text("fulfilled", span), value }, span);
}

function rejected(reason: Expression, span: SourceSpan): Expression {
  return objectOf({ status: text("rejected", span), reason }, span);
}

/** What a promise gave that has ended, in a variable; its error is thrown. */
export function unsettled(ended: Expression, result: Variable, span: SourceSpan): Block {
  const member = (name: string, types: ValueTypes): Expression => {
    return { kind: "property", object: ended, name, types, span };
  };
  const left = member("status", stringType);
  const condition: Expression = {
    ...{ kind: "equality", operator: "===", left, right: text("rejected", span) },
    types: booleanType,
    span,
  };
  const error = member("reason", objectType);
  return [
    { kind: "if", condition, whenTrue: [{ kind: "throw", error, span }], whenFalse: [], span },
    { kind: "assign", variable: result, value: member("value", result.types), declares: true, span },
  ];
}

/** What a branch gave, taken from the result of the Parallel state. */
export function resultOf(array: Expression, branch: number, types: ValueTypes, span: SourceSpan): Expression {
  if (!mayBe(types, undefinedType)) return elementOf(array, branch, types, span);
  return elementOf(elementOf(array, branch, arrayType, span), 0, types, span);
}

/** The value as a branch can return it: what may be undefined lies in a box, `[]` or `[value]`. */
export function boxed(value: Expression): Expression {
  if (!mayBe(value.types, undefinedType)) return value;
  if (value.kind === "undefined") return { kind: "array", elements: [], types: arrayType, span: value.span };
  return { kind: "builtin", name: "setpiece.box", operands: [value], types: arrayType, span: value.span };
}

/** The part of a workflow that runs beside a call, as a branch that returns the variables which are read later. */
export interface MainBranch {
  readonly block: Block;
  /** The variables that it returns, each under its name. */
  readonly outputs: readonly { readonly variable: Variable; readonly name: string }[];
}

/**
 * Makes a branch of statements that assign variables of the scope around them: it works on copies and returns them.
 *
 * @param kept those whose earlier value counts inside, or after when the block does not assign them
 */
export function mainBranch(
  block: Block,
  returned: readonly Variable[],
  kept: readonly Variable[],
  span: SourceSpan,
): MainBranch {
  const copies = new Map([...returned, ...kept].map((variable) => [variable, { ...variable }]));
  const copyOf = (variable: Variable): Variable => copies.get(variable) ?? variable;
  const takeOver = kept.map((variable): Statement => {
    const value = readOf(variable, span);
    return { kind: "assign", variable: copyOf(variable), value, declares: true, span };
  });
  const outputs = returned.map((variable, index) => ({ variable, name: `${variable.name}${index}` }));
  const value: Expression =
    outputs.length === 0
      ? { kind: "literal", value: null, types: nullType, span }
      : objectOf(Object.fromEntries(outputs.map(({ variable, name }) => [name, readOf(copyOf(variable), span)])), span);
  return { block: [...takeOver, ...renameVariables(block, copies), { kind: "return", value, span }], outputs };
}

/** What statements are called together: as the first call that they make. */
export function titleOf(block: Block): string {
  let title: string | undefined;
  visitStatements(block, (statement) => {
    if (statement.kind === "perform") title ??= statement.effect.title;
    if (statement.kind === "start") title ??= statement.promise.title;
  });
  return title ?? "branch";
}

export function readOf(variable: Variable, span: SourceSpan): Expression {
  return { kind: "variable-read", variable, types: variable.types, span };
}

export function elementOf(array: Expression, at: number, types: ValueTypes, span: SourceSpan): Expression {
  return { kind: "element", array, index: { kind: "literal", value: at, types: numberType, span }, types, span };
}

export function objectOf(members: Readonly<Record<string, Expression>>, span: SourceSpan): Expression {
  return {
    kind: "object",
    members: Object.entries(members).map(([key, value]) => ({ kind: "property", key, value })),
    types: objectType,
    span,
  };
}

function text(value: string, span: SourceSpan): Expression {
  return { kind: "literal", value, types: stringType, span };
}
