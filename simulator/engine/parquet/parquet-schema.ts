import type { SchemaElement } from "hyparquet";

/** The older name of a type, which the library reads, of one that only has the newer name. */
const olderNames: Readonly<Record<string, SchemaElement["converted_type"]>> = {
  LIST: "LIST",
  MAP: "MAP",
  DATE: "DATE",
};

/** The older names of types that cannot be JSON, or whose meaning in JSON nobody tells. */
const refused: ReadonlySet<string> = new Set(["BSON", "INTERVAL", "VARIANT", "GEOMETRY", "GEOGRAPHY"]);

/**
 * The schema with which the library reads a file so that nothing is lost: decimals stay the whole numbers that are stored.
 * Throws an error that names the column for types that are not read.
 */
export function readableSchema(schema: readonly SchemaElement[]): SchemaElement[] {
  return schema.map((element) => {
    const type = element.logical_type?.type ?? element.converted_type;
    if (type !== undefined && refused.has(type))
      throw new Error(`the column ${element.name} is of the type ${type}, which is not read`);
    if (isDecimal(element)) return withoutTypes(element);
    const older = olderNames[type ?? ""];
    return older === undefined ? element : { ...element, converted_type: older };
  });
}

export function isDecimal({ logical_type: logical, converted_type: converted }: SchemaElement): boolean {
  return converted === "DECIMAL" || logical?.type === "DECIMAL";
}

function withoutTypes({ logical_type: _logical, converted_type: _converted, ...rest }: SchemaElement): SchemaElement {
  return rest;
}
