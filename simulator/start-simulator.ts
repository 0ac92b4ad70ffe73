import { randomBytes, randomUUID } from "node:crypto";

import { type ClockOption, virtualClock } from "./clock/clock.js";
import { systemClock } from "./clock/system-clock.js";
import { defaultPlace, functionNameOf, type Place } from "./engine/arns.js";
import type { ExecutionEngine } from "./engine/execution-engine.js";
import { handleStepFunctions, stepFunctionsTarget } from "./http/aws-json.js";
import { lambdaHandler, lambdaPath } from "./http/lambda-handler.js";
import { listen } from "./http/listen.js";
import { forwardTo } from "./http/forward.js";
import { neighbourServices } from "./http/neighbour-services.js";
import type { RoutedService } from "./http/router.js";
import { handleTimeControl, timeControlTarget } from "./http/time-control.js";
import { AwsSdk, type EndpointOf } from "./integrations/aws-sdk.js";
import { boundedFunctions, boundedServices, requestPatienceMs } from "./integrations/bounded-calls.js";
import { dispatch, type OwnActionsOf, resultShape, whyNotSimulated } from "./integrations/dispatch.js";
import { failed, type Integration, type TaskOutcome } from "./integrations/integration.js";
import type { JsonValue } from "./json.js";
import { lambdaEndpoint } from "./integrations/lambda-endpoint.js";
import type { ConnectionCredentials } from "./integrations/http-request.js";
import { HttpRedirects } from "./integrations/http-redirects.js";
import { type HttpTaskOptions, httpTaskIntegration, invokeHttp } from "./integrations/http-task.js";
import { invokeInProcess, type LambdaInvoker } from "./integrations/lambda-function.js";
import { type LambdaCaller, lambdaIntegration } from "./integrations/lambda-invoke.js";
import { nestedExecutions } from "./service/nested-executions.js";
import { nestedExecutionIntegration, reattachNestedExecution } from "./integrations/nested-execution.js";
import { s3Objects } from "./integrations/s3-objects.js";
import { findSdkAction } from "./integrations/sdk-actions.js";
import { serviceIntegration } from "./integrations/service-integration.js";
import { logDestinations, withLogs } from "./log-destinations.js";
import { mockConfigFile } from "./mock-config/mock-config-file.js";
import { mockedIntegration } from "./mock-config/mocked-integration.js";
import type { StatusListener } from "./service/status-change.js";
import { StepFunctions } from "./service/step-functions.js";
import { type SettingsWithoutEffect, unusedSettings } from "./service/unused-settings.js";
import { Journal } from "./store/journal.js";
import { recover } from "./store/recover.js";

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
   * `createServices` has them as `events.credentialsOf`.
   */
  readonly connections?: (connectionArn: string) => Promise<ConnectionCredentials | undefined>;
  /**
   * Is told of the events with which the service lets EventBridge know when Standard executions start and end. Virtual time
   * stands still until its promise ends. `createServices` takes them with `events.publish`.
   */
  readonly statusListener?: StatusListener;
  /**
   * Where requests of HTTP tasks go instead: addresses by those that machines name, such as
   * `{ "https://tax.example.com": "http://127.0.0.1:4000" }`. What comes behind an address stays.
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
  /** Sends requests of HTTP tasks for one address to another, besides `httpRedirects`. */
  redirectHttp(from: string, to: string): void;
  /** Makes a request as an HTTP task does, outside of any execution. */
  invokeHttp(parameters: JsonValue): Promise<TaskOutcome>;
  /** Stops timers, calls and the server. */
  close(): Promise<void>;
}

/** Starts a simulator: the Step Functions API, and the services beside it, on one port. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const place: Place = {
    region: options.region ?? defaultPlace.region,
    account: options.account ?? defaultPlace.account,
  };
  let url = "";
  const services = withLogs(options.services ?? [], place, (): number => service.engine.nowMs());
  // Requests are signed for `logs`, and state machines call `aws-sdk:cloudwatchlogs`.
  const configured: EndpointOf = (service) =>
    options.endpoints?.[service] ?? (service === "cloudwatchlogs" ? options.endpoints?.logs : undefined);
  const endpointOf: EndpointOf = (service) => {
    const embedded = services.some(({ name }) => name === service);
    const own = embedded || (service === "lambda" && hasOwnFunctions(options));
    return configured(service) ?? (service === "sfn" ? url : (options.awsEndpoint ?? (own ? url : undefined)));
  };
  const sdk = new AwsSdk({
    region: place.region,
    endpointOf,
    embedded: (service) =>
      endpointOf(service) === url ? services.find(({ name }) => name === service)?.handler : undefined,
  });
  const logs = logDestinations(services, sdk, {
    isElsewhere: (configured("cloudwatchlogs") ?? options.awsEndpoint) !== undefined,
    missing: options.missingLogGroups ?? "refused",
    warn: options.warn,
    nowMs: (): number => service.engine.nowMs(),
  });
  const inProcess = functionsInProcess(options);
  const mockConfig = options.mockConfig === undefined ? undefined : mockConfigFile(options.mockConfig);
  const hasMocks = (machineName: string | undefined) =>
    mockConfig !== undefined && (machineName === undefined || mockConfig().machines.has(machineName));
  const ownActionsOf: OwnActionsOf = (service) => {
    if (endpointOf(service) !== url) return undefined;
    return service === "lambda" ? ["Invoke"] : options.services?.find(({ name }) => name === service)?.actions;
  };
  const callLambda = lambdaCaller(options, inProcess, place);
  const redirects = new HttpRedirects(options.httpRedirects);
  const isVirtual = options.clock === "virtual";
  const functions = lambdaIntegration(callLambda, randomUUID);
  const serviceCalls = serviceIntegration(sdk);
  /** What is behind an endpoint bounds its functions itself: here they only let time pass. */
  const bounded = (calls: typeof functions, own: StepFunctions) =>
    hasOwnFunctions(options)
      ? boundedFunctions(calls, () => own.engine.time, randomUUID, options)
      : boundedServices(calls, options);
  const httpOptions: HttpTaskOptions = {
    region: place.region,
    credentialsOf: options.connections,
    redirect: (url) => redirects.addressOf(url),
    patienceMs: options.httpPatienceMs ?? 5_000,
  };

  if (options.forceData === true && options.data === undefined)
    throw new Error("forceData says how data is kept: name the folder with data.");
  const journal = options.data === undefined ? undefined : new Journal(options.data, options.forceData);
  if (journal !== undefined && journal.droppedBytes > 0)
    options.warn?.(
      `The journal in ${options.data} ended within an entry, of which nobody had been told; its ${journal.droppedBytes} bytes were dropped.`,
    );
  const service: StepFunctions = new StepFunctions({
    log: journal,
    keptEvents: options.keptEvents,
    reattach: (own) => reattachNestedExecution(nestedExecutions(own), (arn) => own.engine.record(arn)),
    place,
    newId: randomUUID,
    world: { random: Math.random, uuid: randomUUID, taskToken: () => randomBytes(192).toString("base64") },
    clock: clockOf(options.clock ?? "real", journal?.lastMs),
    pausedTasks: options.pausedTasks ?? "hold",
    advance: "next-turn",
    // A machine with mocks may name what only its mocks stand in for.
    whyNotSimulated: (resource, machineName) =>
      hasMocks(machineName) ? undefined : whyNotSimulated(resource, endpointOf, ownActionsOf),
    findSdkAction: (service, action, machineName) => {
      const found = findSdkAction(service, action);
      return found === "missing" && hasMocks(machineName) ? undefined : found;
    },
    objects: s3Objects(sdk),
    logs,
    unusedSettings: unusedSettings(options.settingsWithoutEffect ?? "refused", options.warn),
    statusListener: options.statusListener,
    resultShape: (resource) => resultShape(sdk, resource),
    integration: (own) => {
      const real = dispatch({
        lambda: isVirtual ? bounded(functions, own) : functions,
        nested: nestedExecutionIntegration(nestedExecutions(own)),
        http: httpTaskIntegration(httpOptions),
        services: isVirtual ? boundedServices(serviceCalls, options) : serviceCalls,
      });
      const mocked =
        mockConfig === undefined ? real : mockedIntegration(mockConfig, (arn) => own.engine.record(arn), real);
      return options.readyToResume === undefined ? mocked : resuming(mocked, journal, options.readyToResume);
    },
  });
  const inThisProcess = (name: string) => options.lambda !== undefined || inProcess.has(name);
  const lambdaElsewhere = options.endpoints?.lambda ?? options.awsEndpoint;
  const lambda: RoutedService = {
    name: "lambda",
    path: lambdaPath,
    handler: lambdaHandler(
      callLambda,
      inThisProcess,
      lambdaElsewhere === undefined ? undefined : forwardTo(lambdaElsewhere),
      place,
    ),
  };
  const neighbours = neighbourServices({
    embedded: services,
    lambda,
    configured,
    otherwise: options.awsEndpoint,
  });
  const server = await listen(
    (request, whenGone) => {
      const target = request.headers["x-amz-target"] ?? "";
      if (target.startsWith(timeControlTarget))
        return Promise.resolve(handleTimeControl(service.engine, isVirtual, request));
      const answer = () =>
        target.startsWith(stepFunctionsTarget) ? handleStepFunctions(service, request, whenGone) : neighbours(request);
      return waitingTargets.has(target)
        ? answer()
        : service.engine.hold(answer, isVirtual ? requestPatienceMs(options) : undefined);
    },
    options.port ?? 0,
    options.host ?? "127.0.0.1",
  ).catch((error: unknown) => {
    journal?.close();
    throw error;
  });
  url = server.url;
  if (journal !== undefined) {
    try {
      keepServices(service, journal, options.services ?? []);
    } catch (error) {
      service.engine.close();
      await server.close();
      journal.close();
      throw error;
    }
  }
  return {
    url,
    service,
    engine: service.engine,
    redirectHttp: (from, to) => redirects.add(from, to),
    invokeHttp: (parameters) => invokeHttp({ parameters, signal: new AbortController().signal }, httpOptions),
    async close() {
      service.engine.close();
      await server.close();
      await logs.settled();
      journal?.close();
    },
  };
}

/** Has the calls of executions that the journal tells of wait. */
function resuming(integration: Integration, journal: Journal | undefined, ready: Promise<unknown>): Integration {
  const starts = journal?.found.flatMap((entry) =>
    entry.kind === "start" || entry.kind === "child" ? [entry.start.executionArn] : [],
  );
  const takenUp = new Set(starts);
  return async (call) => {
    if (takenUp.has(call.executionArn)) await ready;
    return integration(call);
  };
}

/** Brings everything to where the journal says that it was, and has changes of the services beside taken down from then on. */
function keepServices(service: StepFunctions, journal: Journal, services: readonly RoutedService[]): void {
  const kept = new Map(services.flatMap(({ name, kept: state }) => (state === undefined ? [] : [[name, state]])));
  recover(service, journal, kept);
  for (const [name, state] of kept)
    state.onChange((change) => journal.serviceChanged(name, change, service.engine.nowMs()));
}

/** Requests that wait for something to happen: they must not keep virtual time from passing. */
const waitingTargets: ReadonlySet<string> = new Set([
  `${stepFunctionsTarget}GetActivityTask`,
  `${stepFunctionsTarget}StartSyncExecution`,
  "AmazonSQS.ReceiveMessage",
]);

/** Time does not go back behind what has been stored. While nothing ran, virtual time stood still. */
function clockOf(option: ClockOption, lastMs: number | undefined) {
  if (option === "virtual") return virtualClock(lastMs ?? Date.now());
  return systemClock(option === "real" ? 1 : option.scale, Math.max(Date.now(), lastMs ?? 0));
}

const hasOwnFunctions = ({ functions, lambda }: SimulatorOptions): boolean =>
  functions !== undefined || lambda !== undefined;

function functionsInProcess({ functions = new Map<string, LambdaFunction>() }: SimulatorOptions) {
  return functions as ReadonlyMap<string, (payload: unknown, context: Readonly<Record<string, unknown>>) => unknown>; // handlers of all payload types share one registry
}

function lambdaCaller(
  { lambda, endpoints, awsEndpoint }: SimulatorOptions,
  functions: ReturnType<typeof functionsInProcess>,
  place: Place,
): LambdaCaller {
  const endpoint = endpoints?.lambda ?? awsEndpoint;
  const remote = endpoint === undefined ? undefined : lambdaEndpoint(endpoint);
  return async (nameOrArn, payload, callOptions = {}) => {
    const name = functionNameOf(nameOrArn);
    const own = functions.get(name);
    if (own !== undefined)
      return invokeInProcess(
        (_, given, more) => own(given, { functionName: name, ...more }),
        name,
        payload,
        callOptions,
      );
    if (lambda !== undefined) return invokeInProcess(lambda, name, payload, callOptions);
    if (remote !== undefined) return remote(nameOrArn, payload, callOptions);
    return failed(
      "Lambda.ResourceNotFoundException",
      `Function not found: arn:aws:lambda:${place.region}:${place.account}:function:${name}:${callOptions.qualifier ?? "$LATEST"} (Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: ${randomUUID()}; Proxy: null)`,
    );
  };
}
