import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";

const holders = ["Item", "Key", "ExpressionAttributeValues"] as const;

/**
 * The parameters of an action of DynamoDB with all attributes' values written out: text that stands for one is of type S, as
 * the SDK reads it that the optimized integration is built on. `{"id": "a"}` is `{"id": {"S": "a"}}`.
 */
export function withAttributeValues(parameters: JsonObject): JsonObject {
  const changed = holders.flatMap((name) => {
    const values = parameters[name];
    return isJsonObject(values) ? [[name, valuesOf(values)] as const] : [];
  });
  return { ...parameters, ...Object.fromEntries(changed) };
}

const valuesOf = (values: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, attributeValue(value)]));

function attributeValue(value: JsonValue): JsonValue {
  if (typeof value === "string") return { S: value };
  if (!isJsonObject(value)) return value;
  const { M: map, L: list } = value;
  if (isJsonObject(map)) return { ...value, M: valuesOf(map) };
  return Array.isArray(list) ? { ...value, L: (list as readonly JsonValue[]).map(attributeValue) } : value;
}
