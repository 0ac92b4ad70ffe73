import { operations } from "../api/operations.js";
import type { Operation } from "../api/operation.js";
import type { OperationName } from "../api/input-shape.js";
import type { StepFunctions } from "../service/step-functions.js";
import type { KeptState } from "../services/kept-state.js";
import { compact } from "./compact.js";
import type { Journal } from "./journal.js";
import { type JournalEntry, journalVersion } from "./journal-entry.js";
import { JournalError } from "./journal-error.js";

/**
 * Brings a service to where its journal says that it was, lets it go on from there, and leaves a shorter journal.
 *
 * @throws JournalError when the journal and this program do not agree
 */
export function recover(
  service: StepFunctions,
  journal: Journal,
  kept: ReadonlyMap<string, KeptState> = new Map(),
): void {
  const goOn = service.restore();
  journal.found.forEach((entry, index) => {
    try {
      if (entry.kind === "service") kept.get(entry.service)?.restore(entry.change);
      else replay(service, entry);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new JournalError("DAMAGED", `Entry ${index + 1} of the journal cannot be replayed: ${reason}.`, {
        cause: error,
      });
    }
  });
  const { engine } = service;
  engine.forgetRestored();
  const rest = compact(journal.found, {
    record: (arn) => engine.record(arn),
    hasMapRuns: (arn) => engine.mapRunsOf(arn).length > 0,
    isMapRunKnown: (arn) => engine.mapRun(arn) !== undefined,
  }).filter((entry) => entry.kind !== "service" || !kept.has(entry.service));
  const changes = snapshotsOf(kept, journal.lastMs ?? 0);
  const shorter = [...rest, ...changes];
  if (shorter.length < journal.found.length || isOld(journal.found)) journal.replace(withHeader(shorter));
  goOn();
}

/** Written before journals told their format, or in an older one. */
function isOld(entries: readonly JournalEntry[]): boolean {
  const [first] = entries;
  return first !== undefined && (first.kind !== "journal" || first.version < journalVersion);
}

function withHeader(entries: readonly JournalEntry[]): readonly JournalEntry[] {
  return entries[0]?.kind === "journal" ? entries : [{ kind: "journal", version: journalVersion }, ...entries];
}

/** What other services hold, as entries. */
function snapshotsOf(kept: ReadonlyMap<string, KeptState>, atMs: number): readonly JournalEntry[] {
  return [...kept].flatMap(([service, state]) =>
    state.snapshot().map((change): JournalEntry => ({ kind: "service", service, change, atMs })),
  );
}

function replay(service: StepFunctions, entry: Exclude<JournalEntry, { kind: "service" }>): void {
  const { engine } = service;
  switch (entry.kind) {
    case "journal":
      return;
    case "operation": {
      const operation = operations[entry.name] as Operation<OperationName>; // the input was checked when it came
      service.restoreOperation(entry, () => operation(entry.input, { service, whenGone: () => undefined }));
      return;
    }
    case "start":
      service.restoreStart(entry, entry.startMs, entry.seed);
      return;
    case "ended":
      service.restoreEnded(entry.record, entry);
      return;
    case "child":
      engine.restoreChild(entry);
      return;
    case "items":
      engine.restoreItems(entry.mapRunArn, entry.items);
      return;
    case "signal":
      engine.restoreSignal(entry.arn, entry.signal, entry.atMs, entry.events);
      return;
  }
}
