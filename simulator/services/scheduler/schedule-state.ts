import type { Deliver } from "../delivery.js";
import type { Schedule } from "../schedule/schedule-expression.js";
import type { ServiceClock } from "../service-clock.js";
import type { ScheduleInput } from "./schedule-shapes.js";

/** A schedule as it was asked for, with what follows from it. */
export interface StoredSchedule {
  readonly name: string;
  readonly groupName: string;
  readonly arn: string;
  readonly input: ScheduleInput;
  readonly schedule: Schedule;
  readonly createdAtMs: number;
  readonly modifiedAtMs: number;
  /** Where rates count from. */
  readonly startMs: number;
  nextAtMs: number | undefined;
}

export interface ScheduleGroup {
  readonly name: string;
  readonly arn: string;
  readonly createdAtMs: number;
}

/** Everything that the operations of EventBridge Scheduler read and change. */
export interface SchedulerState {
  readonly clock: ServiceClock;
  readonly region: string;
  readonly accountId: string;
  readonly deliver: Deliver;
  readonly newId: () => string;
  readonly groups: Map<string, ScheduleGroup>;
  /** By group and name. */
  readonly schedules: Map<string, StoredSchedule>;
  readonly failures: { readonly scheduleArn: string; readonly targetArn: string; readonly reason: string }[];
  readonly pending: Set<Promise<void>>;
  /** Called when a schedule was added or changed, so that timers can follow. */
  readonly onChange: () => void;
}

export function scheduleKey(groupName: string, name: string): string {
  return `${groupName}/${name}`;
}
