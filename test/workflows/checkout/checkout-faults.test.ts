import fc from "fast-check";
import { afterAll, beforeAll, expect } from "vitest";
import { seedSampleData } from "../../../tasks/sample-data/seed.js";
import { seed } from "../../support/random-seed.js";
import { callDirectly } from "../support/call-directly.js";
import type { FaultyRun } from "../support/faulty-engine.js";
import { runWithFaults } from "../support/faulty-run.js";
import { faultTest } from "../support/inside-test.js";
import { RetailWorld } from "../support/retail-world.js";
import { sampleInput } from "../support/sample-input.js";
import { checkInvariants, readItem, restock } from "./checkout-invariants.js";
import { compensationOf } from "./compensation.js";
import { mustFail, paymentOf, playProvider, reviewerOf, type Scenario, scenarios } from "./checkout-scenarios.js";

let world: RetailWorld;
let callAsUsual = () => {};
let request = 0;

beforeAll(async () => {
  world = await RetailWorld.start("checkout", "payment-authorisation");
  callAsUsual = callDirectly(world);
  await seedSampleData();
}, 180_000);
afterAll(async () => {
  callAsUsual();
  await world.stop();
});

interface Ended extends FaultyRun {
  /** What the run did to undo steps, in order. */
  readonly undone: string;
}

/** Runs a checkout under the faults of a scenario, and holds its end against all that must be true then. */
async function play(scenario: Scenario): Promise<Ended> {
  const before = await restock(world);
  request += 1;
  const sample = sampleInput("checkout", scenario.name);
  const input = { ...sample, requestId: `request-${request}`, payment: paymentOf(scenario) ?? sample.payment };
  const stopPlaying = playProvider(world, scenario);
  const faults = [...scenario.faults, ...scenario.outages];
  const run = await runWithFaults(world, "checkout", input, faults, reviewerOf(scenario));
  stopPlaying();
  const known = await readItem(world, "checkout-requests", { requestId: { S: input.requestId } });
  try {
    await checkInvariants(world, run, String(known?.orderNumber), before);
    if (mustFail(scenario)) expect(run.status, "what somebody refuses becomes no order").toBe("FAILED");
  } catch (error) {
    throw new Error(`${run.calls.join("\n")}\n→ ${run.status} ${run.error} ${run.cause}`, { cause: error });
  }
  const { done } = compensationOf(await run.steps());
  return { ...run, undone: done.join(", ") };
}

faultTest(
  "money, stock, order and event agree, and undoing goes backwards, under 500 random schedules of faults",
  { timeout: 900_000 },
  async () => {
    console.log(`random seed ${seed} (SETPIECE_SEED=random takes another)`);
    const numRuns = Number(process.env.SETPIECE_FAULT_RUNS ?? 500);
    const ends = new Set<string>();
    const property = fc.asyncProperty(scenarios, async (scenario) => {
      const { status, undone } = await play(scenario);
      ends.add(`${status} ${undone}`);
    });
    await fc.assert(property, { numRuns });
    if (numRuns < 500) return;
    expect([...ends].sort(), "the schedules lead to every end that there is").toEqual([
      "FAILED ",
      "FAILED cancelPayment, releaseStock",
      "FAILED orders.putItem, cancelPayment, releaseStock",
      "FAILED releaseStock",
      "SUCCEEDED ",
      "SUCCEEDED orders.putItem",
    ]);
  },
);

const large: Scenario = {
  name: "above-fraud-limit",
  reviewer: "approves",
  customer: "passes",
  faults: [],
  outages: [],
  providerFaults: [],
};

/** What is undone, in order, where a call fails for good; the calls are those of a large order whose customer is challenged. */
const undoneAfter = {
  priceBasket: "",
  "dynamodb:updateItem": "",
  "dynamodb:putItem": "",
  "http:invoke": "nothing: the shop's own table of rates takes its place",
  planStock: "releaseStock",
  setAside: "releaseStock",
  "dynamodb:putItem (2)": "releaseStock",
  "dynamodb:putItem (3)": "cancelPayment, releaseStock",
  authoriseWithProvider: "cancelPayment, releaseStock",
  requestChallenge: "cancelPayment, releaseStock",
  captureWithProvider: "cancelPayment, releaseStock",
  "dynamodb:updateItem (2)": "cancelPayment, releaseStock",
  "events:putEvents": "cancelPayment, releaseStock",
  "dynamodb:transactWriteItems": "orders.putItem, cancelPayment, releaseStock",
  "events:putEvents (2)": "nothing: the relay publishes it",
  "dynamodb:deleteItem": "nothing: the relay publishes it once more",
};

faultTest("whatever call fails for good, all that was done before is undone, the last first", async () => {
  const { calls } = await play(large);
  const numbered = calls.map((call, at) => {
    const before = calls.slice(0, at).filter((each) => each === call).length;
    return before === 0 ? call : `${call} (${before + 1})`;
  });
  expect([...numbered].sort()).toEqual(Object.keys(undoneAfter).sort());

  for (const moment of ["before", "after"] as const) {
    for (const [at, call] of calls.entries()) {
      const error = /^\w+$/.test(call) ? ("Lambda.Unknown" as const) : ("ServiceUnavailable" as const);
      const faults = Array.from({ length: 50 }, (_each, more) => ({ at: at + more, only: [call], moment, error }));
      const { status, undone } = await play({ ...large, faults });
      const expected = undoneAfter[numbered[at] as keyof typeof undoneAfter];
      const isPlaced = expected.startsWith("nothing");
      // Where only the answers are lost, the call may be found to have been carried out.
      if (moment === "before") expect([call, status]).toEqual([call, isPlaced ? "SUCCEEDED" : "FAILED"]);
      if (status === "FAILED") expect([call, undone]).toEqual([call, expected]);
    }
  }
});
