import { AwsError, validationError } from "../../wire/aws-error.js";
import { readInput } from "../../wire/read-input.js";
import { bool, list, structure } from "../../wire/shape.js";
import type { Item } from "../attribute-value.js";
import { addUse, type CapacityUse, readUnits, writeUse } from "../consumed-capacity.js";
import type { Engine } from "../engine.js";
import { itemBytes } from "../item-size.js";
import { keyId } from "../key-schema.js";
import { bindStatement, returnValuesOf } from "../partiql/bind-write.js";
import { soleKey } from "../partiql/key-conditions.js";
import { type BoundSelect, bindSelect } from "../partiql/select-items.js";
import type { Table } from "../table.js";
import { describeUses } from "./batch-operations.js";
import { readStatement, statementMembers } from "./execute-statement.js";
import { type BoundWrite, performWrite } from "./prepared-write.js";
import { returnConsumedCapacity } from "./request-shapes.js";
import { returnedAttributes, type ReturnValues } from "./single-writes.js";

const maxStatements = 25;

const shape = structure(
  {
    Statements: list(structure({ ...statementMembers, ConsistentRead: bool }, ["Statement"]), { max: maxStatements }),
    ReturnConsumedCapacity: returnConsumedCapacity,
  },
  ["Statements"],
);

type Member = (typeof shape extends { read(json: unknown): infer T } ? T : never)["Statements"][number];

/** A statement of a batch that fits its table. */
type Bound =
  | { readonly kind: "read"; readonly select: BoundSelect; readonly key: Item; readonly isConsistent: boolean }
  | { readonly kind: "write"; readonly write: BoundWrite; readonly returns: ReturnValues };

type Outcome = { readonly bound: Bound } | { readonly error: AwsError };

/** Up to 25 statements, each about one item, all of which read or all of which write. One that fails hinders no other. */
export function batchExecuteStatement(engine: Engine, json: unknown): unknown {
  const request = readInput(shape, json);
  if (request.Statements.length === 0) throw validationError("The statement was empty.");
  const outcomes = request.Statements.map((member) => bind(engine, member));
  const bound = outcomes.flatMap((outcome) => ("bound" in outcome ? [outcome.bound] : []));
  if (new Set(bound.map(({ kind }) => kind)).size > 1)
    throw validationError("Read and write requests together in the same batch is not supported.");
  const ids = bound.map((statement) => {
    const { table, key } =
      statement.kind === "read" ? { table: statement.select.table, key: statement.key } : statement.write;
    return JSON.stringify([table.name, keyId(table.key, key)]);
  });
  if (new Set(ids).size < ids.length) throw validationError("Provided list of item keys contains duplicates");
  const uses = new Map<Table, CapacityUse>();
  const Responses = outcomes.map((outcome) => respond(engine, outcome, uses));
  const capacities = describeUses(request.ReturnConsumedCapacity, uses);
  return { Responses, ...(capacities.length > 0 && { ConsumedCapacity: capacities }) };
}

function bind(engine: Engine, member: Member): Outcome {
  try {
    const { statement, parameters } = readStatement(member.Statement, member.Parameters);
    if (statement.kind === "exists")
      throw validationError("Invalid operation. Only select, insert, update and delete operations are valid");
    if (statement.kind !== "select") {
      const returning = statement.kind === "insert" ? undefined : statement.returning;
      const write = bindStatement(engine, statement, parameters, member);
      return { bound: { kind: "write", write, returns: returnValuesOf(returning) } };
    }
    const select = bindSelect(engine, statement, parameters);
    const key = statement.source.index === undefined ? soleKey(select.table.key, select.where) : undefined;
    if (key === undefined) throw validationError("Only single item select is supported");
    return { bound: { kind: "read", select, key, isConsistent: member.ConsistentRead ?? false } };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { error };
  }
}

function respond(engine: Engine, outcome: Outcome, uses: Map<Table, CapacityUse>): object {
  if ("error" in outcome) return { Error: errorOf(outcome.error) };
  const { bound } = outcome;
  const note = (table: Table, use: CapacityUse) => {
    const sofar = uses.get(table);
    uses.set(table, sofar === undefined ? use : addUse(sofar, use));
  };
  if (bound.kind === "read") {
    const { table, show } = bound.select;
    const item = bound.select.find(bound.key);
    note(table, { table: readUnits(item === undefined ? 0 : itemBytes(item), bound.isConsistent), indexes: new Map() });
    return { TableName: table.name, ...(item && { Item: show(item) }) };
  }
  const { write, returns } = bound;
  const TableName = write.table.name;
  try {
    const result = performWrite(engine, write);
    note(write.table, writeUse(write.table, result.before, result.after));
    const Item = returnedAttributes(write, result, returns);
    return { TableName, ...(Item && { Item }) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { Error: errorOf(error), TableName };
  }
}

/** Errors go by shorter names in a batch: `ConditionalCheckFailed`, `ValidationError`. */
function errorOf({ code, message, fields }: AwsError): object {
  return {
    Code: code === "ValidationException" ? "ValidationError" : code.replace(/Exception$/, ""),
    Message: message,
    ...fields,
  };
}
