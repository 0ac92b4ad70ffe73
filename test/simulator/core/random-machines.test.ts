import { expect, test } from "vitest";

import { type HistoryEvent, type HistoryEventType, type MachineRun, runMachine } from "../../../simulator/index.js";
import { seed } from "../../support/random-seed.js";
import { chanceOf } from "./random-machines/chance.js";
import { randomMachine, type TaskPayload } from "./random-machines/random-graph.js";

const machines = Number(process.env["SETPIECE_FUZZ_RUNS"] ?? 200);

async function runTask(_name: string, payload: unknown): Promise<string> {
  const { name, failures, error, retryCount } = payload as TaskPayload;
  if (retryCount >= failures) return `${name} after ${retryCount}`;
  throw Object.assign(new Error("once more"), { name: error });
}

function outcomeOf({ status, output, error, history }: MachineRun): unknown {
  const atMs = history.at(-1)?.timestampMs;
  return status === "SUCCEEDED" ? { kind: "value", atMs, value: output } : { kind: "error", atMs, error };
}

/** What began once has ended once, and events follow earlier ones. */
function checkHistory(history: readonly HistoryEvent[]): void {
  const count = (...types: HistoryEventType[]) => history.filter(({ type }) => types.includes(type)).length;
  expect(history.map(({ id }) => id)).toEqual(history.map((_, index) => index + 1));
  expect(history.filter(({ id, previousEventId }) => previousEventId >= id)).toEqual([]);
  expect(count("MapIterationSucceeded", "MapIterationFailed", "MapIterationAborted")).toBe(
    count("MapIterationStarted"),
  );
  expect(count("MapRunSucceeded", "MapRunFailed", "MapRunAborted")).toBe(count("MapRunStarted"));
}

test("machines of nested branches, iterations, retries and catches end as they are meant to, and when", async () => {
  for (let index = 0; index < machines; index++) {
    const { definition, run } = randomMachine(chanceOf(seed * 100_003 + index));
    const input = { of: index };
    const done = await runMachine({
      definition: { QueryLanguage: "JSONata", ...definition },
      input,
      startMs: 0,
      lambda: runTask,
    });
    expect(outcomeOf(done), JSON.stringify(definition)).toEqual(run(input, {}, 0));
    for (const history of [done.history, ...done.childHistories]) checkHistory(history);
  }
});
