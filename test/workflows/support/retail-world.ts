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
  StateMachineAlreadyExists,
  type StateMachineType,
  UpdateStateMachineCommand,
} from "@aws-sdk/client-sfn";
import { compileProject, type CompileResult, formatDiagnostics } from "setpiece/compiler";
import type { Simulator } from "setpiece/simulator";
import type { Services } from "../../../simulator/services/create-services.js";
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
import { connectElsewhere } from "./connect-elsewhere.js";
import { isElsewhere, servicesElsewhere, stepFunctionsElsewhere } from "./elsewhere.js";
import { eventually } from "./eventually.js";
import { makeRemoteTables } from "./remote-tables.js";
import { type InsideEngine, startInside } from "./start-inside.js";
import { StateCoverage } from "./state-coverage.js";
import { unwire } from "./unwire.js";
import type { RecordedEvent, WorldEngine } from "./world-engine.js";

const projectRoot = path.resolve(import.meta.dirname, "../../..");

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
    private readonly engine: WorldEngine,
    private readonly wiring: Wiring,
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
   * are there instead, and `dynamodb` is a DynamoDB that nobody uses. With `SETPIECE_SFN_ENDPOINT` everything is there.
   *
   * @param folders folders of `workflows/`
   */
  static async start(...folders: readonly string[]): Promise<RetailWorld> {
    const compiled = compileProject({ paths: folders.map((folder) => `workflows/${folder}`), cwd: projectRoot });
    if (compiled.workflows.length === 0) throw new Error(formatDiagnostics(compiled.diagnostics, "text"));
    const events: RecordedEvent[] = [];
    const coverage = new StateCoverage(compiled.workflows);
    const remoteDynamoDb = process.env.SETPIECE_DYNAMODB_ENDPOINT;
    let engine: WorldEngine;
    if (stepFunctionsElsewhere === undefined) {
      engine = await startInside(compiled, events, coverage, remoteDynamoDb);
      pointSdkAt(engine);
      if (remoteDynamoDb !== undefined) await makeRemoteTables(remoteDynamoDb, compiled);
    } else {
      const urls = {
        stepFunctionsUrl: stepFunctionsElsewhere,
        servicesUrl: servicesElsewhere ?? stepFunctionsElsewhere,
      };
      pointSdkAt(urls);
      engine = await connectElsewhere(urls, compiled, events);
    }
    try {
      return await RetailWorld.assemble(engine, compiled, folders, events, coverage);
    } catch (error) {
      await engine.close();
      throw error;
    }
  }

  /** Starts the partners, deploys the machines and wires them up. */
  private static async assemble(
    engine: WorldEngine,
    compiled: CompileResult,
    folders: readonly string[],
    events: RecordedEvent[],
    coverage: StateCoverage,
  ): Promise<RetailWorld> {
    const client = new SFNClient({ disableHostPrefix: true });
    forgetClients();
    const provider = await startPaymentProvider();
    process.env.PAYMENT_PROVIDER_URL = provider.url;
    // No test wants this timeout: a thousand payments at once on a busy machine take longer than one in a shop.
    process.env.PAYMENT_PROVIDER_TIMEOUT_MS = "120000";
    const taxService = await startTaxService();
    const orderDesk = await startOrderDesk();
    process.env.ORDER_DESK_URL = orderDesk.url;
    // Generous, likewise: a test of a desk that is silent sets its own.
    process.env.ORDER_DESK_TIMEOUT_MS = "120000";
    const pushReceiver = await startPushReceiver();
    process.env.PAYMENT_PUSH_URL = `${pushReceiver.url}/notifications`;
    process.env.PAYMENT_PUSH_KEY = "local-push-key";
    const mailService = await startMailService();
    process.env.AWS_ENDPOINT_URL_SESV2 = mailService.url;
    await deploy(client, "pass-time", JSON.stringify(passTime), "STANDARD");
    for (const { name, definition, type, file } of compiled.workflows) {
      await import(pathToFileURL(file).href);
      const text = engine.redirected(JSON.stringify(definition), "https://tax.example.com", taxService.url);
      await deploy(client, name, text, type);
    }
    const wiring = wiringOf(compiled, folders);
    if ("services" in engine) {
      const { services } = engine as InsideEngine;
      for (const { bus } of wiring.rules) if (bus !== "default") services.events.ensureBus(bus.name);
    }
    if (isElsewhere) await unwire(wiring); // what a run that broke off has left
    await wireLocally(wiring);
    const pipes = new Map(wiring.pipes.map((pipe) => [pipe.name, playPipe(pipe)]));
    const database = new DynamoDBClient({});
    return new RetailWorld(
      compiled,
      engine,
      wiring,
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
    if (isElsewhere) await unwire(this.wiring);
    await this.engine.close();
    await this.provider.stop();
    await this.taxService.stop();
    await this.orderDesk.stop();
    await this.pushReceiver.stop();
    await this.mailService.stop();
  }

  get simulator(): Simulator {
    return this.inside.simulator;
  }

  get services(): Services {
    return this.inside.services;
  }

  /** The engine in this process: tests that ask for it are {@link insideTest}s. */
  private get inside(): InsideEngine {
    if (!("simulator" in this.engine)) throw new Error("The engine is elsewhere: this test should be an insideTest.");
    return this.engine as InsideEngine;
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
    await this.engine.ended(executionArn ?? "");
    if (isElsewhere) return;
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
    await this.engine.ended(executionArn);
    await this.engine.recorded();
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
    await this.engine.recorded();
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

function pointSdkAt({ stepFunctionsUrl, servicesUrl }: Pick<WorldEngine, "stepFunctionsUrl" | "servicesUrl">): void {
  if (stepFunctionsUrl !== servicesUrl) process.env.AWS_ENDPOINT_URL_SFN = stepFunctionsUrl;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: servicesUrl,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  });
}

/** Creates a state machine, or gives it another definition where there is one of that name. */
async function deploy(client: SFNClient, name: string, definition: string, type: StateMachineType): Promise<void> {
  const roleArn = "arn:aws:iam::123456789012:role/local";
  try {
    await client.send(new CreateStateMachineCommand({ name, type, roleArn, definition }));
  } catch (error) {
    if (!(error instanceof StateMachineAlreadyExists)) throw error;
    const stateMachineArn = `arn:aws:states:us-east-1:123456789012:stateMachine:${name}`;
    await client.send(new UpdateStateMachineCommand({ stateMachineArn, definition }));
  }
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
