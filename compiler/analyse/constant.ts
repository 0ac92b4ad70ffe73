import ts from "typescript";
import type { ComparisonOperator, Expression } from "../ir/expression.js";
import { neverType } from "../ir/value-types.js";
import type { Analyser } from "./analyser.js";
import { skipWrappers } from "./skip-wrappers.js";

export type Constant =
  string | number | boolean | null | undefined | readonly Constant[] | { readonly [key: string]: Constant };

/** The value of an expression that is known when the workflow is compiled; `{ known: false }` otherwise. */
export function constantOf(
  expression: Expression,
): { readonly known: true; readonly value: Constant } | { readonly known: false } {
  switch (expression.kind) {
    case "literal":
      return { known: true, value: expression.value };
    case "undefined":
      return { known: true, value: undefined };
    case "resource-name":
      return { known: true, value: expression.name };
    case "array": {
      const values = expression.elements.map((element) =>
        element.spread ? { known: false as const } : constantOf(element.value),
      );
      return values.every((value) => value.known)
        ? { known: true, value: values.map((value) => value.value) }
        : { known: false };
    }
    case "object": {
      const result: Record<string, Constant> = {};
      for (const member of expression.members) {
        const value = constantOf(member.value);
        if (!value.known || (member.kind === "property" && typeof member.key !== "string")) return { known: false };
        if (member.kind === "property") result[member.key as string] = value.value;
        else if (typeof value.value === "object" && value.value !== null) Object.assign(result, value.value);
      }
      return { known: true, value: result };
    }
    case "property": {
      const object = constantOf(expression.object);
      if (!object.known || typeof object.value !== "object" || object.value === null) return { known: false };
      return { known: true, value: (object.value as { readonly [key: string]: Constant })[expression.name] };
    }
    case "concatenation": {
      let text = "";
      for (const part of expression.parts) {
        const constant = constantOf(part);
        if (!constant.known || typeof constant.value === "object") return { known: false };
        text += String(constant.value);
      }
      return { known: true, value: text };
    }
    case "negate": {
      const operand = constantOf(expression.operand);
      return operand.known && typeof operand.value === "number"
        ? { known: true, value: -operand.value }
        : { known: false };
    }
    case "arithmetic": {
      const left = constantOf(expression.left);
      const right = constantOf(expression.right);
      if (!left.known || !right.known || typeof left.value !== "number" || typeof right.value !== "number")
        return { known: false };
      const value = calculate(expression.operator, left.value, right.value);
      return Number.isFinite(value) ? { known: true, value } : { known: false };
    }
    case "comparison": {
      const left = constantOf(expression.left);
      const right = constantOf(expression.right);
      if (!left.known || !right.known) return { known: false };
      const holds = compare(left.value, expression.operator, right.value);
      return holds === undefined ? { known: false } : { known: true, value: holds };
    }
    case "conditional": {
      const condition = constantOf(expression.condition);
      if (!condition.known || typeof condition.value !== "boolean") return { known: false };
      return constantOf(condition.value ? expression.whenTrue : expression.whenFalse);
    }
    default:
      return { known: false };
  }
}

/** Whether one comes before the other; undefined but for two numbers or two texts. */
function compare(left: Constant, operator: ComparisonOperator, right: Constant): boolean | undefined {
  const areAlike =
    (typeof left === "number" && typeof right === "number") || (typeof left === "string" && typeof right === "string");
  if (!areAlike) return undefined;
  const order = left < right ? -1 : left > right ? 1 : 0;
  switch (operator) {
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
  }
}

function calculate(operator: string, left: number, right: number): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    case "%":
      return left % right;
    default:
      return left ** right;
  }
}

/** What a name inside of a workflow stands for when it was declared with `as const`, which nothing can change. */
function constAssertion(analyser: Analyser, node: ts.Expression): ts.Expression | undefined {
  const name = skipWrappers(node);
  const declaration = ts.isIdentifier(name) ? analyser.symbolOf(name)?.valueDeclaration : undefined;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return undefined;
  const { initializer, parent } = declaration;
  if (initializer === undefined || !ts.isAsExpression(initializer)) return undefined;
  const isConst = ts.isVariableDeclarationList(parent) && (parent.flags & ts.NodeFlags.Const) !== 0;
  return isConst && ts.isConstTypeReference(initializer.type) ? initializer.expression : undefined;
}

/** A constant written in the source, such as a task's name or options; reports what is no constant. */
export function readConstant(analyser: Analyser, node: ts.Expression): Constant {
  let value: Expression | undefined;
  const statements = analyser.collect(() => (value = analyser.expression(node)));
  const constant = statements.length === 0 && value !== undefined ? constantOf(value) : { known: false as const };
  if (constant.known) return constant.value;
  if (value?.types === neverType) return undefined;
  const asserted = constAssertion(analyser, node);
  if (asserted !== undefined) return readConstant(analyser, asserted);
  analyser.problem(node, "SP1401");
  return undefined;
}
