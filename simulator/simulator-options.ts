import type { ClockOption } from "./clock/clock.js";
import type { ExecutionEngine } from "./engine/execution-engine.js";
import type { RoutedService } from "./http/router.js";
import type { ConnectionCredentials } from "./integrations/http-request.js";
import type { TaskOutcome } from "./integrations/integration.js";
import type { LambdaInvoker } from "./integrations/lambda-function.js";
import type { JsonValue } from "./json.js";
import type { StatusListener } from "./service/status-change.js";
import type { StepFunctions } from "./service/step-functions.js";
import type { SettingsWithoutEffect } from "./service/unused-settings.js";

/** The code of a Lambda function in process. */
export type LambdaFunction = (payload: never, context: Readonly<Record<string, unknown>>) => unknown;

export interface SimulatorOptions {
  /** 0 (the default) takes any free port. */
  readonly port?: number;
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /**
   * Default `real`. Under `virtual`, time leaps to the next timer whenever nothing can run and neither a request nor a
   * task is under way.
   */
  readonly clock?: ClockOption;
  /**
   * Only for the virtual clock: `hold` (the default) keeps time from passing the deadline of a step that waits for its
   * task token, so a person may take their time; `skip` lets the deadline strike. `engine.skipPause()` passes one
   * held deadline.
   */
  readonly pausedTasks?: "hold" | "skip";
  /** Lambda functions in process, by name. */
  readonly functions?: ReadonlyMap<string, LambdaFunction>;
  /** Calls Lambda functions that are not among `functions`. */
  readonly lambda?: LambdaInvoker;
  /** Where services are called, by name: `lambda`, `dynamodb`, `eventbridge`, `sqs`, `logs`, … */
  readonly endpoints?: Readonly<Record<string, string>>;
  /** Where all services are called that `endpoints` does not name, except Step Functions itself. */
  readonly awsEndpoint?: string;
  /**
   * More services on the same port; state machines call them there, unless an endpoint is configured. Without CloudWatch
   * Logs among them the simulator has one of its own.
   */
  readonly services?: readonly RoutedService[];
  /**
   * Path of a mock configuration file of Step Functions Local. `StartExecution` on `<machine arn>#<test case>` runs with
   * the mocks of that test case. The file is read again when it changes.
   */
  readonly mockConfig?: string;
  /**
   * What becomes of a machine that is to log to a group that is not there: it is `refused`, as the service does, or the
   * group is `created` and `warn` told. Default `refused`.
   */
  readonly missingLogGroups?: "refused" | "created";
  /**
   * What becomes of machines and activities that ask for what has no effect here, X-Ray tracing or encryption with a
   * customer's KMS key: they are `refused` by name, or taken and `warn` is `told`. Default `refused`.
   */
  readonly settingsWithoutEffect?: SettingsWithoutEffect;
  /**
   * The credentials of EventBridge connections, for HTTP tasks. Default: nobody knows them, and requests carry none.
   * The command line gives those of its embedded EventBridge.
   */
  readonly connections?: (connectionArn: string) => Promise<ConnectionCredentials | undefined>;
  /**
   * Is told of the events with which the service lets EventBridge know when Standard executions start and end. Virtual time
   * stands still until its promise ends. `createServices` takes them with `events.publish`.
   */
  readonly statusListener?: StatusListener;
  /**
   * Where requests of HTTP tasks go instead: addresses by those that machines name, such as
   * `{ "https://tax.example.com": "http://127.0.0.1:4000" }`. What comes behind an address stays. An API of API Gateway is
   * called only where something stands in for it: `https://<its ApiEndpoint>`.
   */
  readonly httpRedirects?: Readonly<Record<string, string>>;
  /**
   * Only for the virtual clock: real milliseconds after which a request of an HTTP task counts as one that hangs, and
   * virtual time goes on to the task's timeout. Default 5,000.
   */
  readonly httpPatienceMs?: number;
  /**
   * Only for the virtual clock: real milliseconds after which a call of a Lambda function or of a service counts as one that
   * hangs, and virtual time goes on, so that timeouts strike; a request to the simulator likewise. Default: the timeout of
   * a function in process; 30,000 for others. Calls of such a function that hangs end with `Sandbox.Timedout` when its timeout
   * has passed in virtual time, too.
   */
  readonly callPatienceMs?: number;
  /** The timeouts of Lambda functions in process, in seconds, by name. Default: 30 each. */
  readonly functionTimeouts?: ReadonlyMap<string, number>;
  readonly region?: string;
  /** Twelve digits. */
  readonly account?: string;
  /**
   * A folder where machines, activities and executions with their histories, waiting tokens and timers are kept. A
   * simulator that is started with it again goes on where the one before was, even if that was killed. Of the
   * neighbours only tables are kept. Default: nothing is stored.
   */
  readonly data?: string;
  /**
   * Whether what is written to `data` is forced to the disk before anybody is told of it, so that a loss of power loses
   * nothing. It costs a wait for the disk with every answer. Default false.
   */
  readonly forceData?: boolean;
  /**
   * Calls of executions that are taken up from `data` wait for this: until what they call is there. Default: they are made at
   * once.
   */
  readonly readyToResume?: Promise<unknown>;
  /** How many events of ended executions are kept in memory, the latest first; default 1,000,000. */
  readonly keptEvents?: number;
  /** Told what a person should know. */
  readonly warn?: (message: string) => void;
}

export interface Simulator {
  /** Of the one endpoint, for every service. */
  readonly url: string;
  readonly service: StepFunctions;
  readonly engine: ExecutionEngine;
  /** Sends requests of HTTP tasks, and for an API of API Gateway, for one address to another, besides `httpRedirects`. */
  redirectHttp(from: string, to: string): void;
  /** Makes a request as an HTTP task does, outside of any execution. */
  invokeHttp(parameters: JsonValue): Promise<TaskOutcome>;
  /** Stops timers, calls and the server. */
  close(): Promise<void>;
}
