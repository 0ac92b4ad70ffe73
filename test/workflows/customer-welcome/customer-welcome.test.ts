import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { eventually } from "../support/eventually.js";
import { runWithFaults } from "../support/faulty-run.js";
import { faultTest } from "../support/inside-test.js";
import { RetailWorld } from "../support/retail-world.js";
import { sampleInput } from "../support/sample-input.js";
import { testEveryState } from "../support/test-every-state.js";

let world: RetailWorld;
const sample = sampleInput("customer-welcome", "sample-customer");
let count = 0;

beforeAll(async () => {
  world = await RetailWorld.start("customer-welcome");
}, 180_000);
afterAll(() => world.stop());
beforeEach(() => {
  world.mailService.fault = () => undefined;
});

function customer(change: object = {}) {
  const customerId = `NEW-${++count}`;
  return { ...sample, customerId, email: `${customerId.toLowerCase()}@example.com`, ...change };
}
const mailsTo = (email: unknown) => world.mailService.sent.filter(({ to }) => to === email);
const statusOf = async (id: string) =>
  (await world.items("welcomes")).find(({ customerId }) => customerId === id)?.status;

test("whoever signs up gets a mail, once, however often the event comes", async () => {
  const event = { bus: "retail", source: "retail.customers", detailType: "CustomerSignedUp", detail: sample };
  for (let time = 0; time < 3; time++) await world.aws.publish(event);
  await eventually(async () => (await statusOf("C-1001")) === "SENT");
  expect(await world.run("customer-welcome", sample)).toMatchObject({ output: { status: "KNOWN" } });
  expect(mailsTo("customer@example.com")).toMatchObject([
    { subject: "Welcome", text: expect.stringContaining("Hello Sample Customer") as string },
  ]);
});

test.each([
  ["an address that the mail service refuses", { email: "nobody@example.com" }],
  ["an address that is none", { email: "at home" }],
])("%s is noted and not tried again", async (_case, change) => {
  const asked = customer(change);
  expect((await world.run("customer-welcome", asked)).output).toEqual({
    customerId: asked.customerId,
    status: "REFUSED",
  });
  expect(await statusOf(asked.customerId)).toBe("REFUSED");
  expect(mailsTo(change.email)).toEqual([]);
});

test.each([{}, { customerId: "" }, { name: undefined }, { email: ["a@example.com"] }])(
  "an event that does not say who signed up is refused: %j",
  async (change) => {
    const mails = world.mailService.sent.length;
    const event = Object.keys(change).length === 0 ? change : customer(change);
    expect(await world.run("customer-welcome", event)).toMatchObject({ status: "FAILED", error: "InvalidSignUp" });
    expect(world.mailService.sent).toHaveLength(mails);
  },
);

test("a mail service that is down for a while is asked again", async () => {
  const asked = customer();
  let failures = 8;
  world.mailService.fault = (moment) =>
    moment === "before" && failures-- > 0 ? { status: 503, body: { message: "down" } } : undefined;
  expect(await world.run("customer-welcome", asked)).toMatchObject({ output: { status: "SENT" } });
  expect(mailsTo(asked.email)).toHaveLength(1);
}, 60_000);

faultTest("a handler whose answer is lost sends no second mail", async () => {
  const asked = customer();
  const lost = [{ at: 1, moment: "after", error: "Lambda.Unknown" } as const];
  expect((await runWithFaults(world, "customer-welcome", asked, lost, {})).status).toBe("SUCCEEDED");
  expect(mailsTo(asked.email)).toHaveLength(1);
});

faultTest("a run that broke off after the mail is taken up by the next event, without a second mail", async () => {
  const asked = customer();
  const down = Array.from(
    { length: 12 },
    (_each, index) => ({ at: 2 + index, moment: "before", error: "ServiceUnavailable" }) as const,
  );
  expect((await runWithFaults(world, "customer-welcome", asked, down, {})).status).toBe("FAILED");
  expect(await world.run("customer-welcome", asked)).toMatchObject({ output: { status: "SENT" } });
  expect(mailsTo(asked.email)).toHaveLength(1);
});

faultTest("a handler that hangs is asked again after a minute, and sends no second mail", async () => {
  const asked = customer();
  const run = await runWithFaults(world, "customer-welcome", asked, [{ at: 1, moment: "silence" }], {});
  expect(run.status).toBe("SUCCEEDED");
  expect(run.seconds).toBeGreaterThanOrEqual(60);
  expect(mailsTo(asked.email)).toHaveLength(1);
});

testEveryState(() => world, "customer-welcome");
