import type { JsonObject, JsonValue } from "../json.js";
import type { TaskResource } from "../machine/task-resource.js";
import type { TaskAnswer } from "./execution.js";
import type { MapRunRequest } from "./map-run-request.js";

/** Something that happened to an execution. Given the same signals at the same times it takes the same course. */
export type Signal =
  | { readonly kind: "start" }
  | { readonly kind: "timer"; readonly timerId: number }
  | { readonly kind: "taskSubmitted"; readonly taskId: number; readonly output: JsonValue }
  /** `final`: a failure of the task itself, even if no job was taken on. */
  | (TaskAnswer & { readonly taskId: number; readonly byToken?: boolean; readonly final?: boolean })
  | { readonly kind: "activityStarted"; readonly taskId: number; readonly workerName: string | undefined }
  | { readonly kind: "heartbeat"; readonly taskId: number }
  /** It ends at its next transition. */
  | { readonly kind: "machineDeleted" }
  /** Only for an execution that has ended without success. */
  | { readonly kind: "redrive" }
  | { readonly kind: "stop"; readonly error: string | undefined; readonly cause: string | undefined };

/** What an execution asks of the world around it. */
export type Effect =
  | { readonly kind: "setTimer"; readonly timerId: number; readonly atMs: number; readonly purpose: TimerPurpose }
  | { readonly kind: "clearTimer"; readonly timerId: number }
  | { readonly kind: "startTask"; readonly task: TaskRequest }
  | { readonly kind: "startMapRun"; readonly mapRun: MapRunRequest }
  /** The map run goes on with the children that did not succeed. */
  | { readonly kind: "redriveMapRun"; readonly taskId: number; readonly newTaskId: number }
  | { readonly kind: "cancelTask"; readonly taskId: number }
  | { readonly kind: "ended" };

/**
 * `pause`: the timer bounds a wait for a task token, which virtual time may hold. `deadline`: it bounds the whole execution,
 * in which a task may wait for its token. `limit`: it is the time for which the service lets an execution be open; virtual time
 * does not pass for its sake.
 */
export type TimerPurpose = "wait" | "retry" | "timeout" | "pause" | "deadline" | "limit";

/** A call of a Task state. */
export interface TaskRequest {
  readonly taskId: number;
  readonly stateName: string;
  readonly resource: TaskResource;
  readonly parameters: JsonValue;
  readonly taskToken: string | undefined;
  readonly roleArn: string | undefined;
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
  readonly retryCount: number;
  readonly context: JsonObject;
}
