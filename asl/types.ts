/**
 * The Amazon States Language as data: every field of a state machine definition that the service accepts.
 *
 * A value of these types is a parsed definition; whether it is a correct one is `validateDefinition`'s business.
 * Each state type has a JSONPath and a JSONata form. A state names its language itself or inherits it from the
 * machine, so the forms are told apart by their fields: what one language lacks is `never` there.
 *
 * @see https://states-language.net/spec.html, and the developer guide's page of each state type
 */
import type { JsonPathChoiceState, JsonataChoiceState } from "./types/choice-state.js";
import type { JsonPathMapState, JsonataMapState } from "./types/map-state.js";
import type { JsonPathParallelState, JsonataParallelState } from "./types/parallel-state.js";
import type {
  JsonPathFailState,
  JsonPathPassState,
  JsonPathSucceedState,
  JsonPathWaitState,
  JsonataFailState,
  JsonataPassState,
  JsonataSucceedState,
  JsonataWaitState,
} from "./types/plain-states.js";
import type { JsonPathTaskState, JsonataTaskState } from "./types/task-state.js";
import type { QueryLanguage } from "./types/values.js";

export type {
  AndRule,
  BooleanOperator,
  ChoiceRule,
  ComparisonOperator,
  DataTestRule,
  JsonPathChoice,
  JsonPathChoiceState,
  JsonataChoice,
  JsonataChoiceState,
  NestedChoiceRule,
  NotRule,
  NumericOperator,
  OrRule,
  PathOperator,
  StringOperator,
  TimestampOperator,
  TypeTestOperator,
} from "./types/choice-state.js";
export type {
  InputType,
  JsonPathItemBatcher,
  JsonPathItemReader,
  JsonPathReaderConfig,
  JsonPathResultWriter,
  JsonataItemBatcher,
  JsonataItemReader,
  JsonataReaderConfig,
  JsonataResultWriter,
  WriterConfig,
} from "./types/item-source.js";
export type { ItemProcessor, JsonPathMapState, JsonataMapState, ProcessorConfig } from "./types/map-state.js";
export type { JsonPathParallelState, JsonataParallelState } from "./types/parallel-state.js";
export type {
  JsonPathFailState,
  JsonPathPassState,
  JsonPathSucceedState,
  JsonPathWaitState,
  JsonataFailState,
  JsonataPassState,
  JsonataSucceedState,
  JsonataWaitState,
  OnlyOne,
} from "./types/plain-states.js";
export type {
  JsonPathCredentials,
  JsonPathTaskState,
  JsonataCredentials,
  JsonataTaskState,
} from "./types/task-state.js";
export type * from "./types/values.js";
export type { Catcher, JsonPathCatcher, JsonataCatcher, Retrier } from "./types/error-handling.js";

/** A whole definition. `TimeoutSeconds` is 1 to 99,999,999; `Version` is "1.0", its default. */
export interface StateMachine extends StateGraph {
  readonly QueryLanguage?: QueryLanguage;
  readonly Version?: string;
  readonly TimeoutSeconds?: number;
}

/** What a machine, a Parallel branch and a Map's processor have in common. */
export interface StateGraph {
  readonly Comment?: string;
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

export type State = JsonPathState | JsonataState;

export type JsonPathState =
  | JsonPathTaskState
  | JsonPathPassState
  | JsonPathChoiceState
  | JsonPathWaitState
  | JsonPathSucceedState
  | JsonPathFailState
  | JsonPathParallelState
  | JsonPathMapState;

export type JsonataState =
  | JsonataTaskState
  | JsonataPassState
  | JsonataChoiceState
  | JsonataWaitState
  | JsonataSucceedState
  | JsonataFailState
  | JsonataParallelState
  | JsonataMapState;

export type StateType = State["Type"];

export type TaskState = JsonPathTaskState | JsonataTaskState;

export type PassState = JsonPathPassState | JsonataPassState;

export type ChoiceState = JsonPathChoiceState | JsonataChoiceState;

export type WaitState = JsonPathWaitState | JsonataWaitState;

export type SucceedState = JsonPathSucceedState | JsonataSucceedState;

export type FailState = JsonPathFailState | JsonataFailState;

export type ParallelState = JsonPathParallelState | JsonataParallelState;

export type MapState = JsonPathMapState | JsonataMapState;
