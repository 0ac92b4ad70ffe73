import { page } from "../../wire/page.js";
import { validationError } from "../../wire/aws-error.js";
import { readInput } from "../../wire/read-input.js";
import { bool, integer, list, structure, text } from "../../wire/shape.js";
import {
  findSecret,
  findUsableSecret,
  invalidParameter,
  lookUpSecret,
  type Secret,
  type SecretsState,
  stagesOf,
  type Tag,
} from "../secret.js";
import { secretId, tags } from "./shapes.js";

const dayMs = 86_400_000;

const idShape = structure({ SecretId: secretId }, ["SecretId"]);

export function describeSecret(state: SecretsState, json: unknown): object {
  const secret = findSecret(state, readInput(idShape, json).SecretId);
  return { ...secretView(secret), VersionIdsToStages: stagesOf(secret) };
}

const listShape = structure({
  IncludePlannedDeletion: bool,
  MaxResults: integer({ min: 1, max: 100 }),
  NextToken: text({ min: 1, max: 4096 }),
  SortOrder: text({ values: ["asc", "desc"] }),
  Filters: list(
    structure({
      Key: text({ values: ["description", "name", "tag-key", "tag-value", "primary-region", "owning-service", "all"] }),
      Values: list(text({ max: 512 }), { min: 1, max: 10 }),
    }),
    { max: 10 },
  ),
});

export function listSecrets(state: SecretsState, json: unknown): object {
  const input = readInput(listShape, json);
  const filters = (input.Filters ?? []).map(({ Key: key, Values: values = [] }) => filterOf(key, values));
  const found = [...state.secrets.values()]
    .filter(({ name }) => lookUpSecret(state, name) !== undefined)
    .filter(({ deletion }) => deletion === undefined || input.IncludePlannedDeletion === true)
    .filter((secret) => filters.every((accepts) => accepts(secret)))
    .toSorted((a, b) => (input.SortOrder === "asc" ? 1 : -1) * (a.createdMs - b.createdMs));
  const { items, next } = page(found, input.NextToken, input.MaxResults);
  return {
    SecretList: items.map((secret) => ({ ...secretView(secret), SecretVersionsToStages: stagesOf(secret) })),
    ...(next === undefined ? {} : { NextToken: next }),
  };
}

/** Values match at the beginning; one with `!` before it must not. */
function filterOf(key: string | undefined, values: readonly string[]): (secret: Secret) => boolean {
  if (key !== "name" && key !== "description" && key !== "tag-key" && key !== "tag-value")
    throw validationError(`The simulator does not filter secrets by ${key}.`);
  const texts = (secret: Secret): readonly string[] => {
    if (key === "name") return [secret.name];
    if (key === "description") return secret.description === undefined ? [] : [secret.description];
    return secret.tags.map(({ Key: tagKey = "", Value: tagValue = "" }) => (key === "tag-key" ? tagKey : tagValue));
  };
  return (secret) =>
    values.some((wanted) => {
      const negated = wanted.startsWith("!");
      const start = negated ? wanted.slice(1) : wanted;
      return texts(secret).some((candidate) => candidate.startsWith(start)) !== negated;
    });
}

const deleteShape = structure(
  {
    SecretId: secretId,
    RecoveryWindowInDays: integer(),
    ForceDeleteWithoutRecovery: bool,
  },
  ["SecretId"],
);

/** Marks a secret for deletion; by force it is gone at once, and one that is not there is no error. */
export function deleteSecret(state: SecretsState, json: unknown): object {
  const { SecretId: id, RecoveryWindowInDays: days, ForceDeleteWithoutRecovery: force } = readInput(deleteShape, json);
  if (force === true && days !== undefined)
    throw invalidParameter("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
  if (days !== undefined && (days < 7 || days > 30))
    throw invalidParameter("RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
  const nowMs = state.clock.nowMs();
  if (force === true) {
    const secret = lookUpSecret(state, id);
    if (secret !== undefined) state.secrets.delete(secret.name);
    return { ARN: secret?.arn ?? id, Name: secret?.name ?? id, DeletionDate: nowMs / 1000 };
  }
  const secret = findUsableSecret(state, id);
  secret.deletion = { askedMs: nowMs, goneMs: nowMs + (days ?? 30) * dayMs };
  return { ARN: secret.arn, Name: secret.name, DeletionDate: secret.deletion.goneMs / 1000 };
}

export function restoreSecret(state: SecretsState, json: unknown): object {
  const secret = findSecret(state, readInput(idShape, json).SecretId);
  secret.deletion = undefined;
  return { ARN: secret.arn, Name: secret.name };
}

const tagShape = structure({ SecretId: secretId, Tags: tags }, ["SecretId", "Tags"]);

export function tagResource(state: SecretsState, json: unknown): object {
  const { SecretId: id, Tags: added } = readInput(tagShape, json);
  const secret = findUsableSecret(state, id);
  const byKey = new Map<string | undefined, Tag>([...secret.tags, ...added].map((tag) => [tag.Key, tag]));
  secret.tags = [...byKey.values()];
  return {};
}

const untagShape = structure({ SecretId: secretId, TagKeys: list(text({ min: 1, max: 128 })) }, [
  "SecretId",
  "TagKeys",
]);

export function untagResource(state: SecretsState, json: unknown): object {
  const { SecretId: id, TagKeys: keys } = readInput(untagShape, json);
  const secret = findUsableSecret(state, id);
  secret.tags = secret.tags.filter(({ Key: key = "" }) => !keys.includes(key));
  return {};
}

function secretView(secret: Secret): object {
  const { arn, name, description, kmsKeyId, changedMs, accessedMs, deletion, tags: given, createdMs } = secret;
  return {
    ARN: arn,
    Name: name,
    ...(description === undefined ? {} : { Description: description }),
    ...(kmsKeyId === undefined ? {} : { KmsKeyId: kmsKeyId }),
    LastChangedDate: changedMs / 1000,
    // The service tells the day only.
    ...(accessedMs === undefined ? {} : { LastAccessedDate: (Math.floor(accessedMs / dayMs) * dayMs) / 1000 }),
    ...(deletion === undefined ? {} : { DeletedDate: deletion.askedMs / 1000 }),
    ...(given.length === 0 ? {} : { Tags: given }),
    CreatedDate: createdMs / 1000,
  };
}
