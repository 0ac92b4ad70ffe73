import { isJsonObject, type JsonValue } from "../json.js";
import {
  destinationNotFound,
  groupCreated,
  type LogDestinations,
  type LogEntry,
  nameOfGroup,
} from "../service/log-groups.js";
import type { AwsSdk, SdkAnswer } from "./aws-sdk.js";

const service = "cloudwatchlogs";
/** What one call of PutLogEvents takes: a little less than the service does, which counts bytes. */
const maxBatchEvents = 10_000;
const maxBatchCharacters = 250_000;
const maxBatchMs = 23 * 3_600_000;
/** Events that wait to be written; more are lost, with a word. */
const maxWaiting = 100_000;
/** Real milliseconds after which a call counts as one that hangs. */
const patienceMs = 10_000;

export interface RemoteLogGroupsOptions {
  readonly missing: "refused" | "created";
  readonly warn?: ((message: string) => void) | undefined;
}

interface Waiting {
  readonly group: string;
  readonly stream: string;
  readonly events: LogEntry[];
}

/** Logs to CloudWatch Logs at a configured endpoint, through its AWS SDK client; executions do not wait for that. */
export function remoteLogGroups(sdk: AwsSdk, { missing, warn }: RemoteLogGroupsOptions): LogDestinations {
  const problems = new Map<string, string | undefined>();
  const waiting = new Map<string, Waiting>();
  const warned = new Set<string>();
  let count = 0;
  let writing: Promise<void> | undefined;

  const call = (action: string, parameters: JsonValue): Promise<SdkAnswer> =>
    sdk.call(service, action, parameters, AbortSignal.timeout(patienceMs));
  /** Once a group and kind of trouble, whose details differ from time to time. */
  const warnOnce = (group: string, trouble: string, details = "") => {
    if (!warned.has(`${group} ${trouble}`)) warn?.(`Log group ${group}: ${trouble}${details}`);
    warned.add(`${group} ${trouble}`);
  };

  async function problemOf(name: string): Promise<string | undefined> {
    const answer = await call("describeLogGroups", { LogGroupNamePrefix: name });
    if (answer.kind !== "answered") return `The log group cannot be looked for. ${answer.message}`;
    const groups = isJsonObject(answer.output) ? answer.output.LogGroups : undefined;
    // The group whose name is the prefix is the first of all that begin with it.
    const found = Array.isArray(groups) && groups.some((group) => isJsonObject(group) && group.LogGroupName === name);
    if (found) return undefined;
    if (missing === "refused") return destinationNotFound;
    const created = await call("createLogGroup", { LogGroupName: name });
    if (created.kind !== "answered") return `The log group cannot be created. ${created.message}`;
    warn?.(groupCreated(name));
    return undefined;
  }

  async function put({ group, stream }: Waiting, events: readonly LogEntry[]): Promise<SdkAnswer> {
    const place = { LogGroupName: group, LogStreamName: stream };
    const parameters = {
      ...place,
      LogEvents: events.map(({ timestamp, message }) => ({ Timestamp: timestamp, Message: message })),
    };
    let answer = await call("putLogEvents", parameters);
    if (answer.kind === "refused" && answer.code === "ResourceNotFoundException") {
      const created = await call("createLogStream", place);
      // Somebody else may have created it meanwhile.
      const isThere = created.kind === "answered" || isAlreadyThere(created);
      answer = isThere ? await call("putLogEvents", parameters) : created;
    }
    if (answer.kind !== "answered") warnOnce(group, "some events are lost. ", answer.message);
    else if (isJsonObject(answer.output) && isJsonObject(answer.output.RejectedLogEventsInfo))
      warnOnce(group, "events of some times are refused, since the clock here is not the one there.");
    return answer;
  }

  async function write(): Promise<void> {
    for (const [key, each] of waiting) {
      waiting.delete(key);
      count -= each.events.length;
      for (const batch of batches(each.events)) {
        const { kind } = await put(each, batch);
        if (kind === "answered") continue;
        // The others would wait in vain.
        if (kind === "unavailable") forgetWaiting();
        break;
      }
    }
    // Nothing can be added between here and the last look at what waits.
    writing = undefined;
  }

  function forgetWaiting(): void {
    waiting.clear();
    count = 0;
  }

  return {
    lookUp: async (groupArn) => {
      problems.set(groupArn, await problemOf(nameOfGroup(groupArn)));
    },
    whyNot: (groupArn) => (problems.has(groupArn) ? problems.get(groupArn) : destinationNotFound),
    accepted: () => {},
    restored: () => {},
    append(groupArn, stream, events) {
      if (count + events.length > maxWaiting) {
        warnOnce(nameOfGroup(groupArn), "more is logged than can be written, and some of it is lost.");
        return;
      }
      count += events.length;
      const key = `${groupArn} ${stream}`;
      const present = waiting.get(key);
      if (present !== undefined) present.events.push(...events);
      else waiting.set(key, { group: nameOfGroup(groupArn), stream, events: [...events] });
      writing ??= Promise.resolve().then(write);
    },
    settled: async () => {
      while (writing !== undefined) await writing;
    },
  };
}

function isAlreadyThere(answer: SdkAnswer): boolean {
  return answer.kind === "refused" && answer.code === "ResourceAlreadyExistsException";
}

/** In the order of time, each no larger than a call may be. */
function* batches(events: readonly LogEntry[]): Generator<readonly LogEntry[]> {
  let batch: LogEntry[] = [];
  let characters = 0;
  for (const event of events.toSorted((a, b) => a.timestamp - b.timestamp)) {
    const [first] = batch;
    characters += event.message.length;
    const isFull = batch.length >= maxBatchEvents || characters > maxBatchCharacters;
    if (first !== undefined && (isFull || event.timestamp - first.timestamp > maxBatchMs)) {
      yield batch;
      batch = [];
      characters = event.message.length;
    }
    batch.push(event);
  }
  if (batch.length > 0) yield batch;
}
