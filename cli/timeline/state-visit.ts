import type { HistoryEvent } from "@aws-sdk/client-sfn";

/** One run through a state, from entering to leaving it. */
export interface StateVisit {
  readonly state: string;
  /** `Task`, `Choice`, `Pass`, `Parallel`, … */
  readonly type: string;
  /** 0 for the states of the machine itself, one more inside each Parallel and Map. */
  readonly depth: number;
  readonly enteredMs: number;
  /** When it was left, or else when its task last failed; absent while it runs. */
  readonly endedMs?: number;
  /** How often its task was started; more than 1 after retries. 0 for states without a task. */
  readonly attempts: number;
  /** The resource of its task: `lambda:invoke`, `dynamodb:updateItem`, `dynamodb:putItem.waitForTaskToken`. */
  readonly resource?: string;
  /** How its task, or else the state, ended. */
  readonly result?: VisitResult;
  /** The execution of another machine that it started, where it waited for that. */
  readonly nestedExecution?: string;
}

export type VisitResult =
  | { readonly kind: "value"; readonly json: string }
  | { readonly kind: "error"; readonly error: string; readonly cause: string };

/** How an execution stands: its status, and its output or error. */
export interface ExecutionEnd {
  readonly status: "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";
  readonly startedMs: number;
  readonly endedMs?: number;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
type OpenVisit = Mutable<StateVisit>;

/**
 * Folds the history of an execution into its visits to states, in the order in which they were entered.
 *
 * Each event belongs to the innermost open visit of the event before it (`previousEventId`), so branches that run at the
 * same time are kept apart.
 */
export function readVisits(events: readonly HistoryEvent[]): readonly StateVisit[] {
  const visits: OpenVisit[] = [];
  const openAfter = new Map<number, readonly OpenVisit[]>();
  for (const event of events) {
    const open = openAfter.get(event.previousEventId ?? 0) ?? [];
    openAfter.set(event.id ?? 0, advance(event, open, visits));
  }
  return visits;
}

function advance(event: HistoryEvent, open: readonly OpenVisit[], visits: OpenVisit[]): readonly OpenVisit[] {
  const entered = event.stateEnteredEventDetails?.name;
  if (entered !== undefined) {
    const type = event.type?.replace(/StateEntered$/, "") ?? "";
    const visit: OpenVisit = { state: entered, type, depth: open.length, enteredMs: timeOf(event), attempts: 0 };
    visits.push(visit);
    return [...open, visit];
  }
  const exited = event.stateExitedEventDetails;
  if (exited !== undefined) {
    const index = open.findLastIndex(({ state }) => state === exited.name);
    const visit = open[index];
    if (visit === undefined) return open;
    visit.endedMs = timeOf(event);
    visit.result ??= { kind: "value", json: exited.output ?? "null" };
    return open.slice(0, index);
  }
  const innermost = open.at(-1);
  if (innermost !== undefined) applyTaskEvent(event, innermost);
  return open;
}

function applyTaskEvent(event: HistoryEvent, visit: OpenVisit): void {
  const scheduled = event.taskScheduledEventDetails;
  if (scheduled !== undefined || event.type?.endsWith("FunctionScheduled") === true) {
    visit.attempts += 1;
    delete visit.result;
    delete visit.endedMs;
  }
  if (scheduled !== undefined) {
    visit.resource = `${scheduled.resourceType?.replace("aws-sdk:", "") ?? ""}:${scheduled.resource ?? ""}`;
  }
  const submitted = parse(event.taskSubmittedEventDetails?.output);
  if (isObject(submitted) && typeof submitted["ExecutionArn"] === "string") {
    visit.nestedExecution = submitted["ExecutionArn"];
  }
  const output = event.taskSucceededEventDetails?.output ?? event.lambdaFunctionSucceededEventDetails?.output;
  if (output !== undefined) visit.result = { kind: "value", json: output };
  const failure =
    event.taskFailedEventDetails ??
    event.taskTimedOutEventDetails ??
    event.taskStartFailedEventDetails ??
    event.taskSubmitFailedEventDetails ??
    event.lambdaFunctionFailedEventDetails ??
    event.lambdaFunctionTimedOutEventDetails ??
    event.evaluationFailedEventDetails;
  if (failure !== undefined) {
    visit.result = { kind: "error", error: failure.error ?? "", cause: failure.cause ?? "" };
    visit.endedMs = timeOf(event);
  }
}

/** How the execution stands after its history so far. */
export function readEnd(events: readonly HistoryEvent[]): ExecutionEnd {
  const first = events[0];
  const last = events.at(-1);
  const startedMs = first === undefined ? 0 : timeOf(first);
  const failure =
    last?.executionFailedEventDetails ?? last?.executionTimedOutEventDetails ?? last?.executionAbortedEventDetails;
  const ended = last === undefined ? {} : { endedMs: timeOf(last) };
  const why = {
    ...(failure?.error === undefined ? {} : { error: failure.error }),
    ...(failure?.cause === undefined ? {} : { cause: failure.cause }),
  };
  switch (last?.type) {
    case "ExecutionSucceeded":
      return {
        status: "SUCCEEDED",
        startedMs,
        ...ended,
        output: last.executionSucceededEventDetails?.output ?? "null",
      };
    case "ExecutionFailed":
      return { status: "FAILED", startedMs, ...ended, ...why };
    case "ExecutionTimedOut":
      return { status: "TIMED_OUT", startedMs, ...ended, ...why };
    case "ExecutionAborted":
      return { status: "ABORTED", startedMs, ...ended, ...why };
    default:
      return { status: "RUNNING", startedMs };
  }
}

function timeOf(event: HistoryEvent): number {
  return event.timestamp?.getTime() ?? 0;
}

function parse(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
