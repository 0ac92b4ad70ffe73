import ts from "typescript";
import type { Expression } from "../ir/expression.js";
import { arrayType, booleanType, undefinedType } from "../ir/value-types.js";
import type { Analyser } from "./analyser.js";
import { bindFunctionValue } from "./function-values/bind.js";
import type { FunctionValue, Part } from "./function-values/function-value.js";
import { holdsFunctions } from "./function-values/holds-functions.js";
import { givesKnownFunction } from "./function-values/known.js";
import { mayHoldFunctions, stable } from "./function-values/parts.js";
import { type KnownFunction, resolveFunction, skipWrappers } from "./functions.js";
import { chooseValue } from "./expressions/choose.js";
import { bindPattern } from "./patterns.js";

/** What a parameter stands for: a value, or a function that is inlined where the parameter is called. */
export type Argument = Expression | KnownFunction | FunctionArgument;

/** A value with functions in it. */
interface FunctionArgument {
  readonly functions: FunctionValue;
}

export function argumentOf(analyser: Analyser, node: ts.Expression): Argument {
  const { checker } = analyser;
  const inner = skipWrappers(node);
  const expected = ts.isObjectLiteralExpression(inner) ? checker.getContextualType(inner) : undefined;
  const mayHold = mayHoldFunctions(analyser, node) || (expected !== undefined && holdsFunctions(expected, checker));
  if (!mayHold) return analyser.expression(node);
  const callee = resolveFunction(analyser, node);
  if (callee !== undefined) return callee;
  if (!givesKnownFunction(analyser, node)) return analyser.expression(node);
  const part = analyser.analysis.visitors.functionValue(analyser, node);
  if (part.kind === "data") return part.value;
  return part.kind === "closure" ? part.callee : { functions: part };
}

/** The arguments of a call, evaluated from left to right. */
export function argumentsOf(analyser: Analyser, nodes: readonly ts.Expression[]): readonly Argument[] {
  const functions = new Map<number, KnownFunction | FunctionArgument>();
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
      const rest = args.slice(index);
      if (rest.some((value) => !("kind" in value))) {
        bindFunctionValue(analyser, name, { kind: "list", elements: rest.map((value) => partOf(analyser, value)) });
        return;
      }
      const elements = args
        .slice(index)
        .map((value) => ({ spread: false, value: valueOnly(analyser, parameter, value) }));
      bindPattern(analyser, name, { kind: "array", elements, types: arrayType, span });
      return;
    }
    const given = args[index] ?? (initializer && argumentOf(analyser, initializer)) ?? analyser.undefined(span);
    if ("kind" in given) bindPattern(analyser, name, withParameterDefault(analyser, parameter, given));
    else if ("functions" in given) bindFunctionValue(analyser, name, given.functions);
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

function partOf(analyser: Analyser, value: Argument): Part {
  if ("kind" in value) return { kind: "data", value: stable(analyser, value, "argument") };
  return "functions" in value ? value.functions : { kind: "closure", callee: value };
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
