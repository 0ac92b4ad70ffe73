import { validationError } from "../../wire/aws-error.js";
import type { RawPath } from "../expressions/syntax.js";
import { parseExpression, parsePartiqlPath } from "./parse-partiql-expression.js";
import { PartiqlReader } from "./partiql-reader.js";
import { printPlace } from "./partiql-tokens.js";
import type { PartiqlExpression, Returning, SelectStatement, SetOrRemove, Source, Statement } from "./statement.js";

/** A statement, and how many parameters it has. */
export interface ParsedStatement {
  readonly statement: Statement;
  readonly parameterCount: number;
}

/**
 * Parses a statement of PartiQL as DynamoDB knows it: of one table or index, without functions that compute. Throws
 * `ValidationException`.
 */
export function parseStatement(source: string): ParsedStatement {
  const reader = new PartiqlReader(source);
  const statement = parse(reader);
  reader.takePunctuation(";");
  if (reader.current.kind !== "end") throw refusalOfClause(reader);
  return { statement, parameterCount: reader.parameterCount };
}

function parse(reader: PartiqlReader): Statement {
  if (reader.takeKeyword("select")) return parseSelect(reader);
  if (reader.takeKeyword("insert")) return parseInsert(reader);
  if (reader.takeKeyword("update")) return parseUpdate(reader);
  if (reader.takeKeyword("delete")) return parseDelete(reader);
  if (reader.takeKeyword("exists")) {
    reader.expectPunctuation("(");
    reader.expectKeyword("select");
    const select = parseSelect(reader);
    reader.expectPunctuation(")");
    return { kind: "exists", select };
  }
  throw reader.malformed();
}

function parseSelect(reader: PartiqlReader): SelectStatement {
  if (reader.isKeyword("value") || reader.isKeyword("pivot"))
    throw validationError("Select projection doesn't support value or pivot keywords");
  if (reader.isKeyword("distinct")) throw validationError("Unsupported token in expression: DISTINCT");
  const projection = reader.takePunctuation("*") ? undefined : parseProjection(reader);
  reader.expectKeyword("from");
  const source = parseSource(reader);
  if (
    reader.isPunctuation(",") ||
    ["join", "inner", "left", "right", "cross", "full"].some((word) => reader.isKeyword(word))
  )
    throw validationError("Only select from a single table or index is supported.");
  const where = parseWhere(reader);
  return { kind: "select", projection, source, where, orderBy: parseOrder(reader) };
}

function parseProjection(reader: PartiqlReader): readonly RawPath[] {
  const paths: RawPath[] = [];
  do {
    const { kind, place } = reader.current;
    const isCall = reader.at(1).kind === "punctuation" && reader.at(1).text === "(";
    const isLiteral =
      kind === "text" ||
      kind === "number" ||
      ["null", "true", "false", "missing", "case"].some((word) => reader.isKeyword(word));
    if (isLiteral || (kind === "word" && isCall))
      throw validationError(`Unexpected path component ${printPlace(place)}`);
    paths.push(parsePartiqlPath(reader));
    const after = reader.current;
    if (after.kind === "punctuation" && ["+", "-", "*", "/", "%", "||"].includes(after.text))
      throw validationError(`Unexpected path component ${printPlace(after.place)}`);
    if (reader.isKeyword("as") || reader.isName()) throw validationError("Aliasing is not supported");
  } while (reader.takePunctuation(","));
  return paths;
}

function parseSource(reader: PartiqlReader): Source {
  const { kind } = reader.current;
  if (kind === "text" || kind === "punctuation") throw validationError("Unexpected from source");
  const table = reader.expectName();
  const index = reader.takePunctuation(".") ? reader.expectName() : undefined;
  if (reader.isPunctuation(".")) throw validationError("A path may contain at most 2 components in the FROM clause");
  if (reader.isKeyword("as") || reader.isKeyword("at") || reader.isName())
    throw validationError("Aliasing is not supported");
  return { table, index };
}

function parseWhere(reader: PartiqlReader): PartiqlExpression | undefined {
  return reader.takeKeyword("where") ? parseExpression(reader) : undefined;
}

function parseOrder(reader: PartiqlReader): SelectStatement["orderBy"] {
  if (!reader.takeKeyword("order")) return [];
  reader.expectKeyword("by");
  const order: { name: string; isDescending: boolean }[] = [];
  do {
    const name = reader.expectName();
    const isDescending = reader.takeKeyword("desc");
    if (!isDescending) reader.takeKeyword("asc");
    order.push({ name, isDescending });
  } while (reader.takePunctuation(","));
  return order;
}

function parseInsert(reader: PartiqlReader): Statement {
  reader.expectKeyword("into");
  const source = parseSource(reader);
  if (source.index !== undefined)
    throw validationError("FROM clause may only contain a single table name in data manipulation statements");
  if (reader.isPunctuation("{")) throw validationError("Unsupported operation: InsertOp");
  reader.expectKeyword("value");
  const item = parseExpression(reader);
  if (reader.isKeyword("returning")) throw validationError("RETURNING is not supported in INSERT");
  return { kind: "insert", source, item };
}

function parseUpdate(reader: PartiqlReader): Statement {
  const source = parseSource(reader);
  const actions: SetOrRemove[] = [];
  for (;;) {
    if (reader.takeKeyword("set")) {
      do {
        const path = parsePartiqlPath(reader);
        reader.expectPunctuation("=");
        actions.push({ kind: "set", path, value: parseExpression(reader) });
      } while (reader.takePunctuation(","));
    } else if (reader.takeKeyword("remove")) actions.push({ kind: "remove", path: parsePartiqlPath(reader) });
    else break;
  }
  if (actions.length === 0) throw reader.malformed();
  return {
    kind: "update",
    source: ofTable(source),
    actions,
    where: parseWhere(reader),
    returning: parseReturning(reader),
  };
}

function parseDelete(reader: PartiqlReader): Statement {
  reader.expectKeyword("from");
  const source = ofTable(parseSource(reader));
  const where = parseWhere(reader);
  const returning = parseReturning(reader);
  if (returning !== undefined && (returning.which !== "all" || returning.when !== "old"))
    throw validationError(
      `Invalid returning clause: RETURNING ${returning.which.toUpperCase()} ${returning.when.toUpperCase()} *. ` +
        `Only RETURNING ALL OLD * is allowed in DELETE statements.`,
    );
  return { kind: "delete", source, where, returning };
}

function ofTable(source: Source): Source {
  if (source.index !== undefined) throw validationError("This operation is not supported on an index");
  return source;
}

function parseReturning(reader: PartiqlReader): Returning | undefined {
  if (!reader.takeKeyword("returning")) return undefined;
  const which = reader.takeKeyword("all") ? "all" : reader.takeKeyword("modified") ? "modified" : undefined;
  const when = reader.takeKeyword("old") ? "old" : reader.takeKeyword("new") ? "new" : undefined;
  if (which === undefined || when === undefined) throw reader.malformed();
  if (!reader.takePunctuation("*"))
    throw validationError("Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause");
  if (reader.isPunctuation(","))
    throw validationError("Invalid syntax with multiple returning elements in RETURNING clause");
  return { which, when };
}

/** Clauses that PartiQL has and DynamoDB does not are named; anything else is no statement. */
function refusalOfClause(reader: PartiqlReader): Error {
  const clause = reader.advance();
  if (clause.isKeyword && clause.text === "group") return validationError("Unsupported clause: GROUP BY");
  const isClause = clause.isKeyword && (clause.text === "limit" || clause.text === "having");
  if (!isClause || reader.current.kind === "end") return reader.malformed();
  return validationError(
    `Unsupported clause: ${clause.text.toUpperCase()} ${printPlace(parseExpression(reader).place)}`,
  );
}
