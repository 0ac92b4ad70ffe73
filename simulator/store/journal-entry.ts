import type { OperationName } from "../api/input-shape.js";
import type { ExecutionRecord } from "../core/execution.js";
import type { Signal } from "../core/signal.js";
import type { ChildStart } from "../engine/execution-log.js";
import type { JsonObject } from "../json.js";
import type { MapItem } from "../machine/state-node.js";
import type { StartedFrom } from "../service/service-log.js";

/**
 * The version of the format, which the first entry of every journal tells. It grows with every change that a program before
 * would misread or pass over: another kind of entry or signal, another meaning of a member. A program reads the
 * versions up to its own; what changes between them is said here.
 *
 * - 1: the first one.
 * - 2: the signal `machineDeleted`.
 */
export const journalVersion = 2;

/** What a journal holds, in the order in which it happened. Times are milliseconds since 1970. */
export type JournalEntry =
  /** The first entry of every journal. */
  | { readonly kind: "journal"; readonly version: number }
  /** An operation that changed machines, activities, tags or map runs, with the ids that were made for it. */
  | {
      readonly kind: "operation";
      readonly name: OperationName;
      readonly input: JsonObject;
      readonly ids: readonly string[];
      readonly atMs: number;
    }
  | ({ readonly kind: "start"; readonly startMs: number; readonly seed: string } & StartedFrom)
  | ({ readonly kind: "child" } & ChildStart)
  | {
      readonly kind: "signal";
      readonly arn: string;
      readonly signal: Signal;
      readonly atMs: number;
      /** Events of the execution before. */
      readonly events: number;
    }
  /** A change of what a service beside Step Functions holds. */
  | { readonly kind: "service"; readonly service: string; readonly change: unknown; readonly atMs: number }
  | { readonly kind: "items"; readonly mapRunArn: string; readonly items: readonly MapItem[] }
  /** In place of the start and the signals of an execution that has succeeded. */
  | ({ readonly kind: "ended"; readonly record: ExecutionRecord } & Omit<StartedFrom, "start">);

const kinds: Readonly<Record<JournalEntry["kind"], true>> = {
  ...{
    journal: true,
    operation: true,
    start: true,
    child: true,
    signal: true,
    service: true,
    items: true,
    ended: true,
  },
};

/** Whether this program knows what to do with an entry of that kind. */
export const isKnownKind = (kind: unknown): boolean => typeof kind === "string" && Object.hasOwn(kinds, kind);
