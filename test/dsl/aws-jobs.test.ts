import type { Batch } from "@aws-sdk/client-batch";
import type { EventBridge } from "@aws-sdk/client-eventbridge";
import type { S3 } from "@aws-sdk/client-s3";
import type { SFN } from "@aws-sdk/client-sfn";
import type { SQS } from "@aws-sdk/client-sqs";
import { type AwsService, awsService, runNative, workflow } from "setpiece";
import { expect, expectTypeOf, test } from "vitest";

const batch = awsService<Batch>("batch");
type Sfn = AwsService<SFN>;
const sqs = awsService<SQS>("sqs");
type Storage = AwsService<S3>;
type Buses = AwsService<EventBridge>;

const job = { JobName: "index", JobQueue: "bulk", JobDefinition: "index:3" };

test("a native run asks the stub of the job, not that of the action", async () => {
  const index = workflow("index-goods", async () => (await batch.submitJob.sync(job)).Container?.ExitCode);
  const tasks = { "batch:submitJob.sync": () => ({ Container: { ExitCode: 0 } }) };
  expect(await runNative(index, undefined, { tasks })).toBe(0);
});

test("a time limit that is no duration fails natively, as in the machine", async () => {
  const index = workflow("index-in-time", async (minutes: number) => {
    await batch.submitJob(job, { timeout: `${minutes}m` });
  });
  await expect(runNative(index, 0.5, { tasks: { "batch:submitJob": () => ({}) } })).resolves.toBe(null);
  await expect(runNative(index, 0.001, { tasks: {} })).rejects.toThrow(/stub|whole seconds/);
});

test("what jobs and actions take and give is typed", () => {
  expectTypeOf<Awaited<ReturnType<typeof batch.submitJob.sync>>["JobName"]>().toEqualTypeOf<string | undefined>();
  expectTypeOf<Awaited<ReturnType<Sfn["startExecution"]["sync"]>>["Output"]>().toEqualTypeOf<unknown>();
  expectTypeOf<Awaited<ReturnType<Storage["getObject"]>>["Body"]>().toEqualTypeOf<string | undefined>();
  expectTypeOf<{ QueueUrl: string; MessageBody: { token: string } }>().toExtend<
    Parameters<typeof sqs.sendMessage>[0]
  >();
  expectTypeOf<{ QueueUrl: string; MessageBody: number }>().not.toExtend<Parameters<typeof sqs.sendMessage>[0]>();
  expectTypeOf<{ Bucket: string; Key: string; Body: object }>().toExtend<Parameters<Storage["putObject"]>[0]>();
  expectTypeOf<{ Entries: { Source: string; Detail: object }[] }>().toExtend<Parameters<Buses["putEvents"]>[0]>();
  expectTypeOf<{ StateMachineArn: string; Input: { sku: string } }>().toExtend<
    Parameters<Sfn["startExecution"]["sync"]>[0]
  >();
  expectTypeOf<typeof job & { Jobname: string }>().not.toEqualTypeOf<Parameters<typeof batch.submitJob.sync>[0]>();
  expectTypeOf(sqs.sendMessage).not.toHaveProperty("sync");
  expectTypeOf(batch.describeJobs).not.toHaveProperty("sync");
});
