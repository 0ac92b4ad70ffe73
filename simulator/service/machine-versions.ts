import type { InputOf } from "../api/input-shape.js";
import { ServiceError } from "../api/service-error.js";
import type { StateMachine, Version } from "./state-machine.js";

/** Versions of one machine. */
const maxVersions = 1_000;

/** Publishes the revision that a machine has. Publishing twice without a change in between gives the same version. */
export function publishVersion(
  machine: StateMachine,
  { revisionId, description }: Pick<InputOf<"PublishStateMachineVersion">, "revisionId" | "description">,
  nowMs: number,
): Version {
  const current = machine.revision.revisionId ?? "INITIAL";
  if (revisionId !== undefined && revisionId !== current)
    throw new ServiceError(
      "ConflictException",
      `Failed to publish the State Machine version for revision ${revisionId}. The current State Machine revision is ${current}.`,
    );
  const latest = machine.versions.get(machine.lastVersion);
  if (latest?.revision === machine.revision) return latest;
  if (machine.versions.size >= maxVersions)
    throw new ServiceError(
      "ServiceQuotaExceededException",
      `A state machine has at most ${maxVersions} versions; delete some that are not used.`,
    );
  machine.lastVersion += 1;
  const version: Version = {
    arn: `${machine.arn}:${machine.lastVersion}`,
    number: machine.lastVersion,
    revision: machine.revision,
    creationMs: nowMs,
    description,
  };
  machine.versions.set(version.number, version);
  return version;
}

/** Refuses to delete a version to which an alias leads. */
export function removeVersion(machine: StateMachine, { arn, number }: Version): void {
  const aliases = [...machine.aliases.values()].filter(({ routes }) =>
    routes.some(({ versionArn }) => versionArn === arn),
  );
  if (aliases.length > 0)
    throw new ServiceError(
      "ConflictException",
      `Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [${aliases.map(({ name }) => name).join(", ")}]`,
    );
  machine.versions.delete(number);
}
