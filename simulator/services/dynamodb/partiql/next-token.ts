import { validationError } from "../../wire/aws-error.js";
import type { Item } from "../attribute-value.js";
import type { RawItem } from "../attribute-value-shape.js";
import { itemShape } from "../attribute-value-shape.js";

/** A token that a `SELECT` goes on from: the key of the last item that was read. */
export const encodeNextToken = (lastKey: Item): string => Buffer.from(JSON.stringify(lastKey)).toString("base64");

/** Throws `ValidationException` for what is no such token. */
export function decodeNextToken(token: string | undefined): RawItem | undefined {
  if (token === undefined) return undefined;
  try {
    return itemShape.read(JSON.parse(Buffer.from(token, "base64").toString()));
  } catch {
    throw validationError("Invalid NextToken");
  }
}
