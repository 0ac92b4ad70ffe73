import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sampleStock } from "../../../tasks/sample-data/catalogue.js";
import { putProduct, putStockLevel, seedSampleData } from "../../../tasks/sample-data/seed.js";
import { callDynamoDbInProcess } from "../support/call-in-process.js";
import { eventually } from "../support/eventually.js";
import { runWithFaults } from "../support/faulty-run.js";
import { deadlineTest, faultTest } from "../support/inside-test.js";
import { RetailWorld } from "../support/retail-world.js";
import type { OpenTask } from "../support/executions.js";
import { endStandIns, standInFor } from "../support/stand-in.js";
import { sampleInput } from "../support/sample-input.js";
import { testEveryState } from "../support/test-every-state.js";
import { watchAllocations } from "./watch-allocations.js";

let world: RetailWorld;
let request = 0;

beforeAll(async () => {
  world = await RetailWorld.start("checkout", "payment-authorisation");
  callDynamoDbInProcess(world);
}, 180_000);
afterAll(() => world.stop());
afterEach(endStandIns);
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
    ["asks for half a cent", 1, { status: 200, body: { amount: 610.5 } }],
    ["gives money back", 1, { status: 200, body: { amount: -1 } }],
    ["asks for more than the goods cost", 1, { status: 200, body: { amount: 1e300 } }],
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

describe("an order that no warehouse can fill alone", () => {
  const lines = [{ sku: "TEAPOT-GLASS", quantity: 2 }];

  test("comes from two", async () => {
    const { output } = await world.run("checkout", sample("happy-path", { lines }));
    const { orderNumber } = output as { orderNumber: string };
    const parts = (await world.items("stock-allocations")).filter((each) => each.reservationId === orderNumber);
    expect(parts.map(({ warehouse }) => warehouse).sort()).toEqual(["berlin", "lyon"]);
    expect(await world.available("TEAPOT-GLASS")).toBe(0);
  });

  test("goes back to the second, and then to the first", async () => {
    const { changes, stop } = watchAllocations();
    const mugs = { sku: "MUG-BLUE", quantity: 1 };
    const declined = { lines: [...lines, mugs], payment: { token: "tok_declined" } };
    expect(await world.run("checkout", sample("happy-path", declined))).toMatchObject({ error: "PaymentDeclined" });
    stop();
    const [set, given] = [
      changes.filter(({ kind }) => kind === "Put"),
      changes.filter(({ kind }) => kind === "Delete"),
    ];
    expect(set).toHaveLength(3);
    // Both were asked at once: either may have been the quicker.
    const asked = set.map(({ part }) => part).sort();
    expect(given.map(({ part }) => part)).toEqual(asked.reverse());
    expect(await world.available("TEAPOT-GLASS")).toBe(2);
  });

  test("comes from a third where one of them has sold its piece meanwhile", async () => {
    await putStockLevel("TEAPOT-GLASS", { warehouse: "malmo", available: 1 });
    // When two warehouses are chosen, and before they are asked.
    const standIn = standInFor("planStock", async (perform) => {
      const plan = await perform();
      standIn.end();
      await putStockLevel("TEAPOT-GLASS", { warehouse: "lyon", available: 0 });
      return plan;
    });
    const { output } = await world.run("checkout", sample("happy-path", { lines }));
    const { orderNumber } = output as { orderNumber: string };
    const parts = (await world.items("stock-allocations")).filter((each) => each.reservationId === orderNumber);
    expect(parts.map(({ part }) => part).sort()).toEqual(["0/berlin/TEAPOT-GLASS", "1/malmo/TEAPOT-GLASS"]);
  });
});

describe("a customer who is challenged", () => {
  const challenged = (outcome: string) => sample("happy-path", { payment: { token: `tok_challenge${outcome}` } });

  test("pays when the challenge is passed", async () => {
    const { status, output } = await world.run("checkout", challenged("_passed"));
    const { orderNumber } = output as { orderNumber: string };
    expect(status).toBe("SUCCEEDED");
    expect(world.provider.payments.get(orderNumber)).toMatchObject({ status: "CAPTURED", captures: 1 });
  });

  test("pays nothing when it is failed, and the stock is given back", async () => {
    const result = await world.run("checkout", challenged("_failed"));
    expect(result).toMatchObject({ status: "FAILED", error: "PaymentDeclined" });
    expect(await world.available("MUG-BLUE")).toBe(stockOf("MUG-BLUE"));
  });

  deadlineTest("and leaves pays nothing, even with an answer that comes late", async () => {
    const arn = await world.begin("checkout", challenged(""));
    await eventually(() => world.provider.challenges.size > 0);
    const [paymentId = ""] = world.provider.challenges.keys();
    await world.skipPause();
    expect(await world.end(arn)).toMatchObject({ status: "FAILED", error: "States.Timeout" });
    await expect(world.provider.answerChallenge(paymentId, true)).rejects.toMatchObject({ name: "TaskTimedOut" });
    expect(world.provider.payments.get(paymentId)).toMatchObject({ status: "CANCELLED", captures: 0 });
    expect(await item("payments", "paymentId", paymentId)).toMatchObject({ status: "CANCELLED" });
    expect(await item("stock-reservations", "reservationId", paymentId)).toMatchObject({ status: "RELEASED" });
    expect(await world.available("MUG-BLUE")).toBe(stockOf("MUG-BLUE"));
  });
});

describe("an order above the fraud limit", () => {
  test("of exactly the limit asks nobody, one of a cent of tax more does", async () => {
    await putProduct({ sku: "VASE", title: "Vase", category: "standard", price: { EUR: 50_000 } });
    await putStockLevel("VASE", { warehouse: "lyon", available: 2 });
    const vase = () => sample("happy-path", { lines: [{ sku: "VASE", quantity: 1 }] });
    let amount = 0;
    world.taxService.fault = () => ({ status: 200, body: { amount } });
    expect(await world.run("checkout", vase())).toMatchObject({ output: { total: 50_000 } });
    amount = 1;
    const arn = await world.begin("checkout", vase());
    await world.answer(await world.question(arn), { approved: true });
    world.taxService.fault = () => undefined;
    expect(await world.end(arn)).toMatchObject({ output: { net: 50_000, total: 50_001 } });
  });

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
      "answered with a yes that is none",
      (question: never) => world.answer(question, { approved: "yes" }),
      "OrderRejected",
      "the order was not approved",
    ],
    [
      "answered with neither yes nor no",
      (question: never) => world.answer(question, {}),
      "OrderRejected",
      "the order was not approved",
    ],
    [
      "answered with nothing",
      (question: never) => world.answer(question, null),
      "OrderRejected",
      "the order was not approved",
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
    const before = await world.aws.nowMs();
    await world.skipPause();
    expect(await world.end(arn)).toMatchObject({ status: "FAILED", error: "States.Timeout" });
    expect(((await world.aws.nowMs()) - before) / 3_600_000).toSatisfy(
      (hours) => Number(hours) >= 24 && Number(hours) < 25,
    );
    await expect(world.answer(question, { approved: true })).rejects.toMatchObject({ name: "TaskTimedOut" });
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

describe("an order that cannot be written", () => {
  const callOf = async (name: string) =>
    (await runWithFaults(world, "checkout", sample("happy-path"), [], {})).calls.indexOf(name);
  const transaction = "dynamodb:transactWriteItems";
  const failing = (at: number, moment: "before" | "after", times: number) =>
    Array.from(
      { length: times },
      (_each, index) => ({ at: at + index, only: [transaction], moment, error: "ServiceUnavailable" }) as const,
    );

  faultTest("is cancelled, its money is given back, and then its stock", async () => {
    const faults = failing(await callOf(transaction), "before", 11);
    const asked = sample("happy-path");
    const run = await runWithFaults(world, "checkout", asked, faults, {});
    expect(run.status).toBe("FAILED");
    const { orderNumber } = (await item("checkout-requests", "requestId", asked.requestId)) as { orderNumber: string };
    expect(await item("orders", "orderNumber", orderNumber)).toMatchObject({ status: "CANCELLED" });
    expect(world.provider.payments.get(orderNumber)).toMatchObject({ captures: 1, refunds: 1 });
    expect(await item("payments", "paymentId", orderNumber)).toMatchObject({ status: "CANCELLED" });
    expect(await item("stock-reservations", "reservationId", orderNumber)).toMatchObject({ status: "RELEASED" });
    expect(await item("outbox", "eventId", `${orderNumber}-placed`)).toBeUndefined();
    expect(world.events.filter(({ detailType }) => detailType === "OrderPlaced")).toHaveLength(1);
  });

  faultTest("is not cancelled when only the answers to its transaction are lost", async () => {
    const faults = failing(await callOf(transaction), "after", 11);
    const run = await runWithFaults(world, "checkout", sample("happy-path"), faults, {});
    const { orderNumber } = run.output as { orderNumber: string };
    expect(run.status).toBe("SUCCEEDED");
    expect(await item("orders", "orderNumber", orderNumber)).toMatchObject({ status: "PLACED", total: 7_243 });
    expect(world.provider.payments.get(orderNumber)).toMatchObject({ captures: 1, refunds: 0 });
  });
});

test("a refund that fails for days ends the run there; redriven, the run goes on with it", async () => {
  const standIn = standInFor("cancelPayment", () => {
    throw new Error("no way to the provider");
  });
  world.provider.faults = (_moment, action) => (action === "capture" ? { status: 503, body: {} } : undefined);
  const asked = sample("happy-path");
  const failed = await world.run("checkout", asked);
  const { orderNumber } = (await item("checkout-requests", "requestId", asked.requestId)) as { orderNumber: string };
  expect(failed).toMatchObject({ status: "FAILED", error: "Error" });
  expect(await item("stock-reservations", "reservationId", orderNumber)).toMatchObject({ status: "RESERVED" });

  standIn.end();
  world.provider.faults = () => undefined;
  await world.redrive(failed.executionArn);
  expect(await world.end(failed.executionArn)).toMatchObject({ error: "PaymentProviderUnavailable" });
  expect(world.provider.payments.get(orderNumber)).toMatchObject({ status: "CANCELLED", captures: 0 });
  expect(await item("stock-reservations", "reservationId", orderNumber)).toMatchObject({ status: "RELEASED" });
  expect(await world.available("MUG-BLUE")).toBe(stockOf("MUG-BLUE"));
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
