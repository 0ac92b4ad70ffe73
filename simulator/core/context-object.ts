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
      StartTime: isoTime(startMs),
      RedriveCount: record.redriveCount,
      ...(record.redriveMs === undefined ? {} : { RedriveTime: isoTime(record.redriveMs) }),
    },
    StateMachine: { Id: start.stateMachineArn, Name: start.stateMachineName },
    State: {
      EnteredTime: isoTime(run.enteredAtMs),
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

function isoTime(timeMs: number): string {
  const known = recentTimes.get(timeMs);
  if (known !== undefined) return known;
  const text = new Date(timeMs).toISOString();
  if (recentTimes.size >= maxRecentTimes) recentTimes.clear();
  recentTimes.set(timeMs, text);
  return text;
}
