import type ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import type { TaskEffect } from "../../ir/statement.js";
import { jsonValue } from "../../ir/json-value.js";
import { objectType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { readCallOptions, type ReadOptions, usesOf } from "./call-options.js";
import { states } from "./perform.js";

export interface Call {
  readonly input: Expression;
  readonly options: ReadOptions;
}

/** The arguments of `task(input, options)`. */
export function inputAndOptions(analyser: Analyser, call: ts.CallExpression): Call {
  const [inputNode, optionsNode] = call.arguments;
  const span = analyser.span(call);
  const input = inputNode === undefined ? analyser.literal(null, span) : jsonValue(analyser.expression(inputNode));
  return { input, options: readCallOptions(analyser, optionsNode) };
}

export function effect(
  analyser: Analyser,
  call: ts.CallExpression,
  options: ReadOptions,
  parts: Pick<TaskEffect, "title" | "resource" | "arguments" | "uses"> & Partial<TaskEffect>,
): TaskEffect {
  const span = analyser.span(call);
  return {
    kind: "task",
    value: states("result", analyser.awaitedTypes(call), span),
    human: undefined,
    wrapsErrors: false,
    ...options,
    ...parts,
    uses: usesOf(options, parts.uses),
  };
}

/** The result of a Lambda function, without what Lambda says of the call. */
export function payloadOf(analyser: Analyser, call: ts.CallExpression): Expression {
  const span = analyser.span(call);
  const result = states("result", objectType, span);
  return { kind: "property", object: result, name: "Payload", types: analyser.awaitedTypes(call), span };
}
