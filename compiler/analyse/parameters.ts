import ts from "typescript";
import type { Expression } from "../ir/expression.js";
import { arrayType, booleanType, undefinedType } from "../ir/value-types.js";
import type { Analyser } from "./analyser.js";
import { type KnownFunction, resolveFunction } from "./functions.js";
import { chooseValue } from "./expressions/choose.js";
import { bindPattern } from "./patterns.js";
import { declaredBy } from "./tasks/declarations.js";

/** What a parameter stands for: a value, or a function that is inlined where the parameter is called. */
export type Argument = Expression | KnownFunction;

export function argumentOf(analyser: Analyser, node: ts.Expression): Argument {
  const isFunction = analyser.checker.getTypeAtLocation(node).getCallSignatures().length > 0;
  if (!isFunction) return analyser.expression(node);
  if (declaredBy(analyser, node) !== undefined) return analyser.refuse(node, "SP1234", { name: node.getText() });
  return resolveFunction(analyser, node) ?? analyser.expression(node);
}

/** The arguments of a call, evaluated from left to right. */
export function argumentsOf(analyser: Analyser, nodes: readonly ts.Expression[]): readonly Argument[] {
  const functions = new Map<number, KnownFunction>();
  const values = analyser.inOrder(
    nodes.map((node, index) => () => {
      const argument = argumentOf(analyser, node);
      if ("kind" in argument) return argument;
      functions.set(index, argument);
      return analyser.undefined(analyser.span(node));
    }),
  );
  return values.map((value, index) => functions.get(index) ?? value);
}

/** Binds the parameters of an inlined function to the arguments of a call, in order, with defaults and rest. */
export function bindParameters(
  analyser: Analyser,
  parameters: readonly ts.ParameterDeclaration[],
  args: readonly Argument[],
  call: ts.Node,
): void {
  const span = analyser.span(call);
  parameters.forEach((parameter, index) => {
    const { dotDotDotToken, initializer, name } = parameter;
    if (dotDotDotToken !== undefined) {
      const elements = args
        .slice(index)
        .map((value) => ({ spread: false, value: valueOnly(analyser, parameter, value) }));
      bindPattern(analyser, name, { kind: "array", elements, types: arrayType, span });
      return;
    }
    const given = args[index] ?? (initializer && argumentOf(analyser, initializer)) ?? analyser.undefined(span);
    if ("kind" in given) bindPattern(analyser, name, withParameterDefault(analyser, parameter, given));
    else bindFunction(analyser, parameter, given);
  });
}

function bindFunction(analyser: Analyser, parameter: ts.ParameterDeclaration, given: KnownFunction): void {
  const symbol = analyser.checker.getSymbolAtLocation(parameter.name);
  if (!ts.isIdentifier(parameter.name) || symbol === undefined || analyser.isReassigned(symbol)) {
    analyser.problem(parameter, "SP1234", { name: parameter.name.getText() });
    return;
  }
  analyser.environment.bind(symbol, { kind: "function", node: given.node, environment: given.environment });
}

function valueOnly(analyser: Analyser, parameter: ts.ParameterDeclaration, given: Argument): Expression {
  return "kind" in given ? given : analyser.refuse(parameter, "SP1234", { name: parameter.name.getText() });
}

function withParameterDefault(analyser: Analyser, parameter: ts.ParameterDeclaration, value: Expression): Expression {
  const { initializer } = parameter;
  if (initializer === undefined || (value.types & undefinedType) === 0) return value;
  if (value.kind === "undefined") return analyser.expression(initializer);
  const { span } = value;
  const kept = analyser.keep(value, "argument");
  let other: Expression | undefined;
  const before = analyser.collect(() => (other = analyser.expression(initializer)));
  const condition: Expression = {
    kind: "equality",
    operator: "!==",
    left: kept,
    right: analyser.undefined(span),
    types: booleanType,
    span,
  };
  const present = { ...kept, types: kept.types & ~undefinedType };
  return chooseValue(analyser, condition, [[], present], [before, other as Expression], span);
}
