import { AwsError } from "../../wire/aws-error.js";
import { page } from "../../wire/page.js";
import { readInput } from "../../wire/read-input.js";
import { integer, structure, text } from "../../wire/shape.js";
import { type ApiDestination, arnOf, type EventBridgeState, notFound } from "../bus-state.js";
import { defaultRateLimit } from "../destination-turns.js";

const name = text({ min: 1, max: 64, pattern: "[\\.\\-_A-Za-z0-9]+" });
const members = {
  Name: name,
  Description: text({ max: 512 }),
  ConnectionArn: text({ min: 1, max: 1600 }),
  InvocationEndpoint: text({ min: 1, max: 2048 }),
  HttpMethod: text({ values: ["POST", "GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"] }),
  InvocationRateLimitPerSecond: integer({ min: 1 }),
};
const createShape = structure(members, ["Name", "ConnectionArn", "InvocationEndpoint", "HttpMethod"]);
const updateShape = structure(members, ["Name"]);
const nameShape = structure({ Name: name }, ["Name"]);
const listShape = structure({
  NamePrefix: text(),
  ConnectionArn: text(),
  NextToken: text(),
  Limit: integer({ min: 1, max: 100 }),
});

export function createApiDestination(state: EventBridgeState, json: unknown): unknown {
  const request = readInput(createShape, json);
  if (state.destinations.has(request.Name))
    throw new AwsError("ResourceAlreadyExistsException", `An api-destination '${request.Name}' already exists.`);
  checkConnection(state, request.ConnectionArn);
  const destination: ApiDestination = {
    name: request.Name,
    arn: arnOf(state, `api-destination/${request.Name}/${state.newId()}`),
    connectionArn: request.ConnectionArn,
    endpoint: request.InvocationEndpoint,
    method: request.HttpMethod,
    rateLimit: request.InvocationRateLimitPerSecond ?? defaultRateLimit,
    description: request.Description,
    createdAtMs: state.clock.nowMs(),
  };
  state.destinations.set(destination.name, destination);
  return summary(destination);
}

export function updateApiDestination(state: EventBridgeState, json: unknown): unknown {
  const request = readInput(updateShape, json);
  const present = find(state, request.Name);
  if (request.ConnectionArn !== undefined) checkConnection(state, request.ConnectionArn);
  const updated: ApiDestination = {
    ...present,
    connectionArn: request.ConnectionArn ?? present.connectionArn,
    endpoint: request.InvocationEndpoint ?? present.endpoint,
    method: request.HttpMethod ?? present.method,
    rateLimit: request.InvocationRateLimitPerSecond ?? present.rateLimit,
    description: request.Description ?? present.description,
  };
  state.destinations.set(updated.name, updated);
  return summary(updated);
}

export function deleteApiDestination(state: EventBridgeState, json: unknown): unknown {
  state.destinations.delete(find(state, readInput(nameShape, json).Name).name);
  return {};
}

export function describeApiDestination(state: EventBridgeState, json: unknown): unknown {
  return details(find(state, readInput(nameShape, json).Name));
}

export function listApiDestinations(state: EventBridgeState, json: unknown): unknown {
  const { NamePrefix = "", ConnectionArn, NextToken, Limit } = readInput(listShape, json);
  const all = [...state.destinations.values()].filter(
    (one) => one.name.startsWith(NamePrefix) && (ConnectionArn === undefined || one.connectionArn === ConnectionArn),
  );
  const { items, next } = page(all, NextToken, Limit);
  return { ApiDestinations: items.map(details), ...(next && { NextToken: next }) };
}

function find(state: EventBridgeState, wanted: string): ApiDestination {
  const destination = state.destinations.get(wanted);
  if (destination === undefined)
    throw notFound(`Failed to describe the api-destination(s). An api-destination '${wanted}' does not exist.`);
  return destination;
}

function checkConnection(state: EventBridgeState, arn: string): void {
  if ([...state.connections.values()].some((connection) => connection.arn === arn)) return;
  throw notFound(`Connection '${arn}' does not exist.`);
}

function summary(destination: ApiDestination): object {
  const time = destination.createdAtMs / 1000;
  return {
    ApiDestinationArn: destination.arn,
    ApiDestinationState: "ACTIVE",
    CreationTime: time,
    LastModifiedTime: time,
  };
}

function details(destination: ApiDestination): object {
  return {
    ...summary(destination),
    Name: destination.name,
    Description: destination.description,
    ConnectionArn: destination.connectionArn,
    InvocationEndpoint: destination.endpoint,
    HttpMethod: destination.method,
    InvocationRateLimitPerSecond: destination.rateLimit,
  };
}
