import { type DefinitionPath, formatLocation, inlineMapFields, walkStates } from "../../asl/index.js";
import type { JsonValue } from "../json.js";
import { DefinitionError } from "./definition-error.js";

/** What an inline Map cannot do, and its definition asks for. */
export interface InlineMapProblem {
  readonly message: string;
  readonly path: DefinitionPath;
}

/**
 * The inline Maps of a machine that ask for what only distributed ones do. AWS does not say what becomes of these fields
 * there; without them the Map would run over other items than it names, or leave its results elsewhere.
 */
export function inlineMapProblems(definition: JsonValue | undefined): readonly InlineMapProblem[] {
  return [...walkStates(definition)]
    .filter(({ fields }) => fields["Type"] === "Map")
    .flatMap(({ fields, path }) => inlineMapFields(fields).essential.map((field) => problem(field, path)));
}

/** Throws DefinitionError for the first one. */
export function refuseInlineMapProblems(definition: JsonValue | undefined): void {
  const [first] = inlineMapProblems(definition);
  if (first !== undefined)
    throw new DefinitionError("SCHEMA_VALIDATION_FAILED", first.message, formatLocation(first.path));
}

/** What is said of the fields that AWS takes in an inline Map, and that do nothing there. */
export function inlineMapNotices(definition: JsonValue | undefined): readonly string[] {
  return [...walkStates(definition)]
    .filter(({ fields }) => fields["Type"] === "Map")
    .flatMap(({ name, fields }) => {
      const { withoutEffect } = inlineMapFields(fields);
      if (withoutEffect.length === 0) return [];
      return [
        `The Map '${name}' is inline, so ${withoutEffect.join(" and ")} does nothing: one iteration that fails fails the Map. A distributed Map (ProcessorConfig.Mode DISTRIBUTED) tolerates failures.`,
      ];
    });
}

function problem(field: string, path: DefinitionPath): InlineMapProblem {
  return {
    message: `Field '${field}' is only supported in a Map state whose ProcessorConfig has the Mode 'DISTRIBUTED'`,
    path,
  };
}
