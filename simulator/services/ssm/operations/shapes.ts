import { bool, integer, list, structure, text } from "../../wire/shape.js";

export const parameterName = text({ min: 1, max: 2048 });
/** In requests for several parameters. */
export const names = list(parameterName, { min: 1, max: 10 });
export const withDecryption = bool;
export const nextToken = text();
export const pageSize = (max: number) => integer({ min: 1, max });
export const tags = list(structure({ Key: text({ min: 1, max: 128 }), Value: text({ max: 256 }) }, ["Key", "Value"]), {
  max: 1000,
});
export const filters = list(
  structure(
    {
      Key: text({ min: 1, max: 132, pattern: "tag:.+|Name|Type|KeyId|Path|Label|Tier|DataType" }),
      Option: text({ min: 1, max: 10 }),
      Values: list(text({ min: 1, max: 1024 }), { min: 1, max: 50 }),
    },
    ["Key"],
  ),
);
