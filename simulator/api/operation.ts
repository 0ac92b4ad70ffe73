import type { JsonObject } from "../json.js";
import type { StepFunctions } from "../service/step-functions.js";
import type { InputOf, OperationName } from "./input-shape.js";

/** What an operation may need beside its input. */
export interface OperationContext {
  readonly service: StepFunctions;
  /** Gives a signal that ends when the client goes away; none where it cannot. */
  readonly whenGone: () => AbortSignal | undefined;
}

/** Answers an operation, or throws ServiceError. */
export type Operation<Name extends OperationName> = (
  input: InputOf<Name>,
  context: OperationContext,
) => JsonObject | Promise<JsonObject>;

export type OperationTable = { readonly [Name in OperationName]?: Operation<Name> };

/** Members that have no value do not appear in an answer. */
export function present(members: Readonly<Record<string, JsonObject[string] | undefined>>): JsonObject {
  const view: Record<string, JsonObject[string]> = {};
  for (const [name, value] of Object.entries(members)) if (value !== undefined) view[name] = value;
  return view;
}

/** Times on the wire: seconds since the epoch, with milliseconds. */
export const seconds = (timeMs: number): number => timeMs / 1000;
