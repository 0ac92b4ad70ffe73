import type { JsonObject } from "../json.js";
import type { ExecutionRecord, StateRun } from "./execution.js";
import type { ScopeAdditions } from "./state-context.js";

/** The context object that expressions of a state see. @see AWS Step Functions developer guide, "Context object" */
export function contextObject(record: ExecutionRecord, run: StateRun, more: ScopeAdditions): JsonObject {
  const { start, startMs } = record;
  const mapItem = more.mapItem ?? run.strand.mapItem;
  return {
    Execution: {
      Id: start.executionArn,
      Input: start.input,
      Name: start.name,
      RoleArn: start.roleArn,
      StartTime: contextTime(startMs),
      RedriveCount: record.redriveCount,
      ...(record.redriveMs === undefined ? {} : { RedriveTime: contextTime(record.redriveMs) }),
    },
    StateMachine: { Id: start.stateMachineArn, Name: start.stateMachineName },
    State: {
      EnteredTime: contextTime(run.enteredAtMs),
      Name: run.node.name,
      ...("retry" in run.node ? { RetryCount: run.retryCount } : {}),
    },
    ...(more.taskToken === undefined ? {} : { Task: { Token: more.taskToken } }),
    ...(mapItem === undefined ? {} : { Map: { Item: mapItem } }),
  };
}

/** Times come again and again: that of the start in every state, that of a state in all of its fields. */
const recentTimes = new Map<number, string>();
const maxRecentTimes = 64;

/**
 * A time as the context object has it: in milliseconds, but without a fraction where that is zero
 * (`2025-08-27T10:04:42Z`). @see AWS Step Functions developer guide, "Context object fields"
 */
export function contextTime(timeMs: number): string {
  const known = recentTimes.get(timeMs);
  if (known !== undefined) return known;
  const text = new Date(timeMs).toISOString().replace(".000Z", "Z");
  if (recentTimes.size >= maxRecentTimes) recentTimes.clear();
  recentTimes.set(timeMs, text);
  return text;
}
