import { randomUUID } from "node:crypto";
import type { RoutedService } from "../simulator/index.js";
import { createDynamoDb } from "../simulator/services/dynamodb/dynamodb.js";
import type { Deliver } from "../simulator/services/delivery.js";
import { createEventBridge } from "../simulator/services/events/event-bridge.js";
import { type ServiceClock, systemServiceClock } from "../simulator/services/service-clock.js";
import { createSqs } from "../simulator/services/sqs/sqs.js";
import { localCredentials, localRegion } from "./local-environment.js";

export interface EmbeddedServicesOptions {
  readonly nowMs: () => number;
  /** Real time: then schedules and waits of the services run by themselves, else whenever a request comes. */
  readonly isRealTime: boolean;
  /** Of the simulator, for deliveries to functions and state machines. */
  readonly url: () => string;
}

/** The services that run in the simulator's process, behind its one endpoint, each with nothing in it. */
export function embeddedServices({ nowMs, isRealTime, url }: EmbeddedServicesOptions): readonly RoutedService[] {
  const clock: ServiceClock = isRealTime ? { ...systemServiceClock, nowMs } : { nowMs };
  const dynamodb = createDynamoDb({ clock });
  const sqs = createSqs({ clock });
  const deliver: Deliver = async (targetArn, payload, { messageGroupId }) => {
    switch (targetArn.split(":")[2]) {
      case "sqs":
        return sqs.deliver(targetArn, { body: payload, groupId: messageGroupId });
      case "lambda":
        return invokeFunction(url(), targetArn, payload);
      case "states":
        return startExecution(url(), targetArn, payload);
      default:
        throw new Error(
          `Events cannot be delivered to ${targetArn} locally: only to queues, functions and state machines.`,
        );
    }
  };
  const eventBridge = createEventBridge({ clock, deliver });
  return [
    { name: "dynamodb", targets: ["DynamoDB_20120810.", "DynamoDBStreams_20120810."], handler: dynamodb.handler },
    { name: "eventbridge", targets: ["AWSEvents."], handler: eventBridge.handler },
    { name: "sqs", targets: ["AmazonSQS."], handler: sqs.handler },
  ];
}

async function invokeFunction(url: string, functionArn: string, payload: string): Promise<void> {
  const name = functionArn.split(":")[6] ?? functionArn;
  const response = await fetch(`${url}/2015-03-31/functions/${encodeURIComponent(name)}/invocations`, {
    method: "POST",
    headers: { "x-amz-invocation-type": "Event" },
    body: payload,
  });
  if (!response.ok) throw new Error(`Lambda answered ${response.status} for ${name}: ${await response.text()}`);
}

async function startExecution(endpoint: string, stateMachineArn: string, input: string): Promise<void> {
  const { SFNClient, StartExecutionCommand } = await import("@aws-sdk/client-sfn");
  const client = new SFNClient({ endpoint, region: localRegion, credentials: localCredentials });
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn, input, name: randomUUID() }));
  } finally {
    client.destroy();
  }
}
