import ts from "typescript";
import { lambdaOf, local, read } from "../../builtins/build.js";
import type { Expression } from "../../ir/expression.js";
import { arrayType, numberType, undefinedType, type ValueTypes } from "../../ir/value-types.js";
import type { SourceSpan } from "../../source-span.js";
import type { Analyser } from "../analyser.js";
import type { Binding } from "../environment.js";
import { checkReachable } from "../outer-variables.js";
import { partAt } from "./place.js";

/** Elements of a list, as their positions. */
export type Choice = Extract<Binding, { readonly kind: "choice" }>;

/** What the name stands for that a call is a method of, when it holds elements of another list. */
export function choiceCalled(analyser: Analyser, { expression }: ts.CallExpression): Choice | undefined {
  return ts.isPropertyAccessExpression(expression) ? choiceNamed(analyser, expression.expression) : undefined;
}

/** What a name stands for that holds elements of another list. */
export function choiceNamed(analyser: Analyser, node: ts.Expression): Choice | undefined {
  const symbol = ts.isIdentifier(node) ? analyser.symbolOf(node) : undefined;
  const binding = symbol === undefined ? undefined : analyser.environment.lookUp(symbol);
  return binding?.kind === "choice" ? binding : undefined;
}

export function readPositions({ positions }: Choice, span: SourceSpan): Expression {
  return { kind: "variable-read", variable: positions, types: arrayType, span };
}

/** The elements as they are now. */
export function readChoice(analyser: Analyser, choice: Choice, node: ts.Expression): Expression {
  const types = analyser.elementTypesOf(analyser.checker.getTypeAtLocation(node));
  return elementsAt(partAt(analyser, choice.list), readPositions(choice, analyser.span(node)), types);
}

/** The elements at positions in a list, as they are now. */
export function elementsAt(whole: Expression, positions: Expression, types: ValueTypes): Expression {
  const { span } = positions;
  const position = local("i", numberType, true);
  const element: Expression = { kind: "element", array: whole, index: read(position, span), types, span };
  const operands = [positions, lambdaOf([position], element, span)];
  return { kind: "builtin", name: "Array.map", operands, types: arrayType, span };
}

export function assignPositions(
  analyser: Analyser,
  node: ts.CallExpression | ts.BinaryExpression,
  choice: Choice,
  value: Expression,
): void {
  const name = ts.isCallExpression(node) ? node.expression.getText() : node.left.getText();
  checkReachable(analyser, node, name, choice.depth);
  analyser.statements.push({ kind: "assign", variable: choice.positions, value, declares: false, span: value.span });
}

/** `free.shift()`, `free.pop()`: the position that is taken out; below zero when there is none. */
export function takeOut(analyser: Analyser, call: ts.CallExpression): Expression | undefined {
  const choice = choiceCalled(analyser, call);
  const method = (call.expression as ts.PropertyAccessExpression).name.text;
  if (choice === undefined || !(method === "shift" || method === "pop")) return undefined;
  const span = analyser.span(call);
  const positions = readPositions(choice, span);
  const literal = (value: number) => analyser.literal(value, span);
  const left: Expression = {
    ...{ kind: "builtin", name: "Array.at", operands: [positions, literal(method === "shift" ? 0 : -1)] },
    types: numberType | undefinedType,
    span,
  };
  const found: Expression = { kind: "logical", operator: "??", left, right: literal(-1), types: numberType, span };
  const position = analyser.keep(found, "position");
  const rest: Expression =
    method === "shift"
      ? { kind: "builtin", name: "Array.rest", operands: [positions, literal(1)], types: arrayType, span }
      : {
          kind: "builtin",
          name: "Array.slice",
          operands: [positions, literal(0), literal(-1)],
          types: arrayType,
          span,
        };
  assignPositions(analyser, call, choice, rest);
  return position;
}
