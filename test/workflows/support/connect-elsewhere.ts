import { randomUUID } from "node:crypto";
import {
  CreateConnectionCommand,
  CreateEventBusCommand,
  DeleteRuleCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  ResourceAlreadyExistsException,
} from "@aws-sdk/client-eventbridge";
import { DescribeExecutionCommand, SFNClient } from "@aws-sdk/client-sfn";
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { CompileResult } from "setpiece/compiler";
import { listen } from "../../../simulator/http/listen.js";
import { lambdaEndpointHere, requireLocal } from "./elsewhere.js";
import { eventually } from "./eventually.js";
import { makeRemoteTables } from "./remote-tables.js";
import { registeredFunctions } from "./registered-functions.js";
import { remoteServices } from "./remote-services.js";
import type { RecordedEvent, WorldEngine } from "./world-engine.js";

interface TakenEvent {
  readonly source: string;
  readonly "detail-type": string;
  readonly detail: Record<string, unknown>;
}

/** The source of the marks that recorded events are told apart by. */
const markSource = "tests.mark";
/** How long a queue keeps messages at most, in seconds: days of virtual time pass before somebody looks. */
const longestRetention = "1209600";
const account = "us-east-1:123456789012";

/**
 * Uses the engine and the services at endpoints: makes tables, buses and connections there, serves the Lambda handlers of
 * this process to the engine, and has a queue record what is published.
 */
export async function connectElsewhere(
  { stepFunctionsUrl, servicesUrl }: Pick<WorldEngine, "stepFunctionsUrl" | "servicesUrl">,
  compiled: CompileResult,
  events: RecordedEvent[],
): Promise<WorldEngine> {
  requireLocal(stepFunctionsUrl);
  requireLocal(servicesUrl);
  await makeRemoteTables(servicesUrl, compiled);
  const stepFunctions = new SFNClient({});
  const bridge = new EventBridgeClient({});
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  await makeBuses(bridge, compiled);
  // Of this world alone: what comes late for the one before does not come here.
  const recorder = `recorded-events-${randomUUID()}`;
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({ QueueName: recorder, Attributes: { MessageRetentionPeriod: longestRetention } }),
  );
  const buses = [...new Set(compiled.manifest.buses.map(({ name }) => name))];
  for (const name of buses) await record(bridge, name, recorder);
  const [bus] = buses;

  const marks = new Set<string>();
  /** Takes what the queue holds: events, and marks that were set after them. */
  const take = async (): Promise<void> => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return;
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: `m${index}`, ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    for (const { Body = "" } of Messages) {
      const { source, "detail-type": detailType, detail } = JSON.parse(Body) as TakenEvent;
      if (source === markSource) marks.add(detailType);
      else events.push({ bus: bus ?? "", source, detailType, detail });
    }
  };
  let taking: Promise<void> | undefined;
  const recorded = async (): Promise<void> => {
    if (bus === undefined) return;
    const mark = randomUUID();
    const Entries = [{ EventBusName: bus, Source: markSource, DetailType: mark, Detail: "{}" }];
    await bridge.send(new PutEventsCommand({ Entries }));
    await eventually(async () => {
      // One at a time, on behalf of all who wait.
      if (!marks.has(mark)) await (taking ??= take().finally(() => (taking = undefined)));
      return marks.has(mark);
    });
  };
  const handlers = await serveHandlers();
  return {
    stepFunctionsUrl,
    servicesUrl,
    redirected: (definition, from, to) => definition.replaceAll(from, to),
    ensureBus: (name) => makeBus(bridge, name),
    async ended(executionArn) {
      await eventually(
        async () => (await stepFunctions.send(new DescribeExecutionCommand({ executionArn }))).status !== "RUNNING",
      );
    },
    recorded,
    ...remoteServices({ stepFunctionsUrl, stepFunctions, bridge, sqs }, recorded),
    async close() {
      for (const EventBusName of buses) {
        await bridge.send(new RemoveTargetsCommand({ Rule: recorder, EventBusName, Ids: [recorder] }));
        await bridge.send(new DeleteRuleCommand({ Name: recorder, EventBusName }));
      }
      await sqs.send(new DeleteQueueCommand({ QueueUrl }));
      for (const each of [stepFunctions, bridge, sqs]) each.destroy();
      await handlers.close();
    },
  };
}

/** Serves the handlers at the endpoint where the engine calls functions. */
function serveHandlers() {
  const { hostname, port } = new URL(lambdaEndpointHere);
  return listen(registeredFunctions, Number(port), hostname);
}

async function makeBuses(bridge: EventBridgeClient, { manifest }: CompileResult): Promise<void> {
  for (const { name } of manifest.buses) await makeBus(bridge, name);
  for (const Name of new Set(manifest.endpoints.map(({ connection }) => connection))) {
    const AuthParameters = { ApiKeyAuthParameters: { ApiKeyName: "x-api-key", ApiKeyValue: "local" } };
    await unlessThere(bridge.send(new CreateConnectionCommand({ Name, AuthorizationType: "API_KEY", AuthParameters })));
  }
}

const makeBus = (bridge: EventBridgeClient, Name: string): Promise<void> =>
  unlessThere(bridge.send(new CreateEventBusCommand({ Name })));

async function unlessThere(creation: Promise<unknown>): Promise<void> {
  await creation.catch((error: unknown) => {
    if (!(error instanceof ResourceAlreadyExistsException)) throw error;
  });
}

async function record(bridge: EventBridgeClient, EventBusName: string, recorder: string): Promise<void> {
  const rule = { Name: recorder, EventBusName, EventPattern: JSON.stringify({ source: [{ prefix: "" }] }) };
  await bridge.send(new PutRuleCommand(rule));
  const Targets = [{ Id: recorder, Arn: `arn:aws:sqs:${account}:${recorder}` }];
  await bridge.send(new PutTargetsCommand({ Rule: recorder, EventBusName, Targets }));
}
