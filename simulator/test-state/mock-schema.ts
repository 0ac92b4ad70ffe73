import type { OutputShape } from "../integrations/sdk-shape.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import { memberRuleProblem, type MemberRules, notAmong } from "./member-rules.js";

/** What a mocked result is held against. */
export interface MockSchema {
  /** What the action answers; unknown without the service's client. */
  readonly shape: OutputShape | undefined;
  readonly rules: MemberRules;
  /** Wants the required members too. */
  readonly strict: boolean;
}

/** What is wrong with a mocked result, or `undefined`. */
export function mockSchemaProblem(value: JsonValue, { shape, rules, strict }: MockSchema): string | undefined {
  return problemOf(value, shape ?? { kind: "any" }, "");

  function problemOf(part: JsonValue, partShape: OutputShape, field: string): string | undefined {
    switch (partShape.kind) {
      case "any":
        // Without the service's client there are still the rules.
        return field === "" && isJsonObject(part) ? problemOfMembers(part, () => undefined) : undefined;
      case "structure": {
        if (!isJsonObject(part)) return wrongType(field, "an object");
        const missing = strict ? partShape.required.find((name) => part[name] === undefined) : undefined;
        if (missing !== undefined) return `Required field '${missing}' is missing`;
        return problemOfMembers(part, partShape.member);
      }
      case "list":
        if (!Array.isArray(part)) return wrongType(field, "an array");
        return problemOfAll(part as readonly JsonValue[], partShape.item(), field);
      case "map":
        if (!isJsonObject(part)) return wrongType(field, "an object");
        return problemOfAll(Object.values(part), partShape.value(), field);
      case "string":
        return typeof part === "string" ? notAmong(field, part, partShape.values) : wrongType(field, "a string");
      case "number":
      case "boolean":
        return typeof part === partShape.kind ? undefined : wrongType(field, `a ${partShape.kind}`);
    }
  }

  function problemOfMembers(
    object: JsonObject,
    shapeOf: (name: string) => OutputShape | undefined,
  ): string | undefined {
    for (const [name, member] of Object.entries(object)) {
      const memberShape = shapeOf(name);
      const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
      const problem =
        (memberShape && problemOf(member, memberShape, name)) ?? (rule && memberRuleProblem(name, member, rule));
      if (problem !== undefined) return problem;
    }
    return undefined;
  }

  function problemOfAll(values: readonly JsonValue[], itemShape: OutputShape, field: string): string | undefined {
    for (const item of values) {
      const problem = problemOf(item, itemShape, field);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }
}

const wrongType = (field: string, expected: string): string => `Field '${field}' must be ${expected}`;
