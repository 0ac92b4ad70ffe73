import { isDeepStrictEqual } from "node:util";

import { type FindSdkAction, refusalOfDefinition } from "../../asl/index.js";
import type { InputOf } from "../api/input-shape.js";
import {
  invalidArn,
  invalidDefinition,
  machineDoesNotExist,
  ServiceError,
  wrongResourceType,
} from "../api/service-error.js";
import type { ExecutionLogging } from "../core/execution.js";
import { type Place, stateMachineArn } from "../engine/arns.js";
import { compileMachine } from "../machine/compile-machine.js";
import { DefinitionError } from "../machine/definition-error.js";
import { inlineMapNotices, refuseInlineMapProblems } from "../machine/inline-maps.js";
import { parseJson } from "../json.js";
import { withTypeLimit } from "../machine/express-limit.js";
import type { Machine } from "../machine/state-node.js";
import { checkMachine, type FindMachineAction, type MachineType, type WhyNotSimulated } from "./check-machine.js";
import { checkEncryption, type EncryptionConfiguration } from "./encryption-configuration.js";
import type { LogDestinations } from "./log-groups.js";
import { checkLogging, completeLogging, executionLogging, type LoggingConfiguration } from "./logging-configuration.js";
import { checkName } from "./names.js";
import { Tags } from "./tags.js";
import type { UnusedSettings } from "./unused-settings.js";

/** What a machine was at some time. Executions keep the revision that they were started with. */
export interface Revision {
  /** `undefined` until the first update: the service's INITIAL revision. */
  readonly revisionId: string | undefined;
  readonly definition: string;
  readonly machine: Machine;
  readonly roleArn: string;
  readonly loggingConfiguration: LoggingConfiguration;
  /** What its executions log; undefined: nothing. */
  readonly logging: ExecutionLogging | undefined;
  readonly tracingEnabled: boolean;
  readonly encryption: EncryptionConfiguration;
  readonly description: string | undefined;
  readonly updateMs: number;
}

export interface Version {
  readonly arn: string;
  readonly number: number;
  readonly revision: Revision;
  readonly creationMs: number;
  readonly description: string | undefined;
}

export interface Alias {
  readonly arn: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly routes: readonly Route[];
  readonly creationMs: number;
  readonly updateMs: number;
}

export interface Route {
  readonly versionArn: string;
  /** Percent of the executions; the weights of an alias add up to 100. */
  readonly weight: number;
}

export interface StateMachine {
  readonly arn: string;
  readonly name: string;
  readonly type: MachineType;
  readonly creationMs: number;
  readonly tags: Tags;
  readonly created: InputOf<"CreateStateMachine">;
  readonly versions: Map<number, Version>;
  readonly aliases: Map<string, Alias>;
  revision: Revision;
  lastVersion: number;
}

/** What an ARN of a machine, a version or an alias leads to. */
export interface ResolvedMachine {
  readonly machine: StateMachine;
  readonly revision: Revision;
  readonly version: Version | undefined;
  readonly alias: Alias | undefined;
  /** After `#`: the test case of a mock configuration. */
  readonly testCase: string | undefined;
}

export interface StateMachinesOptions {
  readonly place: Place;
  readonly nowMs: () => number;
  readonly newId: () => string;
  readonly random: () => number;
  readonly whyNotSimulated: WhyNotSimulated;
  readonly findSdkAction: FindMachineAction;
  readonly logs: Pick<LogDestinations, "whyNot" | "accepted">;
  /** Asked at every change of a machine, because it depends on whether the service is being restored. */
  readonly unusedSettings: () => UnusedSettings;
  /** What was accepted once stays, whatever is refused today. */
  readonly isRestoring: () => boolean;
}

/** Versions of one machine. */
const maxVersions = 1_000;

/** All machines with their versions and aliases. */
export class StateMachines {
  private readonly machines = new Map<string, StateMachine>();

  constructor(private readonly options: StateMachinesOptions) {}

  /**
   * Creating what exists already, with the same definition and configuration, is no change; with another one it is
   * refused. Another role or other tags are ignored.
   */
  create(input: InputOf<"CreateStateMachine">): { machine: StateMachine; version: Version | undefined } {
    checkName(input.name);
    this.checkRole(input.roleArn);
    if (input.versionDescription !== undefined && input.publish !== true)
      throw new ServiceError("ValidationException", "Version description can only be set when publish is true");
    const arn = stateMachineArn(this.options.place, input.name);
    const existing = this.machines.get(arn);
    if (existing !== undefined) {
      if (!isSameMachine(existing, input))
        throw new ServiceError("StateMachineAlreadyExists", `State Machine Already Exists: '${arn}'`);
      return { machine: existing, version: input.publish === true ? existing.versions.get(1) : undefined };
    }
    const type = input.type ?? "STANDARD";
    const creationMs = this.options.nowMs();
    const compiled = this.compile(input.definition, type, input.name);
    const encryption = checkEncryption(input.encryptionConfiguration);
    const tracingEnabled = input.tracingConfiguration?.enabled ?? false;
    this.checkUnused(input.name, { encryption, tracingEnabled });
    const loggingConfiguration = checkLogging(input.loggingConfiguration, this.options.logs);
    const machine: StateMachine = {
      arn,
      name: input.name,
      type,
      creationMs,
      tags: new Tags(input.tags),
      created: input,
      versions: new Map(),
      aliases: new Map(),
      lastVersion: 0,
      revision: {
        revisionId: undefined,
        definition: input.definition,
        machine: compiled,
        roleArn: input.roleArn,
        loggingConfiguration,
        logging: executionLogging(loggingConfiguration),
        tracingEnabled,
        encryption,
        description: undefined,
        updateMs: creationMs,
      },
    };
    this.machines.set(arn, machine);
    return {
      machine,
      version: input.publish === true ? this.addVersion(machine, input.versionDescription) : undefined,
    };
  }

  update(input: InputOf<"UpdateStateMachine">): { machine: StateMachine; version: Version | undefined } {
    const { definition, roleArn, loggingConfiguration, tracingConfiguration, encryptionConfiguration } = input;
    const parts = [definition, roleArn, loggingConfiguration, tracingConfiguration, encryptionConfiguration];
    if (parts.every((part) => part === undefined))
      throw new ServiceError(
        "MissingRequiredParameter",
        "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified",
      );
    if (roleArn !== undefined) this.checkRole(roleArn);
    checkNoLabel(input.stateMachineArn);
    const machine = this.unqualified(input.stateMachineArn);
    if (input.versionDescription !== undefined && input.publish !== true)
      throw new ServiceError("ValidationException", "Version description can only be set when publish is true");
    const old = machine.revision;
    if (changesNothing(old, input)) return { machine, version: this.versionAsked(machine, input) };
    const compiled = definition === undefined ? old.machine : this.compile(definition, machine.type, machine.name);
    const tracingEnabled = tracingConfiguration?.enabled ?? old.tracingEnabled;
    const encryption =
      encryptionConfiguration === undefined ? old.encryption : checkEncryption(encryptionConfiguration);
    this.checkUnused(machine.name, {
      ...(isDeepStrictEqual(encryption, old.encryption) ? {} : { encryption }),
      tracingEnabled: tracingEnabled && !old.tracingEnabled,
    });
    const logged =
      loggingConfiguration === undefined
        ? old.loggingConfiguration
        : checkLogging(loggingConfiguration, this.options.logs);
    machine.revision = {
      revisionId: this.options.newId(),
      definition: definition ?? old.definition,
      machine: compiled,
      roleArn: roleArn ?? old.roleArn,
      loggingConfiguration: logged,
      logging: executionLogging(logged),
      tracingEnabled,
      encryption,
      description: old.description,
      updateMs: this.options.nowMs(),
    };
    return {
      machine,
      version: this.versionAsked(machine, input),
    };
  }

  delete(arn: string): void {
    checkArn(arn, "stateMachine");
    checkNoLabel(arn);
    this.machines.delete(arn);
  }

  /** Publishing twice without a change in between gives the same version. */
  publish(input: InputOf<"PublishStateMachineVersion">): Version {
    const machine = this.unqualified(input.stateMachineArn);
    const current = machine.revision.revisionId ?? "INITIAL";
    if (input.revisionId !== undefined && input.revisionId !== current)
      throw new ServiceError(
        "ConflictException",
        `Failed to publish the State Machine version for revision ${input.revisionId}. The current State Machine revision is ${current}.`,
      );
    return this.addVersion(machine, input.description);
  }

  deleteVersion(arn: string): void {
    checkArn(arn, "stateMachine");
    const { machine, version } = this.lookUp(arn) ?? {};
    if (machine === undefined || version === undefined) return;
    const aliases = [...machine.aliases.values()].filter(({ routes }) =>
      routes.some(({ versionArn }) => versionArn === arn),
    );
    if (aliases.length > 0)
      throw new ServiceError(
        "ConflictException",
        `Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [${aliases.map(({ name }) => name).join(", ")}]`,
      );
    machine.versions.delete(version.number);
  }

  /** The machine, version or alias of an ARN; refuses ARNs of other things and of what does not exist. */
  resolve(arn: string): ResolvedMachine {
    checkArn(arn, "stateMachine");
    const found = this.lookUp(arn);
    if (found === undefined) throw machineDoesNotExist(arn);
    return found;
  }

  /** As `resolve`, choosing a version of an alias by weight. */
  resolveForStart(arn: string): ResolvedMachine {
    checkNoLabel(arn);
    const resolved = this.resolve(arn);
    const { alias, machine } = resolved;
    if (alias === undefined) return resolved;
    let point = this.options.random() * 100;
    const route = alias.routes.find(({ weight }) => (point -= weight) < 0) ?? alias.routes[0];
    const version = [...machine.versions.values()].find((candidate) => candidate.arn === route?.versionArn);
    if (version === undefined) throw machineDoesNotExist(arn);
    return { ...resolved, version, revision: version.revision };
  }

  list(): readonly StateMachine[] {
    return [...this.machines.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** The machine of an ARN that names no version and no alias. */
  unqualified(arn: string): StateMachine {
    checkArn(arn, "stateMachine");
    const machine = this.machines.get(arn);
    if (machine === undefined) throw machineDoesNotExist(arn);
    return machine;
  }

  private versionAsked(
    machine: StateMachine,
    { publish, versionDescription }: InputOf<"UpdateStateMachine">,
  ): Version | undefined {
    return publish === true ? this.addVersion(machine, versionDescription) : undefined;
  }

  private checkRole(roleArn: string): void {
    if (!this.options.isRestoring() && !/^arn:aws[a-z-]*:iam::\d{12}:role\/./.test(roleArn))
      throw new ServiceError("InvalidArn", `Invalid Role Arn: '${roleArn}'`);
  }

  /** Refuses or tells of what a machine asks for and does not get. */
  private checkUnused(
    name: string,
    { encryption, tracingEnabled }: { readonly encryption?: EncryptionConfiguration; readonly tracingEnabled: boolean },
  ): void {
    const unused = this.options.unusedSettings();
    const owner = `state machine ${name}`;
    if (tracingEnabled) unused.traced(owner);
    if (encryption !== undefined) unused.encrypted(owner, encryption);
  }

  private compile(definition: string, type: MachineType, name: string): Machine {
    const findSdkAction: FindSdkAction = (service, action) => this.options.findSdkAction(service, action, name);
    const isRestoring = this.options.isRestoring();
    const refusal = isRestoring ? undefined : refusalOfDefinition(definition, { type, findSdkAction });
    if (refusal !== undefined) throw new ServiceError("InvalidDefinition", refusal);
    try {
      const machine = withTypeLimit(compileMachine(definition), type);
      if (isRestoring) return machine;
      const parsed = parseJson(definition);
      refuseInlineMapProblems(parsed);
      checkMachine(machine, type, (resource) => this.options.whyNotSimulated(resource, name));
      this.options.unusedSettings().told(`State machine ${name}`, inlineMapNotices(parsed));
      return machine;
    } catch (error) {
      if (error instanceof DefinitionError) throw invalidDefinition(error.message);
      throw error;
    }
  }

  /** The machine, version or alias of an ARN, if it is there. */
  lookUp(arn: string): ResolvedMachine | undefined {
    const [plainArn = "", testCase] = arn.split("#");
    const parts = plainArn.split(":");
    const machine = this.machines.get(parts.slice(0, 7).join(":"));
    if (machine === undefined) return undefined;
    const qualifier = parts[7];
    if (qualifier === undefined)
      return { machine, revision: machine.revision, version: undefined, alias: undefined, testCase };
    const version = machine.versions.get(Number(qualifier));
    if (version !== undefined) return { machine, revision: version.revision, version, alias: undefined, testCase };
    const alias = machine.aliases.get(qualifier);
    return alias && { machine, revision: machine.revision, version: undefined, alias, testCase };
  }

  private addVersion(machine: StateMachine, description: string | undefined): Version {
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
      creationMs: this.options.nowMs(),
      description,
    };
    machine.versions.set(version.number, version);
    return version;
  }
}

/** Refuses what is not an ARN of Step Functions for this kind of thing; Express executions are not to be asked for. */
export function checkArn(arn: string, kind: "stateMachine" | "execution" | "activity" | "mapRun"): void {
  const [scheme, , service, , , resourceType = "", resource = ""] = arn.split(":");
  if (scheme !== "arn" || service !== "states" || resourceType === "" || resource === "") throw invalidArn(arn);
  if (resourceType !== kind) throw wrongResourceType(resourceType);
}

/** Refuses the ARN of a Map state in a machine, with its label behind the machine's name. */
function checkNoLabel(arn: string): void {
  if (arn.split(":")[6]?.includes("/") === true)
    throw new ServiceError("ValidationException", `The ARN names a Map state, and not a state machine: ${arn}`);
}

/**
 * The service keeps the revision when nothing changes.
 *
 * DEVIATION: an update of nothing but the definition makes one even when it is the same, because recordings whose
 * updates changed the definition are replayed with one and the same.
 */
function changesNothing(
  revision: Revision,
  {
    definition,
    roleArn,
    loggingConfiguration,
    tracingConfiguration,
    encryptionConfiguration,
  }: InputOf<"UpdateStateMachine">,
): boolean {
  const others = [roleArn, loggingConfiguration, tracingConfiguration, encryptionConfiguration];
  if (others.every((part) => part === undefined)) return false;
  return (
    (definition === undefined || definition === revision.definition) &&
    (roleArn === undefined || roleArn === revision.roleArn) &&
    (loggingConfiguration === undefined ||
      isDeepStrictEqual(completeLogging(loggingConfiguration), revision.loggingConfiguration)) &&
    (tracingConfiguration?.enabled === undefined || tracingConfiguration.enabled === revision.tracingEnabled) &&
    (encryptionConfiguration === undefined ||
      isDeepStrictEqual(checkEncryption(encryptionConfiguration), revision.encryption))
  );
}

/** The same name, definition and configuration as the machine has now; its first version was asked for alike. */
function isSameMachine({ created, type, revision }: StateMachine, input: InputOf<"CreateStateMachine">): boolean {
  return (
    input.definition === revision.definition &&
    (input.type ?? "STANDARD") === type &&
    isDeepStrictEqual(completeLogging(input.loggingConfiguration), revision.loggingConfiguration) &&
    (input.tracingConfiguration?.enabled ?? false) === revision.tracingEnabled &&
    isDeepStrictEqual(checkEncryption(input.encryptionConfiguration), revision.encryption) &&
    (input.publish ?? false) === (created.publish ?? false) &&
    input.versionDescription === created.versionDescription
  );
}
