import { nextScheduleTime, parseSchedule, type Schedule } from "../schedule/schedule-expression.js";
import { isTimeZone } from "../schedule/time-zone.js";
import { checkArn } from "../wire/arn.js";
import { AwsError, validationError } from "../wire/aws-error.js";
import { page, pageLimit } from "../wire/page.js";
import { readInput } from "../wire/read-input.js";
import { type ScheduleInput, scheduleShape } from "./schedule-shapes.js";
import { scheduleKey, type SchedulerState, type StoredSchedule } from "./schedule-state.js";

const namePattern = /^[0-9a-zA-Z_.-]{1,64}$/;

export function createSchedule(state: SchedulerState, name: string, json: unknown): unknown {
  const input = readInput(scheduleShape, json);
  if (state.schedules.has(scheduleKey(input.GroupName ?? "default", name)))
    throw new AwsError("ConflictException", `Schedule ${name} already exists.`, { status: 409 });
  return { ScheduleArn: store(state, name, input, state.clock.nowMs()).arn };
}

/** Replaces a schedule: what the request leaves out falls back to its default. */
export function updateSchedule(state: SchedulerState, name: string, json: unknown): unknown {
  const input = readInput(scheduleShape, json);
  const { createdAtMs } = findSchedule(state, input.GroupName, name);
  return { ScheduleArn: store(state, name, input, createdAtMs).arn };
}

const defaultRetryPolicy = { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 };

export function getSchedule(state: SchedulerState, name: string, groupName: string | undefined): unknown {
  const stored = findSchedule(state, groupName, name);
  const { ClientToken: _token, ...shown } = stored.input;
  return {
    ActionAfterCompletion: "NONE",
    ScheduleExpressionTimezone: "UTC",
    State: "ENABLED",
    ...shown,
    Target: { ...shown.Target, RetryPolicy: { ...defaultRetryPolicy, ...shown.Target.RetryPolicy } },
    Arn: stored.arn,
    Name: stored.name,
    GroupName: stored.groupName,
    CreationDate: stored.createdAtMs / 1000,
    LastModificationDate: stored.modifiedAtMs / 1000,
  };
}

export function deleteSchedule(state: SchedulerState, name: string, groupName: string | undefined): unknown {
  const stored = findSchedule(state, groupName, name);
  state.schedules.delete(scheduleKey(stored.groupName, name));
  return {};
}

export function listSchedules(state: SchedulerState, query: URLSearchParams): unknown {
  const wanted = (name: string) => query.get(name) ?? undefined;
  const found = [...state.schedules.values()].filter(
    ({ groupName, name, input }) =>
      (wanted("ScheduleGroup") ?? groupName) === groupName &&
      name.startsWith(wanted("NamePrefix") ?? "") &&
      (wanted("State") ?? input.State ?? "ENABLED") === (input.State ?? "ENABLED"),
  );
  const { items, next } = page(found, wanted("NextToken"), pageLimit(query));
  const Schedules = items.map(({ arn, name, groupName, input, createdAtMs, modifiedAtMs }) => ({
    Arn: arn,
    Name: name,
    GroupName: groupName,
    State: input.State ?? "ENABLED",
    CreationDate: createdAtMs / 1000,
    LastModificationDate: modifiedAtMs / 1000,
    Target: { Arn: input.Target.Arn },
  }));
  return { Schedules, ...(next && { NextToken: next }) };
}

function store(state: SchedulerState, name: string, input: ScheduleInput, createdAtMs: number): StoredSchedule {
  if (!namePattern.test(name))
    throw validationError(
      `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [0-9a-zA-Z-_.]+`,
    );
  checkArn(input.Target.Arn);
  const groupName = input.GroupName ?? "default";
  if (!state.groups.has(groupName))
    throw new AwsError("ResourceNotFoundException", `Schedule group ${groupName} does not exist.`, { status: 404 });
  if (input.FlexibleTimeWindow.Mode === "FLEXIBLE" && input.FlexibleTimeWindow.MaximumWindowInMinutes === undefined)
    throw validationError("MaximumWindowInMinutes must be provided when flexible time window mode is FLEXIBLE.");
  if (input.FlexibleTimeWindow.Mode === "OFF" && input.FlexibleTimeWindow.MaximumWindowInMinutes !== undefined)
    throw validationError("MaximumWindowInMinutes must not be provided when flexible time window mode is OFF.");
  const nowMs = state.clock.nowMs();
  const schedule = readSchedule(input);
  const startMs = Math.max(nowMs, (input.StartDate ?? 0) * 1000);
  const stored: StoredSchedule = {
    name,
    groupName,
    arn: `arn:aws:scheduler:${state.region}:${state.accountId}:schedule/${groupName}/${name}`,
    input,
    schedule,
    createdAtMs,
    modifiedAtMs: nowMs,
    startMs,
    nextAtMs: firstTime(schedule, startMs, input.EndDate),
  };
  state.schedules.set(scheduleKey(groupName, name), stored);
  state.onChange();
  return stored;
}

/** A rate starts at once; a calendar at its first minute; all end before their end. */
function firstTime(schedule: Schedule, startMs: number, endSeconds: number | undefined): number | undefined {
  const first = schedule.kind === "rate" ? startMs : nextScheduleTime(schedule, startMs - 1, startMs);
  return first !== undefined && endSeconds !== undefined && first > endSeconds * 1000 ? undefined : first;
}

function readSchedule({ ScheduleExpression, ScheduleExpressionTimezone: zone = "UTC" }: ScheduleInput): Schedule {
  if (!isTimeZone(zone)) throw validationError(`Invalid time zone ${zone}.`);
  const schedule = parseSchedule(ScheduleExpression, zone);
  if (schedule === undefined) throw validationError(`Invalid Schedule Expression ${ScheduleExpression}.`);
  return schedule;
}

function findSchedule(state: SchedulerState, groupName: string | undefined, name: string): StoredSchedule {
  const stored = state.schedules.get(scheduleKey(groupName ?? "default", name));
  if (stored !== undefined) return stored;
  throw new AwsError("ResourceNotFoundException", `Schedule ${name} does not exist.`, { status: 404 });
}
