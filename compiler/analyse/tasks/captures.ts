import type { Expression, Variable } from "../../ir/expression.js";
import { mapExpressions } from "../../ir/statement-map.js";
import type { Block } from "../../ir/statement.js";
import { assignedVariables } from "../../ir/statement-walk.js";
import { undefinedType, type ValueTypes } from "../../ir/value-types.js";
import { mapOperands } from "../../ir/walk.js";
import type { SourceSpan } from "../../source-span.js";

/** A value from outside that a block reads, and the name under which it is handed in. */
export interface Capture {
  readonly name: string;
  /** In terms of the scope around the block. */
  readonly value: Expression;
}

interface Path {
  /** A variable, or the name of a value that the machine provides. */
  readonly root: Variable | string;
  readonly names: readonly string[];
}

/**
 * Takes out of the body of a distributed map what it reads of the execution around it, for the executions of the map see
 * none of its variables and have an input of their own.
 *
 * What is handed in is as small as can be seen: `request.customer.id` and not `request`. It may be undefined, when the
 * body reads it only on a condition.
 *
 * @param depth of the executions of the map
 * @param handedIn what reads a value that was handed in
 * @param taken names that are not free
 */
export function captureOuterValues(
  block: Block,
  depth: number,
  handedIn: (name: string, types: ValueTypes, at: SourceSpan) => Expression,
  taken: readonly string[],
): { readonly block: Block; readonly captures: readonly Capture[] } {
  const own = assignedVariables(block);
  const pathOf = (expression: Expression): Path | undefined => {
    switch (expression.kind) {
      case "variable-read":
        return own.has(expression.variable) ? undefined : { root: expression.variable, names: [] };
      case "states":
        return isOfExecution(expression.field) && (expression.execution ?? 0) < depth
          ? { root: `${expression.field} ${expression.execution ?? 0}`, names: [] }
          : undefined;
      case "property": {
        const object = pathOf(expression.object);
        return object && { root: object.root, names: [...object.names, expression.name] };
      }
      default:
        return undefined;
    }
  };
  const found: { readonly path: Path; readonly value: Expression }[] = [];
  const collect = (expression: Expression): Expression => {
    const path = pathOf(expression);
    if (path === undefined) return mapOperands(expression, collect);
    found.push({ path, value: expression });
    return expression;
  };
  mapExpressions(block, collect);

  const names = new Set(taken);
  const captures: (Capture & { readonly path: Path })[] = [];
  for (const { path, value } of found.sort((a, b) => a.path.names.length - b.path.names.length)) {
    if (captures.some((capture) => covers(capture.path, path))) continue;
    const name = freeName(nameOf(value), names);
    names.add(name);
    const uncertain = path.names.length === 0 ? value.types : value.types | undefinedType;
    captures.push({ name, path, value: { ...value, types: uncertain } });
  }
  const replace = (expression: Expression): Expression => {
    const path = pathOf(expression);
    const capture = path && captures.find((candidate) => covers(candidate.path, path));
    if (path === undefined || capture === undefined) return mapOperands(expression, replace);
    if (path.names.length === capture.path.names.length)
      return handedIn(capture.name, expression.types, expression.span);
    return mapOperands(expression, replace);
  };
  return { block: mapExpressions(block, replace), captures };
}

/** The context object of an execution tells of it; that of a state is read where the state runs. */
function isOfExecution(field: string): boolean {
  return field.startsWith("context.Execution.") || field.startsWith("context.StateMachine.");
}

function covers(capture: Path, path: Path): boolean {
  return capture.root === path.root && capture.names.every((name, index) => path.names[index] === name);
}

function nameOf(value: Expression): string {
  if (value.kind === "property") return value.name;
  if (value.kind === "variable-read") return value.variable.name;
  if (value.kind !== "states" || value.field === "context.Execution.Input") return "input";
  const [, owner = "", fact = ""] = value.field.split(".");
  return `${owner.charAt(0).toLowerCase()}${owner.slice(1)}${fact}`;
}

function freeName(wish: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wish)) return wish;
  for (let count = 2; ; count++) if (!taken.has(`${wish}_${count}`)) return `${wish}_${count}`;
}
