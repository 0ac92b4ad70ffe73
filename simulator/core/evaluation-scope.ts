import type { EvaluationWorld } from "../jsonata/evaluate-expression.js";
import type { ExpressionBindings } from "../jsonata/expression-bindings.js";
import type { JsonObject, JsonValue } from "../json.js";

/** What the fields of a state are evaluated against. */
export interface EvaluationScope extends ExpressionBindings {
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
