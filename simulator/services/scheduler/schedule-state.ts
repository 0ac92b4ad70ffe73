import type { Schedule } from "../schedule/schedule-expression.js";
import type { ServiceOutlet, ServicePlace } from "../service-place.js";
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
export interface SchedulerState extends ServicePlace, ServiceOutlet {
  readonly groups: Map<string, ScheduleGroup>;
  /** By group and name. */
  readonly schedules: Map<string, StoredSchedule>;
  readonly failures: { readonly scheduleArn: string; readonly targetArn: string; readonly reason: string }[];
  /** Called when a schedule was added or changed, so that timers can follow. */
  readonly onChange: () => void;
}

export function scheduleKey(groupName: string, name: string): string {
  return `${groupName}/${name}`;
}
