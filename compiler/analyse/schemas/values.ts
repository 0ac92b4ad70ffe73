import type ts from "typescript";
import type { Constant } from "../constant.js";
import type { SchemaReader } from "./reader.js";
import type { Value } from "./schema.js";

/** The values of `z.literal("a")` and `z.literal(["a", 1])`. */
export function literalValues(reader: SchemaReader, node: ts.Expression): readonly Value[] {
  const value = reader.value(node);
  return (Array.isArray(value) ? (value as readonly Constant[]) : [value]).map((one) => checked(reader, node, one));
}

/** The values of `z.enum(["a", "b"])`, `z.enum({ A: "a" })` and `z.enum(Color)`. */
export function enumValues(reader: SchemaReader, node: ts.Expression): readonly Value[] {
  const value = reader.value(node);
  if (Array.isArray(value)) return literalValues(reader, node);
  if (typeof value !== "object" || value === null) return reader.refuse(node, "an enum is a list or an object");
  const entries = Object.entries(value as Readonly<Record<string, Constant>>);
  // An enum of TypeScript also leads from its numbers back to its names.
  const numbers = new Set(entries.map(([, one]) => one).filter((one) => typeof one === "number"));
  return entries.filter(([key]) => !numbers.has(Number(key))).map(([, one]) => checked(reader, node, one));
}

function checked(reader: SchemaReader, node: ts.Expression, value: Constant): Value {
  if (value === undefined) return reader.inexact(node, "the value `undefined`");
  return typeof value === "object" && value !== null ? reader.refuse(node, "its values are no primitives") : value;
}
