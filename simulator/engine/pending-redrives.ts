import type { ExecutionRecord } from "../core/execution.js";

/** A child of a map run, with its execution as far as it has been started. */
export interface RedrivenChild {
  readonly record: ExecutionRecord | undefined;
}

interface Waiting<Child> {
  readonly child: Child;
  /** How often the execution had been redriven when the redrive of the map run began. */
  readonly redriveCount: number;
}

/** The children of a map run that a redrive has yet to take up: at its beginning all that did not succeed. */
export class PendingRedrives<Child extends RedrivenChild> {
  private readonly waiting = new Map<ExecutionRecord, Waiting<Child>>();

  constructor(children: readonly Child[]) {
    for (const child of children) {
      const { record } = child;
      if (record === undefined || record.status === "SUCCEEDED") continue;
      this.waiting.set(record, { child, redriveCount: record.redriveCount });
    }
  }

  /** False once the redrive has come to the execution, even if a simulator did that which was stopped since. */
  has(record: ExecutionRecord): boolean {
    const waiting = this.waiting.get(record);
    if (waiting === undefined || waiting.child.record !== record) return false;
    return record.status !== "RUNNING" && record.redriveCount === waiting.redriveCount;
  }

  /** The next child, which does not wait any more. */
  take(): Child | undefined {
    for (const [record, { child }] of this.waiting) {
      const isWaiting = this.has(record);
      this.waiting.delete(record);
      if (isWaiting) return child;
    }
    return undefined;
  }
}
