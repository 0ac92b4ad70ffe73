import { validationError } from "../../wire/aws-error.js";
import { readInput } from "../../wire/read-input.js";
import { bool, integer, list, structure, text } from "../../wire/shape.js";
import { attributeValueShape, type RawAttributeValue } from "../attribute-value-shape.js";
import { describeCapacity, writeUse } from "../consumed-capacity.js";
import type { Engine } from "../engine.js";
import { bindStatement, returnValuesOf } from "../partiql/bind-write.js";
import { parseStatement } from "../partiql/parse-statement.js";
import { bindSelect } from "../partiql/select-items.js";
import type { Statement } from "../partiql/statement.js";
import { performWrite } from "./prepared-write.js";
import { returnConsumedCapacity, returnOnFailure } from "./request-shapes.js";
import { returnedAttributes } from "./single-writes.js";

/** The members of a request that one statement has. */
export const statementMembers = {
  Statement: text({ min: 1, max: 8192 }),
  Parameters: list(attributeValueShape, { min: 1 }),
  ReturnValuesOnConditionCheckFailure: returnOnFailure,
} as const;

const shape = structure(
  {
    ...statementMembers,
    ConsistentRead: bool,
    NextToken: text({ min: 1, max: 32_768 }),
    ReturnConsumedCapacity: returnConsumedCapacity,
    Limit: integer({ min: 1 }),
  },
  ["Statement"],
);

/** One statement of PartiQL. */
export function executeStatement(engine: Engine, json: unknown): unknown {
  const request = readInput(shape, json);
  const { statement, parameters } = readStatement(request.Statement, request.Parameters);
  if (statement.kind === "exists")
    throw validationError("EXISTS can only be used in ExecuteTransaction write requests.");
  if (statement.kind === "select") return bindSelect(engine, statement, parameters).read(request);
  const write = bindStatement(engine, statement, parameters, request);
  const result = performWrite(engine, write);
  const returning = statement.kind === "insert" ? undefined : statement.returning;
  const attributes = returnedAttributes(write, result, returnValuesOf(returning));
  const use = writeUse(write.table, result.before, result.after);
  const capacity = describeCapacity(request.ReturnConsumedCapacity, write.table.name, use);
  return { Items: attributes === undefined ? [] : [attributes], ...(capacity && { ConsumedCapacity: capacity }) };
}

/** Parses a statement and checks that it has its parameters. Throws `ValidationException`. */
export function readStatement(
  source: string,
  parameters: readonly RawAttributeValue[] = [],
): { readonly statement: Statement; readonly parameters: readonly RawAttributeValue[] } {
  const { statement, parameterCount } = parseStatement(source);
  if (parameters.length < parameterCount)
    throw validationError("Number of parameters in request and statement don't match.");
  return { statement, parameters };
}
