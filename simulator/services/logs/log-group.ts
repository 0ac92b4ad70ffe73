import type { ServicePlace } from "../service-place.js";
import { AwsError } from "../wire/aws-error.js";

/** One event of a log. */
export interface LogEvent {
  /** Milliseconds since 1970, as its sender says. */
  readonly timestamp: number;
  readonly message: string;
  readonly ingestionTime: number;
  /** Grows over all events of the service, in the order in which they came. */
  readonly sequence: number;
}

export interface LogStream {
  readonly name: string;
  readonly arn: string;
  readonly creationTime: number;
  readonly events: LogEvent[];
  /** Whether the events lie in the order of their timestamps. */
  inOrder: boolean;
  lastIngestionTime: number | undefined;
}

export interface LogGroup {
  readonly name: string;
  /** Without `:*`. */
  readonly arn: string;
  readonly creationTime: number;
  readonly logGroupClass: string;
  readonly kmsKeyId: string | undefined;
  readonly tags: Map<string, string>;
  readonly streams: Map<string, LogStream>;
  /** Undefined: events are kept for ever. */
  retentionInDays: number | undefined;
}

/** A policy that lets other services write. It is kept and shown: nothing is refused for want of one. */
export interface ResourcePolicy {
  readonly policyName: string;
  readonly policyDocument: string;
  readonly lastUpdatedTime: number;
  readonly revisionId: string;
  /** Of the log group that it is for; undefined for one of the whole account. */
  readonly resourceArn: string | undefined;
}

/** Everything that the operations of CloudWatch Logs read and change. */
export interface LogsState extends ServicePlace {
  readonly groups: Map<string, LogGroup>;
  readonly policies: Map<string, ResourcePolicy>;
  /** How many characters of messages are kept in all; the oldest events go first. */
  readonly maxCharacters: number;
  characters: number;
  sequence: number;
}

export const invalidParameter = (message: string): AwsError => new AwsError("InvalidParameterException", message);
export const notFound = (what: "log group" | "log stream"): AwsError =>
  new AwsError("ResourceNotFoundException", `The specified ${what} does not exist.`);
export const alreadyExists = (what: "log group" | "log stream"): AwsError =>
  new AwsError("ResourceAlreadyExistsException", `The specified ${what} already exists`);

/** How a request names a log group: by name, or by name or ARN. */
export interface GroupReference {
  readonly logGroupName?: string | undefined;
  readonly logGroupIdentifier?: string | undefined;
}

/** Throws `InvalidParameterException` where the request names none or both, and `ResourceNotFoundException`. */
export function findGroup(state: LogsState, { logGroupName, logGroupIdentifier }: GroupReference): LogGroup {
  if ((logGroupName === undefined) === (logGroupIdentifier === undefined))
    throw invalidParameter("Exactly one of logGroupName and logGroupIdentifier must be specified.");
  const group = state.groups.get(logGroupName ?? nameOfGroup(logGroupIdentifier ?? ""));
  if (group === undefined) throw notFound("log group");
  return group;
}

export function findStream(group: LogGroup, name: string): LogStream {
  const stream = group.streams.get(name);
  if (stream === undefined) throw notFound("log stream");
  return stream;
}

/** The name in a log group's ARN, with or without `:*`; a name is its own. */
export function nameOfGroup(identifier: string): string {
  const [, name] = /^arn:[^:]+:logs:[^:]*:[^:]*:log-group:([^:]+)(?::\*)?$/.exec(identifier) ?? [];
  return name ?? identifier;
}

/** Makes a group, unless there is one of that name. */
export function ensureGroup(
  state: LogsState,
  name: string,
  more: Partial<Pick<LogGroup, "logGroupClass" | "kmsKeyId" | "tags">> = {},
): LogGroup {
  const present = state.groups.get(name);
  if (present !== undefined) return present;
  const group: LogGroup = {
    name,
    arn: `arn:aws:logs:${state.region}:${state.accountId}:log-group:${name}`,
    creationTime: state.clock.nowMs(),
    logGroupClass: more.logGroupClass ?? "STANDARD",
    kmsKeyId: more.kmsKeyId,
    tags: more.tags ?? new Map<string, string>(),
    streams: new Map(),
    retentionInDays: undefined,
  };
  state.groups.set(name, group);
  return group;
}

/** Makes a stream, unless the group has one of that name. */
export function ensureStream(state: LogsState, group: LogGroup, name: string): LogStream {
  const present = group.streams.get(name);
  if (present !== undefined) return present;
  const stream: LogStream = {
    name,
    arn: `${group.arn}:log-stream:${name}`,
    creationTime: state.clock.nowMs(),
    events: [],
    inOrder: true,
    lastIngestionTime: undefined,
  };
  group.streams.set(name, stream);
  return stream;
}
