import type { DefinitionPath } from "./diagnostic.js";
import { isFields } from "./fields.js";

/** What a parameter may hold, as far as the service's model tells it. */
export type ParameterShape =
  | {
      readonly kind: "structure";
      readonly member: (name: string) => ParameterShape | undefined;
      /** Text may stand for it. */
      readonly orText?: true;
    }
  | { readonly kind: "list"; readonly item: () => ParameterShape }
  | { readonly kind: "map"; readonly value: () => ParameterShape }
  | { readonly kind: "boolean" }
  /** Text, and nothing that would have to be made text first. */
  | { readonly kind: "text" }
  /** Anything that has no parameters inside it. */
  | { readonly kind: "plain" };

/** The parameters of an action of the AWS SDK integration. */
export interface SdkAction {
  readonly shape: ParameterShape;
  readonly required: readonly string[];
}

/** Tells what is known of an action: its parameters, that there is none of the name, or nothing. */
export type FindSdkAction = (service: string, action: string) => SdkAction | "missing" | undefined;

export const unknownField = (name: string): string => `The field "${name}" is not supported by Step Functions`;

/** What is wrong with parameters, and where in them. */
export interface ParameterProblem {
  readonly message: string;
  readonly path: DefinitionPath;
}

/** In the service's words, as far as they are known: it says so of text. */
const wrongType = (name: string, type: "STRING" | "BOOLEAN" | "ARRAY" | "OBJECT"): string =>
  `The value for the field '${name}' must be ${/^[AO]/.test(type) ? "an" : "a"} ${type}`;

/**
 * What is wrong with an action's parameters, in their order: names that it does not have, and values that cannot be what a
 * parameter holds. What is undefined only the execution knows, and null is the action's to refuse.
 */
export function shapeProblems(
  value: unknown,
  shape: ParameterShape,
  path: DefinitionPath = [],
): readonly ParameterProblem[] {
  if (value === undefined || value === null) return [];
  const name = String(path.findLast((step) => typeof step === "string") ?? "");
  const wrong = (type: Parameters<typeof wrongType>[1]) => [{ message: wrongType(name, type), path }];
  switch (shape.kind) {
    case "plain":
      return [];
    case "text":
      return typeof value === "string" ? [] : wrong("STRING");
    case "boolean":
      return typeof value === "boolean" ? [] : wrong("BOOLEAN");
    case "list":
      if (!Array.isArray(value)) return wrong("ARRAY");
      return value.flatMap((item: unknown, index) => shapeProblems(item, shape.item(), [...path, index]));
    case "map":
      if (!isFields(value)) return wrong("OBJECT");
      return Object.entries(value).flatMap(([key, member]) => shapeProblems(member, shape.value(), [...path, key]));
    case "structure":
      if (typeof value === "string" && shape.orText === true) return [];
      if (!isFields(value)) return wrong("OBJECT");
      return Object.entries(value).flatMap(([key, member]) => {
        const memberShape = shape.member(key);
        if (memberShape === undefined) return [{ message: unknownField(key), path: [...path, key] }];
        return shapeProblems(member, memberShape, [...path, key]);
      });
  }
}
