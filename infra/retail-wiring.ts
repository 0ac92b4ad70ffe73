import { SecretValue } from "aws-cdk-lib";
import {
  ApiDestination,
  Authorization,
  Connection,
  EventBus,
  HttpMethod,
  type IApiDestination,
  Rule,
  RuleTargetInput,
  type RuleTargetInputProperties,
} from "aws-cdk-lib/aws-events";
import { ApiDestination as ApiDestinationTarget, SfnStateMachine, SqsQueue } from "aws-cdk-lib/aws-events-targets";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Stream } from "aws-cdk-lib/aws-kinesis";
import { CfnPipe } from "aws-cdk-lib/aws-pipes";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import { SubscriptionFilter } from "aws-cdk-lib/aws-sns";
import { SqsSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { ManifestQueue } from "../compiler/index.js";
import { durationSeconds } from "../dsl/duration.js";
import type {
  EventRule,
  HttpTarget,
  Pipe,
  Schedule,
  Subscription,
  TransformedTarget,
  Wiring,
} from "../tasks/wiring/wiring.js";
import { found } from "./found.js";
import { addQueues } from "./named-resources.js";
import { addStreams, pipeSource } from "./pipe-source.js";
import { constructId } from "./placeholder.js";
import type { SetpieceProject } from "./setpiece-project.js";

export interface RetailWiringProps {
  readonly wiring: Wiring;
  /** Deploys what the wiring names. */
  readonly project: SetpieceProject;
  /** Addresses of HTTP targets, by the name that the wiring gives them. */
  readonly addresses: Readonly<Record<string, string>>;
}

/** The rules, subscriptions, pipes and schedules that bring work to the workflows, each with a role of its own. */
export class RetailWiring extends Construct {
  readonly #project: SetpieceProject;
  readonly #addresses: RetailWiringProps["addresses"];
  readonly #queues: ReadonlyMap<string, Queue>;
  readonly #streams: ReadonlyMap<string, Stream>;

  constructor(scope: Construct, id: string, { wiring, project, addresses }: RetailWiringProps) {
    super(scope, id);
    this.#project = project;
    this.#addresses = addresses;
    // Queues that no workflow and no task uses: only the wiring leads to them, or from them.
    const others = wiring.queues.filter(({ name }) => !project.queues.has(name)).map(queueFacts);
    this.#queues = new Map([...project.queues, ...addQueues(this, others, project.queues)]);
    this.#streams = addStreams(this, wiring.streams);
    for (const rule of wiring.rules) this.#addRule(rule);
    for (const subscription of wiring.subscriptions) this.#subscribe(subscription);
    for (const pipe of wiring.pipes) this.#addPipe(pipe);
    for (const schedule of wiring.schedules) this.#addSchedule(schedule);
  }

  #addRule({ name, bus, pattern, ofBucket, target }: EventRule): void {
    new Rule(this, `Rule${constructId(name)}`, {
      eventBus:
        bus === "default"
          ? EventBus.fromEventBusName(this, `DefaultBusOf${constructId(name)}`, bus)
          : found(this.#project.buses, bus.name),
      eventPattern: eventPattern(
        ofBucket === undefined
          ? pattern
          : {
              ...pattern,
              detail: {
                ...pattern.detail,
                bucket: { name: [found(this.#project.buckets, ofBucket.name).bucketName] },
              },
            },
      ),
      targets: [
        "workflow" in target
          ? new SfnStateMachine(this.#machine(target.workflow), { input: RuleTargetInput.fromEventPath("$.detail") })
          : "queue" in target
            ? new SqsQueue(found(this.#queues, target.queue.name), {
                message: new TransformedEvent(target),
                deadLetterQueue: found(this.#queues, target.undelivered.name),
              })
            : this.#httpTarget(name, target),
      ],
    });
  }

  #httpTarget(
    name: string,
    { method, address, apiKey, paths, template, undelivered }: HttpTarget,
  ): ApiDestinationTarget {
    const endpoint = this.#addresses[address];
    if (endpoint === undefined) throw new Error(`the CDK context names no address for ${address}`);
    const connection = new Connection(this, `Connection${constructId(name)}`, {
      authorization: Authorization.apiKey(
        apiKey.header,
        SecretValue.secretsManager(`setpiece/${apiKey.variable.toLowerCase().replaceAll("_", "-")}`),
      ),
    });
    const destination = new ApiDestination(this, `Destination${constructId(name)}`, {
      connection,
      endpoint,
      httpMethod: HttpMethod[method],
      rateLimitPerSecond: 50,
    });
    // The CDK declares an optional member of the class otherwise than of its interface.
    return new ApiDestinationTarget(destination as IApiDestination, {
      event: new TransformedEvent({ paths, template }),
      deadLetterQueue: found(this.#queues, undelivered.name),
    });
  }

  #subscribe({ topic, queue, filter = {} }: Subscription): void {
    const policy = Object.entries(filter).map(
      ([attribute, values]) => [attribute, SubscriptionFilter.stringFilter({ allowlist: [...values] })] as const,
    );
    found(this.#project.topics, topic.name).addSubscription(
      new SqsSubscription(found(this.#queues, queue.name), {
        rawMessageDelivery: true,
        ...(policy.length === 0 ? {} : { filterPolicy: Object.fromEntries(policy) }),
      }),
    );
  }

  #addPipe(wiringPipe: Pipe): void {
    const { name, workflow } = wiringPipe;
    const machine = this.#machine(workflow);
    const role = new Role(this, `PipeRole${constructId(name)}`, {
      assumedBy: new ServicePrincipal("pipes.amazonaws.com"),
    });
    machine.grantStartSyncExecution(role);
    const { source, sourceParameters, inputTemplate } = pipeSource(wiringPipe, role, {
      queues: this.#queues,
      streams: this.#streams,
      tables: this.#project.tables,
    });
    const pipe = new CfnPipe(this, `Pipe${constructId(name)}`, {
      ...{ description: `Brings work to ${workflow}`, roleArn: role.roleArn, source, sourceParameters },
      target: machine.stateMachineArn,
      targetParameters: {
        ...(inputTemplate === undefined ? {} : { inputTemplate }),
        // Waits for the run, so that a batch that failed comes again.
        stepFunctionStateMachineParameters: { invocationType: "REQUEST_RESPONSE" },
      },
    });
    pipe.node.addDependency(role);
  }

  #addSchedule({ name, expression, timeZone = "UTC", workflow, input = {} }: Schedule): void {
    const machine = this.#machine(workflow);
    const role = new Role(this, `ScheduleRole${constructId(name)}`, {
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com"),
    });
    machine.grantStartExecution(role);
    const schedule = new CfnSchedule(this, `Schedule${constructId(name)}`, {
      description: `Starts ${workflow}`,
      scheduleExpression: expression,
      scheduleExpressionTimezone: timeZone,
      flexibleTimeWindow: { mode: "OFF" },
      target: { arn: machine.stateMachineArn, roleArn: role.roleArn, input: JSON.stringify(input) },
    });
    schedule.node.addDependency(role);
  }

  #machine(workflow: string) {
    return found(this.#project.workflows, workflow).stateMachine;
  }
}

function queueFacts({ name, options }: Wiring["queues"][number]): ManifestQueue {
  const { visibilityTimeout = "30s", deadLetters, maxReceives = 5 } = options;
  const visibilityTimeoutSeconds = durationSeconds(visibilityTimeout);
  if (deadLetters === undefined) return { name, visibilityTimeoutSeconds };
  return { name, visibilityTimeoutSeconds, deadLetters: { queue: deadLetters, maxReceives } };
}

/** The pattern in the words of the CDK, which spells the names of an event's members otherwise. */
function eventPattern({ source, "detail-type": detailType, detail }: EventRule["pattern"]) {
  return {
    source: [...source],
    detailType: [...detailType],
    ...(detail === undefined ? {} : { detail: { ...detail } }),
  };
}

/** A text with parts of the event in it, under the names that the wiring gives them. */
class TransformedEvent extends RuleTargetInput {
  readonly #properties: RuleTargetInputProperties;

  constructor({ paths, template }: Pick<TransformedTarget, "paths" | "template">) {
    super();
    this.#properties = { inputPathsMap: { ...paths }, inputTemplate: template };
  }

  bind(): RuleTargetInputProperties {
    return this.#properties;
  }
}
