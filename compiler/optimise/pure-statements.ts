import type { Expression, Let, Local, Variable } from "../ir/expression.js";
import type { Block, Label, Statement } from "../ir/statement.js";
import { assignedVariables } from "../ir/statement-walk.js";
import { undefinedType } from "../ir/value-types.js";
import { sizeOf, substitute } from "../ir/walk.js";
import type { SourceSpan } from "../source-span.js";
import { simplifyLet } from "./simplify-let.js";

/** Values of variables at one point, in terms of what was known at the start. */
type Values = ReadonlyMap<Variable, Expression>;

/** The value of what comes after a point, given the variables there. */
type Rest = (values: Values) => Expression;

/** Larger results are better left to states. */
const largestSize = 1500;

class NotPure extends Error {}

interface Exits {
  readonly labels: ReadonlyMap<Label, Rest>;
  readonly onReturn: (values: Values, value: Expression) => Expression;
}

/**
 * The value that a block of pure statements returns, as one expression.
 *
 * @param mustReturn whether every way through the block must end with a return; otherwise the end gives undefined
 * @returns undefined when the block does something that no expression can: calls, loops, throws
 */
export function valueOfStatements(block: Block, span: SourceSpan, mustReturn = false): Expression | undefined {
  const exits: Exits = { labels: new Map(), onReturn: (_values, value) => value };
  return attempt(() =>
    run(block, 0, new Map(), exits, () => {
      if (mustReturn) throw new NotPure();
      return { kind: "undefined", types: undefinedType, span };
    }),
  );
}

/**
 * The values that a pure statement leaves in the variables that it assigns, each as an expression of the values before.
 *
 * @returns undefined when the statement is not pure, or leaves the block it stands in
 */
export function effectOfStatement(
  statement: Statement,
  span: SourceSpan,
): ReadonlyMap<Variable, Expression> | undefined {
  const changed = [...assignedVariables([statement])].filter((variable) => !isDeclaredIn([statement], variable));
  const exits: Exits = {
    labels: new Map(),
    onReturn: () => {
      throw new NotPure();
    },
  };
  const nothing: Expression = { kind: "undefined", types: undefinedType, span };
  if (attempt(() => run([statement], 0, new Map(), exits, () => nothing)) === undefined) return undefined;
  const results = new Map<Variable, Expression>();
  for (const variable of changed) {
    const before: Expression = { kind: "variable-read", variable, types: variable.types, span };
    const value = attempt(() => run([statement], 0, new Map(), exits, (values) => values.get(variable) ?? before));
    if (value === undefined) return undefined;
    results.set(variable, value);
  }
  return results;
}

function isDeclaredIn(block: Block, variable: Variable): boolean {
  return block.some((statement) => {
    if (statement.kind === "assign") return statement.declares && statement.variable === variable;
    if (statement.kind === "if")
      return isDeclaredIn(statement.whenTrue, variable) || isDeclaredIn(statement.whenFalse, variable);
    if (statement.kind === "labelled") return isDeclaredIn(statement.body, variable);
    return false;
  });
}

function attempt(build: () => Expression): Expression | undefined {
  try {
    const value = simplifyLet(build());
    return sizeOf(value) > largestSize ? undefined : value;
  } catch (error) {
    if (error instanceof NotPure) return undefined;
    throw error;
  }
}

function run(block: Block, from: number, values: Values, exits: Exits, rest: Rest): Expression {
  const statement = block[from];
  if (statement === undefined) return rest(values);
  const after: Rest = (then) => run(block, from + 1, then, exits, rest);
  switch (statement.kind) {
    case "assign":
      return assign(statement.variable, substitute(statement.value, values), values, after);
    case "if": {
      const condition = substitute(statement.condition, values);
      return choose(statement, condition, values, exits, after);
    }
    case "labelled": {
      const labels = new Map(exits.labels).set(statement.label, after);
      return run(statement.body, 0, values, { ...exits, labels }, after);
    }
    case "leave": {
      const target = exits.labels.get(statement.label);
      if (target === undefined) throw new NotPure();
      return target(values);
    }
    case "return":
      return exits.onReturn(values, substitute(statement.value, values));
    default:
      throw new NotPure();
  }
}

/** A value that is read again gets a name; a name for a mere name or path is not worth it. */
function assign(variable: Variable, value: Expression, values: Values, after: Rest): Expression {
  if (isTrivial(value)) return after(new Map(values).set(variable, value));
  const local: Local = { kind: "local", name: variable.name, types: value.types };
  const read: Expression = { kind: "local-read", local, types: value.types, span: value.span };
  const body = after(new Map(values).set(variable, read));
  const result: Let = { kind: "let", bindings: [{ local, value }], body, types: body.types, span: value.span };
  return result;
}

function isTrivial(value: Expression): boolean {
  switch (value.kind) {
    case "literal":
    case "undefined":
    case "local-read":
    case "variable-read":
    case "states":
      return true;
    case "property":
      return isTrivial(value.object);
    default:
      return false;
  }
}

/**
 * When neither branch leaves early, each variable that they assign gets the value of one or the other, and what follows
 * is written once. Otherwise what follows is part of the branches.
 */
function choose(
  statement: Extract<Statement, { kind: "if" }>,
  condition: Expression,
  values: Values,
  exits: Exits,
  after: Rest,
): Expression {
  const { whenTrue, whenFalse, span } = statement;
  if (leavesEarly(whenTrue) || leavesEarly(whenFalse)) {
    const left = run(whenTrue, 0, values, exits, after);
    const right = run(whenFalse, 0, values, exits, after);
    return conditional(condition, left, right, span);
  }
  const changed = [...assignedVariables([statement])].filter((variable) => !isDeclaredIn([statement], variable));
  const merge = (index: number, then: Values): Expression => {
    const variable = changed[index];
    if (variable === undefined) return after(then);
    const valueOf: Rest = (end) =>
      end.get(variable) ?? { kind: "variable-read", variable, types: variable.types, span };
    const left = run(whenTrue, 0, values, exits, valueOf);
    const right = run(whenFalse, 0, values, exits, valueOf);
    return assign(variable, conditional(condition, left, right, span), then, (next) => merge(index + 1, next));
  };
  return merge(0, values);
}

function conditional(condition: Expression, whenTrue: Expression, whenFalse: Expression, span: SourceSpan): Expression {
  if (sizeOf(whenTrue) + sizeOf(whenFalse) > largestSize) throw new NotPure();
  return { kind: "conditional", condition, whenTrue, whenFalse, types: whenTrue.types | whenFalse.types, span };
}

function leavesEarly(block: Block): boolean {
  return block.some((statement) => {
    switch (statement.kind) {
      case "assign":
        return false;
      case "if":
        return leavesEarly(statement.whenTrue) || leavesEarly(statement.whenFalse);
      default:
        return true;
    }
  });
}
