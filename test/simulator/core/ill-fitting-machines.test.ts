import { expect, test } from "vitest";

import { DefinitionError, runMachine } from "../../../simulator/index.js";
import { seed } from "../../support/random-seed.js";
import { chanceOf } from "./random-machines/chance.js";
import { illFittingMachine } from "./random-machines/ill-fitting-machine.js";

const machines = Number(process.env["SETPIECE_FUZZ_RUNS"] ?? 200);

const input = {
  a: { b: 1 },
  list: [{ b: 1 }, { b: 2 }],
  n: 2,
  s: "abc",
  nul: null,
  t: "2020-01-01T00:00:00Z",
  o: { "k y": 1 },
};
const terminal = ["ExecutionSucceeded", "ExecutionFailed", "ExecutionTimedOut"];

test("a machine whose values do not fit is refused, or ends with what the API can tell", async () => {
  let ran = 0;
  for (let count = 0; count < machines; count += 1) {
    const definition = illFittingMachine(chanceOf(seed * 100_003 + count));
    const run = await runMachine({ definition, input, lambda: (_name, payload) => payload }).catch((error: unknown) => {
      if (!(error instanceof DefinitionError)) throw new Error(JSON.stringify(definition), { cause: error });
    });
    if (run === undefined) continue;
    ran += 1;
    const events = [run.history, ...run.childHistories].flat();
    expect(terminal, JSON.stringify(definition)).toContain(run.history.at(-1)?.type);
    for (const { details } of events)
      for (const text of [details?.["error"], details?.["cause"]])
        expect(["string", "undefined"], JSON.stringify(definition)).toContain(typeof text);
  }
  expect(ran).toBeGreaterThan(machines / 4);
}, 60_000);
