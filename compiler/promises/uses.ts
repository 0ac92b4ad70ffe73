import type { Expression, Variable } from "../ir/expression.js";
import type { Block, Label, Statement } from "../ir/statement.js";
import { blocksOf, expressionsOf, visitStatements } from "../ir/statement-walk.js";
import { countReads, operandsOf } from "../ir/walk.js";

/** How often each variable is read and given a value. */
export interface Uses {
  readonly reads: ReadonlyMap<Variable, number>;
  readonly assigns: ReadonlyMap<Variable, number>;
}

/** Counts what the block and the blocks inside it read and assign. */
export function usesOf(block: Block): Uses {
  const reads = new Map<Variable, number>();
  const assigns = new Map<Variable, number>();
  const addAssign = (variable: Variable | undefined): void => {
    if (variable !== undefined) assigns.set(variable, (assigns.get(variable) ?? 0) + 1);
  };
  visitStatements(block, (statement) => {
    for (const expression of expressionsOf(statement)) countReads(expression, reads);
    assignedBy(statement).forEach(addAssign);
  });
  return { reads, assigns };
}

/** What a block changes of variables: the ways to it, undefined for a variable that gets another value. */
export type ChangedParts = ReadonlyMap<Variable, readonly (readonly (string | undefined)[] | undefined)[]>;

/** The ways to what the block changes of the variables that are declared around it. */
export function changedParts(block: Block): ChangedParts {
  const parts = new Map<Variable, (readonly (string | undefined)[] | undefined)[]>();
  visitStatements(block, (statement) => {
    if (statement.kind !== "assign") return;
    const known = parts.get(statement.variable);
    if (known === undefined) parts.set(statement.variable, [statement.changed]);
    else known.push(statement.changed);
  });
  return parts;
}

/** The variables of which a statement, or a block inside it, reads what is changed, or a value around it. */
export function readsOfChanged(block: Block, parts: ChangedParts): ReadonlySet<Variable> {
  const found = new Set<Variable>();
  const visit = (expression: Expression, names: readonly string[]): void => {
    if (expression.kind === "property") visit(expression.object, [expression.name, ...names]);
    else if (expression.kind !== "variable-read") for (const operand of operandsOf(expression)) visit(operand, []);
    else if (parts.get(expression.variable)?.some((part) => part === undefined || mayMeet(part, names)) === true) {
      found.add(expression.variable);
    }
  };
  visitStatements(block, (statement) => {
    for (const expression of expressionsOf(statement)) visit(expression, []);
  });
  return found;
}

function mayMeet(part: readonly (string | undefined)[], names: readonly string[]): boolean {
  return names.every((name, index) => part[index] === undefined || part[index] === name);
}

function assignedBy(statement: Statement): readonly (Variable | undefined)[] {
  switch (statement.kind) {
    case "assign":
      return [statement.variable];
    case "perform":
      return statement.effect.kind === "map"
        ? [statement.result, statement.effect.item, statement.effect.index]
        : [statement.result];
    case "for-of":
      return [statement.item];
    case "try":
      return [statement.error];
    case "await":
      return [statement.result];
    case "recur":
      return statement.changes.map(({ variable }) => variable);
    case "start":
      return statement.copies.map(({ variable }) => variable);
    default:
      return [];
  }
}

/** The variables that the block itself assigns, without what branches and iterations assign in scopes of their own. */
export function assignedHere(block: Block): ReadonlySet<Variable> {
  const found = new Set<Variable>();
  const visit = (statement: Statement): void => {
    if (statement.kind === "perform") {
      if (statement.result !== undefined) found.add(statement.result);
      return;
    }
    for (const variable of assignedBy(statement)) if (variable !== undefined) found.add(variable);
    if (statement.kind !== "start") for (const inner of blocksOf(statement)) inner.forEach(visit);
  };
  block.forEach(visit);
  return found;
}

/** True when the statement makes a call, waits, or starts or awaits one. */
export function hasEffect(statement: Statement): boolean {
  let found = false;
  visitStatements([statement], ({ kind }) => {
    found ||= kind === "perform" || kind === "start" || kind === "await";
  });
  return found;
}

/** The first statement by which control may leave the block for a place outside; errors of calls do not count. */
export function wayOut(block: Block, options: { readonly throws: boolean }): Statement | undefined {
  const labels = new Set<Label>();
  visitStatements(block, (statement) => {
    if (["labelled", "loop", "for-of", "routine"].includes(statement.kind) && "label" in statement) {
      labels.add(statement.label);
    }
  });
  const find = (inner: Block, throws: boolean): Statement | undefined => {
    for (const statement of inner) {
      const found = findIn(statement, throws);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const findIn = (statement: Statement, throws: boolean): Statement | undefined => {
    switch (statement.kind) {
      case "return":
        return statement;
      case "throw":
        return throws ? statement : undefined;
      case "leave":
      case "continue":
      case "recur":
        return labels.has(statement.label) ? undefined : statement;
      case "try":
        return find(statement.body, false) ?? find(statement.handler, throws);
      case "perform":
      case "start":
        return undefined; // A scope of its own.
      default:
        for (const inner of blocksOf(statement)) {
          const found = find(inner, throws);
          if (found !== undefined) return found;
        }
        return undefined;
    }
  };
  return find(block, options.throws);
}

/** True when the block gives the variable a value on every way through, before anything reads it. */
export function assignsFirst(block: Block, variable: Variable): boolean {
  for (const statement of block) {
    if ((usesOf([statement]).reads.get(variable) ?? 0) > 0) return false;
    if (statement.kind === "try" || statement.kind === "start") continue;
    if (assignedBy(statement).includes(variable) && statement.kind !== "for-of") return true;
  }
  return false;
}
