import { SFNClient } from "@aws-sdk/client-sfn";
import { compileProject, type CompileResult, formatDiagnostics } from "setpiece/compiler";
import type { Simulator } from "setpiece/simulator";
import type { Services } from "../../../simulator/services/create-services.js";
import { forgetClients } from "../../../tasks/aws-clients.js";
import { type PlayedPipe, playPipe } from "../../../tasks/sandbox/pipes/play-pipe.js";
import { reportUploads } from "../../../tasks/sandbox/report-uploads.js";
import { wireLocally } from "../../../tasks/sandbox/wire-locally.js";
import { retailWiring } from "../../../tasks/wiring/retail-wiring.js";
import type { Wiring } from "../../../tasks/wiring/wiring.js";
import { connectElsewhere } from "./connect-elsewhere.js";
import { deployAll } from "./deploy.js";
import { dynamoDbElsewhere, isElsewhere, servicesElsewhere, stepFunctionsElsewhere } from "./elsewhere.js";
import { eventually } from "./eventually.js";
import { Executions } from "./executions.js";
import { type FaultyEngine, startFaultyEngine } from "./faulty-engine.js";
import { type Partners, startPartners, stopPartners } from "./partners.js";
import { LogHistories } from "./log-histories.js";
import { makeRemoteTables } from "./remote-tables.js";
import { projectRoot } from "./sample-input.js";
import { type InsideEngine, startInside } from "./start-inside.js";
import { RemoteHistories } from "./remote-histories.js";
import { StateCoverage } from "./state-coverage.js";
import { Tables } from "./tables.js";
import { unwire } from "./unwire.js";
import type { RecordedEvent, WorldEngine } from "./world-engine.js";

interface WorldParts {
  readonly compiled: CompileResult;
  readonly engine: WorldEngine;
  readonly stepFunctions: SFNClient;
  readonly tables: Tables;
  readonly events: RecordedEvent[];
  readonly coverage: StateCoverage;
  readonly partners: Partners;
  readonly wiring: Wiring;
  readonly pipes: ReadonlyMap<string, PlayedPipe>;
  /** Of an engine that is elsewhere. */
  readonly histories: RemoteHistories | undefined;
  /** What their Express executions log there. */
  readonly logs: LogHistories | undefined;
  /** The one there that meets faults. */
  readonly faulty: FaultyEngine | undefined;
}

/** The set pieces running under virtual time, in a simulator of this process or elsewhere, with everything that they call. */
export class RetailWorld extends Executions {
  private constructor(private readonly parts: WorldParts) {
    super(parts.engine, parts.stepFunctions, parts.tables);
  }

  /**
   * Compiles the named workflows with those that they call and deploys them. With `SETPIECE_DYNAMODB_ENDPOINT` their tables
   * are there instead. With `SETPIECE_SFN_ENDPOINT` everything is there.
   *
   * @param folders folders of `workflows/`
   */
  static async start(...folders: readonly string[]): Promise<RetailWorld> {
    const compiled = compile(folders);
    const events: RecordedEvent[] = [];
    const logs = isElsewhere ? await LogHistories.open(servicesElsewhere ?? "") : undefined;
    const coverage = new StateCoverage(compiled.workflows, !isElsewhere || logs !== undefined);
    const engine = await startEngine(compiled, events, coverage);
    try {
      return await RetailWorld.assemble(engine, compiled, folders, events, coverage, logs);
    } catch (error) {
      await logs?.close();
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
    logs: LogHistories | undefined,
  ): Promise<RetailWorld> {
    const stepFunctions = new SFNClient({ disableHostPrefix: true });
    forgetClients();
    const partners = await startPartners();
    await deployAll(stepFunctions, engine, compiled, partners.taxService.url, logs);
    const wiring = wiringOf(compiled, folders);
    for (const { bus } of wiring.rules) if (bus !== "default") await engine.ensureBus(bus.name);
    if (isElsewhere) await unwire(wiring); // what a run that broke off has left
    await wireLocally(wiring);
    const pipes = new Map(wiring.pipes.map((pipe) => [pipe.name, playPipe(pipe)]));
    const embedded = "services" in engine && dynamoDbElsewhere === undefined;
    const tables = new Tables(embedded ? (engine as InsideEngine).services.dynamodb : undefined, dynamoDbElsewhere);
    const histories = isElsewhere ? new RemoteHistories(stepFunctions, compiled.workflows) : undefined;
    await histories?.forget();
    const faulty = await startFaultyEngine(engine, compiled, partners.taxService.url, logs);
    return new RetailWorld({
      ...{
        compiled,
        engine,
        stepFunctions,
        tables,
        events,
        coverage,
        partners,
        wiring,
        pipes,
        histories,
        faulty,
        logs,
      },
    });
  }

  async stop(): Promise<void> {
    await this.parts.histories?.stopAll();
    await this.parts.faulty?.close();
    await this.parts.logs?.close();
    this.stepFunctions.destroy();
    this.tables.close();
    for (const pipe of this.parts.pipes.values()) pipe.stop();
    if (isElsewhere) await unwire(this.parts.wiring);
    await this.engine.close();
    await stopPartners(this.parts.partners);
  }

  get compiled(): CompileResult {
    return this.parts.compiled;
  }

  /** Takes down which states runs enter. */
  get coverage(): StateCoverage {
    return this.parts.coverage;
  }

  /** Asks what is elsewhere for its histories, so that the tests of this world so far are covered. */
  async readHistories(): Promise<StateCoverage> {
    const { coverage, histories, faulty, logs } = this.parts;
    await histories?.addTo(coverage);
    await faulty?.histories.addTo(coverage);
    await logs?.addTo(coverage);
    return coverage;
  }

  /** The engine that meets faults, where that is elsewhere. */
  get faulty(): FaultyEngine | undefined {
    return this.parts.faulty;
  }

  get provider(): Partners["provider"] {
    return this.parts.partners.provider;
  }

  get taxService(): Partners["taxService"] {
    return this.parts.partners.taxService;
  }

  get orderDesk(): Partners["orderDesk"] {
    return this.parts.partners.orderDesk;
  }

  get pushReceiver(): Partners["pushReceiver"] {
    return this.parts.partners.pushReceiver;
  }

  get mailService(): Partners["mailService"] {
    return this.parts.partners.mailService;
  }

  /** What was published, as far as it is recorded: after `end`, `runSync` and {@link settled} all of it. */
  get events(): RecordedEvent[] {
    return this.parts.events;
  }

  /** The services, wherever they are. */
  get aws(): WorldEngine {
    return this.engine;
  }

  get simulator(): Simulator {
    return this.inside.simulator;
  }

  get services(): Services {
    return this.inside.services;
  }

  /** The engine in this process: tests that ask for it are skipped where it is elsewhere. */
  private get inside(): InsideEngine {
    if (!("simulator" in this.engine)) throw new Error("The engine is elsewhere: this test should be an inside test.");
    return this.engine as InsideEngine;
  }

  /** Waits for an event. */
  async event(isWanted: (event: RecordedEvent) => boolean): Promise<RecordedEvent> {
    return eventually(async () => {
      await this.engine.recorded();
      return this.events.find(isWanted);
    });
  }

  /** Leaves out of {@link events} what was published by now. */
  async forgetEvents(): Promise<void> {
    await this.engine.recorded();
    this.events.length = 0;
  }

  /** Resolves when what is due now is done and delivered. */
  async settled(): Promise<void> {
    await this.engine.settled();
  }

  /** Lets virtual time go on, and schedules and deliveries of that time happen. */
  async pass(seconds: number): Promise<void> {
    await this.engine.pass(seconds);
    await this.engine.settled();
  }

  /** Has the workflow started on its schedule, as time passes from now on. */
  async runSchedule(name: string): Promise<void> {
    const schedules = retailWiring.schedules.filter((schedule) => schedule.name === name);
    const nothing = { queues: [], streams: [], topics: [], buckets: [], rules: [], subscriptions: [], pipes: [] };
    await wireLocally({ ...nothing, schedules });
  }

  /** Has uploads start the workflows that rules name, while `work` is under way. */
  async whileUploadsStart<Result>(work: () => Promise<Result>): Promise<Result> {
    await reportUploads(this.parts.wiring);
    try {
      return await work();
    } finally {
      await reportUploads(this.parts.wiring, false);
    }
  }

  /** Drains a pipe of the wiring: the number of records that its workflow took. */
  async drain(name: string): Promise<number> {
    return this.pipe(name).drain();
  }

  pipe(name: string): PlayedPipe {
    const pipe = this.parts.pipes.get(name);
    if (pipe === undefined) throw new Error(`the wiring of these workflows has no pipe ${name}`);
    return pipe;
  }

  /** Lets the deadline of a waiting person strike, as soon as nothing else is to happen before. */
  async skipPause(): Promise<void> {
    await eventually(() => this.engine.skipPause());
  }

  /** Lets the deadlines of waiting people strike until `end` has come. */
  async skipPausesUntil<Result>(end: Promise<Result>): Promise<Result> {
    let isOver = false;
    const over = end.finally(() => (isOver = true));
    await eventually(async () => isOver || (await this.engine.skipPause(), isOver));
    return over;
  }

  async items(table: string): Promise<Record<string, unknown>[]> {
    return this.tables.items(table);
  }

  /** How many pieces of an article all warehouses can sell. */
  async available(sku: string): Promise<number> {
    const levels = (await this.items("stock-levels")).filter((level) => level.sku === sku);
    return levels.reduce((sum, { available }) => sum + Number(available), 0);
  }
}

const compilations = new Map<string, CompileResult>();

/** Files of tests share what is compiled, where they run in one process. */
function compile(folders: readonly string[]): CompileResult {
  const known = compilations.get(folders.join());
  if (known !== undefined) return known;
  const compiled = compileProject({ paths: folders.map((folder) => `workflows/${folder}`), cwd: projectRoot });
  if (compiled.workflows.length === 0) throw new Error(formatDiagnostics(compiled.diagnostics, "text"));
  compilations.set(folders.join(), compiled);
  return compiled;
}

async function startEngine(
  compiled: CompileResult,
  events: RecordedEvent[],
  coverage: StateCoverage,
): Promise<WorldEngine> {
  if (stepFunctionsElsewhere !== undefined) {
    const stepFunctionsUrl = stepFunctionsElsewhere;
    const urls = { stepFunctionsUrl, servicesUrl: servicesElsewhere ?? stepFunctionsUrl };
    pointSdkAt(urls);
    return connectElsewhere(urls, compiled, events);
  }
  const engine = await startInside(compiled, events, coverage, dynamoDbElsewhere);
  pointSdkAt(engine);
  if (dynamoDbElsewhere !== undefined) await makeRemoteTables(dynamoDbElsewhere, compiled);
  return engine;
}

/**
 * The part of the wiring that leads to the compiled workflows. Schedules run only where a test asks for them, and pushes
 * only where payments are what is tested.
 */
function wiringOf({ workflows }: CompileResult, folders: readonly string[]): Wiring {
  const runs = (name: string) => workflows.some((workflow) => workflow.name === name);
  return {
    ...retailWiring,
    rules: retailWiring.rules.filter(({ target }) =>
      "workflow" in target
        ? runs(target.workflow)
        : folders.includes("queue" in target ? "checkout" : "payment-authorisation"),
    ),
    pipes: retailWiring.pipes.filter(({ workflow }) => runs(workflow)),
    schedules: [],
  };
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
