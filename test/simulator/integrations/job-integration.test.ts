import { describe, expect, test } from "vitest";

import { integrationPatterns } from "../../../asl/service-integrations.js";
import type { TaskAnswered, TaskCall, TaskOutcome } from "../../../simulator/integrations/integration.js";
import { EngineClosed } from "../../../simulator/integrations/integration.js";
import { jobIntegration } from "../../../simulator/integrations/job-integration.js";
import { optimisedJobs } from "../../../simulator/integrations/optimised-jobs.js";
import { optimisedServices } from "../../../simulator/integrations/optimised-services.js";
import type { JsonObject, JsonValue } from "../../../simulator/json.js";
import { parseTaskResource } from "../../../simulator/machine/task-resource.js";

interface Call {
  readonly action: string;
  readonly parameters: JsonValue;
}

/** `refusedWith` is the code of a refusal. */
type Answer = JsonObject;

/** A service that gives these answers to an action in turn, the last one for ever, and time that passes when asked to. */
function world(answers: Readonly<Record<string, readonly Answer[]>>) {
  const calls: Call[] = [];
  let timer: (() => void) | undefined;
  const waited: number[] = [];
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const jobs = jobIntegration(
    {
      parameterProblems: () => Promise.resolve([]),
      call: (service, action, parameters) => {
        const count = calls.filter((call) => call.action === `${service}:${action}`).length;
        calls.push({ action: `${service}:${action}`, parameters });
        const answer = answers[action]?.[Math.min(count, answers[action].length - 1)] ?? {};
        const { refusedWith: code } = answer;
        if (typeof code === "string")
          return Promise.resolve({
            ...{ kind: "refused", code, modelled: true, message: "no", status: 400 },
            ...{ requestId: "r", extendedRequestId: undefined, serviceId: service },
          } as const);
        return Promise.resolve({ kind: "answered", output: answer, requestId: "r", httpHeaders: {} } as const);
      },
    },
    () => ({
      after: (milliseconds, fire) => {
        waited.push(milliseconds);
        timer = fire;
        return () => (timer = undefined);
      },
      hold: (work) => work(),
    }),
  );
  const passTime = async () => {
    const fire = timer;
    timer = undefined;
    fire?.();
    await settled();
    return fire !== undefined;
  };
  return { calls, jobs, waited, passTime, settled };
}

function call(resource: string, parameters: JsonObject, signal = new AbortController().signal): TaskCall {
  const parsed = parseTaskResource(`arn:aws:states:::${resource}`);
  if (parsed === undefined) throw new Error(`no resource: ${resource}`);
  return {
    ...{ taskId: 1, stateName: "T", resource: parsed, parameters, taskToken: "t", roleArn: undefined },
    ...{ timeoutSeconds: undefined, heartbeatSeconds: undefined, retryCount: 0, context: {} },
    ...{ executionArn: "arn", signal },
  };
}

function following(answered: TaskAnswered): { outcome: TaskOutcome | undefined } {
  const seen: { outcome: TaskOutcome | undefined } = { outcome: undefined };
  if (answered.kind === "submitted") answered.outcome((outcome) => (seen.outcome = outcome));
  return seen;
}

/** Resource, parameters, what the start answers, what descriptions answer in turn, the describing call, and the result. */
const rows: readonly (readonly [
  string,
  JsonObject,
  readonly [string, JsonObject],
  readonly JsonObject[],
  Call,
  JsonValue,
])[] = [
  [
    "batch:submitJob.sync",
    { JobName: "n", JobQueue: "q", JobDefinition: "d" },
    ["submitJob", { JobId: "j" }],
    [{ Jobs: [{ Status: "RUNNABLE" }] }, { Jobs: [{ JobId: "j", Status: "SUCCEEDED" }] }],
    { action: "batch:describeJobs", parameters: { Jobs: ["j"] } },
    { JobId: "j", Status: "SUCCEEDED" },
  ],
  [
    "ecs:runTask.sync",
    { TaskDefinition: "t" },
    ["runTask", { Tasks: [{ TaskArn: "a", ClusterArn: "c" }], Failures: [] }],
    [
      { Tasks: [{ LastStatus: "PROVISIONING" }] },
      { Tasks: [{ LastStatus: "STOPPED", Containers: [{ ExitCode: 0 }, { ExitCode: 0 }] }] },
    ],
    { action: "ecs:describeTasks", parameters: { Cluster: "c", Tasks: ["a"] } },
    { LastStatus: "STOPPED", Containers: [{ ExitCode: 0 }, { ExitCode: 0 }] },
  ],
  [
    "glue:startJobRun.sync",
    { JobName: "n" },
    ["startJobRun", { JobRunId: "r" }],
    [{ JobRun: { JobRunState: "RUNNING" } }, { JobRun: { Id: "r", JobRunState: "SUCCEEDED" } }],
    { action: "glue:getJobRun", parameters: { JobName: "n", RunId: "r" } },
    { Id: "r", JobRunState: "SUCCEEDED" },
  ],
  [
    "athena:startQueryExecution.sync",
    { QueryString: "SELECT 1" },
    ["startQueryExecution", { QueryExecutionId: "q" }],
    [
      { QueryExecution: { Status: { State: "QUEUED" } } },
      { QueryExecution: { QueryExecutionId: "q", Status: { State: "SUCCEEDED" } } },
    ],
    { action: "athena:getQueryExecution", parameters: { QueryExecutionId: "q" } },
    { QueryExecution: { QueryExecutionId: "q", Status: { State: "SUCCEEDED" } } },
  ],
  [
    "codebuild:startBuild.sync",
    { ProjectName: "p" },
    ["startBuild", { Build: { Id: "b" } }],
    [{ Builds: [{ BuildStatus: "IN_PROGRESS" }] }, { Builds: [{ Id: "b", BuildStatus: "SUCCEEDED" }] }],
    { action: "codebuild:batchGetBuilds", parameters: { Ids: ["b"] } },
    { Build: { Id: "b", BuildStatus: "SUCCEEDED" } },
  ],
  [
    "elasticmapreduce:createCluster.sync",
    { Name: "n" },
    ["runJobFlow", { JobFlowId: "c" }],
    [{ Cluster: { Status: { State: "STARTING" } } }, { Cluster: { Id: "c", Status: { State: "WAITING" } } }],
    { action: "emr:describeCluster", parameters: { ClusterId: "c" } },
    { ClusterId: "c", Cluster: { Id: "c", Status: { State: "WAITING" } } },
  ],
  [
    "elasticmapreduce:addStep.sync",
    { ClusterId: "c", Step: { Name: "s" } },
    ["addJobFlowSteps", { StepIds: ["s"] }],
    [{ Step: { Status: { State: "PENDING" } } }, { Step: { Id: "s", Status: { State: "COMPLETED" } } }],
    { action: "emr:describeStep", parameters: { ClusterId: "c", StepId: "s" } },
    { StepId: "s", Step: { Id: "s", Status: { State: "COMPLETED" } } },
  ],
  [
    "emr-serverless:startJobRun.sync",
    { ApplicationId: "a" },
    ["startJobRun", { JobRunId: "r" }],
    [{ JobRun: { State: "SCHEDULED" } }, { JobRun: { JobRunId: "r", State: "SUCCESS" } }],
    { action: "emrserverless:getJobRun", parameters: { ApplicationId: "a", JobRunId: "r" } },
    { JobRunId: "r", State: "SUCCESS" },
  ],
  [
    "emr-containers:startJobRun.sync",
    { VirtualClusterId: "v" },
    ["startJobRun", { Id: "r" }],
    [{ JobRun: { State: "PENDING" } }, { JobRun: { Id: "r", State: "COMPLETED" } }],
    { action: "emrcontainers:describeJobRun", parameters: { Id: "r", VirtualClusterId: "v" } },
    { Id: "r", State: "COMPLETED" },
  ],
  [
    "sagemaker:createTrainingJob.sync",
    { TrainingJobName: "n" },
    ["createTrainingJob", { TrainingJobArn: "a" }],
    [{ TrainingJobStatus: "InProgress" }, { TrainingJobName: "n", TrainingJobStatus: "Completed" }],
    { action: "sagemaker:describeTrainingJob", parameters: { TrainingJobName: "n" } },
    { TrainingJobName: "n", TrainingJobStatus: "Completed" },
  ],
  [
    "bedrock:createModelCustomizationJob.sync",
    { JobName: "n" },
    ["createModelCustomizationJob", { JobArn: "a" }],
    [{ Status: "InProgress" }, { JobArn: "a", Status: "Completed" }],
    { action: "bedrock:getModelCustomizationJob", parameters: { JobIdentifier: "a" } },
    { JobArn: "a", Status: "Completed" },
  ],
  [
    "mediaconvert:createJob.sync",
    { Role: "r" },
    ["createJob", { Job: { Id: "j" } }],
    [{ Job: { Status: "PROGRESSING" } }, { Job: { Id: "j", Status: "COMPLETE" } }],
    { action: "mediaconvert:getJob", parameters: { Id: "j" } },
    { Job: { Id: "j", Status: "COMPLETE" } },
  ],
  [
    "databrew:startJobRun.sync",
    { Name: "n" },
    ["startJobRun", { RunId: "r" }],
    [{ State: "STARTING" }, { RunId: "r", State: "SUCCEEDED" }],
    { action: "databrew:describeJobRun", parameters: { Name: "n", RunId: "r" } },
    { RunId: "r", State: "SUCCEEDED" },
  ],
];

const actionOf = ({ action }: Call): string => action.split(":")[1] ?? "";

test.each(rows)("%s is followed to its end", async (resource, given, [start, started], answers, described, result) => {
  const { calls, jobs, passTime } = world({ [start]: [started], [actionOf(described)]: answers });
  const seen = following(await jobs.run(call(resource, given)));
  await passTime();
  expect(seen.outcome).toBeUndefined();
  await passTime();
  expect(seen.outcome).toEqual({ kind: "succeeded", output: result });
  expect(calls.map(actionOf)).toEqual([start, actionOf(described), actionOf(described)]);
  expect(calls[1]).toEqual(described);
  expect(await passTime()).toBe(false);
});

test.each(rows)("%s fails with the job as its cause", async (resource, given, [start, started], answers, described) => {
  const { job, failed } = optimisedJobs[resource.replace(".sync", "")] ?? { failed: [] };
  const text = JSON.stringify(answers.at(-1));
  const status = /SUCCEEDED|SUCCESS|COMPLETED?|Completed|WAITING/;
  const answer =
    failed[0] === undefined ? text.replace('"ExitCode":0', '"ExitCode":1') : text.replace(status, failed[0]);
  const { jobs, passTime } = world({ [start]: [started], [actionOf(described)]: [JSON.parse(answer) as JsonObject] });
  const seen = following(await jobs.run(call(resource, given)));
  await passTime();
  expect(seen.outcome).toMatchObject({ kind: "failed", error: "States.TaskFailed" });
  const cause = seen.outcome?.kind === "failed" ? (JSON.parse(seen.outcome.cause ?? "") as JsonObject) : {};
  expect(JSON.stringify(cause)).toContain(failed[0] ?? '"ExitCode":1');
  expect(job === undefined || !("Jobs" in cause)).toBe(true);
});

describe("a job that nobody waits for any more", () => {
  test.each([
    [
      "batch:submitJob.sync",
      {},
      "submitJob",
      { JobId: "j" },
      { action: "batch:terminateJob", parameters: { JobId: "j" } },
    ],
    [
      "elasticmapreduce:addStep.sync",
      { ClusterId: "c", Step: {} },
      "addJobFlowSteps",
      { StepIds: ["s"] },
      { action: "emr:cancelSteps", parameters: { ClusterId: "c", StepIds: ["s"] } },
    ],
    ["elasticmapreduce:createCluster.sync", {}, "runJobFlow", { JobFlowId: "c" }, undefined],
  ] as const)("%s is cancelled where the service does that", async (resource, given, start, started, stop) => {
    const { calls, jobs, passTime, settled } = world({ [start]: [started] });
    const abort = new AbortController();
    const seen = following(await jobs.run(call(resource, given, abort.signal)));
    abort.abort();
    await settled();
    expect(calls.slice(1)).toMatchObject(stop === undefined ? [] : [stop]);
    expect(await passTime()).toBe(false);
    expect(seen.outcome).toBeUndefined();
  });

  test("is cancelled when its start is answered too late", async () => {
    const { calls, jobs } = world({ submitJob: [{ JobId: "j" }] });
    const abort = new AbortController();
    const running = jobs.run(call("batch:submitJob.sync", {}, abort.signal));
    abort.abort();
    await running;
    expect(calls.map(actionOf)).toEqual(["submitJob", "terminateJob"]);
  });

  test("goes on when an engine closes", async () => {
    const { calls, jobs } = world({ submitJob: [{ JobId: "j" }] });
    const abort = new AbortController();
    following(await jobs.run(call("batch:submitJob.sync", {}, abort.signal)));
    abort.abort(new EngineClosed());
    expect(calls.map(actionOf)).toEqual(["submitJob"]);
  });
});

test("a start that the service refuses is the task's failure", async () => {
  const { jobs } = world({ submitJob: [{ refusedWith: "ClientException" }] });
  expect(await jobs.run(call("batch:submitJob.sync", {}))).toMatchObject({
    kind: "failed",
    error: "Batch.ClientException",
    cause: expect.stringContaining("(Service: AWSBatch; Status Code: 400; Error Code: ClientException;"),
  });
});

test("a task of ECS for which there is no room has not started", async () => {
  const Failures = [{ Arn: "a", Reason: "RESOURCE:MEMORY" }];
  const { jobs } = world({ runTask: [{ Tasks: [], Failures }] });
  expect(await jobs.run(call("ecs:runTask.sync", {}))).toEqual({
    kind: "failed",
    error: "AmazonECS.Unknown",
    cause: JSON.stringify({ Tasks: [], Failures }),
  });
});

test("more tasks of ECS than one are not started, because only one could be followed", async () => {
  const { calls, jobs } = world({});
  expect(await jobs.run(call("ecs:runTask.sync", { Count: 2 }))).toMatchObject({
    kind: "failed",
    error: "States.Runtime",
  });
  expect(calls).toEqual([]);
});

test("a description that fails is asked for again, five times in a row", async () => {
  const broken = { refusedWith: "ServerException" };
  const running = { Jobs: [{ Status: "RUNNING" }] };
  const { jobs, passTime } = world({
    submitJob: [{ JobId: "j" }],
    describeJobs: [broken, broken, broken, broken, running, { Jobs: [] }, broken, broken, broken, broken],
  });
  const seen = following(await jobs.run(call("batch:submitJob.sync", {})));
  for (let count = 0; count < 9; count += 1) await passTime();
  expect(seen.outcome).toBeUndefined();
  await passTime();
  expect(seen.outcome).toMatchObject({ kind: "failed", error: "Batch.ServerException" });
});

test("what is deleted is gone when the service does not know it any more", async () => {
  const { jobs, passTime } = world({
    deleteCluster: [{ Cluster: { Name: "n" } }],
    describeCluster: [{ Cluster: { Status: "DELETING" } }, { refusedWith: "ResourceNotFoundException" }],
  });
  const seen = following(await jobs.run(call("eks:deleteCluster.sync", { Name: "n" })));
  await passTime();
  expect(seen.outcome).toBeUndefined();
  await passTime();
  expect(seen.outcome).toMatchObject({ kind: "succeeded", output: { Cluster: { Name: "n" } } });
});

test("a job is looked at after a second, then less and less often", async () => {
  const { jobs, passTime, waited } = world({
    submitJob: [{ JobId: "j" }],
    describeJobs: [{ Jobs: [{ Status: "RUNNING" }] }],
  });
  following(await jobs.run(call("batch:submitJob.sync", {})));
  for (let count = 0; count < 8; count += 1) await passTime();
  expect(waited[0]).toBe(1_000);
  expect(waited[1]).toBe(1_500);
  expect(waited.at(-1)).toBe(15_000);
});

test("what has no job that is known is refused by name", async () => {
  const { calls, jobs } = world({});
  expect(await jobs.run(call("eks:runJob.sync", {}))).toMatchObject({
    kind: "failed",
    cause: expect.stringContaining("eks:runJob.sync"),
  });
  expect(calls).toEqual([]);
});

test("every job is one of an integration that has .sync", () => {
  for (const name of Object.keys(optimisedJobs)) {
    const [service = "", action = ""] = name.split(":");
    expect(integrationPatterns(service, action), name).toContain("sync");
    expect(optimisedServices[service]?.actions, name).toContain(action);
  }
});
