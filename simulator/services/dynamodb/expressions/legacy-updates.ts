import { validationError } from "../../wire/aws-error.js";
import { typeOf } from "../attribute-value.js";
import type { RawAttributeValue } from "../attribute-value-shape.js";
import { checkAttributeName, parseAttributeValue } from "../parse-attribute-value.js";
import type { UpdateAction } from "./update.js";

/** One attribute's change in `AttributeUpdates`. */
export interface AttributeUpdate {
  readonly Value?: RawAttributeValue | undefined;
  readonly Action?: "ADD" | "PUT" | "DELETE" | undefined;
}

/** `AttributeUpdates` as the actions of an update expression. */
export function legacyUpdates(updates: Readonly<Record<string, AttributeUpdate>>): readonly UpdateAction[] {
  return Object.entries(updates).map(([name, update]) => legacyUpdate(name, update));
}

function legacyUpdate(name: string, { Value, Action = "PUT" }: AttributeUpdate): UpdateAction {
  checkAttributeName(name);
  const path = [name] as const;
  if (Value === undefined) {
    if (Action === "DELETE") return { kind: "remove", path };
    throw invalid("Only DELETE action is allowed when no attribute value is specified");
  }
  const value = parseAttributeValue(Value);
  const type = typeOf(value);
  switch (Action) {
    case "PUT":
      return { kind: "set", path, operand: { kind: "value", value } };
    case "DELETE":
      if (type !== "SS" && type !== "NS" && type !== "BS")
        throw invalid(`DELETE action with value is not supported for the type ${type}`);
      return { kind: "delete", path, value };
    case "ADD": {
      if (type === "N" || type === "SS" || type === "NS" || type === "BS") return { kind: "add", path, value };
      if (type !== "L") throw invalid(`ADD action is not supported for the type ${type}`);
      const present = { kind: "if_not_exists", path, otherwise: { kind: "value", value: { L: [] } } } as const;
      return { kind: "set", path, operand: { kind: "list_append", left: present, right: { kind: "value", value } } };
    }
  }
}

function invalid(reason: string): Error {
  return validationError(`One or more parameter values were invalid: ${reason}`);
}
