import { AwsError, validationError } from "../../wire/aws-error.js";
import { readInput } from "../../wire/read-input.js";
import { list, structure, text } from "../../wire/shape.js";
import { attributeMap, type Item } from "../attribute-value.js";
import type { Engine } from "../engine.js";
import { andExists, bindStatement, type StatementOptions } from "../partiql/bind-write.js";
import { demandedKey, demandsMoreThanKey, meansOneItem, soleKey } from "../partiql/key-conditions.js";
import { type BoundSelect, bindSelect } from "../partiql/select-items.js";
import type { ExistsStatement, SelectStatement, WriteStatement } from "../partiql/statement.js";
import type { Parameters } from "../partiql/partiql-values.js";
import { readStatement, statementMembers } from "./execute-statement.js";
import type { BoundWrite, PreparedWrite } from "./prepared-write.js";
import { returnConsumedCapacity } from "./request-shapes.js";
import { checkDistinct, describeReads, transact } from "./transactions.js";

const maxStatements = 100;

const shape = structure(
  {
    TransactStatements: list(structure(statementMembers, ["Statement"]), { max: maxStatements }),
    ClientRequestToken: text({ min: 1, max: 36 }),
    ReturnConsumedCapacity: returnConsumedCapacity,
  },
  ["TransactStatements"],
);

/** Statements that all read one item each, or that all write one or check that it is there: all of them, or none. */
export function executeTransaction(engine: Engine, json: unknown): unknown {
  const request = readInput(shape, json);
  if (request.TransactStatements.length === 0)
    throw validationError("ExecutePartiQLTransaction can not have empty statement.");
  const read = request.TransactStatements.map((member) => ({
    member,
    ...readStatement(member.Statement, member.Parameters),
  }));
  const selects = read.filter(({ statement }) => statement.kind === "select");
  if (selects.length > 0 && selects.length < read.length)
    throw validationError(
      "ExecuteTransaction API does not support both read and write operations in the same request.",
    );
  if (selects.length > 0) {
    const gets = read.map(
      ({ statement, parameters }, index) =>
        atStatement(index, () => bindGet(engine, statement as SelectStatement, parameters)), // all of them are
    );
    checkDistinct(gets.map(({ select: { table }, key }) => ({ table, key })));
    const found = gets.map(({ select, key }) => ({ select, item: select.find(key) }));
    const capacities = describeReads(
      request.ReturnConsumedCapacity,
      found.map(({ select: { table }, item }) => ({ table, item })),
    );
    return {
      Responses: found.map(({ select, item }) => (item === undefined ? {} : { Item: select.show(item) })),
      ...(capacities.length > 0 && { ConsumedCapacity: capacities }),
    };
  }
  const writes = read.map(({ member, statement, parameters }, index): PreparedWrite => {
    const write = atStatement(
      index,
      () =>
        statement.kind === "exists"
          ? bindCheck(engine, statement, parameters)
          : bindWrite(engine, statement as WriteStatement, parameters, member), // no select is left
    );
    return { table: write.table, bind: () => write };
  });
  return { Responses: [], ...transact(engine, writes, { ...request, items: request.TransactStatements }) };
}

function bindGet(
  engine: Engine,
  statement: SelectStatement,
  parameters: Parameters,
): { readonly select: BoundSelect; readonly key: Item } {
  const select = bindSelect(engine, statement, parameters);
  const key = statement.source.index === undefined ? soleKey(select.table.key, select.where) : undefined;
  if (key === undefined)
    throw validationError(
      "Select statements within ExecuteTransaction must specify the primary key in the where clause.",
    );
  return { select, key };
}

function bindWrite(
  engine: Engine,
  statement: WriteStatement,
  parameters: Parameters,
  options: StatementOptions,
): BoundWrite {
  if (statement.kind !== "insert" && statement.returning !== undefined)
    throw validationError("RETURNING clause is not supported in ExecuteTransaction.");
  return bindStatement(engine, statement, parameters, options);
}

function bindCheck(engine: Engine, { select: statement }: ExistsStatement, parameters: Parameters): BoundWrite {
  const { table, where } = bindSelect(engine, statement, parameters);
  const isOne = statement.source.index === undefined && meansOneItem(table.key, where);
  if (!isOne || !demandsMoreThanKey(table.key, where))
    throw validationError("EXISTS() must contain a single item read with additional condition");
  return {
    table,
    key: attributeMap(demandedKey(table.key, where)),
    condition: andExists(table.key, where),
    returnOldOnFailure: false,
    paths: [],
    change: (before) => before,
  };
}

/** Says which statement went wrong. */
function atStatement<T>(index: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== "ValidationException") throw error;
    throw validationError(`Validation failed in TransactStatements[${index}]: ${error.message}`);
  }
}
