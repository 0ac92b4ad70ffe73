import type { InputOf } from "../api/input-shape.js";
import type { ExecutionLogging } from "../core/execution.js";
import type { Machine } from "../machine/state-node.js";
import type { MachineType } from "./check-machine.js";
import type { EncryptionConfiguration } from "./encryption-configuration.js";
import type { LoggingConfiguration } from "./logging-configuration.js";
import type { Tags } from "./tags.js";

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
  /** It was deleted while executions ran: it is there until the last of them has ended, and takes nothing any more. */
  isDeleting: boolean;
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
