import type ts from "typescript";
import type { ReadCall, SchemaReader, ZodCall } from "./reader.js";
import { readFormat } from "./formats.js";
import { readMethod } from "./methods.js";
import { isOmittable, type Schema, type Value } from "./schema.js";
import { enumValues, literalValues } from "./values.js";
import { worksOf } from "./works.js";

/** A call of zod as what it asks of a value. */
export const readZod: ReadCall = (reader, zod) => {
  const work = worksOf(zod.function.name, zod.receiver !== undefined);
  if (work !== undefined) return reader.refuseWork(zod.call, zod.name, work);
  return zod.receiver === undefined ? readFunction(reader, zod) : readMethod(reader, zod, zod.receiver());
};

/** `z.string()` and its like. */
function readFunction(reader: SchemaReader, zod: ZodCall): Schema {
  const { call } = zod;
  const [first, second, third] = call.arguments;
  const { name } = zod.function;
  switch (name) {
    case "string":
      reader.options(first);
      return { kind: "string", checks: [] };
    case "number":
      reader.options(first);
      return { kind: "number", checks: [] };
    case "int":
    case "int32":
    case "uint32":
    case "float32":
    case "float64":
      reader.options(first);
      return { kind: "number", checks: numberFormats[name] };
    case "boolean":
    case "null":
      reader.options(first);
      return { kind: name };
    case "any":
    case "unknown":
      return { kind: "anything" };
    case "never":
      reader.options(first);
      return { kind: "nothing" };
    case "literal":
      reader.options(second);
      return { kind: "values", values: literalValues(reader, reader.needed(call, first)) };
    case "enum":
    case "nativeEnum":
      reader.options(second);
      return { kind: "values", values: enumValues(reader, reader.needed(call, first)) };
    case "array":
      reader.options(second);
      return { kind: "array", element: reader.schema(reader.needed(call, first)), sizes: [] };
    case "tuple":
      return readTuple(reader, call);
    case "object":
    case "looseObject":
    case "strictObject": {
      reader.options(second);
      const members = first === undefined ? new Map<string, Schema>() : reader.shape(first);
      return { kind: "object", members, others: { kind: name === "strictObject" ? "nothing" : "anything" } };
    }
    case "record":
    case "partialRecord":
      reader.options(third);
      return readRecord(reader, call, name === "partialRecord");
    case "union": {
      reader.options(second);
      return { kind: "union", options: reader.list(reader.needed(call, first)) };
    }
    case "discriminatedUnion":
      reader.options(third);
      return readDiscriminated(reader, call);
    case "optional":
    case "exactOptional":
      return { kind: "optional", inner: reader.schema(reader.needed(call, first)), exact: name === "exactOptional" };
    case "nullable":
      return { kind: "nullable", inner: reader.schema(reader.needed(call, first)) };
    case "nullish": {
      const inner: Schema = { kind: "nullable", inner: reader.schema(reader.needed(call, first)) };
      return { kind: "optional", inner, exact: false };
    }
    case "nonoptional":
      reader.options(second);
      return { kind: "required", inner: reader.schema(reader.needed(call, first)) };
    case "readonly":
      return reader.frozen(call, reader.schema(reader.needed(call, first)));
    default: {
      const pattern = readFormat(reader, zod, first);
      return pattern === undefined
        ? reader.inexact(call, `\`${zod.name}\``)
        : { kind: "string", checks: [{ kind: "pattern", pattern }] };
    }
  }
}

const int32 = 2 ** 31;
const float32 = 3.4028234663852886e38;

const numberFormats = {
  int: [{ kind: "integer" }],
  int32: [
    { kind: "integer" },
    { kind: "compare", operator: ">=", value: -int32 },
    { kind: "compare", operator: "<=", value: int32 - 1 },
  ],
  uint32: [
    { kind: "integer" },
    { kind: "compare", operator: ">=", value: 0 },
    { kind: "compare", operator: "<=", value: 2 * int32 - 1 },
  ],
  float32: [
    { kind: "compare", operator: ">=", value: -float32 },
    { kind: "compare", operator: "<=", value: float32 },
  ],
  float64: [],
} as const;

function readTuple(reader: SchemaReader, call: ts.CallExpression): Schema {
  const [items, second, third] = call.arguments;
  const list = reader.list(reader.needed(call, items));
  if (second === undefined || reader.isMessage(second)) {
    reader.options(second);
    return { kind: "tuple", items: list, rest: undefined };
  }
  reader.options(third);
  return { kind: "tuple", items: list, rest: reader.schema(second) };
}

function readRecord(reader: SchemaReader, call: ts.CallExpression, partial: boolean): Schema {
  const [first, second] = call.arguments;
  if (second === undefined || reader.isMessage(second))
    return reader.inexact(call, "a record without a schema of keys");
  const key = reader.schema(reader.needed(call, first));
  const value = reader.schema(second);
  if (key.kind === "string") return { kind: "record", checks: key.checks, value };
  if (key.kind !== "values" || !key.values.every((one) => typeof one === "string")) {
    return reader.inexact(first ?? call, "a record with keys that are no texts");
  }
  const keys = [...new Set(key.values)].map((one) => reader.checkedKey(first ?? call, one));
  return { kind: "keyed", keys, value, partial };
}

/** One of the options fits when the one that the discriminator names does: each of its values names one option. */
function readDiscriminated(reader: SchemaReader, call: ts.CallExpression): Schema {
  const [first, second] = call.arguments;
  const name = reader.text(reader.needed(call, first));
  const list = reader.needed(call, second);
  const options = reader.list(list);
  const seen = new Set<Value>();
  for (const option of options) {
    const member: Schema | undefined = option.kind === "object" ? option.members.get(name) : undefined;
    if (member === undefined || member.kind !== "values" || isOmittable(member)) {
      return reader.inexact(list, `an option that is no object with texts or numbers for \`${name}\``);
    }
    for (const value of new Set(member.values)) {
      if (seen.has(value)) return reader.refuse(list, `two options have the ${name} ${JSON.stringify(value)}`);
      seen.add(value);
    }
  }
  return { kind: "union", options };
}
