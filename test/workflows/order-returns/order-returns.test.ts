import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { eventually } from "../support/eventually.js";
import { runWithFaults } from "../support/faulty-run.js";
import { faultTest } from "../support/inside-test.js";
import { RetailWorld } from "../support/retail-world.js";
import { sampleInput } from "../support/sample-input.js";
import { testEveryState } from "../support/test-every-state.js";

let world: RetailWorld;
const sample = sampleInput("order-returns", "blue-mug");
const returned = (returnId: string) => ({ ...sample, returnId });

beforeAll(async () => {
  world = await RetailWorld.start("order-returns");
}, 180_000);
afterAll(() => world.stop());
beforeEach(() => world.forgetEvents());

const refundsOf = async (id: string) => (await world.items("refunds")).filter(({ returnId }) => returnId === id);

test("a return and its event are written together; the stream brings the event to the bus and the refund is noted", async () => {
  expect(await world.runSync("return-registration", sample)).toMatchObject({
    output: { returnId: "RT-5001", status: "REGISTERED" },
  });
  expect(await world.items("order-returns")).toHaveLength(1);
  expect(await world.items("refunds")).toEqual([]);
  expect(await world.drain("returns-outbox")).toBe(1);
  const event = await world.event(({ detailType }) => detailType === "ReturnRegistered");
  expect(event).toMatchObject({ bus: "retail", source: "retail.returns", detail: { returnId: "RT-5001" } });
  const [refund] = await eventually(async () => {
    const found = await refundsOf("RT-5001");
    return found.length > 0 && found;
  });
  expect(refund).toMatchObject({ orderNumber: "SO-00000042", amount: 1_290, currency: "EUR" });
});

test("the same return again writes nothing and tells nobody", async () => {
  expect(await world.runSync("return-registration", sample)).toMatchObject({ output: { status: "KNOWN" } });
  expect(await world.drain("returns-outbox")).toBe(0);
});

test.each([
  { amount: 0 },
  { amount: "1290" },
  { returnId: "" },
  { returnId: undefined },
  { orderNumber: "" },
  { orderNumber: 42 },
  { currency: undefined },
])("a return that makes no sense leaves no trace: %j", async (change) => {
  const result = await world.runSync("return-registration", { ...sample, returnId: "RT-ODD", ...change });
  expect(result).toMatchObject({ status: "FAILED", error: "InvalidReturn" });
  expect(await world.drain("returns-outbox")).toBe(0);
});

faultTest("a relay that breaks off publishes the batch again, and the consumer refunds once", async () => {
  for (let index = 0; index < 5; index++) await world.runSync("return-registration", returned(`RT-RELAY-${index}`));
  const detail = (index: number) =>
    JSON.stringify({ ...returned(`RT-RELAY-${index}`), eventId: `RT-RELAY-${index}-registered` });
  const records = [0, 1].map((index) => ({
    eventName: "INSERT",
    dynamodb: { NewImage: { detailType: { S: "ReturnRegistered" }, detail: { S: detail(index) } } },
  }));
  // Publishes twice and then breaks off, as when the bus goes away: the pipe hands all of it over again.
  const faults = [1, 2, 3, 4, 5].map((at) => ({ at, moment: "before", error: "ServiceUnavailable" }) as const);
  expect((await runWithFaults(world, "outbox-stream-relay", records, faults, {})).status).toBe("FAILED");
  await world.runSync("refund-return", JSON.parse(detail(0)));
  expect(await world.drain("returns-outbox")).toBe(5);
  await eventually(async () => (await refundsOf("RT-RELAY-4")).length === 1);
  expect(await world.runSync("refund-return", JSON.parse(detail(0)))).toMatchObject({ output: { status: "KNOWN" } });
  for (let index = 0; index < 5; index++) {
    await eventually(async () => (await refundsOf(`RT-RELAY-${index}`)).length === 1);
  }
});

test("what is taken out of the outbox, or expires, is not published", async () => {
  await world.tables.call("DeleteItem", { TableName: "returns-outbox", Key: { eventId: { S: "RT-5001-registered" } } });
  await world.drain("returns-outbox");
  expect(world.events).toEqual([]);
});

faultTest("an answer that is lost registers once", async () => {
  const lost = [{ at: 0, moment: "after", error: "ServiceUnavailable" } as const];
  expect((await runWithFaults(world, "return-registration", returned("RT-LOST"), lost, {})).status).toBe("SUCCEEDED");
  expect(await world.drain("returns-outbox")).toBe(1);
});

test("a pipe that had nothing to do for hours goes on where it was", async () => {
  await world.drain("returns-outbox");
  await world.pass(3 * 3_600);
  await world.runSync("return-registration", returned("RT-AFTER-HOURS"));
  expect(await world.drain("returns-outbox")).toBe(1);
});

faultTest("a transaction that others cancel again and again registers nothing, and says so", async () => {
  const atOnce = [0, 1, 2, 3].map(
    (at) => ({ at, moment: "before", error: "DynamoDb.TransactionCanceledException" }) as const,
  );
  const run = await runWithFaults(world, "return-registration", returned("RT-BUSY"), atOnce, {});
  expect(run).toMatchObject({ status: "FAILED", error: "DynamoDb.TransactionCanceledException" });
  expect(await world.drain("returns-outbox")).toBe(0);
  expect((await world.items("order-returns")).some(({ returnId }) => returnId === "RT-BUSY")).toBe(false);
});

test.each([undefined, {}, { detailType: { S: "" }, detail: { S: "{}" } }, { detailType: { S: "ReturnRegistered" } }])(
  "an entry that is no event is not published: %j",
  async (entry) => {
    const records = [{ eventName: "INSERT", dynamodb: { NewImage: entry } }];
    const result = await world.runSync("outbox-stream-relay", records);
    expect(result).toMatchObject({ status: "FAILED", error: "InvalidEvent" });
    expect(world.events).toEqual([]);
  },
);

test.each([{ eventId: undefined }, { amount: "1290" }, { currency: undefined }])(
  "an event that is no return is refused at once: %j",
  async (change) => {
    const event = { eventId: "EV-ODD", ...sample, returnId: "RT-ODD", ...change };
    expect(await world.runSync("refund-return", event)).toMatchObject({ status: "FAILED", error: "InvalidReturn" });
  },
);

testEveryState(() => world, "return-registration", "outbox-stream-relay", "refund-return");
