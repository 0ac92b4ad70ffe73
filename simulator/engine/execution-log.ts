import type { ExecutionStart } from "../core/execution.js";
import type { Signal } from "../core/signal.js";
import type { MapItem } from "../machine/state-node.js";

/** Takes down what an engine would need to bring its executions to where they are. */
export interface ExecutionLog {
  /** A seed for the chance and names of a new execution. */
  newSeed(): string;
  /** A map run started a child for the item, or batch of items, at `index`. */
  childStarted(child: ChildStart): void;
  /** An execution that has `eventCount` events is about to take a signal. */
  signalled(executionArn: string, signal: Signal, nowMs: number, eventCount: number): void;
  /** A map run read its items. */
  itemsRead(mapRunArn: string, items: readonly MapItem[]): void;
  /**
   * Everything that is logged so far must be kept, before anybody outside learns of it. Throws while that is not possible; what
   * is logged until then is kept later.
   */
  flush(): void;
}

export interface ChildStart {
  readonly mapRunArn: string;
  readonly index: number;
  readonly start: ExecutionStart;
  readonly startMs: number;
  readonly seed: string;
}
