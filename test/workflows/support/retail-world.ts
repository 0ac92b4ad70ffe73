import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
} from "@aws-sdk/client-sfn";
import { registry } from "setpiece";
import { compileProject, type CompileResult, formatDiagnostics } from "setpiece/compiler";
import { type Simulator, startSimulator } from "setpiece/simulator";
import { createDynamoDb, type DynamoDb } from "../../../simulator/services/dynamodb/dynamodb.js";
import { startPaymentProvider, type PaymentProviderSandbox } from "../../../tasks/sandbox/payment-provider.js";
import { startTaxService, type TaxServiceSandbox } from "../../../tasks/sandbox/tax-service.js";
import { eventually } from "./eventually.js";
import { type RecordedEvent, recordingEventBus } from "./recording-event-bus.js";

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
    readonly simulator: Simulator,
    readonly dynamodb: DynamoDb,
    readonly events: RecordedEvent[],
    readonly provider: PaymentProviderSandbox,
    readonly taxService: TaxServiceSandbox,
    private readonly client: SFNClient,
    private readonly database: DynamoDBClient,
  ) {}

  /**
   * Compiles the named workflows with those that they call and deploys them.
   *
   * @param folders folders of `workflows/`
   */
  static async start(...folders: readonly string[]): Promise<RetailWorld> {
    const compiled = compileProject({ paths: folders.map((folder) => `workflows/${folder}`), cwd: projectRoot });
    if (compiled.workflows.length === 0) throw new Error(formatDiagnostics(compiled.diagnostics, "text"));
    const dynamodb = createDynamoDb();
    for (const table of compiled.manifest.tables) dynamodb.ensureTable(table as Parameters<DynamoDb["ensureTable"]>[0]);
    const events: RecordedEvent[] = [];
    const simulator = await startSimulator({
      clock: "virtual",
      httpPatienceMs: 200,
      lambda: (name, payload) => registry.lambdas.get(name)?.(payload, {}),
      services: [
        { name: "dynamodb", targets: ["DynamoDB_20120810."], handler: dynamodb.handler },
        { name: "eventbridge", targets: ["AWSEvents."], handler: recordingEventBus(events) },
      ],
    });
    pointSdkAt(simulator.url);
    const provider = await startPaymentProvider();
    process.env.PAYMENT_PROVIDER_URL = provider.url;
    const taxService = await startTaxService();
    simulator.redirectHttp("https://tax.example.com", taxService.url);
    const client = new SFNClient({ disableHostPrefix: true });
    for (const { name, definition, type, file } of compiled.workflows) {
      await import(pathToFileURL(file).href);
      const roleArn = "arn:aws:iam::123456789012:role/local";
      await client.send(new CreateStateMachineCommand({ name, type, roleArn, definition: JSON.stringify(definition) }));
    }
    return new RetailWorld(compiled, simulator, dynamodb, events, provider, taxService, client, new DynamoDBClient({}));
  }

  async stop(): Promise<void> {
    this.client.destroy();
    this.database.destroy();
    await this.simulator.close();
    await this.provider.stop();
    await this.taxService.stop();
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
