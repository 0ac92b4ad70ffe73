import type { OperationName } from "../api/input-shape.js";
import type { ExecutionStart } from "../core/execution.js";
import type { ExecutionLog } from "../engine/execution-log.js";
import type { JsonObject } from "../json.js";

/** Takes down what happens in a service, so that it can be brought back to where it was. */
export interface ServiceLog extends ExecutionLog {
  /** An operation has changed machines, activities, tags or map runs. */
  operation(name: OperationName, input: JsonObject, ids: readonly string[], atMs: number): void;
  started(from: StartedFrom, startMs: number, seed: string): void;
}

/** An execution with what it was started from: its machine, a version of it, or an alias that chose the version. */
export interface StartedFrom {
  readonly start: ExecutionStart;
  readonly version: number | undefined;
  readonly alias: string | undefined;
  readonly traceHeader: string | undefined;
}
