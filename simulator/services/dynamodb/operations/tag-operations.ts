import { readInput } from "../../wire/read-input.js";
import { list, structure, text } from "../../wire/shape.js";
import { type Engine, findTable } from "../engine.js";
import { tagsShape } from "./table-shapes.js";

const arn = text({ min: 1, max: 1283 });
const tagShape = structure({ ResourceArn: arn, Tags: tagsShape }, ["ResourceArn", "Tags"]);
const untagShape = structure({ ResourceArn: arn, TagKeys: list(text()) }, ["ResourceArn", "TagKeys"]);
const listShape = structure({ ResourceArn: arn, NextToken: text() }, ["ResourceArn"]);

export function tagResource(engine: Engine, json: unknown): unknown {
  const { ResourceArn, Tags } = readInput(tagShape, json);
  const { tags } = findTable(engine, ResourceArn);
  for (const { Key, Value } of Tags) tags.set(Key, Value);
  return {};
}

export function untagResource(engine: Engine, json: unknown): unknown {
  const { ResourceArn, TagKeys } = readInput(untagShape, json);
  const { tags } = findTable(engine, ResourceArn);
  for (const key of TagKeys) tags.delete(key);
  return {};
}

export function listTagsOfResource(engine: Engine, json: unknown): unknown {
  const { tags } = findTable(engine, readInput(listShape, json).ResourceArn);
  return { Tags: [...tags].map(([Key, Value]) => ({ Key, Value })) };
}
