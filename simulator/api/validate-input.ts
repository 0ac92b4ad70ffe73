import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import { type InputOf, inputShapes, type Member, type OperationName, type Shape } from "./input-shape.js";
import { ServiceError } from "./service-error.js";

/**
 * Checks a request against its operation's shape. Members of a wrong JSON type are SerializationException, values out of
 * bounds ValidationException with all violations in one message. Unknown members are ignored, nulls count as absent.
 */
export function validateInput<Operation extends OperationName>(
  operation: Operation,
  request: JsonValue,
): InputOf<Operation> {
  if (!isJsonObject(request)) throw new ServiceError("SerializationException", "The request is not a JSON object");
  const violations: string[] = [];
  const input = checkMembers(inputShapes[operation], request, "", violations);
  if (violations.length > 0) {
    const count = `${violations.length} validation error${violations.length === 1 ? "" : "s"} detected`;
    throw new ServiceError("ValidationException", `${count}: ${violations.join("; ")}`);
  }
  return input as InputOf<Operation>; // every member has just been checked against the shape that the type is made of
}

function checkMembers(
  members: Readonly<Record<string, Member>>,
  value: JsonObject,
  path: string,
  violations: string[],
): JsonObject {
  const checked: Record<string, JsonValue> = {};
  for (const [name, member] of Object.entries(members)) {
    const place = path === "" ? name : `${path}.${name}`;
    const given = value[name] ?? null;
    if (given !== null) checked[name] = check(member, given, place, violations);
    else if (member.required === true)
      violations.push(`Value null at '${place}' failed to satisfy constraint: Member must not be null`);
  }
  return checked;
}

function check(shape: Shape, value: JsonValue, place: string, violations: string[]): JsonValue {
  const shown = shape.type === "string" && shape.sensitive === true ? "" : ` '${display(value)}'`;
  const violate = (rule: string) =>
    violations.push(`Value${shown} at '${place}' failed to satisfy constraint: ${rule}`);
  switch (shape.type) {
    case "string":
      if (typeof value !== "string") throw wrongType(place, "string");
      if (shape.min !== undefined && value.length < shape.min)
        violate(`Member must have length greater than or equal to ${shape.min}`);
      if (shape.max !== undefined && (shape.inBytes === true ? Buffer.byteLength(value) : value.length) > shape.max)
        violate(`Member must have length less than or equal to ${shape.max}`);
      if (shape.pattern !== undefined && !new RegExp(`^(?:${shape.pattern})$`, "u").test(value))
        violate(`Member must satisfy regular expression pattern: ${shape.pattern}`);
      if (shape.values !== undefined && !shape.values.includes(value))
        violate(`Member must satisfy enum value set: [${shape.values.join(", ")}]`);
      return value;
    case "integer":
    case "number":
      if (typeof value !== "number" || (shape.type === "integer" && !Number.isInteger(value)))
        throw wrongType(place, shape.type);
      if (shape.min !== undefined && value < shape.min)
        violate(`Member must have value greater than or equal to ${shape.min}`);
      if (shape.max !== undefined && value > shape.max)
        violate(`Member must have value less than or equal to ${shape.max}`);
      return value;
    case "boolean":
      if (typeof value !== "boolean") throw wrongType(place, "boolean");
      return value;
    case "list": {
      if (!Array.isArray(value)) throw wrongType(place, "list");
      const items = value as readonly JsonValue[];
      if (shape.min !== undefined && items.length < shape.min)
        violate(`Member must have length greater than or equal to ${shape.min}`);
      if (shape.max !== undefined && items.length > shape.max)
        violate(`Member must have length less than or equal to ${shape.max}`);
      else return items.map((item, index) => check(shape.of, item, `${place}.${index + 1}.member`, violations));
      return items;
    }
    case "structure":
      if (!isJsonObject(value)) throw wrongType(place, "structure");
      return checkMembers(shape.members, value, place, violations);
  }
}

function wrongType(place: string, expected: string): ServiceError {
  return new ServiceError("SerializationException", `The value of '${place}' is not of the type ${expected}`);
}

/** Values in messages look as the service's own (Java) objects print. */
function display(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map((item) => display(item as JsonValue)).join(", ")}]`;
  if (!isJsonObject(value)) return typeof value === "string" ? value : JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => `${key}=${display(member)}`);
  return `RoutingConfigurationListItem(${members.join(", ")})`;
}
