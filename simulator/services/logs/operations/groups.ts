import { bool, list, notSimulated, structure, text } from "../../wire/shape.js";
import { trimGroup } from "../log-events.js";
import {
  alreadyExists,
  ensureGroup,
  findGroup,
  invalidParameter,
  type LogGroup,
  type LogsState,
} from "../log-group.js";
import { eventOverhead } from "../log-events.js";
import { deleteStreams } from "./streams.js";
import { groupIdentifier, groupName, nextToken, pageLimit, pageOf, readRequest, tags } from "../request-shapes.js";

const classes = text({ values: ["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"] });

const createShape = structure(
  {
    logGroupName: groupName,
    kmsKeyId: text({ max: 256 }),
    tags,
    logGroupClass: classes,
    deletionProtectionEnabled: notSimulated("deletionProtectionEnabled"),
  },
  ["logGroupName"],
);

export function createLogGroup(state: LogsState, json: unknown): object {
  const { logGroupName, kmsKeyId, tags: given = {}, logGroupClass } = readRequest(createShape, json);
  if (state.groups.has(logGroupName)) throw alreadyExists("log group");
  ensureGroup(state, logGroupName, {
    kmsKeyId,
    tags: new Map(Object.entries(given)),
    ...(logGroupClass === undefined ? {} : { logGroupClass }),
  });
  return {};
}

const deleteShape = structure({ logGroupName: groupName }, ["logGroupName"]);

export function deleteLogGroup(state: LogsState, json: unknown): object {
  const group = findGroup(state, readRequest(deleteShape, json));
  deleteStreams(state, group, [...group.streams.keys()]);
  state.groups.delete(group.name);
  return {};
}

const describeShape = structure({
  logGroupNamePrefix: groupName,
  logGroupNamePattern: text({ max: 512, pattern: "[\\.\\-_/#A-Za-z0-9]*" }),
  logGroupIdentifiers: list(groupIdentifier, { min: 1, max: 50 }),
  logGroupClass: classes,
  nextToken,
  limit: pageLimit,
  // There is one account.
  includeLinkedAccounts: bool,
  accountIdentifiers: list(text({ pattern: "\\d{12}" }), { max: 20 }),
});

/** Groups by name. */
export function describeLogGroups(state: LogsState, json: unknown): object {
  const input = readRequest(describeShape, json);
  const { logGroupNamePrefix: prefix = "", logGroupNamePattern: part = "", logGroupIdentifiers: wanted } = input;
  if (input.logGroupNamePrefix !== undefined && input.logGroupNamePattern !== undefined)
    throw invalidParameter("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
  const names =
    wanted && new Set(wanted.map((identifier) => findGroup(state, { logGroupIdentifier: identifier }).name));
  const accounts = input.accountIdentifiers ?? [];
  const found = [...state.groups.values()]
    .filter(({ name }) => name.startsWith(prefix) && name.includes(part) && names?.has(name) !== false)
    .filter(({ logGroupClass }) => (input.logGroupClass ?? logGroupClass) === logGroupClass)
    .filter(() => accounts.length === 0 || accounts.includes(state.accountId))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const { items, next } = pageOf(found, input.nextToken, input.limit);
  return {
    logGroups: items.map((group) => groupView(state, group)),
    ...(next === undefined ? {} : { nextToken: next }),
  };
}

function groupView(state: LogsState, group: LogGroup): object {
  trimGroup(state, group);
  const { name, arn, creationTime, retentionInDays, kmsKeyId, logGroupClass, streams } = group;
  let storedBytes = 0;
  for (const { events } of streams.values())
    for (const { message } of events) storedBytes += Buffer.byteLength(message) + eventOverhead;
  return {
    logGroupName: name,
    creationTime,
    ...(retentionInDays === undefined ? {} : { retentionInDays }),
    metricFilterCount: 0,
    arn: `${arn}:*`,
    storedBytes,
    ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
    logGroupClass,
    logGroupArn: arn,
  };
}
