import { operations } from "../api/operations.js";
import type { Operation } from "../api/operation.js";
import type { OperationName } from "../api/input-shape.js";
import type { StepFunctions } from "../service/step-functions.js";
import { compact } from "./compact.js";
import type { Journal } from "./journal.js";
import type { JournalEntry } from "./journal-entry.js";
import { JournalError } from "./journal-error.js";

/**
 * Brings a service to where its journal says that it was, lets it go on from there, and leaves a shorter journal.
 *
 * @throws JournalError when the journal and this program do not agree
 */
export function recover(service: StepFunctions, journal: Journal): void {
  const goOn = service.restore();
  journal.found.forEach((entry, index) => {
    try {
      replay(service, entry);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new JournalError("DAMAGED", `Entry ${index + 1} of the journal cannot be replayed: ${reason}.`, {
        cause: error,
      });
    }
  });
  const { engine } = service;
  const shorter = compact(journal.found, {
    record: (arn) => engine.record(arn),
    hasMapRuns: (arn) => engine.mapRunsOf(arn).length > 0,
    isMapRunKnown: (arn) => engine.mapRun(arn) !== undefined,
  });
  if (shorter.some((entry, index) => entry !== journal.found[index])) journal.replace(shorter);
  goOn();
}

function replay(service: StepFunctions, entry: JournalEntry): void {
  const { engine } = service;
  switch (entry.kind) {
    case "journal":
      return;
    case "operation": {
      const operation = operations[entry.name] as Operation<OperationName>; // the input was checked when it came
      service.restoreOperation(entry, () => operation(entry.input as never, { service, whenGone: neverGone }));
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

const neverGone = (): AbortSignal => new AbortController().signal;
