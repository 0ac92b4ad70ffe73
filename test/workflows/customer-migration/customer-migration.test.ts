import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../support/eventually.js";
import { RetailWorld } from "../support/retail-world.js";
import { testEveryState } from "../support/test-every-state.js";

let world: RetailWorld;

beforeAll(async () => {
  world = await RetailWorld.start("customer-migration");
}, 180_000);
afterAll(() => world.stop());

async function putCustomer(customerId: string, version: number, name: string): Promise<void> {
  const Item = {
    customerId: { S: customerId },
    version: { N: `${version}` },
    profile: { S: JSON.stringify({ name }) },
  };
  await world.tables.put("customers", Item);
}

const queued = (name: string) => world.aws.queueLength(name);
const copiesOf = async (id: string) =>
  (await world.items("customer-copies"))
    .filter(({ customerId }) => customerId === id)
    .map(({ system, version, profile }) => ({ system, version, profile: JSON.parse(String(profile)) as unknown }));

/** Starts a migration and waits until its snapshot is in both queues. */
async function publish(customerId: string): Promise<string> {
  const [crm, mailing] = [await queued("customer-sync-crm"), await queued("customer-sync-mailing")];
  const arn = await world.begin("customer-migration", { customerId });
  await eventually(
    async () => (await queued("customer-sync-crm")) > crm && (await queued("customer-sync-mailing")) > mailing,
  );
  return arn;
}

test("every subscriber takes the customer over, and a migration ends when all have", async () => {
  await putCustomer("C-1", 3, "Ada");
  await publish("C-1");
  expect(await world.drain("customer-sync-crm")).toBe(1);
  expect(await world.drain("customer-sync-mailing")).toBe(1);
  expect(await copiesOf("C-1")).toEqual([
    { system: "crm", version: 3, profile: { name: "Ada" } },
    { system: "mailing", version: 3, profile: { name: "Ada" } },
  ]);
  expect((await world.run("customer-migration", { customerId: "C-1" })).output).toEqual({
    customerId: "C-1",
    version: 3,
    systems: ["crm", "mailing"],
  });
  await world.drain("customer-sync-crm");
  await world.drain("customer-sync-mailing");
});

test("an earlier snapshot that comes later, or the same twice, changes nothing", async () => {
  for (const version of [7, 5, 7, 6]) {
    await putCustomer("C-2", version, `version ${version}`);
    await publish("C-2");
  }
  await world.drain("customer-sync-crm");
  await world.drain("customer-sync-mailing");
  expect((await copiesOf("C-2")).map(({ version }) => version)).toEqual([7, 7]);
});

test("a system that never takes it over fails the migration after ten minutes, and is named", async () => {
  await putCustomer("C-3", 1, "Cleo");
  const arn = await publish("C-3");
  const end = await world.end(arn);
  expect(end).toMatchObject({ status: "FAILED", error: "MigrationIncomplete" });
  expect(end.cause).toContain("crm, mailing");
  // It takes it over later all the same: the message waits.
  await world.drain("customer-sync-crm");
  await world.drain("customer-sync-mailing");
  expect(await copiesOf("C-3")).toHaveLength(2);
  expect((await world.run("customer-migration", { customerId: "C-3" })).status).toBe("SUCCEEDED");
});

test("what a system has of an earlier version does not count", async () => {
  await putCustomer("C-6", 1, "Eve");
  await publish("C-6");
  await world.drain("customer-sync-crm");
  await world.drain("customer-sync-mailing");
  await putCustomer("C-6", 2, "Eve");
  const arn = await publish("C-6");
  await world.drain("customer-sync-mailing");
  const end = await world.end(arn);
  expect(end).toMatchObject({
    status: "FAILED",
    error: "MigrationIncomplete",
    cause: expect.stringMatching(/^crm\b/) as string,
  });
  await world.drain("customer-sync-crm");
});

test("a customer whom the shop does not know is published to nobody", async () => {
  const before = await queued("customer-sync-crm");
  expect(await world.run("customer-migration", { customerId: "C-0" })).toMatchObject({ error: "UnknownCustomer" });
  expect(await queued("customer-sync-crm")).toBe(before);
});

test("what a subscriber cannot read becomes a dead letter after five attempts; the rest goes on", async () => {
  await world.drain("customer-sync-crm");
  await world.aws.send("customer-sync-crm", "no snapshot");
  await world.aws.send("customer-sync-crm", JSON.stringify({ customerId: "C-5", version: "1" }));
  await putCustomer("C-4", 1, "Dan");
  await publish("C-4");
  expect(await world.drain("customer-sync-crm")).toBe(1);
  for (let attempt = 0; attempt < 5; attempt++) {
    await world.pass(31);
    expect(await world.drain("customer-sync-crm")).toBe(0);
  }
  expect(await queued("customer-sync-dead")).toBe(2);
  expect(await copiesOf("C-4")).toHaveLength(1);
});

test.each([{}, { customerId: "C-1", version: "3", profile: "{}" }, { customerId: "", version: 3, profile: "{}" }])(
  "a message that is no snapshot writes nothing: %j",
  async (message) => {
    const before = await world.items("customer-copies");
    for (const system of ["crm", "mailing"]) {
      const result = await world.runSync(`customer-sync-${system}`, [
        { messageId: "1", body: JSON.stringify(message) },
      ]);
      expect(result).toMatchObject({ status: "FAILED", error: "InvalidSnapshot" });
    }
    expect(await world.items("customer-copies")).toEqual(before);
  },
);

test("a message that is no JSON writes nothing", async () => {
  const result = await world.runSync("customer-sync-crm", [{ messageId: "1", body: "no snapshot" }]);
  expect(result).toMatchObject({ status: "FAILED", error: "States.QueryEvaluationError" });
});

test.each([{}, { customerId: 7 }, { customerId: "" }])("what names no customer is refused: %j", async (request) => {
  expect(await world.run("customer-migration", request)).toMatchObject({ status: "FAILED", error: "UnknownCustomer" });
});

testEveryState(() => world, "customer-migration", "customer-sync-crm", "customer-sync-mailing");
