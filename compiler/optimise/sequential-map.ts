import type { Expression, Local, Variable } from "../ir/expression.js";
import type { Assign, Block, ForOf, Label, Labelled, Statement } from "../ir/statement.js";
import { mapExpressions, replaceStatements } from "../ir/statement-map.js";
import { addReads, assignedVariables, blocksOf, expressionsOf, visitStatements } from "../ir/statement-walk.js";
import { arrayType, booleanType, mayBe, nullType, numberType, objectType, undefinedType } from "../ir/value-types.js";
import { isNondeterministic, operandsOf, mapOperands, substitute, variablesIn } from "../ir/walk.js";
import { mayThrow } from "./simplify-let.js";
import { throwsInside } from "./throws-inside.js";

/**
 * A loop whose rounds do not depend on each other's results, as a Map state that runs one iteration at a time: it stops
 * at the first error and keeps the order, and it saves the choice before every round.
 *
 *     for (const id of ids) { const found = await fetchItem(id); total += found.price }
 *
 *     results = map(ids, concurrency 1, id => { found = fetchItem(id); return found.price })
 *     for (const price of results) total += price
 *
 * What is computed from round to round comes after all calls, so nobody may look at it when a call fails.
 *
 * @param isReadOnFailure whether somebody reads a variable when a call in the loop has failed
 * @param fold turns a statement into assignments, or gives it back as it is
 * @returns undefined when the loop is no such loop, or when as a Map it would take more states
 */
export function sequentialMap(
  statement: Labelled,
  isReadOnFailure: (variable: Variable) => boolean,
  fold: (statement: Statement) => Block,
): Block | undefined {
  const [given] = statement.body;
  if (statement.body.length !== 1 || given?.kind !== "for-of") return undefined;
  const local = localVariables(given);
  const carried = new Set([...assignedVariables(given.body)].filter((variable) => !local.has(variable)));
  const loop = withoutSkipped(given, carried);
  const parts = split(loop, carried);
  if (parts === undefined || !alwaysCalls(parts.calls)) return undefined;
  if ([...carried].some(isReadOnFailure)) return undefined;
  return build(statement, loop, parts, fold);
}

/** The variables that live for one round. */
function localVariables(loop: ForOf): ReadonlySet<Variable> {
  const local = new Set<Variable>([loop.item]);
  visitStatements(loop.body, (statement) => {
    if (statement.kind === "assign" && (statement.declares || statement.variable.temporary === true)) {
      local.add(statement.variable);
    }
    if (statement.kind === "perform") {
      if (statement.result !== undefined) local.add(statement.result);
      if (statement.effect.kind === "map") {
        const { item, index } = statement.effect;
        for (const variable of [item, index]) if (variable !== undefined) local.add(variable);
      }
    }
    if (statement.kind === "for-of") local.add(statement.item);
    if (statement.kind === "try") local.add(statement.error);
  });
  return local;
}

/**
 * Rounds that do nothing are left out of the list: `if (skip) continue;` at the start of the body, or behind constants of
 * the round, and a body that is one `if`.
 */
function withoutSkipped(loop: ForOf, carried: ReadonlySet<Variable>): ForOf {
  const constants = leadingConstants(loop.body);
  const [first, ...rest] = loop.body.slice(constants.length);
  if (first?.kind !== "if") return loop;
  const { whenTrue, whenFalse, span } = first;
  const condition = substitute(first.condition, valuesOf(constants));
  const isFixed =
    !isNondeterministic(condition) &&
    !mayThrow(condition) &&
    [...variablesIn(condition)].every((variable) => variable === loop.item || isOuter(variable, loop, carried));
  if (!isFixed) return loop;
  const skips = (block: Block): boolean => {
    const [only] = block;
    if (block.length === 0) return rest.length === 0;
    return block.length === 1 && only?.kind === "continue" && only.label === loop.label;
  };
  const without = (kept: Block, isKept: Expression): ForOf =>
    withoutSkipped({ ...loop, items: filtered(loop, isKept), body: [...constants, ...kept, ...rest] }, carried);
  if (skips(whenFalse)) return without(whenTrue, condition);
  if (skips(whenTrue)) {
    return without(whenFalse, { kind: "not", operand: condition, types: booleanType, span });
  }
  return loop;
}

/** What a round declares before it does anything; where a value may throw, it must be computed for skipped rounds too. */
function leadingConstants(body: Block): readonly Assign[] {
  const constants: Assign[] = [];
  for (const statement of body) {
    if (statement.kind !== "assign" || !statement.declares || mayThrow(statement.value)) break;
    constants.push(statement);
  }
  return constants;
}

/** The values of constants, in terms of what was there before the first. */
function valuesOf(constants: readonly Assign[]): ReadonlyMap<Variable, Expression> {
  const values = new Map<Variable, Expression>();
  for (const { variable, value } of constants) values.set(variable, substitute(value, values));
  return values;
}

function isOuter(variable: Variable, loop: ForOf, carried: ReadonlySet<Variable>): boolean {
  return !carried.has(variable) && !assignedVariables(loop.body).has(variable);
}

function filtered({ items, item, span }: ForOf, condition: Expression): Expression {
  const element: Local = { kind: "local", name: item.name, types: item.types };
  const read: Expression = { kind: "local-read", local: element, types: item.types, span };
  const body = substitute(condition, new Map([[item, read]]));
  const callback: Expression = { kind: "lambda", parameters: [element], body, types: booleanType, span };
  return { kind: "builtin", name: "Array.filter", operands: [items, callback], types: arrayType, span };
}

/** The body in two: what calls, and what computes with the results and with what earlier rounds computed. */
interface Parts {
  readonly calls: Block;
  readonly computes: Block;
  /** True when a round may end before it computes. */
  readonly mayContinue: boolean;
}

function split(loop: ForOf, carried: ReadonlySet<Variable>): Parts | undefined {
  const computing = computingStatements(loop.body, carried);
  // An error of a round ends the loop before the calls of the next.
  if (![...computing].every((statement) => isPure(statement) && !throwsInside(statement))) return undefined;
  const calls = loop.body.filter((statement) => !computing.has(statement));
  if (calls.some((statement) => leaves(statement, new Set([loop.label])))) return undefined;
  const mayContinue = calls.some((statement) => leaves(statement, new Set()));
  const lastLeaving = loop.body.findLastIndex((statement) => leaves(statement, new Set()));
  const firstComputing = loop.body.findIndex((statement) => computing.has(statement));
  if (firstComputing !== -1 && firstComputing < lastLeaving) return undefined;
  return { calls, computes: loop.body.filter((statement) => computing.has(statement)), mayContinue };
}

/** The statements that have to do with what one round leaves to the next, or change what such a statement has read. */
function computingStatements(body: Block, carried: ReadonlySet<Variable>): ReadonlySet<Statement> {
  const tainted = new Set(carried);
  const found = new Set<Statement>();
  for (let changed = true; changed;) {
    changed = false;
    // What the statements that compute before this one read.
    const readBefore = new Set<Variable>();
    for (const statement of body) {
      if (found.has(statement)) {
        addReads([statement], readBefore);
        continue;
      }
      const assigned = assignedVariables([statement]);
      const touched = new Set(assigned);
      addReads([statement], touched);
      const changesRead = [...assigned].some((variable) => readBefore.has(variable));
      if (!changesRead && ![...touched].some((variable) => tainted.has(variable))) continue;
      found.add(statement);
      assigned.forEach((variable) => tainted.add(variable));
      addReads([statement], readBefore);
      changed = true;
    }
  }
  return found;
}

const notPure: ReadonlySet<Statement["kind"]> = new Set(["perform", "try", "loop", "routine", "recur"]);

function isPure(statement: Statement): boolean {
  if (notPure.has(statement.kind)) return false;
  if (leaves(statement, new Set())) return false;
  if (expressionsOf(statement).some((expression) => isNondeterministic(expression))) return false;
  return blocksOf(statement).every((block) => block.every((inner) => isPureInside(inner)));
}

function isPureInside(statement: Statement): boolean {
  if (notPure.has(statement.kind) || statement.kind === "throw") return false;
  if (expressionsOf(statement).some((expression) => isNondeterministic(expression))) return false;
  return blocksOf(statement).every((block) => block.every(isPureInside));
}

/** True when the statement ends the round, the loop or the workflow, other than by an error; `inside` labels are fine. */
function leaves(statement: Statement, inside: ReadonlySet<Label>): boolean {
  switch (statement.kind) {
    case "return":
      return true;
    case "leave":
    case "continue":
    case "recur":
      return !inside.has(statement.label);
    case "perform":
      return false;
    default: {
      const labels = "label" in statement ? new Set(inside).add(statement.label) : inside;
      return blocksOf(statement).some((block) => block.some((inner) => leaves(inner, labels)));
    }
  }
}

/** True when every way through the block takes a state before it ends. */
function alwaysCalls(block: Block): boolean {
  for (const statement of block) {
    switch (statement.kind) {
      case "perform":
        return true;
      case "if":
        if (alwaysCalls(statement.whenTrue) && alwaysCalls(statement.whenFalse)) return true;
        break;
      case "labelled":
      case "try":
        if (alwaysCalls(statement.body)) return true;
        break;
      default:
    }
    if (leaves(statement, new Set())) return false;
  }
  return false;
}

function build(
  statement: Labelled,
  loop: ForOf,
  { calls, computes, mayContinue }: Parts,
  fold: (statement: Statement) => Block,
): Block | undefined {
  const { span, label } = loop;
  const captures = new Captures(new Set([loop.item, ...assignedVariables(calls)]), certainReads(computes));
  const computed = mapExpressions(computes, (expression) => captures.replace(expression));
  const nothing: Expression = { kind: "literal", value: null, types: nullType, span };
  const round: Expression =
    computes.length === 0
      ? { kind: "object", members: [], types: objectType, span }
      : captures.value(span, mayContinue);
  const body: Block = [
    ...replaceStatements(calls, (inner) =>
      inner.kind === "continue" && inner.label === label
        ? [{ kind: "return", value: computes.length === 0 ? round : nothing, span: inner.span }]
        : [inner],
    ),
    { kind: "return", value: round, span: (computes.at(-1) ?? loop.body.at(-1) ?? loop).span },
  ];
  const one: Expression = { kind: "literal", value: 1, types: numberType, span };
  const value: Expression = { kind: "states", field: "result", types: arrayType, span };
  const results: Variable = { kind: "variable", name: `${loop.item.name}Results`, types: arrayType };
  const isUsed = computes.length > 0;
  const map: Statement = {
    kind: "perform",
    effect: {
      kind: "map",
      title: "",
      items: loop.items,
      item: loop.item,
      index: undefined,
      concurrency: one,
      retry: [],
      body,
      value,
    },
    result: isUsed ? results : undefined,
    span,
  };
  if (!isUsed) return [map];
  const result: Variable = {
    kind: "variable",
    name: captures.only?.name ?? `${loop.item.name}Result`,
    types: captures.isWhole(mayContinue)
      ? (captures.only?.types ?? objectType)
      : objectType | (mayContinue ? nullType : 0),
  };
  const read: Expression = { kind: "variable-read", variable: result, types: result.types, span };
  const take = captures.assigns(read, mayContinue);
  const condition: Expression = {
    kind: "equality",
    operator: "!==",
    left: read,
    right: nothing,
    types: booleanType,
    span,
  };
  const compute: Block = mayContinue
    ? [{ kind: "if", condition, whenTrue: [...take, ...computed], whenFalse: [], span }]
    : [...take, ...computed];
  const items: Expression = { kind: "variable-read", variable: results, types: arrayType, span };
  const over: Statement = { ...statement, body: [{ ...loop, items, item: result, body: compute }] };
  const folded = fold(over);
  return folded.length === 1 && folded[0] === over ? undefined : [map, ...folded];
}

/** What a computation takes from the variables of its round: a whole variable, or a member of one. */
class Captures {
  readonly #variables: ReadonlySet<Variable>;
  readonly #taken = new Map<string, { readonly variable: Variable; readonly value: Expression }>();
  readonly #ids = new Map<Variable, number>();
  readonly #certain: ReadonlyMap<Variable, ReadonlySet<string>>;

  /** @param certain members that are read whatever happens; any other may be missing, and read only where it is not */
  constructor(variables: ReadonlySet<Variable>, certain: ReadonlyMap<Variable, ReadonlySet<string>>) {
    this.#variables = variables;
    this.#certain = certain;
  }

  replace(expression: Expression): Expression {
    const root = rootOf(expression);
    if (root === undefined || !this.#variables.has(root)) return mapOperands(expression, (part) => this.replace(part));
    const id = this.#ids.get(root) ?? this.#ids.size;
    this.#ids.set(root, id);
    const key = `${id}.${pathOf(expression).join(".")}`;
    let taken = this.#taken.get(key);
    if (taken === undefined) {
      const name = pathOf(expression).at(-1) ?? root.name;
      const path = pathOf(expression);
      const mayBeMissing = path.length > 0 && this.#certain.get(root)?.has(path.join(".")) !== true;
      const types = expression.types | (mayBeMissing ? undefinedType : 0);
      taken = { variable: { kind: "variable", name, types }, value: { ...expression, types } };
      this.#taken.set(key, taken);
    }
    return { kind: "variable-read", variable: taken.variable, types: expression.types, span: expression.span };
  }

  /** The only thing that is taken. */
  get only(): Variable | undefined {
    const [first] = this.#taken.values();
    return this.#taken.size === 1 ? first?.variable : undefined;
  }

  /** True when a round gives the only thing by itself, not as a member of an object. */
  isWhole(mayContinue: boolean): boolean {
    return this.only !== undefined && !mayContinue && !mayBe(this.only.types, undefinedType);
  }

  /** What a round gives. */
  value(span: Expression["span"], mayContinue: boolean): Expression {
    const [first] = this.#taken.values();
    if (this.isWhole(mayContinue) && first !== undefined) return first.value;
    const members = [...this.#taken.values()].map(({ variable, value }, index) => ({
      kind: "property" as const,
      key: memberName(variable, index),
      value,
    }));
    return { kind: "object", members, types: objectType, span };
  }

  /** Takes a round's things from what it gave. */
  assigns(read: Expression, mayContinue: boolean): Block {
    const { span } = read;
    return [...this.#taken.values()].map(({ variable }, index): Statement => {
      const member: Expression = {
        kind: "property",
        object: read,
        name: memberName(variable, index),
        types: variable.types,
        span,
      };
      return {
        kind: "assign",
        variable,
        value: this.isWhole(mayContinue) ? read : member,
        declares: true,
        span,
      };
    });
  }
}

/** Two things may have the same name. */
function memberName({ name }: Variable, index: number): string {
  return index === 0 ? name : `${name}${index}`;
}

function rootOf(expression: Expression): Variable | undefined {
  if (expression.kind === "variable-read") return expression.variable;
  return expression.kind === "property" ? rootOf(expression.object) : undefined;
}

function pathOf(expression: Expression): readonly string[] {
  return expression.kind === "property" ? [...pathOf(expression.object), expression.name] : [];
}

/** The members of variables that a block reads on every way through it. */
function certainReads(block: Block): ReadonlyMap<Variable, ReadonlySet<string>> {
  const found = new Map<Variable, Set<string>>();
  const note = (expression: Expression): void => {
    const root = rootOf(expression);
    if (root !== undefined) {
      const paths = found.get(root) ?? new Set();
      found.set(root, paths.add(pathOf(expression).join(".")));
      return;
    }
    if (expression.kind === "lambda") return;
    if (expression.kind === "conditional") note(expression.condition);
    else if (expression.kind === "logical") note(expression.left);
    else operandsOf(expression).forEach(note);
  };
  for (const statement of block) {
    if (statement.kind === "assign") note(statement.value);
    else if (statement.kind === "if") note(statement.condition);
    else if (statement.kind === "for-of") note(statement.items);
    else break;
    // What follows may be skipped.
    if (leaves(statement, new Set())) break;
  }
  return found;
}
