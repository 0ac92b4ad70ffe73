import type ts from "typescript";
import { readFormat, writtenPattern } from "./formats.js";
import type { SchemaReader, ZodCall } from "./reader.js";
import type { NumberCheck, ObjectSchema, Schema, SizeCheck, TextCheck } from "./schema.js";

/** A method of a schema. */
export function readMethod(reader: SchemaReader, zod: ZodCall, schema: Schema): Schema {
  return (
    readCommon(reader, zod, schema) ?? readOwn(reader, zod, schema) ?? reader.inexact(zod.call, `\`${methodOf(zod)}\``)
  );
}

function methodOf(zod: ZodCall): string {
  return zod.function.name;
}

/** Methods that every schema has. */
function readCommon(reader: SchemaReader, { call, function: { name } }: ZodCall, schema: Schema): Schema | undefined {
  const [first] = call.arguments;
  switch (name) {
    case "optional":
    case "exactOptional":
      return { kind: "optional", inner: schema, exact: name === "exactOptional" };
    case "nullable":
      return { kind: "nullable", inner: schema };
    case "nullish":
      return { kind: "optional", inner: { kind: "nullable", inner: schema }, exact: false };
    case "nonoptional":
      reader.options(first);
      return { kind: "required", inner: schema };
    case "array":
      return { kind: "array", element: schema, sizes: [] };
    case "or":
      return { kind: "union", options: [schema, reader.schema(reader.needed(call, first))] };
    case "readonly":
      return reader.frozen(call, schema);
    case "describe":
    case "brand":
      return schema;
    case "meta":
      return first === undefined ? reader.refuse(call, "`meta` without a value gives no schema") : schema;
    default:
      return undefined;
  }
}

function readOwn(reader: SchemaReader, zod: ZodCall, schema: Schema): Schema | undefined {
  const { name } = zod.function;
  switch (schema.kind) {
    case "string": {
      const check = textCheck(reader, zod);
      return check === undefined ? undefined : { ...schema, checks: [...schema.checks, check] };
    }
    case "number": {
      const checks = numberChecks(reader, zod);
      return checks === undefined ? undefined : { ...schema, checks: [...schema.checks, ...checks] };
    }
    case "array": {
      if (name === "unwrap") return schema.element;
      const size = sizeCheck(reader, zod);
      return size === undefined ? undefined : { ...schema, sizes: [...schema.sizes, size] };
    }
    case "object":
      return objectMethod(reader, zod, schema);
    case "tuple":
      return name === "rest" ? { ...schema, rest: reader.schema(argument(reader, zod)) } : undefined;
    case "optional":
    case "nullable":
    case "required":
      return name === "unwrap" ? schema.inner : undefined;
    default:
      return undefined;
  }
}

function argument(reader: SchemaReader, { call }: ZodCall): ts.Expression {
  return reader.needed(call, call.arguments[0]);
}

/** `min`, `max`, `length`, `nonempty` of texts and arrays. */
function sizeCheck(reader: SchemaReader, zod: ZodCall): SizeCheck | undefined {
  const [first, second] = zod.call.arguments;
  const size = (operator: SizeCheck["operator"]): SizeCheck => {
    reader.options(second);
    return { kind: "size", operator, value: reader.number(argument(reader, zod)) };
  };
  switch (zod.function.name) {
    case "min":
      return size(">=");
    case "max":
      return size("<=");
    case "length":
      return size("===");
    case "nonempty":
      reader.options(first);
      return { kind: "size", operator: ">=", value: 1 };
    default:
      return undefined;
  }
}

function textCheck(reader: SchemaReader, zod: ZodCall): TextCheck | undefined {
  const [first, second] = zod.call.arguments;
  const { name } = zod.function;
  switch (name) {
    case "regex":
      reader.options(second);
      return { kind: "pattern", pattern: writtenPattern(reader, argument(reader, zod)) };
    case "startsWith":
    case "endsWith":
    case "includes":
      reader.options(second);
      return { kind: name, text: reader.text(argument(reader, zod)) };
    default: {
      const size = sizeCheck(reader, zod);
      if (size !== undefined) return size;
      const pattern = readFormat(reader, zod, first);
      return pattern === undefined ? undefined : { kind: "pattern", pattern };
    }
  }
}

function numberChecks(reader: SchemaReader, zod: ZodCall): readonly NumberCheck[] | undefined {
  const [first, second] = zod.call.arguments;
  const bound = (operator: "<" | "<=" | ">" | ">="): readonly NumberCheck[] => {
    reader.options(second);
    return [{ kind: "compare", operator, value: reader.number(argument(reader, zod)) }];
  };
  const zero = (operator: "<" | "<=" | ">" | ">="): readonly NumberCheck[] => {
    reader.options(first);
    return [{ kind: "compare", operator, value: 0 }];
  };
  switch (zod.function.name) {
    case "min":
    case "gte":
      return bound(">=");
    case "max":
    case "lte":
      return bound("<=");
    case "gt":
      return bound(">");
    case "lt":
      return bound("<");
    case "positive":
      return zero(">");
    case "nonnegative":
      return zero(">=");
    case "negative":
      return zero("<");
    case "nonpositive":
      return zero("<=");
    case "int":
    case "safe":
      reader.options(first);
      return [{ kind: "integer" }];
    case "finite":
      return [];
    case "multipleOf":
    case "step": {
      reader.options(second);
      const of = Math.abs(reader.number(argument(reader, zod)));
      return of === 0 ? reader.refuse(zod.call, "nothing is a multiple of 0") : [{ kind: "multiple", of }];
    }
    default:
      return undefined;
  }
}

function objectMethod(reader: SchemaReader, zod: ZodCall, schema: ObjectSchema): Schema | undefined {
  const { call } = zod;
  const [first] = call.arguments;
  switch (zod.function.name) {
    case "extend":
    case "safeExtend":
      return { ...schema, members: new Map([...schema.members, ...reader.shape(argument(reader, zod))]) };
    case "merge": {
      const other = reader.object(argument(reader, zod));
      return { ...other, members: new Map([...schema.members, ...other.members]) };
    }
    case "pick": {
      const keys = maskedKeys(reader, zod, schema);
      return { ...schema, members: new Map([...schema.members].filter(([key]) => keys.has(key))) };
    }
    case "omit": {
      const keys = maskedKeys(reader, zod, schema);
      return { ...schema, members: new Map([...schema.members].filter(([key]) => !keys.has(key))) };
    }
    case "partial":
    case "exactPartial": {
      const exact = zod.function.name === "exactPartial";
      return withMembers(reader, zod, schema, (inner) => ({ kind: "optional", inner, exact }));
    }
    case "required":
      return withMembers(reader, zod, schema, (inner) => ({ kind: "required", inner }));
    case "strict":
      return { ...schema, others: { kind: "nothing" } };
    case "loose":
    case "passthrough":
    case "strip":
      return { ...schema, others: { kind: "anything" } };
    case "catchall":
      return { ...schema, others: reader.schema(reader.needed(call, first)) };
    case "keyof":
      return { kind: "values", values: [...schema.members.keys()] };
    default:
      return undefined;
  }
}

function withMembers(
  reader: SchemaReader,
  zod: ZodCall,
  schema: ObjectSchema,
  change: (member: Schema) => Schema,
): Schema {
  const keys = zod.call.arguments.length === 0 ? new Set(schema.members.keys()) : maskedKeys(reader, zod, schema);
  const members = [...schema.members].map(([key, member]) => [key, keys.has(key) ? change(member) : member] as const);
  return { ...schema, members: new Map(members) };
}

/** `{ id: true }` */
function maskedKeys(reader: SchemaReader, zod: ZodCall, { members }: ObjectSchema): ReadonlySet<string> {
  const node = argument(reader, zod);
  const mask = reader.value(node);
  if (typeof mask !== "object" || mask === null) return reader.refuse(node, "it takes an object of keys here");
  const unknown = Object.keys(mask).find((key) => !members.has(key));
  if (unknown !== undefined) return reader.refuse(node, `there is no member \`${unknown}\``);
  return new Set(Object.entries(mask).flatMap(([key, isChosen]) => (isChosen === true ? [key] : [])));
}
