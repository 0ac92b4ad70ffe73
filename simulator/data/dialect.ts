import type { Completion, Evaluator } from "../core/evaluation-scope.js";
import type { JsonObject } from "../json.js";
import type { ChoiceRule, DataFlow, MapItem, WaitTarget } from "../machine/state-node.js";

/** A state's definition and its place in the machine's: a JSON pointer. */
export interface StateSource {
  readonly definition: JsonObject;
  readonly pointer: string;
  /** What fields of this part are called in messages: `ItemReader/`. */
  readonly prefix?: string;
}

/** Compiles what a query language gives a say in: data flow and the fields that may be computed. */
export interface Dialect {
  flow(state: StateSource): DataFlow;
  choiceRule(state: StateSource, index: number): ChoiceRule;
  /** What a catcher passes on; evaluated with `errorOutput` in scope. */
  catcher(state: StateSource, index: number): Evaluator<Completion>;
  waitTarget(state: StateSource): WaitTarget;
  /** A whole number: `TimeoutSeconds`, `HeartbeatSeconds`, `MaxConcurrency`. `undefined` when the field is absent. */
  integer(state: StateSource, field: string): Evaluator<number> | undefined;
  /** As `integer`, for `ToleratedFailurePercentage`. */
  float(state: StateSource, field: string): Evaluator<number> | undefined;
  /** Text: `Error` and `Cause` of a Fail state. */
  text(state: StateSource, field: string): Evaluator<string> | undefined;
  /** The role in the `Credentials` of a Task state. */
  roleArn(state: StateSource): Evaluator<string> | undefined;
  /** A whole template: the parameters of an `ItemReader`, … */
  template(state: StateSource, field: string): Evaluator | undefined;
  mapItems(state: StateSource): Evaluator<readonly MapItem[]>;
  itemSelector(state: StateSource): Evaluator | undefined;
}
