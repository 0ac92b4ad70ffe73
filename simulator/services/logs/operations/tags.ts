import { structure } from "../../wire/shape.js";
import { findGroup, type LogGroup, type LogsState } from "../log-group.js";
import { groupName, readRequest, resourceArn, tagKeys, tags } from "../request-shapes.js";

const ofGroup = (state: LogsState, arn: string): LogGroup => findGroup(state, { logGroupIdentifier: arn });

function addTags(group: LogGroup, added: Readonly<Record<string, string>>): object {
  for (const [key, value] of Object.entries(added)) group.tags.set(key, value);
  return {};
}

function removeTags(group: LogGroup, keys: readonly string[]): object {
  for (const key of keys) group.tags.delete(key);
  return {};
}

const viewTags = (group: LogGroup): object => ({ tags: Object.fromEntries(group.tags) });

const tagShape = structure({ resourceArn, tags }, ["resourceArn", "tags"]);
export function tagResource(state: LogsState, json: unknown): object {
  const { resourceArn: arn, tags: added } = readRequest(tagShape, json);
  return addTags(ofGroup(state, arn), added);
}

const untagShape = structure({ resourceArn, tagKeys }, ["resourceArn", "tagKeys"]);
export function untagResource(state: LogsState, json: unknown): object {
  const { resourceArn: arn, tagKeys: keys } = readRequest(untagShape, json);
  return removeTags(ofGroup(state, arn), keys);
}

const listShape = structure({ resourceArn }, ["resourceArn"]);
export function listTagsForResource(state: LogsState, json: unknown): object {
  return viewTags(ofGroup(state, readRequest(listShape, json).resourceArn));
}

// The older names of the three, which tools still use.

const tagGroupShape = structure({ logGroupName: groupName, tags }, ["logGroupName", "tags"]);
export function tagLogGroup(state: LogsState, json: unknown): object {
  const { logGroupName, tags: added } = readRequest(tagGroupShape, json);
  return addTags(findGroup(state, { logGroupName }), added);
}

const untagGroupShape = structure({ logGroupName: groupName, tags: tagKeys }, ["logGroupName", "tags"]);
export function untagLogGroup(state: LogsState, json: unknown): object {
  const { logGroupName, tags: keys } = readRequest(untagGroupShape, json);
  return removeTags(findGroup(state, { logGroupName }), keys);
}

const listGroupShape = structure({ logGroupName: groupName }, ["logGroupName"]);
export function listTagsLogGroup(state: LogsState, json: unknown): object {
  return viewTags(findGroup(state, readRequest(listGroupShape, json)));
}
