import { registry } from "setpiece";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "../support/eventually.js";
import { runWithFaults } from "../support/faulty-run.js";
import { deadlineTest, faultTest } from "../support/inside-test.js";
import { RetailWorld } from "../support/retail-world.js";
import { endStandIns, standInFor } from "../support/stand-in.js";
import { testEveryState } from "../support/test-every-state.js";

let world: RetailWorld;
let count = 0;

beforeAll(async () => {
  world = await RetailWorld.start("payment-authorisation");
}, 180_000);
afterAll(() => world.stop());

function payment(change: Record<string, unknown> = {}): { paymentId: string } & Record<string, unknown> {
  count += 1;
  return { paymentId: `PAY-${count}`, amount: 4_999, currency: "EUR", country: "DE", token: "tok_visa", ...change };
}

const record = async (paymentId: string) =>
  (await world.items("payments")).find((each) => each.paymentId === paymentId);

test.each([
  ["DE", "cards-europe"],
  ["US", "cards-america"],
  ["CA", "cards-america"],
  ["SE", "cards-europe"],
  ["JP", "cards-reserve"],
])("a payment from %s goes to %s, and so does its cancellation", async (country, provider) => {
  const asked = payment({ country });
  const addressed = new Set<string>();
  const { paymentId } = asked;
  world.provider.faults = (_moment, _action, _paymentId, name) => void addressed.add(name);
  const { output } = await world.run("payment-authorisation", asked);
  await registry.lambdas.get("cancelPayment")?.({ paymentId, country }, {});
  world.provider.faults = () => undefined;
  expect([...addressed]).toEqual([provider]);
  expect(output).toEqual({ paymentId, provider, amount: 4_999, currency: "EUR", status: "CAPTURED" });
  expect(await record(paymentId)).toMatchObject({ status: "CANCELLED", provider });
  expect(world.provider.payments.get(paymentId)).toMatchObject({
    amount: 4_999,
    currency: "EUR",
    captures: 1,
    refunds: 1,
  });
});

test("the same payment again gives the same answer and takes no more money", async () => {
  const asked = payment();
  const first = await world.run("payment-authorisation", asked);
  const second = await world.run("payment-authorisation", asked);
  expect(second.output).toEqual(first.output);
  expect(world.provider.payments.get(asked.paymentId)?.captures).toBe(1);
});

test("the same payment twice at the same moment takes the money once", async () => {
  const asked = payment();
  const both = await Promise.all([1, 2].map(() => world.run("payment-authorisation", asked)));
  expect(both.map(({ output }) => output)).toEqual([both[0]?.output, both[0]?.output]);
  expect(both[0]).toMatchObject({ output: { status: "CAPTURED" } });
  expect(world.provider.payments.get(asked.paymentId)?.captures).toBe(1);
});

test.each([{ amount: 5_000 }, { currency: "USD" }])("the same id with %j is refused", async (change) => {
  const asked = payment();
  await world.run("payment-authorisation", asked);
  const result = await world.run("payment-authorisation", { ...asked, ...change });
  expect(result).toMatchObject({ status: "FAILED", error: "DuplicatePayment" });
  expect(await record(asked.paymentId)).toMatchObject({ status: "CAPTURED", amount: 4_999, currency: "EUR" });
});

test.each([
  { paymentId: "" },
  { paymentId: 7 },
  { amount: 0 },
  { amount: 10.5 },
  { amount: "4999" },
  { currency: "XXX" },
  { country: "Germany" },
  { country: undefined },
  { token: "" },
])("what describes no payment is refused, and asked of nobody: %j", async (change) => {
  const before = await world.items("payments");
  const result = await world.run("payment-authorisation", payment(change));
  expect(result).toMatchObject({ status: "FAILED", error: "InvalidPayment" });
  expect(await world.items("payments")).toEqual(before);
});

test("a declined payment is recorded, announced, and not asked for again", async () => {
  const asked = payment({ token: "tok_declined" });
  const calls: string[] = [];
  world.provider.faults = (moment, action) => void (moment === "before" && calls.push(action));
  const result = await world.run("payment-authorisation", asked);
  world.provider.faults = () => undefined;
  expect(result).toMatchObject({ status: "FAILED", error: "PaymentDeclined", cause: "card declined" });
  expect(calls).toEqual(["authorisation"]);
  expect(await record(asked.paymentId)).toMatchObject({ status: "DECLINED" });
  expect(world.events.at(-1)).toMatchObject({
    source: "retail.payment",
    detailType: "AUTHORISATION",
    detail: { metadata: { domain: "PAYMENT", type: "AUTHORISATION", status: "DECLINED" } },
  });
  expect(await world.run("payment-authorisation", asked)).toMatchObject({
    error: "PaymentDeclined",
    cause: `payment ${asked.paymentId} was declined before`,
  });
  expect(world.provider.payments.get(asked.paymentId)?.captures).toBe(0);
});

test.each(["reset", "garbage", "429", "500", "silence", "lost answer"])(
  "a provider that fails twice (%s) is asked again",
  async (fault) => {
    const asked = payment();
    let failures = 2;
    // Long enough for the answers of a busy machine.
    if (fault === "silence") process.env.PAYMENT_PROVIDER_TIMEOUT_MS = "1500";
    world.provider.faults = (moment) => {
      if (moment !== (fault === "lost answer" ? "after" : "before") || failures === 0) return undefined;
      failures -= 1;
      if (fault === "429" || fault === "500") return { status: Number(fault), body: { status: "AUTHORISED" } };
      return { fault: fault === "garbage" || fault === "silence" ? fault : "reset" };
    };
    const result = await world.run("payment-authorisation", asked);
    world.provider.faults = () => undefined;
    delete process.env.PAYMENT_PROVIDER_TIMEOUT_MS;
    expect(failures).toBe(0);
    expect(result.status).toBe("SUCCEEDED");
    expect(world.provider.payments.get(asked.paymentId)).toMatchObject({ status: "CAPTURED", captures: 1 });
  },
);

test("a provider that stays down fails the payment; it is voided as soon as the provider can be reached", async () => {
  const asked = payment();
  world.provider.faults = (_moment, action) => (action === "capture" ? { status: 503, body: {} } : undefined);
  const result = await world.run("payment-authorisation", asked);
  world.provider.faults = () => undefined;
  expect(result).toMatchObject({ status: "FAILED", error: "PaymentProviderUnavailable" });
  expect(world.provider.payments.get(asked.paymentId)).toMatchObject({ status: "CANCELLED", captures: 0 });
  expect(await record(asked.paymentId)).toMatchObject({ status: "CANCELLED" });
  const again = await world.run("payment-authorisation", asked);
  expect(again).toMatchObject({ status: "FAILED", error: "PaymentCancelled" });
});

test("a payment that is cancelled while it is captured stays cancelled, and the money is given back", async () => {
  const asked = payment();
  standInFor("captureWithProvider", async (perform) => {
    const captured = await perform();
    await registry.lambdas.get("cancelPayment")?.({ paymentId: asked.paymentId, country: "DE" }, {});
    return captured;
  });
  const result = await world.run("payment-authorisation", asked);
  endStandIns();
  expect(result).toMatchObject({ status: "FAILED", error: "PaymentCancelled" });
  expect(world.provider.payments.get(asked.paymentId)).toMatchObject({ captures: 1, refunds: 1 });
  expect(await record(asked.paymentId)).toMatchObject({ status: "CANCELLED" });
});

test("where the provider's word on a challenge makes no sense the payment is voided", async () => {
  const asked = payment({ token: "tok_challenge_passed" });
  const { report } = world.provider;
  world.provider.report = (taskToken) => report(taskToken, { passed: "yes" } as never);
  const result = await world.run("payment-authorisation", asked);
  world.provider.report = report;
  expect(result).toMatchObject({ status: "FAILED", error: "PaymentProviderUnavailable" });
  expect(world.provider.payments.get(asked.paymentId)).toMatchObject({ status: "CANCELLED", captures: 0 });
  expect(await record(asked.paymentId)).toMatchObject({ status: "CANCELLED" });
});

describe("strong customer authentication", () => {
  test("passed: the money is taken", async () => {
    const asked = payment({ token: "tok_challenge_passed" });
    expect(await world.run("payment-authorisation", asked)).toMatchObject({ status: "SUCCEEDED" });
    expect(world.provider.payments.get(asked.paymentId)).toMatchObject({ status: "CAPTURED" });
  });

  test("failed: the payment is declined", async () => {
    const asked = payment({ token: "tok_challenge_failed" });
    expect(await world.run("payment-authorisation", asked)).toMatchObject({
      status: "FAILED",
      error: "PaymentDeclined",
    });
    expect(await record(asked.paymentId)).toMatchObject({ status: "DECLINED" });
  });

  deadlineTest(
    "left for 15 minutes: the payment is voided, and an answer that comes late changes nothing",
    async () => {
      const asked = payment({ token: "tok_challenge" });
      const arn = await world.begin("payment-authorisation", asked);
      await eventually(() => world.provider.challenges.has(asked.paymentId));
      const before = await world.aws.nowMs();
      await world.skipPause();
      expect(await world.end(arn)).toMatchObject({ status: "FAILED", error: "States.Timeout" });
      const minutes = ((await world.aws.nowMs()) - before) / 60_000;
      expect([minutes >= 14, minutes < 16]).toEqual([true, true]);
      await expect(world.provider.answerChallenge(asked.paymentId, true)).rejects.toMatchObject({
        name: "TaskTimedOut",
      });
      expect(world.provider.payments.get(asked.paymentId)).toMatchObject({ status: "CANCELLED", captures: 0 });
    },
  );
});

faultTest.each(["authoriseWithProvider", "captureWithProvider"])(
  "%s that hangs is called again after 15 seconds, and the money is taken once",
  async (task) => {
    const calls = (await runWithFaults(world, "payment-authorisation", payment(), [], {})).calls;
    const asked = payment();
    const silent = [{ at: calls.indexOf(task), moment: "silence" } as const];
    const run = await runWithFaults(world, "payment-authorisation", asked, silent, {});
    expect(run.status).toBe("SUCCEEDED");
    expect(run.seconds).toBeGreaterThanOrEqual(15);
    expect(world.provider.payments.get(asked.paymentId)).toMatchObject({ status: "CAPTURED", captures: 1 });
  },
);

faultTest("a capture that hangs five times is voided, with the money given back", async () => {
  const calls = (await runWithFaults(world, "payment-authorisation", payment(), [], {})).calls;
  const asked = payment();
  const at = calls.indexOf("captureWithProvider");
  const silent = [0, 1, 2, 3, 4].map((more) => ({ at: at + more, moment: "silence" }) as const);
  const run = await runWithFaults(world, "payment-authorisation", asked, silent, {});
  expect(run).toMatchObject({ status: "FAILED", error: "States.Timeout" });
  expect(world.provider.payments.get(asked.paymentId)).toMatchObject({ captures: 1, refunds: 1 });
  expect(await record(asked.paymentId)).toMatchObject({ status: "CANCELLED" });
});

faultTest("a payment that hangs is given up after an hour; asked for again it is taken once", async () => {
  const asked = payment();
  const run = await runWithFaults(world, "payment-authorisation", asked, [{ at: 0, moment: "silence" }], {});
  expect(run).toMatchObject({ status: "TIMED_OUT", seconds: 3_600 });
  expect(await record(asked.paymentId)).toMatchObject({ status: "STARTED" });
  expect(await world.run("payment-authorisation", asked)).toMatchObject({ status: "SUCCEEDED" });
  expect(world.provider.payments.get(asked.paymentId)?.captures).toBe(1);
});

testEveryState(() => world, "payment-authorisation");
