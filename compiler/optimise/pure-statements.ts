import type { Expression, Let, Local, Variable } from "../ir/expression.js";
import type { Block, ForOf, Label, Statement } from "../ir/statement.js";
import { assignedVariables, blocksOf, expressionsOf } from "../ir/statement-walk.js";
import { booleanType, mayBe, objectType, undefinedType } from "../ir/value-types.js";
import { isNondeterministic, sizeOf, substitute } from "../ir/walk.js";
import type { SourceSpan } from "../source-span.js";
import { simplifyLet } from "./simplify-let.js";

/** Values of variables at one point, in terms of what was known at the start. */
type Values = ReadonlyMap<Variable, Expression>;

/** The value of what comes after a point, given the variables there. */
type Rest = (values: Values) => Expression;

/** Larger results are better left to states. */
const largestSize = 1500;

class NotPure extends Error {}

function notPure(): never {
  throw new NotPure();
}

interface Exits {
  /** Where leaving a block goes. */
  readonly labels: ReadonlyMap<Label, Rest>;
  /** Where the next round of a loop is. */
  readonly rounds: ReadonlyMap<Label, Rest>;
  readonly onReturn: (values: Values, value: Expression) => Expression;
}

/**
 * The value that a block of pure statements returns, as one expression.
 *
 * @param mustReturn whether every way through the block must end with a return; otherwise the end gives undefined
 * @returns undefined when the block does something that no expression can: calls, loops, throws
 */
export function valueOfStatements(block: Block, span: SourceSpan, mustReturn = false): Expression | undefined {
  const exits: Exits = { labels: new Map(), rounds: new Map(), onReturn: (_values, value) => value };
  return attempt(() =>
    run(block, 0, new Map(), exits, () => {
      if (mustReturn) throw new NotPure();
      return { kind: "undefined", types: undefinedType, span };
    }),
  );
}

/** What a pure statement does to the variables that it assigns. */
export type PureEffect =
  /** Each variable's new value, in terms of the values before. */
  | { readonly kind: "values"; readonly values: ReadonlyMap<Variable, Expression> }
  /** One object with the new values under these names. */
  | { readonly kind: "object"; readonly value: Expression; readonly names: ReadonlyMap<Variable, string> };

/**
 * What a pure statement does, as expressions of the values before.
 *
 * @returns undefined when the statement is not pure, or leaves the block it stands in
 */
export function effectOfStatement(statement: Statement, span: SourceSpan): PureEffect | undefined {
  const changed = changedBy(statement);
  const exits: Exits = { labels: new Map(), rounds: new Map(), onReturn: notPure };
  const valueOf = (rest: Rest) => attempt(() => run([statement], 0, new Map(), exits, rest));
  const before = (variable: Variable): Expression => ({
    kind: "variable-read",
    variable,
    types: variable.types,
    span,
  });
  const names = new Map(changed.map((variable, index) => [variable, `${variable.name}${index}`]));
  const asObject = (): PureEffect | undefined => {
    const value = valueOf((values) => ({
      kind: "object",
      members: changed.map((variable) => ({
        kind: "property",
        key: names.get(variable) as string,
        value: values.get(variable) ?? before(variable),
      })),
      types: objectType,
      span,
    }));
    return value === undefined ? undefined : { kind: "object", value: unpacked(value), names };
  };
  if (changed.length > 1 && (hasLoop(statement) || choosesByChance([statement]))) return asObject();
  const nothing: Expression = { kind: "undefined", types: undefinedType, span };
  if (valueOf(() => nothing) === undefined) return undefined;
  const values = new Map<Variable, Expression>();
  for (const variable of changed) {
    const value = valueOf((after) => after.get(variable) ?? before(variable));
    if (value === undefined) return undefined;
    values.set(variable, value);
  }
  return { kind: "values", values };
}

/** `($state := …; {"a": $state.a, "b": $state.b})` is `…`, which has these members and perhaps more. */
function unpacked(value: Expression): Expression {
  if (value.kind !== "let" || value.body.kind !== "object") return value;
  const last = value.bindings.at(-1);
  const isSame = value.body.members.every(
    (member) =>
      member.kind === "property" &&
      member.value.kind === "property" &&
      member.value.name === member.key &&
      member.value.object.kind === "local-read" &&
      member.value.object.local === last?.local,
  );
  if (last === undefined || !isSame) return value;
  const bindings = value.bindings.slice(0, -1);
  return bindings.length === 0 ? last.value : { ...value, bindings, body: last.value, types: last.value.types };
}

/** The variables that are visible after a statement and changed by it. */
function changedBy(statement: Statement): readonly Variable[] {
  return [...assignedVariables([statement])].filter((variable) => !isDeclaredIn([statement], variable));
}

function hasLoop(statement: Statement): boolean {
  return statement.kind === "for-of" || blocksOf(statement).some((block) => block.some(hasLoop));
}

function isDeclaredIn(block: Block, variable: Variable): boolean {
  return block.some((statement) => {
    if (statement.kind === "assign") return statement.declares && statement.variable === variable;
    if (statement.kind === "if")
      return isDeclaredIn(statement.whenTrue, variable) || isDeclaredIn(statement.whenFalse, variable);
    if (statement.kind === "for-of") return statement.item === variable || isDeclaredIn(statement.body, variable);
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
      const [only] = statement.body;
      if (statement.body.length === 1 && only?.kind === "for-of") return repeat(only, values, after, statement.label);
      const labels = new Map(exits.labels).set(statement.label, after);
      return run(statement.body, 0, values, { ...exits, labels }, after);
    }
    case "leave":
      return (exits.labels.get(statement.label) ?? notPure)(values);
    case "continue":
      return (exits.rounds.get(statement.label) ?? notPure)(values);
    case "for-of":
      return repeat(statement, values, after);
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
  const changed = changedBy(statement);
  if (changed.length > 1 && choosesByChance([statement])) throw new NotPure();
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

/** True when the statements use a value that is another one each time it is computed. */
function choosesByChance(block: Block): boolean {
  return block.some(
    (statement) =>
      expressionsOf(statement).some(isNondeterministic) || blocksOf(statement).some((inner) => choosesByChance(inner)),
  );
}

/**
 * A loop over an array whose rounds only change variables is a fold over them:
 *
 *     $reduce(items, function($state, $item){ BODY }, {"a": a, "b": b})
 *
 * A loop that is left early goes through the rest of the items without effect.
 */
function repeat(statement: ForOf, values: Values, after: Rest, done?: Label): Expression {
  const { span, item } = statement;
  const changed = changedBy(statement);
  if (changed.length > 1 && choosesByChance([statement])) throw new NotPure();
  const items = substitute(statement.items, values);
  const current = (variable: Variable): Expression =>
    values.get(variable) ?? { kind: "variable-read", variable, types: variable.types, span };
  const stops = done !== undefined && leaves(statement.body, done);
  const [first] = changed;
  const alone =
    changed.length === 1 && !stops && first !== undefined && !mayBe(first.types, undefinedType) ? first : undefined;
  const names = changed.map((variable, index) => `${variable.name}${index}`);
  const state: Local = { kind: "local", name: alone?.name ?? "state", types: alone?.types ?? objectType };
  const whole = (of: Local): Expression => ({ kind: "local-read", local: of, types: of.types, span });
  const part = (of: Local, variable: Variable, index: number): Expression =>
    alone === undefined ? member(of, names[index] as string, variable.types) : whole(of);
  const member = (of: Local, name: string, types: number): Expression => ({
    kind: "property",
    object: whole(of),
    name,
    types,
    span,
  });
  const pack = (valueOf: (variable: Variable) => Expression, stopped: boolean): Expression =>
    alone === undefined ? packAll(valueOf, stopped) : valueOf(alone);
  const packAll = (valueOf: (variable: Variable) => Expression, stopped: boolean): Expression => ({
    kind: "object",
    members: [
      ...changed.map((variable, index) => ({
        kind: "property" as const,
        key: names[index] as string,
        value: valueOf(variable),
      })),
      ...(stops ? [{ kind: "property" as const, key: "stopped", value: truth(stopped, span) }] : []),
    ],
    types: objectType,
    span,
  });
  const element: Local = { kind: "local", name: item.name, types: item.types };
  const inside = new Map(values).set(item, { kind: "local-read", local: element, types: item.types, span });
  changed.forEach((variable, index) => inside.set(variable, part(state, variable, index)));
  const end =
    (stopped: boolean): Rest =>
    (then) =>
      pack((variable) => then.get(variable) ?? current(variable), stopped);
  const exits: Exits = {
    labels: new Map(stops && done !== undefined ? [[done, end(true)]] : []),
    rounds: new Map([[statement.label, end(false)]]),
    onReturn: notPure,
  };
  const round = run(statement.body, 0, inside, exits, end(false));
  // A loop that changes nothing does nothing, once it is known to do nothing else either.
  if (changed.length === 0) return after(values);
  const body: Expression = stops
    ? {
        kind: "conditional",
        condition: member(state, "stopped", booleanType),
        whenTrue: whole(state),
        whenFalse: round,
        types: objectType,
        span,
      }
    : round;
  const callback: Expression = { kind: "lambda", parameters: [state, element], body, types: objectType, span };
  const fold: Expression = {
    kind: "builtin",
    name: "Array.reduce",
    operands: [items, callback, pack(current, false)],
    types: state.types,
    span,
  };
  const result: Local = { kind: "local", name: state.name, types: state.types };
  const then = new Map(values);
  changed.forEach((variable, index) => then.set(variable, part(result, variable, index)));
  const rest = after(then);
  return { kind: "let", bindings: [{ local: result, value: fold }], body: rest, types: rest.types, span };
}

function truth(value: boolean, span: SourceSpan): Expression {
  return { kind: "literal", value, types: booleanType, span };
}

function leaves(block: Block, label: Label): boolean {
  return block.some(
    (statement) =>
      (statement.kind === "leave" && statement.label === label) ||
      blocksOf(statement).some((inner) => leaves(inner, label)),
  );
}

function leavesEarly(block: Block): boolean {
  return block.some((statement) => {
    switch (statement.kind) {
      case "assign":
        return false;
      case "if":
        return leavesEarly(statement.whenTrue) || leavesEarly(statement.whenFalse);
      case "for-of":
      case "labelled":
        return jumpsOut(statement, new Set());
      default:
        return true;
    }
  });
}

/** True when something in the statement goes to a place outside of it. */
function jumpsOut(statement: Statement, inside: ReadonlySet<Label>): boolean {
  switch (statement.kind) {
    case "assign":
      return false;
    case "leave":
    case "continue":
      return !inside.has(statement.label);
    case "if":
    case "for-of":
    case "labelled": {
      const labels = "label" in statement ? new Set(inside).add(statement.label) : inside;
      return blocksOf(statement).some((block) => block.some((inner) => jumpsOut(inner, labels)));
    }
    default:
      return true;
  }
}
