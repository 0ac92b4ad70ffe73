import { AwsError, validationError } from "../../wire/aws-error.js";
import { readInput } from "../../wire/read-input.js";
import { integer, list, structure, text } from "../../wire/shape.js";
import { page } from "../../wire/page.js";
import { createBus, type EventBridgeState, type EventBus, findBus } from "../bus-state.js";
import { busName } from "./rules.js";

const name = text({ min: 1, max: 256, pattern: "[/\\.\\-_A-Za-z0-9]+" });
const tags = list(structure({ Key: text({ min: 1, max: 128 }), Value: text({ max: 256 }) }, ["Key", "Value"]));
const createShape = structure({ Name: name, Description: text({ max: 512 }), Tags: tags }, ["Name"]);
const nameShape = structure({ Name: name }, ["Name"]);
const optionalName = structure({ Name: busName });
const listShape = structure({ NamePrefix: text(), NextToken: text(), Limit: integer({ min: 1, max: 100 }) });

export function createEventBus(state: EventBridgeState, json: unknown): unknown {
  const request = readInput(createShape, json);
  if (state.buses.has(request.Name))
    throw new AwsError("ResourceAlreadyExistsException", `Event bus ${request.Name} already exists.`);
  if (request.Name.includes("/")) throw validationError("Event bus name must not contain '/'.");
  const bus = createBus(state, request.Name);
  state.tags.set(bus.arn, new Map(request.Tags?.map(({ Key, Value }) => [Key, Value])));
  return { EventBusArn: bus.arn };
}

export function deleteEventBus(state: EventBridgeState, json: unknown): unknown {
  const { Name } = readInput(nameShape, json);
  if (Name === "default") throw validationError("Cannot delete event bus default.");
  const bus = state.buses.get(Name);
  if (bus !== undefined && bus.rules.size > 0)
    throw validationError(`Cannot delete event bus ${Name} since it contains rules.`);
  state.buses.delete(Name);
  return {};
}

export function describeEventBus(state: EventBridgeState, json: unknown): unknown {
  return describe(findBus(state, readInput(optionalName, json).Name));
}

export function listEventBuses(state: EventBridgeState, json: unknown): unknown {
  const { NamePrefix = "", NextToken, Limit } = readInput(listShape, json);
  const buses = [...state.buses.values()].filter((bus) => bus.name.startsWith(NamePrefix));
  const { items, next } = page(buses, NextToken, Limit);
  return { EventBuses: items.map(describe), ...(next && { NextToken: next }) };
}

function describe(bus: EventBus): object {
  return { Name: bus.name, Arn: bus.arn, CreationTime: bus.createdAtMs / 1000 };
}
