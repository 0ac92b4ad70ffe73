import { registry } from "setpiece";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { dynamoDb, eventBridge } from "../../../tasks/aws-clients.js";
import type { HttpAnswer } from "../../../tasks/sandbox/http-server.js";
import { RetailWorld } from "../support/retail-world.js";
import { sampleInput } from "../support/sample-input.js";

let world: RetailWorld;
let count = 0;

beforeAll(async () => {
  world = await RetailWorld.start("payment-authorisation");
}, 180_000);
afterAll(() => world.stop());
beforeEach(() => {
  world.pushReceiver.received.length = 0;
  world.pushReceiver.fault = () => undefined;
});

/** Pays, and waits until what follows from it is delivered. */
async function pay(change: object = {}): Promise<string> {
  const paymentId = `PUSH-${++count}`;
  await world.run("payment-authorisation", {
    ...sampleInput("payment-authorisation", "happy-path"),
    paymentId,
    ...change,
  });
  await world.settled();
  return paymentId;
}

const undelivered = async () =>
  (await world.aws.messages("undelivered-pushes")).map((body) => JSON.parse(body) as unknown);

test("money taken is pushed to the partner, reduced to what concerns them, with their key", async () => {
  const id = await pay();
  expect(world.pushReceiver.received).toEqual([
    {
      apiKey: "local-push-key",
      body: {
        notification: expect.any(String),
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        payment: { id, status: "SUCCESS", amount: 4_999, currency: "EUR" },
      },
    },
  ]);
});

test("a declined payment is on the bus, and is not pushed", async () => {
  await pay({ token: "tok_declined" });
  expect(world.events.at(-1)).toMatchObject({
    detailType: "AUTHORISATION",
    detail: { metadata: { status: "DECLINED" } },
  });
  expect(world.pushReceiver.received).toEqual([]);
});

/** Has the money of a payment given back, as checkout does when there is no order. */
async function takeBack(paymentId: string): Promise<void> {
  await registry.lambdas.get("cancelPayment")?.({ paymentId, country: "DE" }, {});
  await world.settled();
}

const pushedOf = (id: string) =>
  world.pushReceiver.received.flatMap(({ body }) => {
    const { payment } = body as { payment: { id: string; status: string } };
    return payment.id === id ? [payment.status] : [];
  });

test("the partner who heard of the money hears that it was given back, once", async () => {
  const id = await pay();
  await takeBack(id);
  await takeBack(id);
  expect(pushedOf(id)).toEqual(["SUCCESS", "CANCELLED"]);
  expect(world.pushReceiver.received.at(-1)).toMatchObject({
    body: { payment: { id, status: "CANCELLED", amount: 4_999, currency: "EUR" } },
  });
});

test("of a payment that was never taken nobody hears that it is cancelled", async () => {
  await takeBack("PUSH-never-asked-for");
  const id = await pay({ token: "tok_declined" });
  await takeBack(id);
  expect(world.pushReceiver.received).toEqual([]);
  expect(await world.items("payments")).toContainEqual({ paymentId: "PUSH-never-asked-for", status: "CANCELLED" });
});

test("money that is captured while it is given back is told of, too", async () => {
  const id = "PUSH-meanwhile";
  const taken = {
    status: { S: "CAPTURED" },
    provider: { S: "cards-europe" },
    amount: { N: "10" },
    currency: { S: "EUR" },
  };
  let isFirst = true;
  // Between the look at the record and the note in it.
  dynamoDb().middlewareStack.add(
    (next, { commandName }) =>
      async (request) => {
        if (commandName === "UpdateItemCommand" && isFirst) {
          isFirst = false;
          await world.tables.put("payments", { paymentId: { S: id }, ...taken });
        }
        return next(request);
      },
    { step: "initialize", name: "capturedMeanwhile" },
  );
  try {
    await takeBack(id);
  } finally {
    dynamoDb().middlewareStack.remove("capturedMeanwhile");
  }
  expect(pushedOf(id)).toEqual(["CANCELLED"]);
  expect((await world.items("payments")).find(({ paymentId }) => paymentId === id)?.status).toBe("CANCELLED");
});

test("where the bus takes nothing the money is given back, and the cancellation is tried again", async () => {
  const id = await pay();
  eventBridge().middlewareStack.add(() => () => Promise.reject(new Error("the bus is down")), {
    step: "initialize",
    name: "busDown",
  });
  try {
    await expect(takeBack(id)).rejects.toThrow("the bus is down");
  } finally {
    eventBridge().middlewareStack.remove("busDown");
  }
  expect(world.provider.payments.get(id)).toMatchObject({ captures: 1, refunds: 1 });
  await takeBack(id);
  expect(pushedOf(id)).toEqual(["SUCCESS", "CANCELLED"]);
});

test("events of others that look alike are not pushed", async () => {
  const detail = { metadata: { domain: "PAYMENT", type: "AUTHORISATION", status: "SUCCESS" }, data: {} };
  await world.aws.publish({ bus: "retail", source: "retail.checkout", detailType: "AUTHORISATION", detail });
  await world.settled();
  expect(world.pushReceiver.received).toEqual([]);
});

/** A little more than the bus tries for, in seconds. */
const day = 86_400 + 600;

const faults: readonly HttpAnswer[] = [{ status: 500, body: {} }, { fault: "reset" }];

test.each(faults)(
  "a partner who cannot be reached for a day (%j) changes nothing for the payment; the push is kept",
  async (answer) => {
    world.pushReceiver.fault = () => answer;
    const id = await pay();
    expect((await world.items("payments")).find(({ paymentId }) => paymentId === id)).toMatchObject({
      status: "CAPTURED",
    });
    await world.pass(day);
    expect((await undelivered()).at(-1)).toMatchObject({ payment: { id, status: "SUCCESS" } });
  },
);

test("a partner who is back within the day gets the push", async () => {
  world.pushReceiver.fault = () => ({ status: 500, body: {} });
  const id = await pay();
  world.pushReceiver.fault = () => undefined;
  const before = (await undelivered()).length;
  await world.pass(day);
  expect(world.pushReceiver.received.at(-1)).toMatchObject({ body: { payment: { id, status: "SUCCESS" } } });
  expect(await undelivered()).toHaveLength(before);
});
