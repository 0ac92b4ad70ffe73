import { SendTaskSuccessCommand, SFNClient, StopExecutionCommand } from "@aws-sdk/client-sfn";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { eventually } from "../support/eventually.js";
import { callBack, runWithFaults } from "../support/faulty-run.js";
import type { Fault } from "../support/faults.js";
import { deadlineTest, faultTest } from "../support/inside-test.js";
import { RetailWorld } from "../support/retail-world.js";
import { endStandIns, standInFor } from "../support/stand-in.js";
import { testEveryState } from "../support/test-every-state.js";

let world: RetailWorld;
let client: SFNClient;
let count = 0;

beforeAll(async () => {
  world = await RetailWorld.start("loyalty-enrolment");
  client = new SFNClient({ disableHostPrefix: true });
}, 180_000);
afterAll(async () => {
  client.destroy();
  await world.stop();
});
beforeEach(() => world.forgetEvents());
afterEach(endStandIns);

interface Enrolment {
  readonly customerId: string;
  readonly email: string;
  readonly currency: string;
}

function enrolment(): Enrolment {
  count += 1;
  return { customerId: `C-${count}`, email: `Customer-${count}@example.com`, currency: "EUR" };
}

async function know(system: string, { email }: Enrolment, customerId: string): Promise<void> {
  const Item = {
    email: { S: email.toLowerCase() },
    system: { S: system },
    customerId: { S: customerId },
    since: { S: "2021-05-01" },
  };
  await world.tables.put("identities", Item);
}

async function answerToken(taskToken: unknown, output: unknown): Promise<void> {
  await client.send(new SendTaskSuccessCommand({ taskToken: String(taskToken), output: JSON.stringify(output) }));
}

async function answerConsent({ customerId }: Enrolment, consented: unknown): Promise<void> {
  const question = await eventually(async () =>
    (await world.items("consents")).find((each) => each.customerId === customerId),
  );
  await answerToken(question.taskToken, { consented });
}

async function openPointsAccount(accountId: string): Promise<Record<string, unknown>> {
  const event = await world.event(({ detailType }) => detailType === "PointsAccountRequested");
  await answerToken(event.detail.taskToken, { accountId });
  return event.detail;
}

test("a customer without other accounts is enrolled once they agree", async () => {
  const asked = enrolment();
  const arn = await world.begin("loyalty-enrolment", asked);
  await answerConsent(asked, true);
  await openPointsAccount("P-1");
  const { output } = await world.end(arn);
  expect(output).toMatchObject({ customerId: asked.customerId, pointsAccount: "P-1", merged: [] });
  const { voucher } = output as { voucher: string };
  expect(voucher).toMatch(/^[2-9A-Z]{12}$/);
  expect(await world.items("members")).toContainEqual({
    customerId: asked.customerId,
    pointsAccount: "P-1",
    voucher,
    merged: [],
  });
  expect(world.events.at(-1)).toMatchObject({
    detailType: "LoyaltyEnrolled",
    detail: { customerId: asked.customerId },
  });
});

test("a person decides which of several accounts stays, and is asked again after a slip", async () => {
  const asked = enrolment();
  await know("stores", asked, "OLD-1");
  await know("app", asked, "OLD-2");
  const arn = await world.begin("loyalty-enrolment", asked);
  const question = await world.question(arn);
  expect(question.input.accounts).toMatchObject([{ customerId: "OLD-1" }, { customerId: "OLD-2" }]);
  await world.answer(question, { samePerson: true, keep: "OLD-7" });
  const again = await eventually(async () => {
    const items = await world.items("human-tasks");
    const next = items.find(({ execution, token }) => execution === arn && token !== question.token);
    return next === undefined ? undefined : { ...question, token: String(next.token) };
  });
  await world.answer(again, { samePerson: true, keep: "OLD-1" });
  await answerConsent(asked, true);
  expect(await openPointsAccount("P-2")).toMatchObject({ customerId: "OLD-1", merged: [asked.customerId, "OLD-2"] });
  expect((await world.end(arn)).output).toMatchObject({ customerId: "OLD-1", merged: [asked.customerId, "OLD-2"] });
});

test.each([false, "yes", undefined])("a customer whose consent is %o is not enrolled", async (consented) => {
  const asked = enrolment();
  const arn = await world.begin("loyalty-enrolment", asked);
  await answerConsent(asked, consented);
  expect(await world.end(arn)).toMatchObject({ status: "FAILED", error: "ConsentRefused" });
  expect(world.events).toEqual([]);
});

test.each([{ customerId: undefined }, { customerId: "" }, { currency: "DKK" }, { email: undefined }, { email: "me" }])(
  "an enrolment that makes no sense asks nobody: %j",
  async (change) => {
    const consents = (await world.items("consents")).length;
    const result = await world.run("loyalty-enrolment", { ...enrolment(), ...change });
    expect(result).toMatchObject({ status: "FAILED", error: "InvalidEnrolment" });
    expect(await world.items("consents")).toHaveLength(consents);
  },
);

test("accounts of different people stay apart", async () => {
  const asked = enrolment();
  await know("stores", asked, "OLD-11");
  const arn = await world.begin("loyalty-enrolment", asked);
  await world.answer(await world.question(arn), { samePerson: false, keep: "OLD-11" });
  await answerConsent(asked, true);
  expect(await openPointsAccount("P-5")).toMatchObject({ customerId: asked.customerId, merged: [] });
  expect((await world.end(arn)).output).toMatchObject({ customerId: asked.customerId, merged: [] });
});

test("a merge that an operator hands back ends the enrolment, and nobody else is asked", async () => {
  const asked = enrolment();
  await know("stores", asked, "OLD-10");
  const arn = await world.begin("loyalty-enrolment", asked);
  await world.reject(await world.question(arn), "HumanTaskRejected", "not mine");
  expect(await world.end(arn)).toMatchObject({ status: "FAILED", error: "HumanTaskRejected", cause: "not mine" });
  expect(await world.tables.item("consents", "customerId", asked.customerId)).toBeUndefined();
  expect(world.events).toEqual([]);
});

test("a person who answers with nonsense is asked again", async () => {
  const asked = enrolment();
  await know("stores", asked, "OLD-9");
  const arn = await world.begin("loyalty-enrolment", asked);
  const question = await world.question(arn);
  await world.answer(question, { samePerson: "yes", keep: "OLD-9" });
  const again = await eventually(async () =>
    (await world.items("human-tasks")).find(({ execution, token }) => execution === arn && token !== question.token),
  );
  await world.answer({ ...question, token: String(again.token) }, { samePerson: false, keep: "" });
  await answerConsent(asked, false);
  expect(await world.end(arn)).toMatchObject({ error: "ConsentRefused" });
});

test.each([{}, { accountId: "" }, { accountId: 7 }, "P-9", null])(
  "an answer of the points team without an account ends the enrolment, and no voucher is issued: %j",
  async (answer) => {
    const asked = enrolment();
    const arn = await world.begin("loyalty-enrolment", asked);
    await answerConsent(asked, true);
    const { detail } = await world.event(({ detailType }) => detailType === "PointsAccountRequested");
    await answerToken(detail.taskToken, answer);
    expect(await world.end(arn)).toMatchObject({ status: "FAILED", error: "PointsAccountMissing" });
    const ofAsked = ({ customerId }: Record<string, unknown>): boolean => customerId === asked.customerId;
    expect((await world.items("vouchers")).some(ofAsked)).toBe(false);
    expect((await world.items("members")).some(ofAsked)).toBe(false);
  },
);

test("a member is not enrolled twice, and gets no second voucher", async () => {
  const asked = enrolment();
  for (const account of ["P-3", "P-4"]) {
    await world.forgetEvents();
    const arn = await world.begin("loyalty-enrolment", asked);
    await eventually(async () => (await world.states(arn)).includes("askConsent"));
    await eventually(async () => {
      const consent = (await world.items("consents")).find((each) => each.customerId === asked.customerId);
      return answerToken(consent?.taskToken, { consented: true }).then(
        () => true,
        () => false,
      );
    });
    await openPointsAccount(account);
    await world.end(arn);
  }
  const own = (await world.items("vouchers")).filter((each) => each.customerId === asked.customerId);
  expect(own).toHaveLength(1);
  expect(await world.items("members")).toContainEqual(expect.objectContaining({ pointsAccount: "P-3" }));
  expect(await world.items("members")).not.toContainEqual(expect.objectContaining({ pointsAccount: "P-4" }));
});

deadlineTest("a customer who never answers is forgotten after 30 days", async () => {
  const asked = enrolment();
  const before = await world.aws.nowMs();
  const arn = await world.begin("loyalty-enrolment", asked);
  await world.skipPause();
  expect(await world.end(arn)).toMatchObject({ status: "FAILED", error: "States.Timeout" });
  expect((await world.aws.nowMs()) - before).toBeGreaterThanOrEqual(30 * 86_400_000);
});

deadlineTest.each([
  ["the first time", 0],
  ["after a slip", 1],
])("a merge that nobody decides on (%s) fails after 14 days, and nothing is merged", async (_when, slips) => {
  const asked = enrolment();
  await know("stores", asked, "OLD-5");
  await know("app", asked, "OLD-6");
  const arn = await world.begin("loyalty-enrolment", asked);
  const question = await world.question(arn);
  const openTokens = async () =>
    (await world.items("human-tasks")).filter(({ execution }) => execution === arn).map(({ token }) => token);
  if (slips > 0) await world.answer(question, { samePerson: true, keep: "NOBODY" });
  await eventually(async () => (await openTokens()).length === slips + 1);
  const before = await world.aws.nowMs();
  await world.skipPause();
  expect(await world.end(arn)).toMatchObject({ status: "FAILED", error: "States.Timeout" });
  expect((await world.aws.nowMs()) - before).toBeGreaterThanOrEqual(14 * 86_400_000);
  expect(world.events).toEqual([]);
  expect(await world.tables.item("consents", "customerId", asked.customerId)).toBeUndefined();
});

deadlineTest("an enrolment that everybody puts off ends after 60 days, with no member", async () => {
  const days = async (count: number) => world.pass(count * 86_400);
  const asked = enrolment();
  await know("stores", asked, "OLD-8");
  await know("app", asked, "OLD-9");
  const arn = await world.begin("loyalty-enrolment", asked);
  const question = await world.question(arn);
  await days(13);
  await world.answer(question, { samePerson: true, keep: "NOBODY" });
  const again = await eventually(async () =>
    (await world.items("human-tasks")).find(({ execution, token }) => execution === arn && token !== question.token),
  );
  await days(13);
  await world.answer({ ...question, token: String(again.token) }, { samePerson: true, keep: "OLD-8" });
  await eventually(async () => (await world.states(arn)).includes("askConsent"));
  await days(29);
  await answerConsent(asked, true);
  expect(await world.skipPausesUntil(world.end(arn))).toMatchObject({ status: "TIMED_OUT" });
  expect(await world.items("members")).not.toContainEqual(expect.objectContaining({ customerId: "OLD-8" }));
});

deadlineTest("the points team is asked three times before the enrolment gives up", async () => {
  const asked = enrolment();
  const arn = await world.begin("loyalty-enrolment", asked);
  await answerConsent(asked, true);
  const before = await world.aws.nowMs();
  expect(await world.skipPausesUntil(world.end(arn))).toMatchObject({ status: "FAILED", error: "States.Timeout" });
  expect(world.events).toHaveLength(3);
  // Three days each, and an hour and then two in between.
  expect((await world.aws.nowMs()) - before).toBeGreaterThanOrEqual((3 * 3 * 24 + 3) * 3_600_000);
});

/** Enrols a customer with an account in the stores, whom everybody answers at once. */
async function enrolWith(faults: readonly Fault[]) {
  const asked = enrolment();
  await know("stores", asked, `STORE-${count}`);
  // The customer's answer follows each question at once; of one that broke off nobody waits for it.
  const standIn = standInFor("askConsent", async (perform, input) => {
    await perform();
    queueMicrotask(() => void callBack(world, (input as { taskToken: string }).taskToken, { consented: true }));
  });
  const answer = { samePerson: true, keep: asked.customerId, accountId: `P-${count}` };
  const run = await runWithFaults(world, "loyalty-enrolment", asked, faults, answer);
  standIn.end();
  return { ...run, ...asked };
}

faultTest(
  "whatever call fails for a while, or is answered by an error, the customer becomes a member once",
  async () => {
    const { calls } = await enrolWith([]);
    expect(calls).toHaveLength(9);
    for (const [at, call] of calls.entries()) {
      const error = /^\w+$/.test(call) ? "Sandbox.Timedout" : "ServiceUnavailable";
      for (const moment of ["before", "after"] as const) {
        const faults = [0, 1, 2].map((more): Fault => ({ at: at + more, only: [call], moment, error }));
        const { status, customerId, output } = await enrolWith(faults);
        expect([call, moment, status]).toEqual([call, moment, "SUCCEEDED"]);
        const { pointsAccount, voucher } = output as { pointsAccount: string; voucher: string };
        const own = (items: readonly Record<string, unknown>[]) =>
          items.filter((each) => each.customerId === customerId);
        expect(own(await world.items("members"))).toMatchObject([{ pointsAccount, voucher }]);
        expect(own(await world.items("vouchers"))).toMatchObject([{ code: voucher, amount: 500 }]);
      }
    }
  },
);

test("a voucher that cannot be issued for long ends the enrolment there; redriven, it goes on with it", async () => {
  const asked = enrolment();
  const standIn = standInFor("issueVoucher", () => {
    throw new Error("the table is down");
  });
  const arn = await world.begin("loyalty-enrolment", asked);
  await answerConsent(asked, true);
  await openPointsAccount("P-6");
  expect(await world.end(arn)).toMatchObject({ status: "FAILED", error: "Error" });
  expect(await world.tables.item("members", "customerId", asked.customerId)).toBeUndefined();
  standIn.end();
  await world.redrive(arn);
  expect(await world.end(arn)).toMatchObject({ output: { pointsAccount: "P-6" } });
  expect(await world.tables.item("members", "customerId", asked.customerId)).toMatchObject({ pointsAccount: "P-6" });
});

test.each(["the customer is asked", "the points team is asked"])(
  "an enrolment that is stopped while %s leaves nothing behind, and who answers late learns of it",
  async (when) => {
    const asked = enrolment();
    const arn = await world.begin("loyalty-enrolment", asked);
    const consent = await eventually(() => world.tables.item("consents", "customerId", asked.customerId));
    let token = consent.taskToken;
    if (when !== "the customer is asked") {
      await answerConsent(asked, true);
      token = (await world.event(({ detailType }) => detailType === "PointsAccountRequested")).detail.taskToken;
    }
    await client.send(new StopExecutionCommand({ executionArn: arn, cause: "the customer rang" }));
    expect(await world.end(arn)).toMatchObject({ status: "ABORTED" });
    await expect(answerToken(token, { accountId: "P-LATE", consented: true })).rejects.toMatchObject({
      name: "TaskTimedOut",
    });
    for (const table of ["members", "vouchers"])
      expect(await world.tables.item(table, "customerId", asked.customerId)).toBeUndefined();
  },
);

testEveryState(() => world, "loyalty-enrolment");
