import { checkArn } from "../../wire/arn.js";
import { readInput } from "../../wire/read-input.js";
import { list, structure, text } from "../../wire/shape.js";
import { busNameOf, type EventBridgeState, notFound } from "../bus-state.js";

const arn = text({ min: 1, max: 1600 });
const tags = list(structure({ Key: text({ min: 1, max: 128 }), Value: text({ max: 256 }) }, ["Key", "Value"]));
const tagShape = structure({ ResourceARN: arn, Tags: tags }, ["ResourceARN", "Tags"]);
const untagShape = structure({ ResourceARN: arn, TagKeys: list(text()) }, ["ResourceARN", "TagKeys"]);
const listShape = structure({ ResourceARN: arn }, ["ResourceARN"]);

export function tagResource(state: EventBridgeState, json: unknown): unknown {
  const { ResourceARN, Tags } = readInput(tagShape, json);
  checkTagged(state, ResourceARN);
  const present = state.tags.get(ResourceARN) ?? new Map<string, string>();
  for (const { Key, Value } of Tags) present.set(Key, Value);
  state.tags.set(ResourceARN, present);
  return {};
}

export function untagResource(state: EventBridgeState, json: unknown): unknown {
  const { ResourceARN, TagKeys } = readInput(untagShape, json);
  checkTagged(state, ResourceARN);
  for (const key of TagKeys) state.tags.get(ResourceARN)?.delete(key);
  return {};
}

export function listTagsForResource(state: EventBridgeState, json: unknown): unknown {
  const { ResourceARN } = readInput(listShape, json);
  checkTagged(state, ResourceARN);
  return { Tags: [...(state.tags.get(ResourceARN) ?? [])].map(([Key, Value]) => ({ Key, Value })) };
}

/** Refuses what is neither the ARN of a bus nor that of a rule: only these have tags. */
function checkTagged(state: EventBridgeState, arn: string): void {
  checkArn(arn);
  const buses = [...state.buses.values()];
  if (buses.some((bus) => bus.arn === arn || [...bus.rules.values()].some((rule) => rule.arn === arn))) return;
  const [, busName = "default", name] = /:rule\/(?:(.+)\/)?([^/]+)$/.exec(arn) ?? [];
  if (name !== undefined) throw notFound(`Rule ${name} does not exist on EventBus ${busName}.`);
  throw notFound(`Event bus ${busNameOf(arn)} does not exist.`);
}
