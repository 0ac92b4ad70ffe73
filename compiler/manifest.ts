import type { Constant } from "./analyse/constant.js";

/** What a deployed thing is. */
export type ResourceKind =
  | ("lambda" | "table" | "bus" | "queue" | "topic" | "bucket" | "workflow" | "endpoint" | "connection")
  | ("arn" | "self" | "any");

export interface Permission {
  /** IAM actions, such as `dynamodb:UpdateItem`. */
  readonly actions: readonly string[];
  /**
   * What they are needed on: `any` where the call does not say, `self` for the workflow's own state machine and its
   * executions, `arn` for what is named by its ARN, with `*` for the region and the account that it is deployed to.
   */
  readonly resources: readonly {
    readonly kind: ResourceKind;
    readonly name?: string;
    /** Of an endpoint: the methods that are called. */
    readonly methods?: readonly string[];
  }[];
}

export interface ManifestWorkflow {
  readonly name: string;
  /** Relative to the folder that was compiled from. */
  readonly file: string;
  readonly asl: string;
  readonly map: string;
  readonly type: "STANDARD" | "EXPRESS";
  readonly timeoutSeconds?: number;
  /** The number of states. */
  readonly states: number;
  readonly lambdas: readonly string[];
  readonly humans: readonly string[];
  /** Workflows that it calls or starts. */
  readonly workflows: readonly string[];
  readonly tables: readonly string[];
  readonly buses: readonly string[];
  readonly permissions: readonly Permission[];
}

export interface ManifestKey {
  readonly name: string;
  readonly type: string;
}

/** A global secondary index of a table. */
export interface ManifestIndex {
  readonly name: string;
  readonly partitionKey: ManifestKey;
  readonly sortKey?: ManifestKey;
  /** What it has besides all keys. */
  readonly attributes: "all" | "keys" | readonly string[];
}

export interface ManifestTable {
  readonly name: string;
  readonly partitionKey: ManifestKey;
  readonly sortKey?: ManifestKey;
  readonly timeToLive?: string;
  /** Absent where there are none. Tables of human tasks have that which the inbox lists them by. */
  readonly indexes?: readonly ManifestIndex[];
}

export interface ManifestQueue {
  readonly name: string;
  readonly visibilityTimeoutSeconds: number;
  /** The queue that takes messages received more than `maxReceives` times. */
  readonly deadLetters?: { readonly queue: string; readonly maxReceives: number };
}

/** Everything about a set of compiled workflows that is not in their machines: `build/manifest.json`. */
export interface Manifest {
  readonly version: 1;
  readonly workflows: readonly ManifestWorkflow[];
  readonly lambdas: readonly {
    readonly name: string;
    readonly file: string;
    readonly timeoutSeconds: number;
    readonly memory: number;
    /** What the code of the function itself needs; what it does not declare is not here. */
    readonly permissions: readonly Permission[];
  }[];
  readonly humans: readonly {
    readonly name: string;
    readonly title: string;
    readonly form: Constant;
    readonly table: string;
  }[];
  readonly tables: readonly ManifestTable[];
  readonly buses: readonly { readonly name: string; readonly source: string }[];
  readonly queues: readonly ManifestQueue[];
  readonly topics: readonly { readonly name: string }[];
  readonly activities: readonly { readonly name: string }[];
  readonly buckets: readonly { readonly name: string }[];
  /** HTTP services; `connection` is the name of the EventBridge connection. */
  readonly endpoints: readonly { readonly name: string; readonly url: string; readonly connection: string }[];
}
