import fc from "fast-check";
import { callBack } from "../support/faulty-run.js";
import type { Fault } from "../support/faults.js";
import { Person } from "../support/person.js";
import type { RetailWorld } from "../support/retail-world.js";

/** Calls that their task gives up on: of others nobody knows that they hang. */
const withTimeout = ["authoriseWithProvider", "captureWithProvider", "requestChallenge"];

/** Single calls that fail. One of the first already ends many a run, so there are few. */
const faults: fc.Arbitrary<Fault[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        at: fc.nat(30),
        moment: fc.constantFrom<"before" | "after">("before", "after"),
        error: fc.constantFrom("Lambda.ServiceException", "Lambda.Unknown", "ServiceUnavailable", "Sandbox.Timedout"),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        at: fc.nat(30),
        moment: fc.constant("silence" as const),
        only: fc.constant(withTimeout),
      }),
    },
  ),
  { maxLength: 3 },
);

/** A call that fails for longer, each time it is tried: until its retries are over, or nearly. */
const outages: fc.Arbitrary<Fault[]> = fc
  .array(
    fc.record({
      call: fc.constantFrom(
        "dynamodb:putItem",
        "dynamodb:updateItem",
        "setAside",
        "captureWithProvider",
        "dynamodb:transactWriteItems",
        "dynamodb:transactWriteItems",
        "events:putEvents",
        "cancelPayment",
        "releaseStock",
      ),
      from: fc.integer({ min: 0, max: 12 }),
      times: fc.integer({ min: 5, max: 40 }),
      moment: fc.constantFrom<"before" | "after">("before", "after"),
    }),
    { maxLength: 2 },
  )
  .map((drawn) =>
    drawn.flatMap(({ call, from, times, moment }) =>
      Array.from({ length: times }, (_each, index): Fault => ({
        at: from + index,
        only: [call],
        moment,
        error: "ServiceUnavailable",
      })),
    ),
  );

type ProviderAction = "authorisation" | "challenge" | "capture" | "cancellation";

/** Trouble on the way to the payment provider: how often each action fails, before or after it is carried out. */
const providerFaults = fc.array(
  fc.record({
    action: fc.constantFrom<ProviderAction>("authorisation", "challenge", "capture", "cancellation"),
    moment: fc.constantFrom<"before" | "after">("before", "after"),
  }),
  { maxLength: 8 },
);

/** What the reviewer of a large order does. */
const reviewers: Readonly<Record<string, Person>> = {
  approves: Person.answering({ approved: true }),
  refuses: Person.answering({ approved: false, reason: "odd" }),
  "approves, then refuses": Person.answering({ approved: true }, { approved: false }),
  "refuses, then approves": Person.answering({ approved: false }, { approved: true }),
  "hands it back": Person.rejecting("HumanTaskRejected", "not mine"),
  "answers nonsense": Person.answering({ approved: "yes" }),
  "answers neither": Person.answering({}),
  "answers nothing": Person.answering(null),
  "stays away": Person.absent,
};

type Outcome = { readonly passed: boolean } | string | null;

/** What a customer does who is challenged (strong customer authentication): what is said of it, and when. */
const customers: Readonly<Record<string, { readonly at?: string; readonly outcomes: readonly Outcome[] }>> = {
  "is not challenged": { outcomes: [] },
  passes: { at: "after challenge", outcomes: [{ passed: true }] },
  fails: { at: "after challenge", outcomes: [{ passed: false }] },
  "passes, then fails": { at: "after challenge", outcomes: [{ passed: true }, { passed: false }] },
  "fails, then passes": { at: "after challenge", outcomes: [{ passed: false }, { passed: true }] },
  "is said to have passed, somehow": { at: "after challenge", outcomes: ["passed"] },
  "is not heard of": { at: "after challenge", outcomes: [null] },
  leaves: { outcomes: [] },
  "passes after the deadline": { at: "before cancellation", outcomes: [{ passed: true }] },
  "fails after the deadline": { at: "before cancellation", outcomes: [{ passed: false }] },
  "passes when all is undone": { at: "after cancellation", outcomes: [{ passed: true }] },
};

/** One of the first list three times out of four. */
const mostly = <Value>(often: readonly Value[], seldom: readonly Value[]): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...often) }, { weight: 1, arbitrary: fc.constantFrom(...seldom) });

export const scenarios = fc.record({
  name: mostly(["happy-path", "above-fraud-limit"], ["out-of-stock", "payment-declined"]),
  reviewer: mostly(["approves"], Object.keys(reviewers)),
  customer: mostly(["is not challenged", "passes"], Object.keys(customers)),
  faults,
  outages,
  providerFaults,
});
export type Scenario = typeof scenarios extends fc.Arbitrary<infer Value> ? Value : never;

/** Who answers to the fraud review. */
export const reviewerOf = ({ reviewer }: Scenario): Person => reviewers[reviewer] ?? Person.absent;

/** The means of payment of the scenario, and how its sample has it. */
export function paymentOf({ name, customer }: Scenario): { readonly token: string } | undefined {
  return customer === "is not challenged" || name === "payment-declined" ? undefined : { token: "tok_challenge" };
}

/** True where nobody can have paid, or been allowed to. */
export function mustFail({ name, reviewer, customer }: Scenario): boolean {
  if (name === "out-of-stock" || name === "payment-declined") return true;
  if (name === "above-fraud-limit" && !reviewer.startsWith("approves")) return true;
  return customer !== "is not challenged" && !/^passes(,|$)/.test(customer);
}

/** Has the provider meet its faults, and the customer act, until the function is called that it gives. */
export function playProvider(world: RetailWorld, scenario: Scenario): () => void {
  const pending = [...scenario.providerFaults];
  const { at, outcomes = [] } = customers[scenario.customer] ?? {};
  const { report } = world.provider;
  world.provider.report = (taskToken, outcome) => callBack(world, taskToken, outcome);
  world.provider.faults = (moment, action, paymentId) => {
    const isChallenged = world.provider.challenges.has(paymentId);
    if (isChallenged && `${moment} ${action}` === at) {
      for (const outcome of outcomes) {
        if (outcome !== null && typeof outcome === "object")
          void world.provider.answerChallenge(paymentId, outcome.passed);
        else void callBack(world, world.provider.challenges.get(paymentId) ?? "", outcome);
      }
    }
    const index = pending.findIndex((fault) => fault.action === action && fault.moment === moment);
    if (index < 0) return undefined;
    pending.splice(index, 1);
    return { status: 503, body: {} };
  };
  return () => {
    world.provider.faults = () => undefined;
    world.provider.report = report;
  };
}
