import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sampleStock } from "../../../tasks/sample-data/catalogue.js";
import { seedSampleData } from "../../../tasks/sample-data/seed.js";
import { callDynamoDbInProcess } from "../support/call-in-process.js";
import { runWithFaults } from "../support/faulty-run.js";
import { deadlineTest, faultTest } from "../support/inside-test.js";
import { RetailWorld } from "../support/retail-world.js";
import type { OpenTask } from "../support/executions.js";
import { sampleInput } from "../support/sample-input.js";
import { testEveryState } from "../support/test-every-state.js";

let world: RetailWorld;
let request = 0;

beforeAll(async () => {
  world = await RetailWorld.start("checkout", "payment-authorisation");
  callDynamoDbInProcess(world);
}, 180_000);
afterAll(() => world.stop());
beforeEach(async () => {
  await seedSampleData();
  await world.forgetEvents();
});

/** A sample request under an id of its own. */
function sample(name: string, change: Record<string, unknown> = {}): Record<string, unknown> {
  request += 1;
  return { ...sampleInput("checkout", name), requestId: `request-${request}`, ...change };
}

const stockOf = (sku: string) => (sampleStock[sku] ?? []).reduce((sum, { available }) => sum + available, 0);
const item = async (table: string, key: string, value: unknown) =>
  (await world.items(table)).find((each) => each[key] === value);

describe("a small order", () => {
  test("is priced, taxed, paid, recorded and announced", async () => {
    const { status, output } = await world.run("checkout", sample("happy-path"));
    const { orderNumber } = output as { orderNumber: string };
    expect(status).toBe("SUCCEEDED");
    expect(output).toEqual({ orderNumber, currency: "EUR", net: 6_480, tax: 763, total: 7_243 });
    expect(await item("orders", "orderNumber", orderNumber)).toMatchObject({ status: "PLACED", total: 7_243 });
    expect(await item("payments", "paymentId", orderNumber)).toMatchObject({ status: "CAPTURED", amount: 7_243 });
    expect(world.provider.payments.get(orderNumber)).toMatchObject({ status: "CAPTURED", captures: 1 });
    expect(await item("stock-reservations", "reservationId", orderNumber)).toMatchObject({ status: "SOLD" });
    expect(await world.available("MUG-BLUE")).toBe(stockOf("MUG-BLUE") - 2);
    expect(world.events.map(({ source, detailType }) => `${source} ${detailType}`)).toEqual([
      "retail.payment AUTHORISATION",
      "retail.checkout OrderPlaced",
    ]);
    expect(world.events[1]?.detail).toMatchObject({ orderNumber, total: 7_243, customer: { id: "C-1001" } });
    expect(await world.items("outbox")).toEqual([]);
  });

  test("gets the next order number", async () => {
    const first = (await world.run("checkout", sample("happy-path"))).output as { orderNumber: string };
    const second = (await world.run("checkout", sample("happy-path"))).output as { orderNumber: string };
    expect(first.orderNumber).toMatch(/^SO-\d{8}$/);
    expect(Number(second.orderNumber.slice(3))).toBe(Number(first.orderNumber.slice(3)) + 1);
  });

  test("asked for twice is placed once", async () => {
    const twice = sample("happy-path");
    expect((await world.run("checkout", twice)).status).toBe("SUCCEEDED");
    expect(await world.run("checkout", twice)).toMatchObject({ status: "FAILED", error: "DuplicateRequest" });
    expect(await world.available("MUG-BLUE")).toBe(stockOf("MUG-BLUE") - 2);
  });

  test("asked for twice at the same moment is placed once", async () => {
    const [twice, before] = [sample("happy-path"), (await world.items("orders")).length];
    const arns = await Promise.all([1, 2].map(() => world.begin("checkout", twice)));
    const ends = await Promise.all(arns.map((arn) => world.end(arn)));
    expect(ends.map(({ status, error }) => error ?? status).sort()).toEqual(["DuplicateRequest", "SUCCEEDED"]);
    expect(await world.items("orders")).toHaveLength(before + 1);
    expect(await world.available("MUG-BLUE")).toBe(stockOf("MUG-BLUE") - 2);
  });

  test("is told to inventory, fulfilment and accounting, to each what concerns it", async () => {
    const { output } = await world.run("checkout", sample("happy-path"));
    const { orderNumber } = output as { orderNumber: string };
    await world.settled();
    const told = async (service: string) =>
      (await world.aws.messages(`${service}-orders`))
        .map((body) => JSON.parse(body) as Record<string, unknown>)
        .filter((message) => message.orderNumber === orderNumber);
    const known = {
      eventId: `${orderNumber}-placed`,
      orderNumber,
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as unknown,
    };
    const lines = [expect.objectContaining({ sku: "MUG-BLUE", quantity: 2 }), expect.anything()];
    const { customer, shipping } = sampleInput("checkout", "happy-path");
    expect(await told("inventory")).toEqual([{ ...known, lines }]);
    expect(await told("fulfilment")).toEqual([{ ...known, lines, customer, shipping }]);
    expect(await told("accounting")).toEqual([{ ...known, currency: "EUR", net: 6_480, tax: 763, total: 7_243 }]);
  });
});

describe("the tax service", () => {
  const american = () => {
    const { shipping } = sampleInput("checkout", "happy-path") as { shipping: object };
    return sample("happy-path", { currency: "USD", shipping: { ...shipping, country: "US", region: "CA" } });
  };

  test("reckons local surcharges", async () => {
    expect((await world.run("checkout", american())).output).toMatchObject({ net: 6_980, tax: 611 });
  });

  test.each([
    ["is silent", 3, { fault: "silence" as const }],
    ["hangs up", 3, { fault: "reset" as const }],
    ["has an error", 3, { status: 500, body: {} }],
    ["is busy", 3, { status: 429, body: "slow down" }],
    ["talks garbage", 1, { fault: "garbage" as const }],
    ["answers something else", 1, { status: 200, body: { amount: "611" } }],
    ["answers nothing", 1, { status: 200, body: null }],
    ["does not understand", 1, { status: 400, body: {} }],
  ])("%s: after %i attempts the shop's own table of rates takes its place", async (_case, attempts, fault) => {
    let asked = 0;
    world.taxService.fault = () => {
      asked += 1;
      return fault;
    };
    const { status, output } = await world.run("checkout", american());
    world.taxService.fault = () => undefined;
    expect(status).toBe("SUCCEEDED");
    expect(output).toMatchObject({ net: 6_980, tax: 507 });
    expect(asked).toBe(attempts);
  });
});

test("an order that no warehouse can fill alone comes from two, and both give it back", async () => {
  const lines = [{ sku: "TEAPOT-GLASS", quantity: 2 }];
  const declined = { lines, payment: { token: "tok_declined" } };
  expect(await world.run("checkout", sample("happy-path", declined))).toMatchObject({ error: "PaymentDeclined" });
  expect(await world.available("TEAPOT-GLASS")).toBe(2);
  const { output } = await world.run("checkout", sample("happy-path", { lines }));
  const { orderNumber } = output as { orderNumber: string };
  const parts = (await world.items("stock-allocations")).filter((each) => each.reservationId === orderNumber);
  expect(parts.map(({ warehouse }) => warehouse).sort()).toEqual(["berlin", "lyon"]);
  expect(await world.available("TEAPOT-GLASS")).toBe(0);
});

describe("an order above the fraud limit", () => {
  test("waits for a person and goes on when approved", async () => {
    const arn = await world.begin("checkout", sample("above-fraud-limit"));
    const question = await world.question(arn);
    expect(question).toMatchObject({ step: "fraudReview", input: { total: 83_371, email: "customer@example.com" } });
    await world.answer(question, { approved: true });
    expect(await world.end(arn)).toMatchObject({ status: "SUCCEEDED", output: { total: 83_371 } });
  });

  test.each([
    [
      "refused",
      (question: never) => world.answer(question, { approved: false, reason: "stolen card" }),
      "OrderRejected",
      "stolen card",
    ],
    [
      "rejected as a task",
      (question: never) => world.reject(question, "HumanTaskRejected", "not mine"),
      "HumanTaskRejected",
      "not mine",
    ],
  ])("%s gives the stock back and takes no money", async (_case, decide, error, cause) => {
    const arn = await world.begin("checkout", sample("above-fraud-limit"));
    const question = await world.question(arn);
    await decide(question as never);
    expect(await world.end(arn)).toMatchObject({ status: "FAILED", error, cause });
    await expectNothingTaken(question);
  });

  deadlineTest("not reviewed within a day gives the stock back and takes no money", async () => {
    const arn = await world.begin("checkout", sample("above-fraud-limit"));
    const question = await world.question(arn);
    await world.skipPause();
    expect(await world.end(arn)).toMatchObject({ status: "FAILED", error: "States.Timeout" });
    await expectNothingTaken(question);
  });

  async function expectNothingTaken(question: OpenTask): Promise<void> {
    expect(await world.available("ESPRESSO-MACHINE")).toBe(stockOf("ESPRESSO-MACHINE"));
    expect(world.provider.payments.has(String(question.input.orderNumber))).toBe(false);
    expect(world.events).toEqual([]);
  }
});

describe("an order that cannot be", () => {
  test("is refused when an article is out of stock, and reserves nothing", async () => {
    const result = await world.run("checkout", sample("out-of-stock"));
    expect(result).toMatchObject({ status: "FAILED", error: "OutOfStock", cause: "TEAPOT-GLASS" });
    expect(await world.available("MUG-BLUE")).toBe(stockOf("MUG-BLUE"));
    expect(await world.available("TEAPOT-GLASS")).toBe(2);
  });

  test("is refused when the payment is declined, with the stock given back", async () => {
    const result = await world.run("checkout", sample("payment-declined"));
    expect(result).toMatchObject({ status: "FAILED", error: "PaymentDeclined", cause: "card declined" });
    expect(await world.available("MUG-BLUE")).toBe(stockOf("MUG-BLUE"));
    expect(world.events.map(({ detail }) => (detail.metadata as { status: string }).status)).toEqual(["DECLINED"]);
  });

  test.each([
    ["unknown article", { lines: [{ sku: "UNICORN", quantity: 1 }] }, "article UNICORN is not in the catalogue"],
    ["no price in the currency", { currency: "SEK", lines: [{ sku: "COFFEE-1KG", quantity: 1 }] }, "not sold in SEK"],
    ["half a piece", { lines: [{ sku: "MUG-BLUE", quantity: 0.5 }] }, "lines[0].quantity"],
    ["no lines", { lines: [] }, "lines"],
  ])("is refused before anything is reserved: %s", async (_case, change, cause) => {
    const result = await world.run("checkout", sample("happy-path", change));
    expect(result).toMatchObject({ status: "FAILED", error: "InvalidBasket" });
    expect(result.cause).toContain(cause);
  });

  test("is refused when it goes where the shop pays no tax, with the stock given back", async () => {
    const { shipping } = sampleInput("checkout", "happy-path") as { shipping: object };
    const result = await world.run("checkout", sample("happy-path", { shipping: { ...shipping, country: "AQ" } }));
    expect(result).toMatchObject({ status: "FAILED", error: "InvalidBasket" });
    expect(await world.available("MUG-BLUE")).toBe(stockOf("MUG-BLUE"));
  });
});

faultTest("a bus that stays away after the payment leaves the event in the outbox, and the order stands", async () => {
  const { calls } = await runWithFaults(world, "checkout", sample("happy-path"), [], {});
  const publishing = calls.lastIndexOf("events:putEvents");
  const away = Array.from(
    { length: 11 },
    (_each, index) => ({ at: publishing + index, moment: "before", error: "ServiceUnavailable" }) as const,
  );
  const run = await runWithFaults(world, "checkout", sample("happy-path"), away, {});
  const { orderNumber } = run.output as { orderNumber: string };
  expect(run.status).toBe("SUCCEEDED");
  expect(await item("orders", "orderNumber", orderNumber)).toMatchObject({ status: "PLACED" });
  expect(await item("outbox", "eventId", `${orderNumber}-placed`)).toMatchObject({ detailType: "OrderPlaced" });
});

testEveryState(() => world, "checkout");
