import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { CreateStateMachineCommand, StopExecutionCommand } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { type Simulator, type SimulatorOptions, startSimulator } from "../../../simulator/index.js";
import { clientOf, roleArn } from "../client.js";

// AWS Batch as far as a job needs it, behind its real client.

let batch: Server;
let url: string;
const calls: { readonly action: string; readonly body: Readonly<Record<string, unknown>> }[] = [];
/** What descriptions tell in turn, the last one for ever. */
let statuses: readonly string[];

beforeAll(async () => {
  batch = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const action = request.url?.split("/").at(-1) ?? "";
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
      const described = calls.filter((call) => call.action === "describejobs").length;
      calls.push({ action, body });
      const isRefused = body.jobQueue === "none";
      response.writeHead(isRefused ? 400 : 200, {
        "content-type": "application/json",
        ...(isRefused ? { "x-amzn-errortype": "ClientException" } : {}),
      });
      const status = statuses[Math.min(described, statuses.length - 1)];
      const job = { jobId: "j-1", jobName: "n", status, container: { exitCode: 0 }, createdAt: 7 };
      const answers: Readonly<Record<string, unknown>> = {
        submitjob: isRefused ? { message: "no such queue" } : { jobId: "j-1", jobName: "n", jobArn: "arn:job" },
        describejobs: { jobs: [job] },
        terminatejob: {},
      };
      response.end(JSON.stringify(answers[action]));
    });
  });
  await new Promise<void>((resolve) => batch.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(batch.address() as AddressInfo).port}`;
});
afterAll(async () => {
  batch.closeAllConnections();
  await new Promise((resolve) => batch.close(resolve));
});
beforeEach(() => {
  calls.length = 0;
  statuses = ["SUBMITTED", "RUNNING", "SUCCEEDED"];
});

const task = (more: object = {}) => ({
  Type: "Task",
  Resource: "arn:aws:states:::batch:submitJob.sync",
  Arguments: { JobName: "n", JobQueue: "q", JobDefinition: "d" },
  End: true,
  ...more,
});
const actions = () => calls.map(({ action }) => action);

async function withSimulator<Result>(
  work: (simulator: Simulator, sfn: ReturnType<typeof clientOf>) => Promise<Result>,
  options: SimulatorOptions = {},
): Promise<Result> {
  const simulator = await startSimulator({ clock: "virtual", endpoints: { batch: url }, ...options });
  const sfn = clientOf(simulator.url);
  try {
    return await work(simulator, sfn);
  } finally {
    sfn.client.destroy();
    await simulator.close();
  }
}

const run = (more: object = {}, options: SimulatorOptions = {}) =>
  withSimulator(
    async (simulator, sfn) => simulator.engine.ended(await sfn.start(await sfn.create({ T: task(more) }))),
    options,
  );

test("a job is started, followed in virtual time, and described in the result", async () => {
  const record = await run();
  expect(record).toMatchObject({ status: "SUCCEEDED", stopMs: record.startMs + 1_000 + 1_500 + 2_250 });
  expect(record.output).toEqual({
    ...{ JobId: "j-1", JobName: "n", Status: "SUCCEEDED", Container: { ExitCode: 0 }, CreatedAt: 7 },
  });
  expect(actions()).toEqual(["submitjob", "describejobs", "describejobs", "describejobs"]);
  expect(calls[1]?.body).toEqual({ jobs: ["j-1"] });
  expect(record.history.map(({ type }) => type)).toEqual([
    ...["ExecutionStarted", "TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded"],
    ...["TaskStateExited", "ExecutionSucceeded"],
  ]);
  expect(record.history[4]?.details).toMatchObject({
    ...{ resource: "submitJob.sync", resourceType: "batch" },
    output: { JobId: "j-1", JobArn: "arn:job", SdkHttpMetadata: { HttpStatusCode: 200 } },
  });
});

test("a job that fails is the cause of States.TaskFailed", async () => {
  statuses = ["FAILED"];
  const record = await run();
  expect(record).toMatchObject({ status: "FAILED", error: "States.TaskFailed" });
  expect(JSON.parse(record.cause ?? "")).toMatchObject({ JobId: "j-1", Status: "FAILED" });
  expect(record.history.map(({ type }) => type)).toContain("TaskFailed");
});

test("a job that is not taken was never submitted", async () => {
  const record = await run({ Arguments: { JobName: "n", JobQueue: "none", JobDefinition: "d" } });
  expect(record).toMatchObject({
    status: "FAILED",
    error: "Batch.ClientException",
    cause: expect.stringContaining("no such queue (Service: AWSBatch; Status Code: 400;"),
  });
  expect(record.history.map(({ type }) => type)).toContain("TaskSubmitFailed");
});

test("parameters that the service does not have are refused", async () => {
  const record = await run({ Arguments: { JobName: "n", Queue: "q" } });
  expect(record).toMatchObject({ status: "FAILED", cause: expect.stringContaining('The field "Queue" is not') });
  expect(calls).toEqual([]);
});

test("a job is cancelled when its task times out", async () => {
  statuses = ["RUNNING"];
  const record = await run({ TimeoutSeconds: 20 });
  expect(record).toMatchObject({ status: "FAILED", error: "States.Timeout", stopMs: record.startMs + 20_000 });
  expect(actions().at(-1)).toBe("terminatejob");
  expect(calls.at(-1)?.body).toMatchObject({ jobId: "j-1" });
});

test("a job is cancelled when its execution is stopped", async () => {
  statuses = ["RUNNING"];
  await withSimulator(
    async (simulator, sfn) => {
      const executionArn = await sfn.start(await sfn.create({ T: task() }));
      await expect.poll(() => simulator.engine.record(executionArn)?.history.at(-1)?.type).toBe("TaskSubmitted");
      await sfn.client.send(new StopExecutionCommand({ executionArn }));
      await expect.poll(() => actions().at(-1)).toBe("terminatejob");
    },
    { clock: "real" },
  );
});

test("the task without .sync goes on at once", async () => {
  const record = await run({ Resource: "arn:aws:states:::batch:submitJob" });
  expect(record).toMatchObject({ status: "SUCCEEDED", stopMs: record.startMs });
  expect(record.output).toMatchObject({ JobId: "j-1", SdkResponseMetadata: {} });
});

test("a job is followed on by the simulator that takes the execution up", async () => {
  const data = mkdtempSync(join(tmpdir(), "setpiece-jobs-"));
  try {
    statuses = ["RUNNING"];
    const executionArn = await withSimulator(
      async (simulator, sfn) => {
        const arn = await sfn.start(await sfn.create({ T: task() }));
        await expect.poll(() => simulator.engine.record(arn)?.history.at(-1)?.type).toBe("TaskSubmitted");
        return arn;
      },
      { data, clock: "real" },
    );
    statuses = ["SUCCEEDED"];
    const record = await withSimulator((simulator) => simulator.engine.ended(executionArn), { data });
    expect(record).toMatchObject({ status: "SUCCEEDED", output: { JobId: "j-1" } });
    expect(actions()).toEqual(["submitjob", "describejobs"]);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});

describe("what cannot be followed is refused by name", () => {
  const create = (resource: string, options: SimulatorOptions) =>
    withSimulator(
      (_, sfn) =>
        sfn.client.send(
          new CreateStateMachineCommand({
            name: "m",
            roleArn,
            definition: JSON.stringify({
              StartAt: "T",
              States: { T: { Type: "Task", Resource: `arn:aws:states:::${resource}`, End: true } },
            }),
          }),
        ),
      options,
    );

  test.each([
    ["a job of a service without an endpoint", "glue:startJobRun.sync", /no endpoint for glue/],
    ["a job that is not known", "eks:runJob.sync", /eks:runJob\.sync/],
    ["an integration that is not there", "eks:call", /does not have the integration .*eks:call/],
  ])("%s, when the machine is made", async (_, resource, message) => {
    await expect(create(resource, {})).rejects.toMatchObject({
      name: "InvalidDefinition",
      message: expect.stringMatching(message),
    });
  });

  test("a service whose client is not installed, when it is called", async () => {
    const Resource = "arn:aws:states:::mediaconvert:createJob.sync";
    const record = await run({ Resource, Arguments: { Role: "r" } }, { awsEndpoint: url });
    expect(record).toMatchObject({
      status: "FAILED",
      error: "MediaConvert.SdkClientException",
      cause: expect.stringContaining("npm install @aws-sdk/client-mediaconvert"),
    });
  });
});
