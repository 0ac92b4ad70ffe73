import type { InputOf } from "../api/input-shape.js";
import { machineDoesNotExist, machineIsDeleting, ServiceError } from "../api/service-error.js";
import { type Place, stateMachineArn } from "../engine/arns.js";
import { checkArn, checkNoLabel, checkNoQualifier } from "./check-arn.js";
import { changesNothing, isSameMachine, MachineRevisions, type MachineRevisionsOptions } from "./machine-revisions.js";
import { publishVersion, removeVersion } from "./machine-versions.js";
import { checkName } from "./names.js";
import type { ResolvedMachine, StateMachine, Version } from "./state-machine.js";
import { Tags } from "./tags.js";

export interface StateMachinesOptions extends MachineRevisionsOptions {
  readonly place: Place;
  readonly random: () => number;
  /** Whether Standard executions of a machine run. */
  readonly hasRunningExecutions: (machineArn: string) => boolean;
}

/**
 * All machines with their versions and aliases. A machine that is deleted while executions run is DELETING until the last of
 * them has ended: it is shown, and nothing but its deletion goes on.
 */
export class StateMachines {
  private readonly machines = new Map<string, StateMachine>();
  private readonly revisions: MachineRevisions;

  constructor(private readonly options: StateMachinesOptions) {
    this.revisions = new MachineRevisions(options);
  }

  /**
   * Creating what exists already, with the same definition and configuration, is no change; with another one it is
   * refused. Another role or other tags are ignored.
   */
  create(input: InputOf<"CreateStateMachine">): { machine: StateMachine; version: Version | undefined } {
    checkName(input.name);
    this.revisions.checkRole(input.roleArn);
    checkVersionDescription(input);
    const arn = stateMachineArn(this.options.place, input.name);
    const existing = this.find(arn);
    if (existing !== undefined) {
      checkNotDeleting(existing);
      if (!isSameMachine(existing, input))
        throw new ServiceError("StateMachineAlreadyExists", `State Machine Already Exists: '${arn}'`);
      return { machine: existing, version: input.publish === true ? existing.versions.get(1) : undefined };
    }
    const type = input.type ?? "STANDARD";
    const creationMs = this.options.nowMs();
    const machine: StateMachine = {
      arn,
      name: input.name,
      type,
      creationMs,
      revision: this.revisions.first(input, type, creationMs),
      tags: new Tags(input.tags),
      created: input,
      versions: new Map(),
      aliases: new Map(),
      lastVersion: 0,
      isDeleting: false,
    };
    this.machines.set(arn, machine);
    return { machine, version: this.versionAsked(machine, input) };
  }

  update(input: InputOf<"UpdateStateMachine">): { machine: StateMachine; version: Version | undefined } {
    const { definition, roleArn, loggingConfiguration, tracingConfiguration, encryptionConfiguration } = input;
    const parts = [definition, roleArn, loggingConfiguration, tracingConfiguration, encryptionConfiguration];
    if (parts.every((part) => part === undefined))
      throw new ServiceError(
        "MissingRequiredParameter",
        "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified",
      );
    if (roleArn !== undefined) this.revisions.checkRole(roleArn);
    checkNoLabel(input.stateMachineArn);
    const machine = this.unqualified(input.stateMachineArn);
    checkNotDeleting(machine);
    checkVersionDescription(input);
    if (!changesNothing(machine.revision, input)) machine.revision = this.revisions.next(machine, input);
    return { machine, version: this.versionAsked(machine, input) };
  }

  /** Deletes a machine, or has it deleted when its executions have ended. One that is not there is no error. */
  delete(arn: string): void {
    checkArn(arn, "stateMachine");
    checkNoLabel(arn);
    checkNoQualifier(arn);
    const machine = this.find(arn);
    if (machine === undefined) return;
    machine.isDeleting = true;
    this.find(arn);
  }

  publish({ stateMachineArn: arn, revisionId, description }: InputOf<"PublishStateMachineVersion">): Version {
    const machine = this.unqualified(arn);
    checkNotDeleting(machine);
    return publishVersion(machine, { revisionId, description }, this.options.nowMs());
  }

  /** Deleting a version that is not there is no error. */
  deleteVersion(arn: string): void {
    checkArn(arn, "stateMachine");
    const { machine, version } = this.lookUp(arn) ?? {};
    if (machine !== undefined && version !== undefined) removeVersion(machine, version);
  }

  /** The machine, version or alias of an ARN; refuses ARNs of other things and of what does not exist. */
  resolve(arn: string): ResolvedMachine {
    checkArn(arn, "stateMachine");
    const found = this.lookUp(arn);
    if (found === undefined) throw machineDoesNotExist(arn);
    return found;
  }

  /** As `resolve`, choosing a version of an alias by weight; refuses a machine that is being deleted. */
  resolveForStart(arn: string): ResolvedMachine {
    checkNoLabel(arn);
    const resolved = this.resolve(arn);
    const { alias, machine } = resolved;
    checkNotDeleting(machine);
    if (alias === undefined) return resolved;
    let point = this.options.random() * 100;
    const route = alias.routes.find(({ weight }) => (point -= weight) < 0) ?? alias.routes[0];
    const version = [...machine.versions.values()].find((candidate) => candidate.arn === route?.versionArn);
    if (version === undefined) throw machineDoesNotExist(arn);
    return { ...resolved, version, revision: version.revision };
  }

  list(): readonly StateMachine[] {
    return [...this.machines.keys()].flatMap((arn) => this.find(arn) ?? []).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** The machine of an ARN that names no version and no alias. */
  unqualified(arn: string): StateMachine {
    checkArn(arn, "stateMachine");
    const machine = this.find(arn);
    if (machine === undefined) throw machineDoesNotExist(arn);
    return machine;
  }

  /** The machine, version or alias of an ARN, if it is there. */
  lookUp(arn: string): ResolvedMachine | undefined {
    const [plainArn = "", ...behind] = arn.split("#");
    const testCase = behind.length === 0 ? undefined : behind.join("#");
    const parts = plainArn.split(":");
    const machine = this.find(parts.slice(0, 7).join(":"));
    if (machine === undefined) return undefined;
    if (parts.length > 8) return undefined;
    const qualifier = parts[7];
    if (qualifier === undefined)
      return { machine, revision: machine.revision, version: undefined, alias: undefined, testCase };
    const version = /^[1-9]\d*$/.test(qualifier) ? machine.versions.get(Number(qualifier)) : undefined;
    if (version !== undefined) return { machine, revision: version.revision, version, alias: undefined, testCase };
    const alias = machine.aliases.get(qualifier);
    return alias && { machine, revision: machine.revision, version: undefined, alias, testCase };
  }

  /** A machine that is being deleted is gone as soon as none of its executions runs: whoever looks for it finds that out. */
  private find(arn: string): StateMachine | undefined {
    const machine = this.machines.get(arn);
    if (machine?.isDeleting !== true || this.options.hasRunningExecutions(arn)) return machine;
    this.machines.delete(arn);
    return undefined;
  }

  private versionAsked(
    machine: StateMachine,
    { publish, versionDescription: description }: Pick<InputOf<"UpdateStateMachine">, "publish" | "versionDescription">,
  ): Version | undefined {
    if (publish !== true) return undefined;
    return publishVersion(machine, { revisionId: undefined, description }, this.options.nowMs());
  }
}

/** Refuses what a machine does not take any more while it is being deleted. */
export function checkNotDeleting({ arn, isDeleting }: StateMachine): void {
  if (isDeleting) throw machineIsDeleting(arn);
}

function checkVersionDescription({
  publish,
  versionDescription,
}: Pick<InputOf<"UpdateStateMachine">, "publish" | "versionDescription">): void {
  if (versionDescription !== undefined && publish !== true)
    throw new ServiceError("ValidationException", "Version description can only be set when publish is true");
}
