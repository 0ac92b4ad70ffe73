/** An event of a log. */
export interface LogEntry {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
}

/** The log groups of an embedded CloudWatch Logs, reached without requests. */
export interface LogGroups {
  /** By ARN, with `:*` at its end. */
  hasGroup(arn: string): boolean;
  /** Creates a log group of that name, unless it is there; tells whether it was created. */
  ensureGroup(name: string): boolean;
  /** Takes events into a stream that need not be there; false where the group is not there. */
  append(groupName: string, streamName: string, events: readonly LogEntry[]): boolean;
}

/** Where state machines log to. Groups are named by the ARN that logging configurations have. */
export interface LogDestinations {
  /** Asks about a group, so that `whyNot` can tell; absent where that knows by itself. */
  readonly lookUp?: (groupArn: string) => Promise<void>;
  /** Why a machine cannot log to a group, in words that end a sentence; undefined: it can. */
  whyNot(groupArn: string): string | undefined;
  /** A machine that logs to the group has been made, or begun to. */
  accepted(groupArn: string): void;
  /** A machine that logs to the group is there again after a restart, which the group may not be. */
  restored(groupArn: string): void;
  append(groupArn: string, streamName: string, events: readonly LogEntry[]): void;
  /** Resolves when everything is written. */
  settled(): Promise<void>;
}

/** The service's words for a log group that is not there. */
export const destinationNotFound = "Log Destination not found.";

export function nameOfGroup(groupArn: string): string {
  return groupArn.split(":")[6] ?? groupArn;
}

/** The stream in which the service tries whether it can write. */
const probe = {
  stream: "log_stream_created_by_aws_to_validate_log_delivery_subscriptions",
  message:
    "Permissions are set correctly to allow AWS CloudWatch Logs to write into your logs while creating a subscription.",
};

/** What is said of a group that is created because a machine wants to log to it. */
export const groupCreated = (name: string): string =>
  `There was no log group ${name}: it was created. AWS refuses a machine whose log group is not there.`;

export interface EmbeddedLogDestinationsOptions {
  readonly nowMs: () => number;
  /** What becomes of a machine whose group is not there: it is refused, or the group is made. */
  readonly missing: "refused" | "created";
  readonly warn?: ((message: string) => void) | undefined;
}

/** Logs to an embedded CloudWatch Logs, at once. */
export function embeddedLogDestinations(
  groups: LogGroups,
  { nowMs, missing, warn }: EmbeddedLogDestinationsOptions,
): LogDestinations {
  const lost = new Set<string>();
  return {
    whyNot: (groupArn) => (missing === "created" || groups.hasGroup(groupArn) ? undefined : destinationNotFound),
    accepted(groupArn) {
      const name = nameOfGroup(groupArn);
      if (groups.ensureGroup(name)) warn?.(groupCreated(name));
      groups.append(name, probe.stream, [{ timestamp: nowMs(), message: probe.message }]);
    },
    restored: (groupArn) => void groups.ensureGroup(nameOfGroup(groupArn)),
    append(groupArn, streamName, events) {
      const name = nameOfGroup(groupArn);
      if (groups.append(name, streamName, events) || lost.has(name)) return;
      lost.add(name);
      warn?.(`The log group ${name} has been deleted: what executions log to it is lost, as it is with AWS.`);
    },
    settled: () => Promise.resolve(),
  };
}
