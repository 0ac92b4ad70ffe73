import type { ServicePlace } from "../service-place.js";
import { AwsError } from "../wire/aws-error.js";

export interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** One value of a secret, under the labels that point to it. */
export interface SecretVersion {
  readonly id: string;
  readonly value: SecretValue;
  readonly createdMs: number;
  readonly stages: Set<string>;
}

/** Text, or bytes as base64. */
export type SecretValue = { readonly SecretString: string } | { readonly SecretBinary: string };

export interface Secret {
  readonly arn: string;
  readonly name: string;
  readonly createdMs: number;
  readonly versions: Map<string, SecretVersion>;
  description: string | undefined;
  kmsKeyId: string | undefined;
  tags: readonly Tag[];
  changedMs: number;
  accessedMs: number | undefined;
  /** When it was asked to be deleted, and when it will be gone. */
  deletion: { readonly askedMs: number; readonly goneMs: number } | undefined;
}

export interface SecretsState extends ServicePlace {
  readonly secrets: Map<string, Secret>;
}

export const current = "AWSCURRENT";
export const previous = "AWSPREVIOUS";

export const invalidRequest = (message: string): AwsError => new AwsError("InvalidRequestException", message);
export const invalidParameter = (message: string): AwsError => new AwsError("InvalidParameterException", message);
export const notFound = (message = "Secrets Manager can't find the specified secret."): AwsError =>
  new AwsError("ResourceNotFoundException", message);

/** The secret of a name or an ARN, with or without the six characters at its end; deleted ones are gone in time. */
export function lookUpSecret(state: SecretsState, id: string): Secret | undefined {
  const nowMs = state.clock.nowMs();
  for (const [name, { deletion }] of state.secrets)
    if (deletion !== undefined && deletion.goneMs <= nowMs) state.secrets.delete(name);
  return (
    state.secrets.get(id) ??
    [...state.secrets.values()].find(({ arn }) => arn === id || arn.replace(/-[A-Za-z0-9]{6}$/, "") === id)
  );
}

export function findSecret(state: SecretsState, id: string): Secret {
  const secret = lookUpSecret(state, id);
  if (secret === undefined) throw notFound();
  return secret;
}

/** As `findSecret`, of one that is not marked for deletion. */
export function findUsableSecret(state: SecretsState, id: string): Secret {
  const secret = findSecret(state, id);
  if (secret.deletion !== undefined)
    throw invalidRequest("You can't perform this operation on the secret because it was marked for deletion.");
  return secret;
}

/** Gives labels to a version and takes them from the others. What was current becomes the previous one. */
export function moveStages(secret: Secret, version: SecretVersion, stages: readonly string[]): void {
  for (const stage of stages) {
    const holder = [...secret.versions.values()].find((other) => other.stages.has(stage));
    if (holder === version) continue;
    if (stage === current && holder !== undefined) {
      for (const other of secret.versions.values()) other.stages.delete(previous);
      holder.stages.add(previous);
    }
    holder?.stages.delete(stage);
    version.stages.add(stage);
  }
}

/** The labels of every version, by its id. Versions without any are left out. */
export function stagesOf({ versions }: Secret): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    [...versions.values()].filter(({ stages }) => stages.size > 0).map(({ id, stages }) => [id, [...stages]]),
  );
}
