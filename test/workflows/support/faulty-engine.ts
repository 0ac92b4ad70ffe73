import {
  DescribeExecutionCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
} from "@aws-sdk/client-sfn";
import type { CompileResult } from "setpiece/compiler";
import { forwardTo } from "../../../simulator/http/forward.js";
import type { HttpRequest, HttpResponse } from "../../../simulator/http/http-handler.js";
import { lambdaPath } from "../../../simulator/http/lambda-handler.js";
import { type Listening, listen } from "../../../simulator/http/listen.js";
import { askOfTime } from "./ask-of-time.js";
import { deployAll, machineArn } from "./deploy.js";
import { faultProxyHere, faultyElsewhere, isElsewhere, requireLocal } from "./elsewhere.js";
import { eventually } from "./eventually.js";
import { faultAnswer } from "./fault-answer.js";
import { type Fault, Faults } from "./faults.js";
import type { LogHistories } from "./log-histories.js";
import { Person, type PersonsAnswer } from "./person.js";
import { RemoteHistories } from "./remote-histories.js";
import { registeredFunctions } from "./registered-functions.js";
import type { Step } from "./steps.js";
import type { WorldEngine } from "./world-engine.js";

/** How a run with faults ended. */
export interface FaultyRun {
  readonly status: string;
  readonly output?: unknown;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
  /** All calls of the run and of those nested in it, in order: Lambda functions and actions of services. */
  readonly calls: readonly string[];
  /** How long the run took, in virtual seconds. */
  readonly seconds: number;
  /** The states that it entered, as its history has them; none where it shows no history. */
  readonly steps: () => Promise<readonly Step[]>;
}

/** Real time without a call after which a run waits for a person or a partner who does not come. */
const idleMs = 1_000;

/** Where the tax service is, seen from the engine that meets faults. */
const taxPath = "/tax-service";

/** Starts what stands between the engine that meets faults, if there is one elsewhere, and the world. */
export async function startFaultyEngine(
  world: WorldEngine,
  compiled: CompileResult,
  taxServiceUrl: string,
  logs: LogHistories | undefined,
): Promise<FaultyEngine | undefined> {
  if (!isElsewhere || faultyElsewhere === undefined) return undefined;
  requireLocal(faultyElsewhere);
  const client = new SFNClient({ endpoint: faultyElsewhere, disableHostPrefix: true });
  const faulty = new FaultyEngine(faultyElsewhere, client, world, compiled, taxServiceUrl, logs);
  await faulty.listen();
  await deployAll(client, world, compiled, `${faultProxyHere}${taxPath}`, logs);
  await faulty.histories.forget();
  await faulty.meetInTime();
  return faulty;
}

/**
 * An engine elsewhere whose calls of services and functions pass through here: they meet their faults, or are sent on to
 * those of the world.
 */
export class FaultyEngine {
  readonly histories: RemoteHistories;
  #listening: Listening | undefined;
  #faults = new Faults([]);
  /** Who is asked. */
  #person = Person.absent;
  /** When somebody called last, and how many answers are on their way. */
  #calledAt = 0;
  #sending = 0;
  #underWay = 0;

  constructor(
    private readonly endpoint: string,
    private readonly client: SFNClient,
    private readonly world: WorldEngine,
    private readonly compiled: CompileResult,
    private readonly taxServiceUrl: string,
    private readonly logs: LogHistories | undefined,
  ) {
    this.histories = new RemoteHistories(client, compiled.workflows);
  }

  async listen(): Promise<void> {
    const { hostname, port } = new URL(faultProxyHere);
    this.#listening = await listen((request) => this.#handle(request), Number(port), hostname);
  }

  /** Runs a workflow, with faults at the calls of the given numbers. Those without faults may run at once. */
  async run(workflow: string, input: unknown, faults: readonly Fault[], person: Person): Promise<FaultyRun> {
    if (this.#underWay > 0 && (faults.length > 0 || this.#faults.any))
      throw new Error("Calls do not tell whose they are: runs with faults come one after the other.");
    if (this.#underWay === 0) this.#faults = new Faults(faults);
    this.#person = person;
    this.#underWay += 1;
    try {
      await this.#catchUp();
      const ended = await this.#runToEnd(workflow, input);
      await this.world.recorded();
      const { status = "", output, error, cause, startDate, stopDate, executionArn = "" } = ended;
      const seconds = ((stopDate?.getTime() ?? 0) - (startDate?.getTime() ?? 0)) / 1_000;
      const value = output === undefined ? undefined : (JSON.parse(output) as unknown);
      const steps = () => this.histories.steps(executionArn);
      return { status, output: value, error, cause, seconds, calls: this.#faults.calls, steps };
    } finally {
      this.#underWay -= 1;
    }
  }

  async close(): Promise<void> {
    await this.histories.stopAll();
    this.client.destroy();
    await this.#listening?.close();
  }

  /**
   * Has the world, in which nothing is under way yet, and this engine stand at the same time: this one is ahead where calls
   * of tests before have hung.
   */
  async meetInTime(): Promise<void> {
    const seconds = await this.#secondsBehind();
    if (seconds < 0) await this.world.pass(-seconds);
    else await this.#catchUp();
  }

  /** What was written an hour ago by the world's time is to be an hour old here. */
  async #catchUp(): Promise<void> {
    const seconds = await this.#secondsBehind();
    if (seconds > 0) await this.#end(machineArn("pass-time"), JSON.stringify({ seconds }));
  }

  async #secondsBehind(): Promise<number> {
    const [here, there] = await Promise.all([
      askOfTime(this.endpoint, "DescribeTime"),
      askOfTime(this.world.stepFunctionsUrl, "DescribeTime"),
    ]);
    return Math.floor((Number(there?.nowMs) - Number(here?.nowMs)) / 1_000);
  }

  async #runToEnd(workflow: string, value: unknown) {
    const [stateMachineArn, input] = [machineArn(workflow), JSON.stringify(value)];
    const type = this.compiled.workflows.find(({ name }) => name === workflow)?.type;
    if (type === "EXPRESS") return this.client.send(new StartSyncExecutionCommand({ stateMachineArn, input }));
    return this.#end(stateMachineArn, input);
  }

  async #end(stateMachineArn: string, input: string) {
    const { executionArn } = await this.client.send(new StartExecutionCommand({ stateMachineArn, input }));
    this.#calledAt = Date.now();
    return eventually(async () => {
      const found = await this.client.send(new DescribeExecutionCommand({ executionArn }));
      if (found.status !== "RUNNING") return found;
      // Where nobody has called for a while and nobody is about to answer, nobody will.
      const isIdle = this.#sending === 0 && Date.now() - this.#calledAt > idleMs;
      if (isIdle && this.#underWay === 1) await askOfTime(this.endpoint, "SkipPause");
      return undefined;
    });
  }

  /** Answers a task of this engine. One that has failed or is answered takes no answer. */
  async send(taskToken: string, answer: PersonsAnswer): Promise<void> {
    this.#sending += 1;
    const command =
      "error" in answer
        ? new SendTaskFailureCommand({ taskToken, ...answer })
        : new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(answer.output) });
    // Two kinds of commands, which the client's overloads do not take as one.
    await this.client.send(command as SendTaskSuccessCommand).catch(() => undefined);
    this.#sending -= 1;
    this.#calledAt = Date.now();
  }

  async #handle(request: HttpRequest): Promise<HttpResponse> {
    // What executions log is no call of theirs. It is kept here: the clocks of the two engines differ, and a log takes nothing
    // from the future.
    const logged = this.logs?.answer(request);
    if (logged !== undefined) return logged;
    this.#calledAt = Date.now();
    const fault = this.#faults.next(callOf(request));
    if (fault?.moment === "before") return faultAnswer(request, fault.error);
    const answer = await this.#perform(request);
    if (fault?.moment === "silence") return new Promise(() => undefined);
    return fault === undefined ? answer : faultAnswer(request, fault.error);
  }

  async #perform(request: HttpRequest): Promise<HttpResponse> {
    if (lambdaPath.test(request.path)) return registeredFunctions(request);
    if (request.path.startsWith(taxPath)) {
      const path = request.path.slice(taxPath.length);
      return forwardTo(this.taxServiceUrl)({ ...bodyAndHeaders(request), path });
    }
    const answer = await forwardTo(this.world.servicesUrl)(request);
    const taskToken = tokenIn(request);
    if (taskToken !== undefined && answer.status === 200) this.#answerPerson(taskToken);
    return answer;
  }

  /** At once, as soon as the engine knows that the question was put. */
  #answerPerson(taskToken: string): void {
    const { answers } = this.#person;
    setImmediate(
      () => void answers.reduce((sent, each) => sent.then(() => this.send(taskToken, each)), Promise.resolve()),
    );
  }
}

const bodyAndHeaders = ({ method, query, headers, body }: HttpRequest) => ({ method, query, headers, body });

/** What a request asks for, as resources of Task states name it: `events:putEvents`; functions by their name. */
function callOf({ path, headers, method }: HttpRequest): string {
  const functionName = lambdaPath.exec(path)?.[1];
  if (functionName !== undefined) return decodeURIComponent(functionName);
  if (path.startsWith(taxPath)) return "http:invoke";
  const [service = "", action = method] = (headers["x-amz-target"] ?? "s3").split(".");
  const name = { AWSEvents: "events", DynamoDB_20120810: "dynamodb", AmazonSQS: "sqs" }[service] ?? service;
  return `${name}:${action.slice(0, 1).toLowerCase()}${action.slice(1)}`;
}

/** The token of a question that a request puts into the table of human tasks, or to another team over the bus. */
function tokenIn({ headers, body }: HttpRequest): string | undefined {
  if (headers["x-amz-target"] === "AWSEvents.PutEvents") {
    const { Entries = [] } = JSON.parse(body.toString()) as {
      readonly Entries?: readonly { readonly Detail?: string }[];
    };
    return (JSON.parse(Entries[0]?.Detail ?? "{}") as { readonly taskToken?: string }).taskToken;
  }
  if (headers["x-amz-target"] !== "DynamoDB_20120810.PutItem") return undefined;
  const { TableName, Item } = JSON.parse(body.toString()) as {
    TableName?: string;
    Item?: { token?: { S?: string } };
  };
  return TableName === "human-tasks" ? Item?.token?.S : undefined;
}
