import { AwsError, validationError } from "../wire/aws-error.js";
import { page, pageLimit } from "../wire/page.js";
import { readInput } from "../wire/read-input.js";
import { notSimulated, structure, text } from "../wire/shape.js";
import type { ScheduleGroup, SchedulerState } from "./schedule-state.js";

const createShape = structure({
  ClientToken: text({ min: 1, max: 64 }),
  Tags: notSimulated("Tags of schedule groups"),
});

export function createGroup(state: SchedulerState, name: string, json: unknown): unknown {
  readInput(createShape, json);
  if (!/^[0-9a-zA-Z_.-]{1,64}$/.test(name)) throw validationError(`Invalid schedule group name ${name}.`);
  if (state.groups.has(name))
    throw new AwsError("ConflictException", `Schedule group ${name} already exists.`, { status: 409 });
  return { ScheduleGroupArn: addGroup(state, name).arn };
}

export function addGroup(state: SchedulerState, name: string): ScheduleGroup {
  const arn = `arn:aws:scheduler:${state.region}:${state.accountId}:schedule-group/${name}`;
  const group = { name, arn, createdAtMs: state.clock.nowMs() };
  state.groups.set(name, group);
  return group;
}

export function getGroup(state: SchedulerState, name: string): unknown {
  return describe(findGroup(state, name));
}

/** Deletes a group and every schedule in it. */
export function deleteGroup(state: SchedulerState, name: string): unknown {
  if (name === "default") throw validationError("The default schedule group cannot be deleted.");
  findGroup(state, name);
  state.groups.delete(name);
  for (const [key, { groupName }] of [...state.schedules]) if (groupName === name) state.schedules.delete(key);
  return {};
}

export function listGroups(state: SchedulerState, query: URLSearchParams): unknown {
  const found = [...state.groups.values()].filter(({ name }) => name.startsWith(query.get("NamePrefix") ?? ""));
  const { items, next } = page(found, query.get("NextToken") ?? undefined, pageLimit(query));
  return { ScheduleGroups: items.map(describe), ...(next && { NextToken: next }) };
}

function findGroup(state: SchedulerState, name: string): ScheduleGroup {
  const group = state.groups.get(name);
  if (group !== undefined) return group;
  throw new AwsError("ResourceNotFoundException", `Schedule group ${name} does not exist.`, { status: 404 });
}

function describe({ name, arn, createdAtMs }: ScheduleGroup): object {
  const time = createdAtMs / 1000;
  return { Arn: arn, Name: name, State: "ACTIVE", CreationDate: time, LastModificationDate: time };
}
