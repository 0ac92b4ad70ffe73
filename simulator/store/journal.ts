import { randomBytes } from "node:crypto";
import { join } from "node:path";

import type { OperationName } from "../api/input-shape.js";
import type { Signal } from "../core/signal.js";
import type { ChildStart } from "../engine/execution-log.js";
import type { JsonObject } from "../json.js";
import type { MapItem } from "../machine/state-node.js";
import type { ServiceLog, StartedFrom } from "../service/service-log.js";
import { AppendedFile } from "./appended-file.js";
import { makeDataFolder, unusableFolder } from "./data-folder.js";
import { type JournalEntry, journalVersion } from "./journal-entry.js";
import { JournalError } from "./journal-error.js";
import { lineOf, readJournal, replaceJournal } from "./journal-file.js";
import { takeLock } from "./lock-file.js";

/**
 * Everything that happened in a simulator, on disk. What has been answered to anybody is written before, so a process that
 * is killed loses nothing of it. Only with `forced` is it forced to the disk itself: otherwise a machine that loses its power may
 * lose the end.
 */
export class Journal implements ServiceLog {
  /** What the journal held when it was opened. */
  readonly found: readonly JournalEntry[];
  readonly droppedBytes: number;
  private readonly path: string;
  private readonly unlock: () => void;
  private file: AppendedFile;

  /** Opens the journal in a folder, which is made where it is missing. Throws JournalError. */
  constructor(
    folder: string,
    private readonly forced = false,
  ) {
    this.path = join(folder, "journal.jsonl");
    this.unlock = lockFolder(folder);
    try {
      const { entries, droppedBytes } = readJournal(this.path);
      this.found = entries;
      this.droppedBytes = droppedBytes;
      this.file = new AppendedFile(this.path, this.forced);
      if (entries.length === 0) this.append({ kind: "journal", version: journalVersion });
    } catch (error) {
      this.unlock();
      throw unusableFolder(folder, error);
    }
  }

  /** The time of the last entry. */
  get lastMs(): number | undefined {
    let last: number | undefined;
    for (const entry of this.found) {
      const atMs = "atMs" in entry ? entry.atMs : "startMs" in entry ? entry.startMs : undefined;
      if (atMs !== undefined) last = Math.max(last ?? 0, atMs);
    }
    return last;
  }

  newSeed(): string {
    return randomBytes(32).toString("base64");
  }

  operation(name: OperationName, input: JsonObject, ids: readonly string[], atMs: number): void {
    this.append({ kind: "operation", name, input, ids, atMs });
  }

  started(from: StartedFrom, startMs: number, seed: string): void {
    this.append({ kind: "start", ...from, startMs, seed });
  }

  childStarted(child: ChildStart): void {
    this.append({ kind: "child", ...child });
  }

  signalled(arn: string, signal: Signal, atMs: number, events: number): void {
    this.append({ kind: "signal", arn, signal, atMs, events });
  }

  itemsRead(mapRunArn: string, items: readonly MapItem[]): void {
    this.append({ kind: "items", mapRunArn, items });
  }

  /** Takes down a change of another service at once. */
  serviceChanged(service: string, change: unknown, atMs: number): void {
    this.append({ kind: "service", service, change, atMs });
    this.flush();
  }

  /** Throws JournalError while the disk takes nothing more; then the rest is written the next time. */
  flush(): void {
    try {
      this.file.flush();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new JournalError("UNUSABLE", `The journal ${this.path} cannot be written: ${reason}.`, { cause: error });
    }
  }

  /** Goes on with a journal that says the same in fewer entries. */
  replace(entries: readonly JournalEntry[]): void {
    this.flush();
    replaceJournal(this.path, entries);
    this.file.close();
    this.file = new AppendedFile(this.path, this.forced);
  }

  close(): void {
    try {
      this.flush();
    } finally {
      this.file.close();
      this.unlock();
    }
  }

  private append(entry: JournalEntry): void {
    this.file.append(lineOf(entry));
  }
}

function lockFolder(folder: string): () => void {
  try {
    makeDataFolder(folder);
    return takeLock(join(folder, "lock"));
  } catch (error) {
    throw unusableFolder(folder, error);
  }
}
