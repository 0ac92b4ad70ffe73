import type { SourceSpan } from "../source-span.js";
import type { Expression, StatesRead, Variable } from "./expression.js";
import { mapExpressions } from "./statement-map.js";
import type { Block } from "./statement.js";
import { undefinedType, type ValueTypes } from "./value-types.js";
import { mapOperands } from "./walk.js";

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

/** What a block cannot read where it runs. */
export interface OutOfReach {
  readonly variable: (variable: Variable) => boolean;
  readonly fact: (fact: StatesRead) => boolean;
}

/**
 * Takes out of a block what it cannot read where it runs, so that it can be handed in.
 *
 * What is handed in is as small as can be seen: `request.customer.id` and not `request`. It may be undefined, when the
 * block reads it only on a condition.
 *
 * @param handedIn what reads a value that was handed in
 * @param taken names that are not free
 */
export function captureValues(
  block: Block,
  outOfReach: OutOfReach,
  handedIn: (name: string, types: ValueTypes, at: SourceSpan) => Expression,
  taken: readonly string[],
): { readonly block: Block; readonly captures: readonly Capture[] } {
  const pathOf = (expression: Expression): Path | undefined => {
    switch (expression.kind) {
      case "variable-read":
        return outOfReach.variable(expression.variable) ? { root: expression.variable, names: [] } : undefined;
      case "states":
        return outOfReach.fact(expression)
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
    const uncertain = value.kind === "variable-read" ? value.variable.types : value.types | undefinedType;
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
