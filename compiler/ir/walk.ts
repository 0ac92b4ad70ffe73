import type { Expression, Local, ObjectLiteral, Variable } from "./expression.js";

/** A copy of the expression with every direct operand replaced; the same object when none changed. */
export function mapOperands<E extends Expression>(expression: E, change: (operand: Expression) => Expression): E {
  const replaced = replaceOperands(expression, change);
  return replaced as E;
}

function replaceOperands(expression: Expression, change: (operand: Expression) => Expression): Expression {
  switch (expression.kind) {
    case "literal":
    case "undefined":
    case "variable-read":
    case "local-read":
    case "states":
    case "resource-name":
      return expression;
    case "property":
      return update(expression, { object: change(expression.object) });
    case "element":
      return update(expression, { array: change(expression.array), index: change(expression.index) });
    case "object":
      return updateList(expression, "members", mapMembers(expression, change));
    case "array":
      return updateList(
        expression,
        "elements",
        mapList(expression.elements, (element) => update(element, { value: change(element.value) })),
      );
    case "arithmetic":
    case "comparison":
    case "equality":
    case "logical":
      return update(expression, { left: change(expression.left), right: change(expression.right) });
    case "not":
    case "negate":
    case "typeof":
      return update(expression, { operand: change(expression.operand) });
    case "conditional":
      return update(expression, {
        condition: change(expression.condition),
        whenTrue: change(expression.whenTrue),
        whenFalse: change(expression.whenFalse),
      });
    case "concatenation":
      return updateList(expression, "parts", mapList(expression.parts, change));
    case "builtin":
      return updateList(expression, "operands", mapList(expression.operands, change));
    case "lambda":
      return update(expression, { body: change(expression.body) });
    case "let":
      return update(
        updateList(
          expression,
          "bindings",
          mapList(expression.bindings, (binding) => update(binding, { value: change(binding.value) })),
        ),
        { body: change(expression.body) },
      );
  }
}

function mapMembers(object: ObjectLiteral, change: (operand: Expression) => Expression): ObjectLiteral["members"] {
  return mapList(object.members, (member) => {
    const value = change(member.value);
    if (member.kind === "spread") return update(member, { value });
    const key = typeof member.key === "string" ? member.key : change(member.key);
    return update(member, { key, value });
  });
}

function mapList<T>(list: readonly T[], change: (item: T) => T): readonly T[] {
  let changed = false;
  const result = list.map((item) => {
    const next = change(item);
    changed ||= next !== item;
    return next;
  });
  return changed ? result : list;
}

function updateList<T extends object, K extends keyof T>(target: T, key: K, list: T[K]): T {
  return target[key] === list ? target : { ...target, [key]: list };
}

function update<T extends object>(target: T, changes: Partial<T>): T {
  for (const key of Object.keys(changes) as (keyof T)[]) {
    if (changes[key] !== target[key]) return { ...target, ...changes };
  }
  return target;
}

/** The direct operands, in evaluation order. */
export function operandsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "literal":
    case "undefined":
    case "variable-read":
    case "local-read":
    case "states":
    case "resource-name":
      return [];
    case "property":
      return [expression.object];
    case "element":
      return [expression.array, expression.index];
    case "object":
      return expression.members.flatMap((member) =>
        member.kind === "property" && typeof member.key !== "string" ? [member.key, member.value] : [member.value],
      );
    case "array":
      return expression.elements.map((element) => element.value);
    case "arithmetic":
    case "comparison":
    case "equality":
    case "logical":
      return [expression.left, expression.right];
    case "not":
    case "negate":
    case "typeof":
      return [expression.operand];
    case "conditional":
      return [expression.condition, expression.whenTrue, expression.whenFalse];
    case "concatenation":
      return expression.parts;
    case "builtin":
      return expression.operands;
    case "lambda":
      return [expression.body];
    case "let":
      return [...expression.bindings.map((binding) => binding.value), expression.body];
  }
}

/** Calls `visit` for the expression and everything below it, outermost first. */
export function visitExpression(expression: Expression, visit: (expression: Expression) => void): void {
  visit(expression);
  for (const operand of operandsOf(expression)) visitExpression(operand, visit);
}

/** True when the expression or anything below it fits. */
export function someExpression(expression: Expression, fits: (expression: Expression) => boolean): boolean {
  return fits(expression) || operandsOf(expression).some((operand) => someExpression(operand, fits));
}

/** Every variable that the expression reads. */
export function variablesIn(expression: Expression): ReadonlySet<Variable> {
  const found = new Set<Variable>();
  visitExpression(expression, (part) => {
    if (part.kind === "variable-read") found.add(part.variable);
  });
  return found;
}

/** How often the expression reads each variable. */
export function countReads(expression: Expression, counts: Map<Variable, number>): void {
  visitExpression(expression, (part) => {
    if (part.kind === "variable-read") counts.set(part.variable, (counts.get(part.variable) ?? 0) + 1);
  });
}

/** The number of nodes, as a measure of size. */
export function sizeOf(expression: Expression): number {
  let size = 0;
  visitExpression(expression, () => size++);
  return size;
}

/** Replaces reads of variables. A replacement must read nothing that is rebound inside the expression. */
export function substitute(expression: Expression, values: ReadonlyMap<Variable, Expression>): Expression {
  if (values.size === 0) return expression;
  const replace = (part: Expression): Expression => {
    if (part.kind === "variable-read") {
      const value = values.get(part.variable);
      return value === undefined ? part : narrowed(value, part);
    }
    return mapOperands(part, replace);
  };
  return replace(expression);
}

/** A read may know more of the type than the value that replaces it. */
function narrowed(value: Expression, read: Expression): Expression {
  const types = value.types & read.types;
  return types === value.types || types === 0 ? value : { ...value, types };
}

const nondeterministic = new Set(["Math.random", "Date.now", "Date.nowIso", "crypto.randomUUID"]);

/** True when evaluating the expression twice may give two values. */
export function isNondeterministic(expression: Expression): boolean {
  return someExpression(expression, (part) => part.kind === "builtin" && nondeterministic.has(part.name));
}

/** Replaces reads of locals. */
export function substituteLocals(expression: Expression, values: ReadonlyMap<Local, Expression>): Expression {
  if (values.size === 0) return expression;
  const replace = (part: Expression): Expression => {
    const value = part.kind === "local-read" ? values.get(part.local) : undefined;
    return value === undefined ? mapOperands(part, replace) : narrowed(value, part);
  };
  return replace(expression);
}

/** Replaces reads of one local. */
export function substituteLocal(expression: Expression, local: Local, value: Expression): Expression {
  return substituteLocals(expression, new Map([[local, value]]));
}
