import { serializationError } from "../wire/aws-error.js";
import { blob, bool, isJsonObject, list, map, type Shape, text } from "../wire/shape.js";
import { type AttributeType, attributeTypes } from "./attribute-value.js";

/** An attribute value of the right JSON types, not yet checked further: it may have no type, or several. */
export type RawAttributeValue = Readonly<Partial<Record<AttributeType, unknown>>>;

export type RawItem = Readonly<Record<string, RawAttributeValue>>;

const texts = list(text());
const blobs = list(blob);

/** The shape of one attribute value. Unknown types are dropped, as the service does. */
export const attributeValueShape: Shape<RawAttributeValue> = { read: readValue, check: () => {} };

export const itemShape: Shape<RawItem> = map(attributeValueShape);

const values = list(attributeValueShape);

function readValue(json: unknown): RawAttributeValue {
  if (!isJsonObject(json)) throw serializationError("Unexpected value type in payload");
  const result: Partial<Record<AttributeType, unknown>> = {};
  for (const type of attributeTypes) {
    const found = Object.hasOwn(json, type) ? json[type] : undefined;
    if (found !== undefined && found !== null) result[type] = readContent(type, found);
  }
  return result;
}

function readContent(type: AttributeType, json: unknown): unknown {
  switch (type) {
    case "S":
    case "N":
      return text().read(json);
    case "B":
      return blob.read(json);
    case "BOOL":
    case "NULL":
      return bool.read(json);
    case "SS":
    case "NS":
      return texts.read(json);
    case "BS":
      return blobs.read(json);
    case "L":
      return values.read(json);
    case "M":
      return itemShape.read(json);
  }
}
