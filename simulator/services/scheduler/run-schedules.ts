import { nextScheduleTime } from "../schedule/schedule-expression.js";
import { scheduleKey, type SchedulerState, type StoredSchedule } from "./schedule-state.js";

/** When a schedule that is on is due next. */
export function nextDueMs(state: SchedulerState): number | undefined {
  const times = [...state.schedules.values()].filter(isEnabled).flatMap(({ nextAtMs }) => nextAtMs ?? []);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Invokes the targets of every schedule whose time has come, once for each time. */
export function runDueSchedules(state: SchedulerState): void {
  for (const stored of [...state.schedules.values()].filter(isEnabled)) {
    while (stored.nextAtMs !== undefined && stored.nextAtMs <= state.clock.nowMs()) {
      const atMs = stored.nextAtMs;
      stored.nextAtMs = timeAfter(stored, atMs);
      const delivery = invokeTarget(state, stored, atMs).finally(() => state.pending.delete(delivery));
      state.pending.add(delivery);
    }
    if (stored.nextAtMs === undefined && stored.input.ActionAfterCompletion === "DELETE")
      state.schedules.delete(scheduleKey(stored.groupName, stored.name));
  }
}

function isEnabled({ input }: StoredSchedule): boolean {
  return input.State !== "DISABLED";
}

function timeAfter({ schedule, startMs, input }: StoredSchedule, atMs: number): number | undefined {
  const next = nextScheduleTime(schedule, atMs, startMs);
  return next !== undefined && input.EndDate !== undefined && next > input.EndDate * 1000 ? undefined : next;
}

async function invokeTarget(state: SchedulerState, stored: StoredSchedule, atMs: number): Promise<void> {
  const { Arn, Input, SqsParameters, EventBridgeParameters, DeadLetterConfig } = stored.input.Target;
  const payload = fillContext(Input ?? defaultInput(state, stored, atMs), state, stored, atMs);
  const event = EventBridgeParameters && {
    source: EventBridgeParameters.Source,
    detailType: EventBridgeParameters.DetailType,
  };
  try {
    await state.deliver(Arn, payload, { from: "scheduler", messageGroupId: SqsParameters?.MessageGroupId, event });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    state.failures.push({ scheduleArn: stored.arn, targetArn: Arn, reason });
    if (DeadLetterConfig?.Arn === undefined) return;
    await state.deliver(DeadLetterConfig.Arn, payload, { from: "scheduler" }).catch((late: unknown) => {
      state.failures.push({ scheduleArn: stored.arn, targetArn: DeadLetterConfig.Arn ?? "", reason: String(late) });
    });
  }
}

/** What a target without an input of its own gets. */
function defaultInput(state: SchedulerState, stored: StoredSchedule, atMs: number): string {
  return JSON.stringify({
    version: "0",
    id: state.newId(),
    "detail-type": "Scheduled Event",
    source: "aws.scheduler",
    account: state.accountId,
    time: new Date(atMs).toISOString().replace(/\.\d+Z$/, "Z"),
    region: state.region,
    resources: [stored.arn],
    detail: "{}",
  });
}

/** Fills the context attributes in, such as `<aws.scheduler.scheduled-time>`. */
function fillContext(input: string, state: SchedulerState, stored: StoredSchedule, atMs: number): string {
  const values: Readonly<Record<string, string>> = {
    "schedule-arn": stored.arn,
    "scheduled-time": new Date(atMs).toISOString().replace(/\.\d+Z$/, "Z"),
    "execution-id": state.newId(),
    "attempt-number": "1",
  };
  return input.replace(/<aws\.scheduler\.([a-z-]+)>/g, (found, name: string) => values[name] ?? found);
}
