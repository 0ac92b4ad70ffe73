import { isJsonObject } from "../../wire/shape.js";
import type { XmlContent } from "../../wire/xml.js";

/** Lists of the answers in JSON, and the elements that they are in XML: one for each member, without one around them. */
const lists: Readonly<Record<string, string>> = {
  Messages: "Message",
  QueueUrls: "QueueUrl",
  queueUrls: "QueueUrl",
  Failed: "BatchResultErrorEntry",
  Results: "ListMessageMoveTasksResultEntry",
};

/** Maps of the answers in JSON: elements with a name and a value. */
const maps: Readonly<Record<string, { readonly element: string; readonly key: string }>> = {
  Attributes: { element: "Attribute", key: "Name" },
  MessageAttributes: { element: "MessageAttribute", key: "Name" },
  Tags: { element: "Tag", key: "Key" },
};

/** Actions that answer nothing, so that there is no element for it. */
const silent: ReadonlySet<string> = new Set([
  ...["ChangeMessageVisibility", "DeleteMessage", "DeleteQueue", "PurgeQueue", "SetQueueAttributes"],
  ...["TagQueue", "UntagQueue"],
]);

/** What an action answers in JSON, as the query protocol has it; undefined where it answers nothing. */
export function queryOutput(action: string, output: unknown): XmlContent {
  return silent.has(action) ? undefined : contentOf(action, output);
}

function contentOf(action: string, value: unknown): XmlContent {
  if (!isJsonObject(value)) return value as XmlContent; // texts, numbers and booleans; answers hold nothing else
  return Object.fromEntries(Object.entries(value).map(([name, member]) => membersOf(action, name, member)));
}

function membersOf(action: string, name: string, member: unknown): readonly [string, XmlContent] {
  const map = maps[name];
  if (map !== undefined && isJsonObject(member))
    return [
      map.element,
      Object.entries(member).map(([key, value]) => ({ [map.key]: key, Value: contentOf(action, value) })),
    ];
  const element = name === "Successful" ? `${action}ResultEntry` : lists[name];
  if (element !== undefined && Array.isArray(member)) return [element, member.map((one) => contentOf(action, one))];
  return [name, contentOf(action, member)];
}
