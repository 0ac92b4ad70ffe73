import type ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import { type Analyser, refusedValue } from "../analyser.js";
import { readZod } from "./read-zod.js";
import { Refused, SchemaReader } from "./reader.js";
import type { Schema } from "./schema.js";
import { testSchema } from "./test-schema.js";

/** `matches(schema, value)`: what the schema asks, as one condition. */
export function visitMatches(analyser: Analyser, node: ts.CallExpression): Expression {
  const span = analyser.span(node);
  const [first, second] = node.arguments;
  if (first === undefined || second === undefined) return refusedValue(span);
  const value = analyser.expression(second);
  const schema = readSchema(analyser, first);
  return schema === undefined ? refusedValue(span) : testSchema(schema, value, span, analyser.span(first));
}

function readSchema(analyser: Analyser, node: ts.Expression): Schema | undefined {
  try {
    return new SchemaReader(analyser, readZod).schema(node);
  } catch (problem) {
    if (problem instanceof Refused) return undefined;
    throw problem;
  }
}
