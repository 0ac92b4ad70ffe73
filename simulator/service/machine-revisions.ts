import { isDeepStrictEqual } from "node:util";

import { type FindSdkAction, refusalOfDefinition } from "../../asl/index.js";
import type { InputOf } from "../api/input-shape.js";
import { invalidDefinition, ServiceError } from "../api/service-error.js";
import { parseJson } from "../json.js";
import { compileMachine } from "../machine/compile-machine.js";
import { DefinitionError } from "../machine/definition-error.js";
import { withTypeLimit } from "../machine/express-limit.js";
import { inlineMapNotices, refuseInlineMapProblems } from "../machine/inline-maps.js";
import type { Machine } from "../machine/state-node.js";
import { checkRoleArn } from "./check-arn.js";
import { checkMachine, type FindMachineAction, type MachineType, type WhyNotSimulated } from "./check-machine.js";
import { checkEncryption, type EncryptionConfiguration } from "./encryption-configuration.js";
import type { LogDestinations } from "./log-groups.js";
import { checkLogging, completeLogging, executionLogging } from "./logging-configuration.js";
import type { Revision, StateMachine } from "./state-machine.js";
import type { UnusedSettings } from "./unused-settings.js";

export interface MachineRevisionsOptions {
  readonly nowMs: () => number;
  readonly newId: () => string;
  readonly whyNotSimulated: WhyNotSimulated;
  readonly findSdkAction: FindMachineAction;
  readonly logs: Pick<LogDestinations, "whyNot" | "accepted">;
  /** Asked at every change of a machine, because it depends on whether the service is being restored. */
  readonly unusedSettings: () => UnusedSettings;
  /** What was accepted once stays, whatever is refused today. */
  readonly isRestoring: () => boolean;
}

/** Makes the revisions of machines: checks what is asked for, and compiles definitions. */
export class MachineRevisions {
  constructor(private readonly options: MachineRevisionsOptions) {}

  checkRole(roleArn: string): void {
    if (!this.options.isRestoring()) checkRoleArn(roleArn);
  }

  first(input: InputOf<"CreateStateMachine">, type: MachineType, creationMs: number): Revision {
    const machine = this.compile(input.definition, type, input.name);
    const encryption = checkEncryption(input.encryptionConfiguration);
    const tracingEnabled = input.tracingConfiguration?.enabled ?? false;
    this.checkUnused(input.name, { encryption, tracingEnabled });
    const loggingConfiguration = checkLogging(input.loggingConfiguration, this.options.logs);
    return {
      revisionId: undefined,
      definition: input.definition,
      machine,
      roleArn: input.roleArn,
      loggingConfiguration,
      logging: executionLogging(loggingConfiguration),
      tracingEnabled,
      encryption,
      description: undefined,
      updateMs: creationMs,
    };
  }

  /** What an update makes of the revision that a machine has. */
  next(
    { name, type, revision: old }: StateMachine,
    {
      definition,
      roleArn,
      loggingConfiguration,
      tracingConfiguration,
      encryptionConfiguration,
    }: InputOf<"UpdateStateMachine">,
  ): Revision {
    const machine = definition === undefined ? old.machine : this.compile(definition, type, name);
    const tracingEnabled = tracingConfiguration?.enabled ?? old.tracingEnabled;
    const encryption =
      encryptionConfiguration === undefined ? old.encryption : checkEncryption(encryptionConfiguration);
    this.checkUnused(name, {
      ...(isDeepStrictEqual(encryption, old.encryption) ? {} : { encryption }),
      tracingEnabled: tracingEnabled && !old.tracingEnabled,
    });
    const logged =
      loggingConfiguration === undefined
        ? old.loggingConfiguration
        : checkLogging(loggingConfiguration, this.options.logs);
    return {
      revisionId: this.options.newId(),
      definition: definition ?? old.definition,
      machine,
      roleArn: roleArn ?? old.roleArn,
      loggingConfiguration: logged,
      logging: executionLogging(logged),
      tracingEnabled,
      encryption,
      description: old.description,
      updateMs: this.options.nowMs(),
    };
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
      checkMachine(machine, parsed, type, (resource, written) => this.options.whyNotSimulated(resource, name, written));
      this.options.unusedSettings().told(`State machine ${name}`, inlineMapNotices(parsed));
      return machine;
    } catch (error) {
      if (error instanceof DefinitionError) throw invalidDefinition(error.message);
      throw error;
    }
  }
}

/**
 * The service keeps the revision when nothing changes.
 *
 * DEVIATION: an update of nothing but the definition makes one even when it is the same, because recordings whose
 * updates changed the definition are replayed with one and the same.
 */
export function changesNothing(
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
export function isSameMachine(
  { created, type, revision }: StateMachine,
  input: InputOf<"CreateStateMachine">,
): boolean {
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
