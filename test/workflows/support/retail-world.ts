import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  paginateListExecutions,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
} from "@aws-sdk/client-sfn";
import { registry } from "setpiece";
import { compileProject, type CompileResult, formatDiagnostics } from "setpiece/compiler";
import { type Simulator, startSimulator } from "setpiece/simulator";
import { createServices, type Services } from "../../../simulator/services/create-services.js";
import type { DynamoDb } from "../../../simulator/services/dynamodb/dynamodb.js";
import { forgetClients } from "../../../tasks/aws-clients.js";
import { type MailServiceSandbox, startMailService } from "../../../tasks/sandbox/mail-service.js";
import { type OrderDeskSandbox, startOrderDesk } from "../../../tasks/sandbox/order-desk.js";
import { startPaymentProvider, type PaymentProviderSandbox } from "../../../tasks/sandbox/payment-provider.js";
import { type PushReceiverSandbox, startPushReceiver } from "../../../tasks/sandbox/push-receiver.js";
import { type PlayedPipe, playPipe } from "../../../tasks/sandbox/play-pipe.js";
import { startTaxService, type TaxServiceSandbox } from "../../../tasks/sandbox/tax-service.js";
import { wireLocally } from "../../../tasks/sandbox/wire-locally.js";
import { retailWiring } from "../../../tasks/wiring/retail-wiring.js";
import type { Wiring } from "../../../tasks/wiring/wiring.js";
import { eventually } from "./eventually.js";
import { makeRemoteTables } from "./remote-tables.js";
import { StateCoverage } from "./state-coverage.js";

const projectRoot = path.resolve(import.meta.dirname, "../../..");

/** An event as it was put on a bus. */
export interface RecordedEvent {
  readonly bus: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: Record<string, unknown>;
}

/** How an execution ended. */
export interface RunResult {
  readonly executionArn: string;
  readonly status: string;
  readonly output: unknown;
  readonly error: string | undefined;
  readonly cause: string | undefined;
}

/** A human step that waits for an answer. */
export interface OpenTask {
  readonly step: string;
  readonly input: Record<string, unknown>;
  readonly token: string;
}

/** The set pieces running in a simulator of their own, under virtual time, with everything that they call. */
export class RetailWorld {
  private constructor(
    readonly compiled: CompileResult,
    readonly simulator: Simulator,
    readonly services: Services,
    readonly pipes: ReadonlyMap<string, PlayedPipe>,
    readonly events: RecordedEvent[],
    readonly provider: PaymentProviderSandbox,
    readonly taxService: TaxServiceSandbox,
    readonly orderDesk: OrderDeskSandbox,
    readonly pushReceiver: PushReceiverSandbox,
    readonly mailService: MailServiceSandbox,
    /** Which states the tests of this world have entered so far. */
    readonly coverage: StateCoverage,
    private readonly client: SFNClient,
    private readonly database: DynamoDBClient,
  ) {}

  /**
   * Compiles the named workflows with those that they call and deploys them. With `SETPIECE_DYNAMODB_ENDPOINT` their tables
   * are there instead, and `dynamodb` is a DynamoDB that nobody uses.
   *
   * @param folders folders of `workflows/`
   */
  static async start(...folders: readonly string[]): Promise<RetailWorld> {
    const compiled = compileProject({ paths: folders.map((folder) => `workflows/${folder}`), cwd: projectRoot });
    if (compiled.workflows.length === 0) throw new Error(formatDiagnostics(compiled.diagnostics, "text"));
    const client = new SFNClient({ disableHostPrefix: true });
    const late: { engine?: Simulator["engine"] } = {};
    const services = createServices({
      clock: { nowMs: () => late.engine?.nowMs() ?? Date.now() },
      findFunction: (name) => {
        const handler = registry.lambdas.get(name);
        return handler && ((payload) => handler(payload, {}));
      },
      deliver: async (stateMachineArn, input) => {
        await client.send(new StartExecutionCommand({ stateMachineArn, input }));
      },
    });
    const remoteDynamoDb = process.env.SETPIECE_DYNAMODB_ENDPOINT;
    for (const table of compiled.manifest.tables) {
      services.dynamodb.ensureTable(table as Parameters<DynamoDb["ensureTable"]>[0]);
    }
    for (const { name } of compiled.manifest.buses) services.events.ensureBus(name);
    const events: RecordedEvent[] = [];
    services.events.onEvent(({ busName, event }) => {
      const { source, "detail-type": detailType, detail } = event;
      events.push({ bus: busName, source, detailType, detail: detail as Record<string, unknown> });
    });
    const simulator = await startSimulator({
      clock: "virtual",
      httpPatienceMs: 200,
      lambda: (name, payload) => registry.lambdas.get(name)?.(payload, {}),
      services: services.routed,
      endpoints: remoteDynamoDb === undefined ? {} : { dynamodb: remoteDynamoDb },
    });
    late.engine = simulator.engine;
    const coverage = new StateCoverage(compiled.workflows);
    simulator.engine.onChange(({ record, firstEvent }) => {
      coverage.add(record.start.stateMachineName, record.history.slice(firstEvent));
    });
    pointSdkAt(simulator.url);
    if (remoteDynamoDb !== undefined) await makeRemoteTables(remoteDynamoDb, compiled);
    forgetClients();
    const provider = await startPaymentProvider();
    process.env.PAYMENT_PROVIDER_URL = provider.url;
    // No test wants this timeout: a thousand payments at once on a busy machine take longer than one in a shop.
    process.env.PAYMENT_PROVIDER_TIMEOUT_MS = "120000";
    const taxService = await startTaxService();
    simulator.redirectHttp("https://tax.example.com", taxService.url);
    const orderDesk = await startOrderDesk();
    process.env.ORDER_DESK_URL = orderDesk.url;
    // Generous, likewise: a test of a desk that is silent sets its own.
    process.env.ORDER_DESK_TIMEOUT_MS = "120000";
    const pushReceiver = await startPushReceiver();
    process.env.PAYMENT_PUSH_URL = `${pushReceiver.url}/notifications`;
    process.env.PAYMENT_PUSH_KEY = "local-push-key";
    const mailService = await startMailService();
    process.env.AWS_ENDPOINT_URL_SESV2 = mailService.url;
    await client.send(
      new CreateStateMachineCommand({
        name: "pass-time",
        roleArn: "arn:aws:iam::123456789012:role/local",
        definition: JSON.stringify(passTime),
      }),
    );
    for (const { name, definition, type, file } of compiled.workflows) {
      await import(pathToFileURL(file).href);
      const roleArn = "arn:aws:iam::123456789012:role/local";
      await client.send(new CreateStateMachineCommand({ name, type, roleArn, definition: JSON.stringify(definition) }));
    }
    const wiring = wiringOf(compiled, folders);
    for (const { bus } of wiring.rules) if (bus !== "default") services.events.ensureBus(bus.name);
    await wireLocally(wiring);
    const pipes = new Map(wiring.pipes.map((pipe) => [pipe.name, playPipe(pipe)]));
    const database = new DynamoDBClient({});
    return new RetailWorld(
      compiled,
      simulator,
      services,
      pipes,
      events,
      provider,
      taxService,
      orderDesk,
      pushReceiver,
      mailService,
      coverage,
      client,
      database,
    );
  }

  async stop(): Promise<void> {
    this.client.destroy();
    this.database.destroy();
    for (const pipe of this.pipes.values()) pipe.stop();
    await this.simulator.close();
    await this.provider.stop();
    await this.taxService.stop();
    await this.orderDesk.stop();
    await this.pushReceiver.stop();
    await this.mailService.stop();
  }

  get dynamodb(): DynamoDb {
    return this.services.dynamodb;
  }

  /** Lets virtual time go on, and schedules and deliveries of that time happen. */
  async pass(seconds: number): Promise<void> {
    const { executionArn } = await this.client.send(
      new StartExecutionCommand({
        stateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:pass-time",
        input: JSON.stringify({ seconds }),
      }),
    );
    await this.simulator.engine.ended(executionArn ?? "");
    this.services.runDue();
    await this.services.settled();
  }

  /** Has the workflow started on its schedule, as time passes from now on. */
  async runSchedule(name: string): Promise<void> {
    const schedules = retailWiring.schedules.filter((schedule) => schedule.name === name);
    const nothing = { queues: [], topics: [], buckets: [], rules: [], subscriptions: [], pipes: [] };
    await wireLocally({ ...nothing, schedules });
  }

  /** Drains a pipe of the wiring: the number of records that its workflow took. */
  async drain(name: string): Promise<number> {
    const pipe = this.pipes.get(name);
    if (pipe === undefined) throw new Error(`the wiring of these workflows has no pipe ${name}`);
    return pipe.drain();
  }

  /** Starts an execution and gives its ARN. */
  async begin(workflow: string, input: unknown, name?: string): Promise<string> {
    const { executionArn = "" } = await this.client.send(
      new StartExecutionCommand({
        stateMachineArn: `arn:aws:states:us-east-1:123456789012:stateMachine:${workflow}`,
        input: JSON.stringify(input),
        ...(name === undefined ? {} : { name }),
      }),
    );
    return executionArn;
  }

  /** Waits for the end of an execution. */
  async end(executionArn: string): Promise<RunResult> {
    await this.simulator.engine.ended(executionArn);
    const {
      status = "",
      output,
      error,
      cause,
    } = await this.client.send(new DescribeExecutionCommand({ executionArn }));
    return { executionArn, status, output: output === undefined ? undefined : JSON.parse(output), error, cause };
  }

  async run(workflow: string, input: unknown): Promise<RunResult> {
    return this.end(await this.begin(workflow, input));
  }

  /** Runs an Express workflow and waits for its end. */
  async runSync(workflow: string, input: unknown): Promise<RunResult> {
    const result = await this.client.send(
      new StartSyncExecutionCommand({
        stateMachineArn: `arn:aws:states:us-east-1:123456789012:stateMachine:${workflow}`,
        input: JSON.stringify(input),
      }),
    );
    const { executionArn = "", status = "", output, error, cause } = result;
    return { executionArn, status, output: output === undefined ? undefined : JSON.parse(output), error, cause };
  }

  /** The executions of a workflow that are known. */
  async executions(workflow: string): Promise<readonly { readonly executionArn: string; readonly status: string }[]> {
    const stateMachineArn = `arn:aws:states:us-east-1:123456789012:stateMachine:${workflow}`;
    const found: { executionArn: string; status: string }[] = [];
    for await (const { executions = [] } of paginateListExecutions({ client: this.client }, { stateMachineArn })) {
      for (const { executionArn = "", status = "" } of executions) found.push({ executionArn, status });
    }
    return found;
  }

  async history(executionArn: string): Promise<HistoryEvent[]> {
    const { events = [] } = await this.client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
    return events;
  }

  /** Names of the states that an execution entered, in order. */
  async states(executionArn: string): Promise<string[]> {
    const events = await this.history(executionArn);
    return events.flatMap(({ stateEnteredEventDetails: details }) =>
      details?.name === undefined ? [] : [details.name],
    );
  }

  /** Waits until an execution asks a person, and gives the question. */
  async question(executionArn: string): Promise<OpenTask> {
    const item = await eventually(async () =>
      (await this.items("human-tasks")).find((each) => each.execution === executionArn && each.status === "PENDING"),
    );
    return {
      step: String(item.step),
      input: JSON.parse(String(item.input)) as Record<string, unknown>,
      token: String(item.token),
    };
  }

  async answer({ token }: OpenTask, answer: unknown): Promise<void> {
    await this.client.send(new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(answer) }));
  }

  async reject({ token }: OpenTask, error: string, cause: string): Promise<void> {
    await this.client.send(new SendTaskFailureCommand({ taskToken: token, error, cause }));
  }

  /** Lets the deadline of a waiting person strike. */
  skipPause(): void {
    if (!this.simulator.engine.skipPause()) throw new Error("no execution waits for a token");
  }

  /** All items of a table, as plain values: text, numbers, lists, maps. */
  async items(table: string): Promise<Record<string, unknown>[]> {
    const found: Record<string, unknown>[] = [];
    let from: Record<string, never> | undefined;
    do {
      const page = await this.database.send(
        new ScanCommand({ TableName: table, ...(from === undefined ? {} : { ExclusiveStartKey: from }) }),
      );
      for (const item of page.Items ?? []) found.push(plain({ M: item }) as Record<string, unknown>);
      from = page.LastEvaluatedKey as typeof from;
    } while (from !== undefined);
    return found;
  }

  /** How many pieces of an article all warehouses can sell. */
  async available(sku: string): Promise<number> {
    const levels = (await this.items("stock-levels")).filter((level) => level.sku === sku);
    return levels.reduce((sum, { available }) => sum + Number(available), 0);
  }
}

const passTime = {
  QueryLanguage: "JSONata",
  StartAt: "Wait",
  States: { Wait: { Type: "Wait", Seconds: "{% $states.input.seconds %}", End: true } },
};

/**
 * The part of the wiring that leads to the compiled workflows. Schedules run only where a test asks for them, and pushes
 * only where payments are what is tested.
 */
function wiringOf({ workflows }: CompileResult, folders: readonly string[]): Wiring {
  const runs = (name: string) => workflows.some((workflow) => workflow.name === name);
  return {
    ...retailWiring,
    rules: retailWiring.rules.filter(({ target }) =>
      "workflow" in target ? runs(target.workflow) : folders.includes("payment-authorisation"),
    ),
    pipes: retailWiring.pipes.filter(({ workflow }) => runs(workflow)),
    schedules: [],
  };
}

/** Reads a sample input of a workflow. */
export function sampleInput(workflow: string, name: string): Record<string, unknown> {
  const file = path.join(projectRoot, "workflows", workflow, "input", `${name}.json`);
  return JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
}

function pointSdkAt(url: string): void {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  });
}

/** The plain value of a DynamoDB attribute. */
export function plain(attribute: object): unknown {
  const [[type, value] = []] = Object.entries(attribute);
  switch (type) {
    case "N":
      return Number(value);
    case "L":
      return (value as object[]).map(plain);
    case "M":
      return Object.fromEntries(
        Object.entries(value as Record<string, object>).map(([key, each]) => [key, plain(each)]),
      );
    case "NULL":
      return null;
    default:
      return value as unknown;
  }
}
