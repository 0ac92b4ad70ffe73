import type { HttpRequest, HttpResponse } from "../http/http-handler.js";
import { findService, type RoutedService, routeRequest } from "../http/router.js";
import type { Deliver, DeliveryDetails } from "./delivery.js";
import { dynamoDbActions } from "./dynamodb/actions.js";
import { createDynamoDb, type DynamoDb } from "./dynamodb/dynamodb.js";
import { eventBridgeActions } from "./events/actions.js";
import { createEventBridge, type EventBridge } from "./events/event-bridge.js";
import { kinesisActions } from "./kinesis/actions.js";
import { createKinesis, type Kinesis } from "./kinesis/kinesis.js";
import { createLambda, invokePath, type Lambda, type LambdaFunction } from "./lambda/lambda.js";
import { s3Actions } from "./s3/actions.js";
import { createLogs, type Logs, routedLogs } from "./logs/logs.js";
import { createS3, type S3 } from "./s3/s3.js";
import { createScheduler, type Scheduler, schedulerActions } from "./scheduler/scheduler.js";
import { createSecretsManager, type SecretsManager, secretsManagerActions } from "./secrets-manager/secrets-manager.js";
import { type ServiceClock, systemServiceClock } from "./service-clock.js";
import { createSns, type Sns, snsActions } from "./sns/sns.js";
import { sqsActions } from "./sqs/actions.js";
import { createSqs, type Sqs } from "./sqs/sqs.js";
import { createSsm, type Ssm, ssmActions } from "./ssm/ssm.js";

export interface ServicesOptions {
  /** Default: the time of this machine. */
  readonly clock?: ServiceClock;
  /** Default `us-east-1`. */
  readonly region?: string;
  /** Twelve digits. Default `123456789012`. */
  readonly accountId?: string;
  /** Whether Kinesis shards take and give no more in a second than the service's do. Default false. */
  readonly limitShards?: boolean;
  /** The Lambda function of a name. Default: there are none, and Lambda's requests are foreign. */
  readonly findFunction?: (name: string) => LambdaFunction | undefined;
  /** Takes deliveries to targets that are not among these services, such as state machines. */
  readonly deliver?: Deliver;
  /** How API destinations and HTTP subscriptions are called. Default: the platform's own. */
  readonly fetch?: typeof fetch;
}

/** The AWS services that stand beside Step Functions, in memory, delivering to one another in process. */
export interface Services {
  /** Answers a request for one of the services; undefined where it is for none of them. */
  readonly handler: (request: HttpRequest) => Promise<HttpResponse | undefined>;
  /** The same services, for a router that has others too. */
  readonly routed: readonly RoutedService[];
  readonly dynamodb: DynamoDb;
  readonly events: EventBridge;
  readonly sqs: Sqs;
  readonly sns: Sns;
  readonly s3: S3;
  readonly kinesis: Kinesis;
  readonly scheduler: Scheduler;
  readonly secretsManager: SecretsManager;
  readonly ssm: Ssm;
  readonly logs: Logs;
  readonly lambda: Lambda;
  /** When something is due next that no request asks for: a schedule, or the end of a wait for messages. */
  nextDueMs(): number | undefined;
  /** Does what is due. A clock with timers does that by itself. */
  runDue(): void;
  /** Resolves when no delivery is under way. */
  settled(): Promise<void>;
}

export function createServices(options: ServicesOptions = {}): Services {
  const { region = "us-east-1", accountId = "123456789012", clock = systemServiceClock } = options;
  const place = { clock, region, accountId };
  const network = options.fetch === undefined ? {} : { fetch: options.fetch };
  const deliver: Deliver = (targetArn, payload, details) => deliverTo(targetArn, payload, details);
  const dynamodb = createDynamoDb(place);
  const sqs = createSqs(place);
  const kinesis = createKinesis({ ...place, limitsTraffic: options.limitShards ?? false });
  const s3 = createS3({ ...place, deliver });
  const lambda = createLambda({ find: options.findFunction ?? (() => undefined) });
  const events = createEventBridge({ ...place, ...network, deliver, onRetryPlanned: () => followTimer() });
  const sns = createSns({ ...place, ...network, deliver });
  const scheduler = createScheduler({ ...place, deliver });
  const secretsManager = createSecretsManager(place);
  const ssm = createSsm(place);
  const logs = createLogs(place);

  async function deliverTo(targetArn: string, payload: string, details: DeliveryDetails): Promise<void> {
    switch (targetArn.split(":")[2]) {
      case "sqs":
        return sqs.deliver(targetArn, {
          body: payload,
          groupId: details.messageGroupId,
          deduplicationId: details.messageDeduplicationId,
          attributes: details.messageAttributes,
        });
      case "sns":
        return sns.publish(targetArn, payload, details);
      case "lambda":
        if (options.findFunction === undefined) break;
        await lambda.invoke(targetArn, parseOrText(payload));
        return;
      case "events":
        return events.publish({
          bus: targetArn,
          source: details.event?.source ?? "aws.scheduler",
          detailType: details.event?.detailType ?? "Scheduled Event",
          detail: parseOrText(payload),
          resources: details.event?.resources ?? [],
        });
      default:
        break;
    }
    if (options.deliver !== undefined) return options.deliver(targetArn, payload, details);
    throw new Error(`No simulated service takes deliveries to ${targetArn}`);
  }

  const withTimer = (service: RoutedService): RoutedService => ({
    ...service,
    handler: (request) => service.handler(request).finally(followTimer),
  });
  const embedded: readonly RoutedService[] = [
    {
      name: "dynamodb",
      targets: ["DynamoDB_20120810.", "DynamoDBStreams_20120810."],
      scopes: ["dynamodb"],
      handler: dynamodb.handler,
      actions: [...dynamoDbActions.keys()],
      kept: dynamodb.kept,
    },
    {
      name: "eventbridge",
      targets: ["AWSEvents."],
      scopes: ["events"],
      handler: events.handler,
      actions: [...eventBridgeActions.keys()],
    },
    {
      name: "sqs",
      targets: ["AmazonSQS."],
      scopes: ["sqs"],
      handler: sqs.handler,
      actions: [...sqsActions.keys()],
    },
    {
      name: "sns",
      scopes: ["sns"],
      openActions: ["ConfirmSubscription", "Unsubscribe"],
      handler: sns.handler,
      actions: [...snsActions.keys()],
    },
    { name: "scheduler", scopes: ["scheduler"], handler: scheduler.handler, actions: schedulerActions },
    {
      name: "secretsmanager",
      targets: ["secretsmanager."],
      scopes: ["secretsmanager"],
      handler: secretsManager.handler,
      actions: [...secretsManagerActions.keys()],
    },
    {
      name: "ssm",
      targets: ["AmazonSSM."],
      scopes: ["ssm"],
      handler: ssm.handler,
      actions: [...ssmActions.keys()],
    },
    {
      name: "kinesis",
      targets: ["Kinesis_20131202."],
      scopes: ["kinesis"],
      handler: kinesis.handler,
      actions: [...kinesisActions.keys()],
    },
    routedLogs(logs),
    { name: "s3", scopes: ["s3"], handler: s3.handler, actions: s3Actions },
    ...(options.findFunction === undefined ? [] : [{ name: "lambda", path: invokePath, handler: lambda.handler }]),
  ];
  const routed = embedded.map(withTimer);
  const clocked = [events, sqs, scheduler];
  const nextDueMs = () => {
    const times = clocked.flatMap((service) => service.nextDueMs() ?? []);
    return times.length === 0 ? undefined : Math.min(...times);
  };
  const runDue = () => {
    for (const service of clocked) service.runDue();
    followTimer();
  };
  let cancelTimer = () => {};
  const followTimer = () => {
    cancelTimer();
    const atMs = nextDueMs();
    cancelTimer = (atMs !== undefined && clock.setTimer?.(atMs, runDue)) || (() => {});
  };
  return {
    handler: async (request) =>
      findService(routed, request) === undefined ? undefined : routeRequest(routed, request),
    routed,
    dynamodb,
    events,
    sqs,
    sns,
    s3,
    kinesis,
    scheduler,
    secretsManager,
    ssm,
    logs,
    lambda,
    nextDueMs,
    runDue,
    settled: async () => {
      // A delivery may start another: two quiet rounds make it sure.
      for (let round = 0; round < 2; round++)
        await Promise.all([events.settled(), sns.settled(), s3.settled(), scheduler.settled(), lambda.settled()]);
    },
  };
}

function parseOrText(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return payload;
  }
}
