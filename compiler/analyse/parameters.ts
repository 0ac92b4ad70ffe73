import ts from "typescript";
import type { Expression } from "../ir/expression.js";
import { booleanType, undefinedType } from "../ir/value-types.js";
import type { Analyser } from "./analyser.js";
import { chooseValue } from "./expressions/choose.js";
import { bindPattern } from "./patterns.js";

/** Binds the parameters of an inlined function to the values of a call, in order, with defaults and rest. */
export function bindParameters(
  analyser: Analyser,
  parameters: readonly ts.ParameterDeclaration[],
  args: readonly Expression[],
  call: ts.Node,
): void {
  parameters.forEach((parameter, index) => {
    const span = analyser.span(call);
    if (parameter.dotDotDotToken !== undefined) {
      const elements = args.slice(index).map((value) => ({ spread: false, value }));
      bindPattern(analyser, parameter.name, { kind: "array", elements, types: 32, span });
      return;
    }
    const value = args[index] ?? analyser.undefined(span);
    bindPattern(analyser, parameter.name, withParameterDefault(analyser, parameter, value));
  });
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
