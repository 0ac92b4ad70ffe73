import { afterAll, beforeAll, expect, test } from "vitest";
import { RetailWorld } from "../support/retail-world.js";

let world: RetailWorld;
let count = 0;

beforeAll(async () => {
  world = await RetailWorld.start("payment-authorisation");
}, 60_000);
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
])("a payment from %s goes to %s", async (country, provider) => {
  const asked = payment({ country });
  const { output } = await world.run("payment-authorisation", asked);
  const { paymentId } = asked;
  expect(output).toEqual({ paymentId, provider, amount: 4_999, currency: "EUR", status: "CAPTURED" });
  expect(await record(paymentId)).toMatchObject({ status: "CAPTURED", provider });
});

test("the same payment again gives the same answer and takes no more money", async () => {
  const asked = payment();
  const first = await world.run("payment-authorisation", asked);
  const second = await world.run("payment-authorisation", asked);
  expect(second.output).toEqual(first.output);
  expect(world.provider.payments.get(asked.paymentId)?.captures).toBe(1);
});

test("the same id with another amount is refused", async () => {
  const asked = payment();
  await world.run("payment-authorisation", asked);
  const result = await world.run("payment-authorisation", { ...asked, amount: 5_000 });
  expect(result).toMatchObject({ status: "FAILED", error: "DuplicatePayment" });
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
});

test.each(["reset", "garbage", "500", "lost answer"])(
  "a provider that fails twice (%s) is asked again",
  async (fault) => {
    const asked = payment();
    let failures = 2;
    world.provider.faults = (moment) => {
      if (moment !== (fault === "lost answer" ? "after" : "before") || failures === 0) return undefined;
      failures -= 1;
      if (fault === "500") return { status: 500, body: {} };
      return { fault: fault === "garbage" ? "garbage" : "reset" };
    };
    const result = await world.run("payment-authorisation", asked);
    world.provider.faults = () => undefined;
    expect(result.status).toBe("SUCCEEDED");
    expect(world.provider.payments.get(asked.paymentId)?.captures).toBe(1);
  },
);

test("a provider that stays down fails the payment, which can be asked for again later", async () => {
  const asked = payment();
  world.provider.faults = () => ({ status: 503, body: {} });
  const result = await world.run("payment-authorisation", asked);
  world.provider.faults = () => undefined;
  expect(result).toMatchObject({ status: "FAILED", error: "PaymentProviderUnavailable" });
  expect(await world.run("payment-authorisation", asked)).toMatchObject({ status: "SUCCEEDED" });
});
