import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createCompletionService, createTaskRepository, type TaskRepository } from "../../operator/index.js";
import {
  execution,
  FakeStepFunctions,
  historyOf,
  putTask,
  rawItem,
  serviceError,
  startTable,
  tableName,
  token,
} from "./inbox-fixture.js";

const now = "2026-11-27T07:00:00.000Z";
let table: Awaited<ReturnType<typeof startTable>>;
let repository: TaskRepository;
let stepFunctions: FakeStepFunctions;
let taskId: string;

beforeAll(async () => {
  table = await startTable();
  repository = createTaskRepository(table.client, tableName);
});
afterAll(() => table.close());
beforeEach(async () => {
  stepFunctions = new FakeStepFunctions();
  taskId = randomUUID();
  await putTask(table.client, taskId);
});

const service = () =>
  createCompletionService({ repository, stepFunctions: stepFunctions.client, now: () => new Date(now) });
const item = () => rawItem(table.client, taskId);
const thrownBy = async (promise: Promise<unknown>): Promise<Record<string, unknown>> => {
  const error = await promise.then(
    () => expect.unreachable("it should have failed"),
    (reason: unknown) => reason,
  );
  expect(String(error)).not.toContain(token);
  expect(JSON.stringify(error)).not.toContain(token);
  return error as Record<string, unknown>;
};

describe("completing", () => {
  test("records who, when and what, resumes the execution and deletes the token", async () => {
    const { task, repeated } = await service().complete(taskId, { approved: true }, "dana");
    expect(repeated).toBe(false);
    expect(task).toMatchObject({ status: "COMPLETED", execution, decision: { by: "dana", at: now } });
    expect(stepFunctions.sent).toEqual([
      { action: "SendTaskSuccess", input: { taskToken: token, output: '{"approved":true}' } },
    ]);
    const stored = await item();
    expect(stored).toMatchObject({
      status: "COMPLETED",
      decision: "complete",
      answer: '{"approved":true}',
      decidedBy: "dana",
      decidedAt: now,
      closedAt: now,
    });
    expect(stored).not.toHaveProperty("token");
  });

  test("gives nothing to see of the token", async () => {
    const before = await repository.get(taskId);
    const { task } = await service().complete(taskId, { approved: true }, "dana");
    expect(JSON.stringify([before, task, await repository.list()])).not.toContain(token);
  });

  test.each([
    ["a missing field", { reason: "fine" }, 'the answer needs "approved"'],
    ["a wrong type", { approved: "yes" }, "approved must be boolean"],
    ["an extra field", { approved: true, note: "x" }, 'the answer must not have "note"'],
    ["no object", null, "the answer must be object"],
    ["no JSON", undefined, "the answer is not JSON data"],
    ["more than 262,144 bytes", { approved: true, reason: "ä".repeat(131_060) }, "the answer has 262149 bytes"],
  ])("refuses %s before anything is recorded", async (_what, answer, problem) => {
    const error = await thrownBy(service().complete(taskId, answer, "dana"));
    expect(error).toMatchObject({ code: "InvalidAnswer", message: expect.stringContaining(problem) as string });
    expect((await item())["status"]).toBe("PENDING");
    expect(stepFunctions.sent).toEqual([]);
  });

  test("takes an answer of exactly 262,144 bytes of UTF-8", async () => {
    const answer = { approved: true, reason: "x".repeat(262_144 - '{"approved":true,"reason":""}'.length) };
    expect((await service().complete(taskId, answer, "dana")).task.status).toBe("COMPLETED");
  });

  test("names an unknown task", async () => {
    expect(await thrownBy(service().complete("nobody", {}, "dana"))).toMatchObject({ code: "UnknownTask" });
  });
});

describe("rejecting", () => {
  test("fails the call with HumanTaskRejected and the reason", async () => {
    const { task } = await service().reject(taskId, "stolen card", "dana");
    expect(task.status).toBe("REJECTED");
    expect(stepFunctions.sent).toEqual([
      { action: "SendTaskFailure", input: { taskToken: token, error: "HumanTaskRejected", cause: "stolen card" } },
    ]);
    expect(await item()).toMatchObject({ decision: "reject", reason: "stolen card", decidedBy: "dana" });
  });

  test.each([
    ["no reason", "  ", "needs a reason"],
    ["a reason that workflows would take for the cause of a function", '{"errorMessage":"x"}', "write a sentence"],
    ["a reason of 32,769 characters", "x".repeat(32_769), "at most 32768"],
  ])("refuses %s", async (_what, reason, problem) => {
    const error = await thrownBy(service().reject(taskId, reason, "dana"));
    expect(error).toMatchObject({ code: "InvalidAnswer", message: expect.stringContaining(problem) as string });
  });
});

describe("deciding twice", () => {
  test("an answer is the same when its JSON is", async () => {
    const given = Object.assign(Object.create(null) as object, { approved: true, reason: undefined });
    await service().complete(taskId, given, "dana");
    expect(await service().complete(taskId, { approved: true }, "kim")).toMatchObject({ repeated: true });
    expect(await service().complete(taskId, given, "kim")).toMatchObject({ repeated: true });
  });

  test("the same answer gives the same result and sends nothing more", async () => {
    await service().complete(taskId, { approved: true, reason: "known" }, "dana");
    const again = await service().complete(taskId, { reason: "known", approved: true }, "kim");
    expect(again).toMatchObject({ repeated: true, task: { status: "COMPLETED", decision: { by: "dana" } } });
    expect(stepFunctions.sent).toHaveLength(1);
  });

  test.each([
    ["another answer", () => service().complete(taskId, { approved: false }, "kim")],
    ["a rejection", () => service().reject(taskId, "no", "kim")],
    ["an answer that does not fit the form", () => service().complete(taskId, {}, "kim")],
  ])("%s is refused with who decided and when", async (_what, second) => {
    await service().complete(taskId, { approved: true }, "dana");
    expect(await thrownBy(second())).toMatchObject({
      code: "AlreadyDecided",
      decision: { by: "dana", at: now, answer: { approved: true } },
    });
    expect((await item())["decidedBy"]).toBe("dana");
  });

  test("of many different decisions at once exactly one wins, and everybody else is told", async () => {
    const people = Array.from({ length: 8 }, (_, index) => `person-${index}`);
    const results = await Promise.allSettled(
      people.map((by) => service().complete(taskId, { approved: true, reason: by }, by)),
    );
    const winners = results.filter((result) => result.status === "fulfilled");
    const losers = results.filter((result) => result.status === "rejected");
    expect(winners).toHaveLength(1);
    expect(losers.map(({ reason }) => (reason as { code: string }).code)).toEqual(Array(7).fill("AlreadyDecided"));
    expect(stepFunctions.sent).toHaveLength(1);
    expect((await item())["decidedBy"]).toBe(winners[0]?.value.task.decision?.by);
  });

  test("of two equal decisions at once both succeed", async () => {
    stepFunctions.history = historyOf(taskId, {
      type: "TaskSucceeded",
      taskSucceededEventDetails: { resourceType: "", resource: "", output: '{"approved":true}' },
    });
    const results = await Promise.all(["dana", "kim"].map((by) => service().complete(taskId, { approved: true }, by)));
    expect(results.map(({ task }) => task.status)).toEqual(["COMPLETED", "COMPLETED"]);
    expect(stepFunctions.sent).toHaveLength(1);
  });
});

describe("a break between the record and the message", () => {
  const broken = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:8083"), { code: "ECONNREFUSED" });

  test("keeps the decision, which the same answer or resend then sends", async () => {
    for (const heal of [() => service().complete(taskId, { approved: true }, "dana"), () => service().resend(taskId)]) {
      stepFunctions = new FakeStepFunctions();
      await putTask(table.client, taskId);
      stepFunctions.nextError = broken;
      const error = await thrownBy(service().complete(taskId, { approved: true }, "dana"));
      expect(error).toMatchObject({ code: "DecisionNotDelivered", task: { status: "DECIDED" } });
      expect(await item()).toMatchObject({ status: "DECIDED", decidedBy: "dana", token });
      expect((await heal()).task.status).toBe("COMPLETED");
      expect(stepFunctions.sent).toHaveLength(1);
      expect(await item()).not.toHaveProperty("token");
    }
  });

  test("refuses a different answer even though the first one is not sent yet", async () => {
    stepFunctions.nextError = broken;
    await thrownBy(service().complete(taskId, { approved: true }, "dana"));
    expect(await thrownBy(service().reject(taskId, "no", "kim"))).toMatchObject({ code: "AlreadyDecided" });
  });

  test("sees from the history that the message had arrived", async () => {
    stepFunctions.nextLateError = broken;
    await thrownBy(service().reject(taskId, "stolen card", "dana"));
    stepFunctions.history = historyOf(taskId, {
      type: "TaskFailed",
      taskFailedEventDetails: {
        ...{ resourceType: "", resource: "" },
        error: "HumanTaskRejected",
        cause: "stolen card",
      },
    });
    expect((await service().resend(taskId)).task.status).toBe("REJECTED");
    expect(stepFunctions.sent).toHaveLength(1);
  });

  test("says nothing of the token when the service quotes it", async () => {
    stepFunctions.nextError = serviceError("ValidationException", `Value '${token}' at 'taskToken' is not valid`);
    const error = await thrownBy(service().complete(taskId, { approved: true }, "dana"));
    expect(error["message"]).toContain("Value '(token)' at 'taskToken' is not valid");
  });
});

describe("a task that is gone", () => {
  const gone = serviceError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
  const details = { resourceType: "", resource: "" };
  const end = "2026-11-28T06:00:00.000Z";

  test.each([
    ["expired", () => historyOf(taskId, { type: "TaskTimedOut" }), "EXPIRED", end],
    [
      "answered outside the inbox",
      () =>
        historyOf(taskId, {
          type: "TaskSucceeded",
          taskSucceededEventDetails: { ...details, output: '{"approved":false}' },
        }),
      "ANSWERED_ELSEWHERE",
      end,
    ],
    ["stopped", () => historyOf(taskId, { type: "ExecutionAborted", previousEventId: 0 }), "STOPPED", end],
    ["left behind by a failed branch", () => historyOf(taskId, { type: "WaitStateEntered" }), "STOPPED", undefined],
    [
      "of an execution that is gone too",
      () => serviceError("ExecutionDoesNotExist", "Execution Does Not Exist"),
      "STOPPED",
      undefined,
    ],
  ])("says that it is %s, marks the item and deletes the token", async (_what, history, status, at) => {
    stepFunctions.nextError = gone;
    stepFunctions.history = history();
    const error = await thrownBy(service().complete(taskId, { approved: true }, "dana"));
    expect(error).toMatchObject({ code: "TaskGone", status, at });
    expect(await item()).toMatchObject({ status, decidedBy: "dana" });
    expect(await item()).not.toHaveProperty("token");
    expect(await thrownBy(service().complete(taskId, { approved: true }, "dana"))).toMatchObject({ code: "TaskGone" });
  });
});
