import type { EvaluationWorld } from "../jsonata/evaluate-expression.js";
import type { JsonObject, JsonValue } from "../json.js";

/** What the fields of a state are evaluated against. */
export interface EvaluationScope {
  /** The state's input. */
  readonly input: JsonValue;
  /** The result of the state's work, where there is one. */
  readonly result?: JsonValue | undefined;
  /** `{Error, Cause}`, in a catcher. */
  readonly errorOutput?: JsonValue | undefined;
  /** The context object. */
  context(): JsonObject;
  /** All variables in reach, by name without `$`. */
  variables(): Readonly<Record<string, JsonValue>>;
  readonly world: EvaluationWorld;
  /** Told what the data is after each step of its way through the state: `afterInputPath`, `afterArguments`, … */
  readonly inspect?: (stage: string, value: JsonValue) => void;
}

/** Computes a field's value; throws StateFailure. */
export type Evaluator<Value = JsonValue> = (scope: EvaluationScope) => Value;

/** What a state ends with: its output, and the variables that it assigns. */
export interface Completion {
  readonly output: JsonValue;
  readonly assigned: JsonObject | undefined;
}
