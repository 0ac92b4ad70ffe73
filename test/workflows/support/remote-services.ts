import { DescribeExecutionCommand, type SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { PutEventsCommand, type EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { GetObjectCommand, NoSuchBucket, NoSuchKey, S3Client } from "@aws-sdk/client-s3";
import {
  ChangeMessageVisibilityBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { registry } from "setpiece";
import { localQueueUrl } from "setpiece/aws/sqs";
import { askOfTime } from "./ask-of-time.js";
import { machineArn } from "./deploy.js";
import { eventually } from "./eventually.js";
import type { RecordedEvent, WorldServices } from "./world-engine.js";

/** How long a look at a queue may take, in seconds: no look sees a message twice. */
const lookSeconds = 600;

export interface ClientsElsewhere {
  readonly stepFunctionsUrl: string;
  readonly stepFunctions: SFNClient;
  readonly bridge: EventBridgeClient;
  readonly sqs: SQSClient;
}

/** The services at an endpoint, asked with the AWS SDK. */
export function remoteServices(
  { stepFunctionsUrl, stepFunctions, bridge, sqs }: ClientsElsewhere,
  recorded: () => Promise<void>,
): WorldServices {
  const start = (machine: string, input: object) =>
    stepFunctions.send(
      new StartExecutionCommand({ stateMachineArn: machineArn(machine), input: JSON.stringify(input) }),
    );
  const ended = async (executionArn: string | undefined) => {
    await eventually(
      async () => (await stepFunctions.send(new DescribeExecutionCommand({ executionArn }))).status !== "RUNNING",
    );
  };
  const pass = async (seconds: number) => ended((await start("pass-time", { seconds })).executionArn);
  return {
    nowMs: async () => (await start("pass-time", { seconds: 0 })).startDate?.getTime() ?? Number.NaN,
    async hold(work) {
      let release = () => {};
      const released = new Promise<void>((resolve) => (release = resolve));
      const held = new Promise<void>((resolve) => {
        registry.lambdas.set("hold-time", () => {
          resolve();
          return released;
        });
      });
      const { executionArn } = await start("hold-time", {});
      await held;
      try {
        return await work();
      } finally {
        release();
        await ended(executionArn);
        registry.lambdas.delete("hold-time");
      }
    },
    pass,
    skipPause: async () => (await askOfTime(stepFunctionsUrl, "SkipPause"))?.skipped === true,
    publish: async ({ bus, source, detailType, detail }: RecordedEvent) => {
      const entry = { EventBusName: bus, Source: source, DetailType: detailType, Detail: JSON.stringify(detail) };
      const { FailedEntryCount, Entries } = await bridge.send(new PutEventsCommand({ Entries: [entry] }));
      if (FailedEntryCount !== 0) throw new Error(Entries?.[0]?.ErrorMessage);
    },
    send: async (queue, MessageBody) =>
      void (await sqs.send(new SendMessageCommand({ QueueUrl: localQueueUrl(queue), MessageBody }))),
    queueLength: async (queue) => {
      const QueueUrl = localQueueUrl(queue);
      const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
      const counts = ["", "NotVisible", "Delayed"].map((state) => Number(Attributes[countName(state)]));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    messages: (queue) => lookInto(sqs, localQueueUrl(queue)),
    file: fileElsewhere,
    async settled() {
      await recorded();
      // Virtual time passes only when no request is under way, and so no delivery to a workflow.
      await pass(1);
      await recorded();
    },
  };
}

function countName(state: string) {
  return `ApproximateNumberOfMessages${state}` as "ApproximateNumberOfMessages"; // one of three
}

/** Receives all that waits, and makes it visible again. */
async function lookInto(sqs: SQSClient, QueueUrl: string): Promise<readonly string[]> {
  const found: Message[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: lookSeconds }),
    );
    if (Messages.length === 0) break;
    found.push(...Messages);
  }
  for (let from = 0; from < found.length; from += 10) {
    const Entries = found
      .slice(from, from + 10)
      .map(({ ReceiptHandle }, index) => ({ Id: `m${index}`, ReceiptHandle, VisibilityTimeout: 0 }));
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
  }
  return found.map(({ Body = "" }) => Body);
}

async function fileElsewhere(Bucket: string, Key: string): Promise<Buffer | undefined> {
  const s3 = new S3Client({ forcePathStyle: true });
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  } catch (error) {
    if (error instanceof NoSuchKey || error instanceof NoSuchBucket) return undefined;
    throw error;
  } finally {
    s3.destroy();
  }
}
