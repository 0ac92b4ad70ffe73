import type ts from "typescript";
import type { Expression, ObjectLiteral, StatesField, StatesRead, Variable } from "../../ir/expression.js";
import type { Effect } from "../../ir/statement.js";
import {
  booleanType,
  isOnly,
  mayBe,
  nullType,
  numberType,
  objectType,
  stringType,
  type ValueTypes,
} from "../../ir/value-types.js";
import type { SourceSpan } from "../../source-span.js";
import type { Analyser } from "../analyser.js";
import { cameFromOutside } from "../from-outside.js";

/** Makes a state for the effect, and gives the variable that holds its value. */
export function perform(analyser: Analyser, node: ts.Node, effect: Effect): Expression {
  const span = analyser.span(node);
  if (analyser.frame.isCallback) return analyser.refuse(node, "SP1232");
  const value = "value" in effect ? effect.value : undefined;
  if (value === undefined || value.kind === "undefined") {
    analyser.statements.push({ kind: "perform", effect, result: undefined, span });
    return analyser.undefined(span);
  }
  const name = `${effect.title.replaceAll(/[^\w]+(\w)?/g, (_match, letter?: string) => letter?.toUpperCase() ?? "")}Result`;
  const result: Variable = { kind: "variable", name, types: value.types };
  if (effect.kind === "task") cameFromOutside(result);
  analyser.statements.push({ kind: "perform", effect, result, span });
  return { kind: "variable-read", variable: result, types: value.types, span };
}

export function states(field: StatesField, types: ValueTypes, span: SourceSpan): StatesRead {
  return { kind: "states", field, types, span };
}

/** What the machine tells of the execution that runs the code here, not of one around it. */
export function ofExecution(analyser: Analyser, field: StatesField, types: ValueTypes, span: SourceSpan): StatesRead {
  return { kind: "states", field, execution: analyser.executionDepth, types, span };
}

export function object(members: Readonly<Record<string, Expression>>, span: SourceSpan): ObjectLiteral {
  return {
    kind: "object",
    members: Object.entries(members).map(([key, value]) => ({ kind: "property", key, value })),
    types: objectType,
    span,
  };
}

export function builtin(
  name: string,
  operands: readonly Expression[],
  types: ValueTypes,
  span: SourceSpan,
): Expression {
  return { kind: "builtin", name, operands, types, span };
}

export function text(value: string, span: SourceSpan): Expression {
  return { kind: "literal", value, types: stringType, span };
}

/** The JSON text of a value. */
export function jsonText(value: Expression): Expression {
  const { span, types } = value;
  if (value.kind === "literal") return text(JSON.stringify(value.value), span);
  if (isOnly(types, numberType | booleanType | nullType)) {
    return { kind: "concatenation", parts: [value], types: stringType, span };
  }
  const indent: Expression = { kind: "literal", value: 0, types: numberType, span };
  return builtin("JSON.stringify", [value, indent], stringType, span);
}

/**
 * The payload of a Lambda function. The service takes an object as it is, and a text as JSON; it refuses anything else
 * ("The value for the field 'Payload' must be a STRING"), so that becomes its JSON text.
 */
export function lambdaPayload(input: Expression): Expression {
  if (isOnly(input.types, objectType)) return input;
  if (!mayBe(input.types, objectType)) return jsonText(input);
  return builtin("setpiece.payload", [input], objectType | stringType, input.span);
}
