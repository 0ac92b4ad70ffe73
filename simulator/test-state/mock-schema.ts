import type { OutputShape } from "../integrations/sdk-shape.js";
import { isJsonObject, type JsonValue } from "../json.js";

/** What is wrong with a mocked result, or `undefined`. `strict` wants the required members too. */
export function mockSchemaProblem(
  value: JsonValue,
  shape: OutputShape,
  strict: boolean,
  field = "",
): string | undefined {
  switch (shape.kind) {
    case "any":
      return undefined;
    case "structure": {
      if (!isJsonObject(value)) return wrongType(field, "an object");
      const missing = strict ? shape.required.find((name) => value[name] === undefined) : undefined;
      if (missing !== undefined) return `Required field '${missing}' is missing`;
      for (const [name, member] of Object.entries(value)) {
        const memberShape = shape.member(name);
        const problem = memberShape && mockSchemaProblem(member, memberShape, strict, name);
        if (problem !== undefined) return problem;
      }
      return undefined;
    }
    case "list":
      if (!Array.isArray(value)) return wrongType(field, "an array");
      return firstProblem(value as readonly JsonValue[], shape.item(), strict, field);
    case "map":
      if (!isJsonObject(value)) return wrongType(field, "an object");
      return firstProblem(Object.values(value), shape.value(), strict, field);
    case "string":
    case "number":
    case "boolean":
      return typeof value === shape.kind ? undefined : wrongType(field, `a ${shape.kind}`);
  }
}

function firstProblem(
  values: readonly JsonValue[],
  shape: OutputShape,
  strict: boolean,
  field: string,
): string | undefined {
  for (const value of values) {
    const problem = mockSchemaProblem(value, shape, strict, field);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

const wrongType = (field: string, expected: string): string => `Field '${field}' must be ${expected}`;
