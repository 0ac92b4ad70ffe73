import {
  DeleteApiDestinationCommand,
  DeleteConnectionCommand,
  DeleteRuleCommand,
  EventBridgeClient,
  RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { DeleteStreamCommand } from "@aws-sdk/client-kinesis";
import { DeleteScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { DeleteQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { localQueueUrl } from "setpiece/aws/sqs";
import { localKinesis } from "../../../tasks/sandbox/kinesis-client.js";
import { retailWiring } from "../../../tasks/wiring/retail-wiring.js";
import type { EventRule, Wiring } from "../../../tasks/wiring/wiring.js";

/**
 * Takes the rules, queues and streams of a wiring and all schedules away, those that are there: nothing is to be delivered to tests
 * that have ended, and nothing they left is to come to others.
 */
export async function unwire({ rules, queues, streams }: Pick<Wiring, "rules" | "queues" | "streams">): Promise<void> {
  const [events, scheduler, sqs] = [
    new EventBridgeClient({}),
    new SchedulerClient({}),
    new SQSClient({ useQueueUrlAsEndpoint: false }),
  ];
  const kinesis = localKinesis();
  try {
    for (const rule of rules) await deleteRule(events, rule);
    for (const { name } of retailWiring.schedules) {
      await ifThere(scheduler.send(new DeleteScheduleCommand({ Name: name })));
    }
    for (const { name } of streams) {
      await ifThere(kinesis.send(new DeleteStreamCommand({ StreamName: name })));
    }
    for (const { name } of queues) {
      await ifThere(sqs.send(new DeleteQueueCommand({ QueueUrl: localQueueUrl(name) })));
    }
  } finally {
    for (const client of [events, scheduler, sqs, kinesis]) client.destroy();
  }
}

async function deleteRule(events: EventBridgeClient, { name, bus, target }: EventRule): Promise<void> {
  const EventBusName = bus === "default" ? bus : bus.name;
  await ifThere(events.send(new RemoveTargetsCommand({ Rule: name, EventBusName, Ids: [name] })));
  await ifThere(events.send(new DeleteRuleCommand({ Name: name, EventBusName })));
  if (!("method" in target)) return;
  await ifThere(events.send(new DeleteApiDestinationCommand({ Name: name })));
  await ifThere(events.send(new DeleteConnectionCommand({ Name: name })));
}

async function ifThere(deletion: Promise<unknown>): Promise<void> {
  await deletion.catch((error: unknown) => {
    const isGone = error instanceof Error && ["ResourceNotFoundException", "QueueDoesNotExist"].includes(error.name);
    if (!isGone) throw error;
  });
}
