import { afterAll, beforeAll, expect, test } from "vitest";
import { runWithFaults } from "../support/faulty-run.js";
import { faultTest } from "../support/inside-test.js";
import { RetailWorld } from "../support/retail-world.js";
import { sampleInput } from "../support/sample-input.js";
import { testEveryState } from "../support/test-every-state.js";

let world: RetailWorld;
const sample = sampleInput("voucher-notification", "spring");

beforeAll(async () => {
  world = await RetailWorld.start("voucher-notification");
}, 180_000);
afterAll(() => world.stop());

const campaign = (campaignId: string, change: object = {}) => ({ ...sample, campaignId, ...change });
const fileOf = async (id: string) => (await world.aws.file("voucher-files", `campaigns/${id}.csv`))?.toString() ?? "";
const codesOf = async (id: string) => (await fileOf(id)).trim().split("\r\n").slice(1);
const noticesOf = async (id: string) =>
  (await world.aws.messages("voucher-mail"))
    .map((body) => JSON.parse(body) as { campaignId: string; partner: string; address: string })
    .filter(({ campaignId }) => campaignId === id);
const redeemable = async (id: string) => (await world.items("vouchers")).filter(({ campaignId }) => campaignId === id);

test("codes are made and stored, and the partner gets an address that opens the file", async () => {
  const { executionArn, output } = await world.run("voucher-notification", sample);
  expect(output).toEqual({ campaignId: "spring-2027", key: "campaigns/spring-2027.csv", count: 40 });
  const codes = await codesOf("spring-2027");
  expect(new Set(codes).size).toBe(40);
  expect((await redeemable("spring-2027")).map(({ code }) => code).sort()).toEqual([...codes].sort());
  const [notice] = await noticesOf("spring-2027");
  expect(notice).toMatchObject({ partner: "radio-one" });
  expect(await (await fetch(notice?.address ?? "")).text()).toBe(await fileOf("spring-2027"));
  expect(world.events).toMatchObject([{ detailType: "VouchersReady", detail: { partner: "radio-one", count: 40 } }]);
  // The address opens the file for everybody: it is in the notice alone.
  expect(JSON.stringify(await world.history(executionArn))).not.toContain("X-Amz-Signature");
});

test("an address that is an hour old opens nothing", async () => {
  await world.run("voucher-notification", campaign("old-address"));
  const address = (await noticesOf("old-address"))[0]?.address ?? "";
  expect((await fetch(address)).status).toBe(200);
  await world.pass(3_700);
  expect((await fetch(address)).status).toBe(403);
});

test("the same campaign again keeps its codes, and a redeemed one stays redeemed", async () => {
  await world.run("voucher-notification", campaign("twice"));
  const [code = ""] = await codesOf("twice");
  await world.tables.call("UpdateItem", {
    TableName: "vouchers",
    Key: { code: { S: code } },
    UpdateExpression: "SET redeemed = :yes",
    ExpressionAttributeValues: { ":yes": { BOOL: true } },
  });
  const codes = await codesOf("twice");
  expect((await world.run("voucher-notification", campaign("twice"))).status).toBe("SUCCEEDED");
  expect(await codesOf("twice")).toEqual(codes);
  expect((await redeemable("twice")).find((voucher) => voucher.code === code)).toMatchObject({ redeemed: true });
});

test.each([
  { count: 0 },
  { count: 1_001 },
  { amount: -5 },
  { currency: "XXX" },
  { campaignId: "../up" },
  { partner: "" },
])("a campaign that makes no sense is refused: %j", async (change) => {
  const result = await world.run("voucher-notification", campaign("sense", change));
  expect(result).toMatchObject({ status: "FAILED", error: "InvalidCampaign" });
  expect(await fileOf("sense")).toBe("");
});

test("an id that stands for another number of codes is refused", async () => {
  await world.run("voucher-notification", campaign("once"));
  const result = await world.run("voucher-notification", campaign("once", { count: 41 }));
  expect(result).toMatchObject({ status: "FAILED", error: "InvalidCampaign" });
});

faultTest("answers that are lost make no second set of codes; the partner may be told twice", async () => {
  const faults = [0, 1, 3].map((at) => ({ at, moment: "after", error: "Lambda.Unknown" }) as const);
  const run = await runWithFaults(world, "voucher-notification", campaign("faulty"), faults, {});
  expect(run.status).toBe("SUCCEEDED");
  expect(await redeemable("faulty")).toHaveLength(40);
  expect((await noticesOf("faulty")).length).toBeGreaterThanOrEqual(1);
});

faultTest("handlers that hang are called again: the codes stay, the partner may be told twice", async () => {
  const hanging = [0, 2].map((at) => ({ at, moment: "silence" }) as const);
  const run = await runWithFaults(world, "voucher-notification", campaign("hanging"), hanging, {});
  expect(run.status).toBe("SUCCEEDED");
  expect(run.seconds).toBeGreaterThanOrEqual(180 + 60);
  expect(await redeemable("hanging")).toHaveLength(40);
  expect(await noticesOf("hanging")).toHaveLength(2);
});

testEveryState(() => world, "voucher-notification");
