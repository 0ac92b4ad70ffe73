import { isDeepStrictEqual } from "node:util";

import { AwsError, validationError } from "../../wire/aws-error.js";
import { readInput } from "../../wire/read-input.js";
import { blob, bool, structure, text } from "../../wire/shape.js";
import {
  current,
  findUsableSecret,
  invalidParameter,
  invalidRequest,
  lookUpSecret,
  moveStages,
  notFound,
  type Secret,
  type SecretsState,
  type SecretValue,
  type SecretVersion,
} from "../secret.js";
import { description, kmsKeyId, replicas, secretId, secretString, stages, tags, token } from "./shapes.js";

const value = { SecretString: secretString, SecretBinary: blob } as const;

const createShape = structure(
  {
    Name: text({ min: 1, max: 512 }),
    ClientRequestToken: token,
    Description: description,
    KmsKeyId: kmsKeyId,
    Tags: tags,
    AddReplicaRegions: replicas,
    ForceOverwriteReplicaSecret: bool,
    ...value,
  },
  ["Name"],
);

/** The same token and value again are no change. */
export function createSecret(state: SecretsState, json: unknown): object {
  const input = readInput(createShape, json);
  const { Name: name, ClientRequestToken: versionId = state.newId() } = input;
  if (!/^[A-Za-z0-9/_+=.@!-]+$/.test(name))
    throw validationError(
      "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
    );
  const given = valueOf(input);
  const existing = lookUpSecret(state, name);
  if (existing !== undefined) {
    const version = existing.versions.get(versionId);
    if (version !== undefined && isDeepStrictEqual(version.value, given)) return versionView(existing, version);
    throw existing.deletion === undefined
      ? new AwsError("ResourceExistsException", `The operation failed because the secret ${name} already exists.`)
      : invalidRequest(
          "You can't create this secret because a secret with this name is already scheduled for deletion.",
        );
  }
  const nowMs = state.clock.nowMs();
  const secret: Secret = {
    arn: `arn:aws:secretsmanager:${state.region}:${state.accountId}:secret:${name}-${state.newId().slice(0, 6)}`,
    name,
    createdMs: nowMs,
    versions: new Map(),
    description: input.Description,
    kmsKeyId: input.KmsKeyId,
    tags: input.Tags ?? [],
    changedMs: nowMs,
    accessedMs: undefined,
    deletion: undefined,
  };
  state.secrets.set(name, secret);
  if (given === undefined) return { ARN: secret.arn, Name: name };
  return versionView(secret, addVersion(state, secret, versionId, given, [current]));
}

const putShape = structure({ SecretId: secretId, ClientRequestToken: token, VersionStages: stages, ...value }, [
  "SecretId",
]);

export function putSecretValue(state: SecretsState, json: unknown): object {
  const input = readInput(putShape, json);
  const secret = findUsableSecret(state, input.SecretId);
  const given = valueOf(input);
  if (given === undefined) throw invalidRequest("You must provide either SecretString or SecretBinary.");
  const { ClientRequestToken: versionId = state.newId(), VersionStages: asked = [current] } = input;
  const version = addVersion(state, secret, versionId, given, asked);
  return { ...versionView(secret, version), VersionStages: [...version.stages] };
}

const updateShape = structure(
  { SecretId: secretId, ClientRequestToken: token, Description: description, KmsKeyId: kmsKeyId, ...value },
  ["SecretId"],
);

export function updateSecret(state: SecretsState, json: unknown): object {
  const input = readInput(updateShape, json);
  const secret = findUsableSecret(state, input.SecretId);
  secret.description = input.Description ?? secret.description;
  secret.kmsKeyId = input.KmsKeyId ?? secret.kmsKeyId;
  secret.changedMs = state.clock.nowMs();
  const given = valueOf(input);
  if (given === undefined) return { ARN: secret.arn, Name: secret.name };
  return versionView(secret, addVersion(state, secret, input.ClientRequestToken ?? state.newId(), given, [current]));
}

const getShape = structure({ SecretId: secretId, VersionId: token, VersionStage: text({ min: 1, max: 256 }) }, [
  "SecretId",
]);

export function getSecretValue(state: SecretsState, json: unknown): object {
  const { SecretId: id, VersionId: versionId, VersionStage: stage } = readInput(getShape, json);
  const secret = findUsableSecret(state, id);
  const label = stage ?? (versionId === undefined ? current : undefined);
  const version = [...secret.versions.values()].find(
    (candidate) =>
      (versionId === undefined || candidate.id === versionId) && (label === undefined || candidate.stages.has(label)),
  );
  if (version === undefined)
    throw notFound(
      `Secrets Manager can't find the specified secret value for ${versionId === undefined ? `staging label: ${label}` : `VersionId: ${versionId}`}`,
    );
  secret.accessedMs = state.clock.nowMs();
  return {
    ...versionView(secret, version),
    ...version.value,
    VersionStages: [...version.stages],
    CreatedDate: version.createdMs / 1000,
  };
}

function valueOf(input: {
  readonly SecretString?: string | undefined;
  readonly SecretBinary?: string | undefined;
}): SecretValue | undefined {
  const { SecretString, SecretBinary } = input;
  if (SecretString !== undefined && SecretBinary !== undefined)
    throw invalidParameter(
      "You can't specify both a binary secret value and a string secret value in the same secret.",
    );
  if (SecretString !== undefined) return { SecretString };
  return SecretBinary === undefined ? undefined : { SecretBinary };
}

function addVersion(
  state: SecretsState,
  secret: Secret,
  id: string,
  given: SecretValue,
  asked: readonly string[],
): SecretVersion {
  const existing = secret.versions.get(id);
  if (existing !== undefined && !isDeepStrictEqual(existing.value, given))
    throw new AwsError(
      "ResourceExistsException",
      `You can't use ClientRequestToken ${id} because that value is already in use for a version of secret ${secret.arn}.`,
    );
  const nowMs = state.clock.nowMs();
  const version = existing ?? { id, value: given, createdMs: nowMs, stages: new Set<string>() };
  secret.versions.set(id, version);
  secret.changedMs = nowMs;
  // The first value is the current one, whatever it is called besides.
  moveStages(secret, version, secret.versions.size === 1 ? [...new Set([...asked, current])] : asked);
  return version;
}

const versionView = ({ arn, name }: Secret, { id }: SecretVersion) => ({ ARN: arn, Name: name, VersionId: id });
