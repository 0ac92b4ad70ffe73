import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { eventually } from "../support/eventually.js";
import { runWithFaults } from "../support/faulty-run.js";
import type { Fault } from "../support/faults.js";
import { deadlineTest, faultTest } from "../support/inside-test.js";
import { RetailWorld } from "../support/retail-world.js";
import type { OpenTask } from "../support/executions.js";
import { sampleInput } from "../support/sample-input.js";
import { testEveryState } from "../support/test-every-state.js";

let world: RetailWorld;

beforeAll(async () => {
  world = await RetailWorld.start("photo-assignment");
}, 180_000);
afterAll(() => world.stop());
beforeEach(() => world.forgetEvents());

/** The offer to one photographer. */
async function offerTo(executionArn: string, photographer: string): Promise<OpenTask> {
  const item = await eventually(async () =>
    (await world.items("human-tasks")).find(
      ({ execution, input }) => execution === executionArn && String(input).includes(photographer),
    ),
  );
  return { step: String(item.step), input: {}, token: String(item.token) };
}

const begin = () => world.begin("photo-assignment", sampleInput("photo-assignment", "teapot"));

test("the first who accepts gets the job, and no other is asked", async () => {
  const arn = await begin();
  await world.answer(await offerTo(arn, "studio-east"), { accepted: true });
  expect((await world.end(arn)).output).toEqual({ productId: "TEAPOT-GLASS", photographer: "studio-east" });
  expect(world.events).toMatchObject([{ detailType: "PhotoAssigned", detail: { photographer: "studio-east" } }]);
  expect((await world.items("human-tasks")).filter(({ execution }) => execution === arn)).toHaveLength(1);
});

deadlineTest("after a no, and after a day without an answer, the next is asked", async () => {
  const arn = await begin();
  await world.answer(await offerTo(arn, "studio-east"), { accepted: false });
  const second = await offerTo(arn, "studio-west");
  const before = await world.aws.nowMs();
  await world.skipPause();
  const third = await offerTo(arn, "studio-north");
  const hours = ((await world.aws.nowMs()) - before) / 3_600_000;
  expect([hours >= 24, hours < 25]).toEqual([true, true]);
  await expect(world.answer(second, { accepted: true })).rejects.toMatchObject({ name: "TaskTimedOut" });
  await world.answer(third, { accepted: true });
  expect((await world.end(arn)).output).toMatchObject({ photographer: "studio-north" });
});

test("when nobody takes the job the run says so", async () => {
  const arn = await begin();
  await world.answer(await offerTo(arn, "studio-east"), { accepted: false });
  await world.reject(await offerTo(arn, "studio-west"), "HumanTaskRejected", "on holiday");
  await world.answer(await offerTo(arn, "studio-north"), {}); // from elsewhere than the inbox
  expect(await world.end(arn)).toMatchObject({ status: "FAILED", error: "NoPhotographer" });
  expect(world.events).toEqual([]);
});

faultTest("a question that could not be put is put again, and the bus is told until it takes it", async () => {
  const job = sampleInput("photo-assignment", "teapot");
  for (const [at, call] of ["dynamodb:putItem", "events:putEvents"].entries()) {
    await world.forgetEvents();
    const faults = [0, 1, 2].map((more): Fault => ({
      at: at + more,
      only: [call],
      moment: "before",
      error: "ServiceUnavailable",
    }));
    const run = await runWithFaults(world, "photo-assignment", job, faults, { accepted: true });
    expect(run).toMatchObject({ status: "SUCCEEDED", output: { photographer: "studio-east" } });
    expect(world.events).toMatchObject([{ detailType: "PhotoAssigned", detail: { photographer: "studio-east" } }]);
  }
});

test.each([{}, { productId: "P", brief: "b" }, { productId: "P", brief: "b", photographers: "studio-east" }])(
  "what is no job is refused, and nobody is asked: %j",
  async (job) => {
    const asked = (await world.items("human-tasks")).length;
    expect(await world.run("photo-assignment", job)).toMatchObject({ status: "FAILED", error: "InvalidJob" });
    expect(await world.items("human-tasks")).toHaveLength(asked);
  },
);

testEveryState(() => world, "photo-assignment");
