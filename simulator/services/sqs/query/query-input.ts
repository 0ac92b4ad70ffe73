import { AwsError } from "../../wire/aws-error.js";
import { type QueryParameters, textOf } from "../../wire/query-protocol.js";

/** What requests of the query protocol have beside the members of their action; signatures of version 2 are among that. */
const protocolParameters: ReadonlySet<string> = new Set([
  ...["Action", "Version", "AWSAccessKeyId", "SecurityToken", "Timestamp", "Expires"],
  ...["Signature", "SignatureMethod", "SignatureVersion"],
]);

const integers: ReadonlySet<string> = new Set([
  ...["DelaySeconds", "MaxNumberOfMessages", "MaxNumberOfMessagesPerSecond", "MaxResults"],
  ...["VisibilityTimeout", "WaitTimeSeconds"],
]);

/** Members that are numbered in the query protocol (`AttributeName.1`), and what they are called in JSON. */
const lists: Readonly<Record<string, string>> = {
  AttributeName: "AttributeNames",
  MessageAttributeName: "MessageAttributeNames",
  MessageSystemAttributeName: "MessageSystemAttributeNames",
  TagKey: "TagKeys",
  SendMessageBatchRequestEntry: "Entries",
  DeleteMessageBatchRequestEntry: "Entries",
  ChangeMessageVisibilityBatchRequestEntry: "Entries",
};

/** Members that are numbered pairs (`Attribute.1.Name`, `Attribute.1.Value`). */
const maps: Readonly<Record<string, { readonly key: string; readonly jsonName: string }>> = {
  Attribute: { key: "Name", jsonName: "Attributes" },
  MessageAttribute: { key: "Name", jsonName: "MessageAttributes" },
  MessageSystemAttribute: { key: "Name", jsonName: "MessageSystemAttributes" },
  Tag: { key: "Key", jsonName: "Tags" },
};

/** Members without which an action is refused before its queue is looked for. */
const required: Readonly<Record<string, readonly string[]>> = {
  CancelMessageMoveTask: ["TaskHandle"],
  ChangeMessageVisibility: ["QueueUrl", "ReceiptHandle", "VisibilityTimeout"],
  ChangeMessageVisibilityBatch: ["QueueUrl"],
  CreateQueue: ["QueueName"],
  DeleteMessage: ["QueueUrl", "ReceiptHandle"],
  DeleteMessageBatch: ["QueueUrl"],
  DeleteQueue: ["QueueUrl"],
  GetQueueAttributes: ["QueueUrl"],
  GetQueueUrl: ["QueueName"],
  ListDeadLetterSourceQueues: ["QueueUrl"],
  ListMessageMoveTasks: ["SourceArn"],
  ListQueueTags: ["QueueUrl"],
  PurgeQueue: ["QueueUrl"],
  ReceiveMessage: ["QueueUrl"],
  SendMessage: ["QueueUrl", "MessageBody"],
  SendMessageBatch: ["QueueUrl"],
  SetQueueAttributes: ["QueueUrl", "Attributes"],
  StartMessageMoveTask: ["SourceArn"],
  TagQueue: ["QueueUrl", "Tags"],
  UntagQueue: ["QueueUrl", "TagKeys"],
};

/** Actions whose entries may be missing: there are none, then. */
const batches: ReadonlySet<string> = new Set([
  "ChangeMessageVisibilityBatch",
  "DeleteMessageBatch",
  "SendMessageBatch",
]);

/**
 * The JSON of an action's parameters. A request sent to the address of a queue is for that queue.
 *
 * Throws `MissingParameter` without what the action needs, and `MalformedInput` where a number belongs and none stands.
 */
export function queryInput(
  action: string,
  { members }: QueryParameters,
  path: string,
): Readonly<Record<string, unknown>> {
  const input: Record<string, unknown> = {
    ...(/^\/\d{12}\/[^/]+$/.test(path) && required[action]?.includes("QueueUrl") === true && { QueueUrl: path }),
    ...(batches.has(action) && { Entries: [] }),
    ...readMembers(members),
  };
  // An action of its own name for tags: those of a new queue.
  if (action === "CreateQueue" && "Tags" in input) {
    input["tags"] = input["Tags"];
    delete input["Tags"];
  }
  const missing = required[action]?.find((name) => input[name] === undefined);
  if (missing !== undefined)
    throw new AwsError("MissingParameter", `The request must contain the parameter ${missing}.`);
  return input;
}

function readMembers(members: QueryParameters["members"]): Readonly<Record<string, unknown>> {
  const read: Record<string, unknown> = {};
  for (const [name, parameter] of members) {
    if (protocolParameters.has(name)) continue;
    const pair = Object.hasOwn(maps, name) ? maps[name] : undefined;
    if (pair !== undefined) read[pair.jsonName] = Object.fromEntries(entriesOf(pair.key, parameter));
    else if (Object.hasOwn(lists, name)) read[lists[name] ?? name] = numbered(parameter).map(readValue);
    else read[name] = integers.has(name) ? integerOf(name, parameter.text) : readValue(parameter);
  }
  return read;
}

function entriesOf(keyName: string, parameter: QueryParameters): readonly (readonly [string, unknown])[] {
  return numbered(parameter).map((entry) => {
    const key = textOf(entry, keyName);
    if (key === undefined) throw new AwsError("MissingParameter", `The request must contain the parameter ${keyName}.`);
    const value = entry.members.get("Value");
    return [key, value === undefined ? "" : readValue(value)] as const;
  });
}

/** The parts by their numbers; one alone may stand without a number. SDKs send an empty list as a parameter without a value. */
function numbered(parameter: QueryParameters): readonly QueryParameters[] {
  const parts = [...parameter.members].filter(([number]) => /^\d+$/.test(number));
  if (parts.length === 0) return parameter.members.size === 0 && parameter.text === "" ? [] : [parameter];
  return parts.sort(([left], [right]) => Number(left) - Number(right)).map(([, part]) => part);
}

function readValue(parameter: QueryParameters): unknown {
  return parameter.members.size === 0 ? parameter.text : readMembers(parameter.members);
}

function integerOf(name: string, text: string | undefined): number {
  if (text !== undefined && /^-?\d{1,10}$/.test(text)) return Number(text);
  throw new AwsError("MalformedInput", `The parameter ${name} must be a whole number.`);
}
