import type { JsonValue } from "../json.js";
import type { Strand } from "./execution.js";

/** A state that a strand is about to enter. */
export interface PendingEntry {
  readonly strand: Strand;
  readonly stateName: string;
  readonly input: JsonValue;
}

/** Passed entries are dropped from the front when there are so many. */
const maxPassed = 1_000;

/** The states to enter, in turn: strands take one transition each, so branches advance side by side. */
export class PendingEntries {
  private readonly entries: PendingEntry[] = [];
  private passed = 0;

  add(entry: PendingEntry): void {
    this.entries.push(entry);
  }

  /** Takes the next one; `undefined` when all are entered. */
  take(): PendingEntry | undefined {
    const entry = this.entries[this.passed];
    if (entry === undefined) {
      this.clear();
      return undefined;
    }
    this.passed += 1;
    if (this.passed > maxPassed) {
      this.entries.splice(0, this.passed);
      this.passed = 0;
    }
    return entry;
  }

  clear(): void {
    this.entries.length = 0;
    this.passed = 0;
  }
}
