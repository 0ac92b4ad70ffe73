import { randomBytes, randomUUID } from "node:crypto";

import { type ClockOption, virtualClock } from "./clock/clock.js";
import { systemClock } from "./clock/system-clock.js";
import { defaultPlace, type Place } from "./engine/arns.js";
import { handleStepFunctions, stepFunctionsTarget } from "./http/aws-json.js";
import { lambdaHandler, lambdaPath } from "./http/lambda-handler.js";
import { listen } from "./http/listen.js";
import { forwardTo } from "./http/forward.js";
import { isLongPoll } from "./http/long-poll.js";
import { neighbourServices } from "./http/neighbour-services.js";
import type { RoutedService } from "./http/router.js";
import { handleTimeControl, timeControlTarget } from "./http/time-control.js";
import { apiGatewayIntegration } from "./integrations/api-gateway.js";
import { AwsSdk, type EndpointOf } from "./integrations/aws-sdk.js";
import { modelIntegration } from "./integrations/bedrock-model.js";
import { boundedFunctions, boundedServices, requestPatienceMs } from "./integrations/bounded-calls.js";
import { dispatch, type OwnActionsOf, resultShape, whyNotSimulated } from "./integrations/dispatch.js";
import type { Integration } from "./integrations/integration.js";
import { jobIntegration, type JobTime } from "./integrations/job-integration.js";
import { HttpRedirects } from "./integrations/http-redirects.js";
import { type HttpTaskOptions, httpTaskIntegration, invokeHttp } from "./integrations/http-task.js";
import { lambdaIntegration } from "./integrations/lambda-invoke.js";
import { nestedExecutions } from "./service/nested-executions.js";
import { nestedExecutionIntegration, reattachNestedExecution } from "./integrations/nested-execution.js";
import { withinPatience } from "./integrations/patience.js";
import { s3Objects } from "./integrations/s3-objects.js";
import { findSdkAction } from "./integrations/sdk-actions.js";
import { serviceIntegration } from "./integrations/service-integration.js";
import { syncExecutionIntegration } from "./integrations/sync-execution.js";
import { logDestinations, withLogs } from "./log-destinations.js";
import { mockConfigFile } from "./mock-config/mock-config-file.js";
import { mockedIntegration } from "./mock-config/mocked-integration.js";
import { mockedTasks } from "./mock-config/mocked-tasks.js";
import { StepFunctions } from "./service/step-functions.js";
import { syncExecutions } from "./service/sync-executions.js";
import { unusedSettings } from "./service/unused-settings.js";
import { functionsInProcess, hasOwnFunctions, lambdaCaller } from "./functions-in-process.js";
import type { Simulator, SimulatorOptions } from "./simulator-options.js";
import { Journal } from "./store/journal.js";
import { recover } from "./store/recover.js";

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
  const jobs = jobIntegration(sdk, (): JobTime => {
    const { engine } = service;
    return {
      after: (milliseconds, fire) => engine.time.after(milliseconds, fire),
      hold: (work) => engine.hold(work, isVirtual ? requestPatienceMs(options) : undefined),
    };
  });
  const serviceCalls = serviceIntegration(sdk);
  const modelCalls = modelIntegration(sdk);
  const apiCalls = apiGatewayIntegration((url) => redirects.targetOf(url));
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
    reattach: (own) => {
      const nested = reattachNestedExecution(nestedExecutions(own), (arn) => own.engine.record(arn));
      return (task, output, signal) => nested(task, output, signal) ?? jobs.reattach(task, output, signal);
    },
    place,
    newId: randomUUID,
    world: { random: Math.random, uuid: randomUUID, taskToken: () => randomBytes(192).toString("base64") },
    clock: clockOf(options.clock ?? "real", journal?.lastMs),
    pausedTasks: options.pausedTasks ?? "hold",
    advance: "next-turn",
    // A machine with mocks may name what only its mocks stand in for.
    whyNotSimulated: (resource, machineName, written) =>
      hasMocks(machineName) ? undefined : whyNotSimulated(resource, written, endpointOf, ownActionsOf),
    findSdkAction: (service, action, machineName) => {
      const found = findSdkAction(service, action);
      return found === "missing" && hasMocks(machineName) ? undefined : found;
    },
    objects: s3Objects(sdk),
    logs,
    unusedSettings: unusedSettings(options.settingsWithoutEffect ?? "refused", options.warn),
    statusListener: options.statusListener,
    resultShape: (resource) => resultShape(sdk, resource),
    mocks: mockedTasks(mockConfig, options.warn),
    integration: (own) => {
      const real = dispatch({
        lambda: isVirtual ? bounded(functions, own) : functions,
        nested: nestedExecutionIntegration(nestedExecutions(own)),
        http: httpTaskIntegration(httpOptions),
        apiGateway: isVirtual ? boundedServices(apiCalls, options) : apiCalls,
        models: isVirtual ? boundedServices(modelCalls, options) : modelCalls,
        services: isVirtual ? boundedServices(serviceCalls, options) : serviceCalls,
        jobs: isVirtual ? boundedServices(jobs.run, options) : jobs.run,
        syncExecutions:
          configured("sfn") === undefined ? syncExecutionIntegration(syncExecutions(own), sdk) : undefined,
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
    async (request) => {
      const target = request.headers["x-amz-target"] ?? "";
      if (target.startsWith(timeControlTarget)) return handleTimeControl(service.engine, isVirtual, request);
      const answer = () =>
        target.startsWith(stepFunctionsTarget) ? handleStepFunctions(service, request) : neighbours(request);
      // What waits for something to happen must not keep virtual time from passing.
      const isWaiting = isLongPoll(request) || target === `${stepFunctionsTarget}StartSyncExecution`;
      const response = isWaiting
        ? await answer()
        : await service.engine.hold(answer, isVirtual ? requestPatienceMs(options) : undefined);
      // Nobody is told of what could not be kept.
      journal?.flush();
      return response;
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
      await withinPatience(jobs.settled(), closePatienceMs);
      journal?.close();
    },
  };
}

/** How long the end waits for jobs that are being cancelled. */
const closePatienceMs = 1_000;

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

/** Time does not go back behind what has been stored. While nothing ran, virtual time stood still. */
function clockOf(option: ClockOption, lastMs: number | undefined) {
  if (option === "virtual") return virtualClock(lastMs ?? Date.now());
  return systemClock(option === "real" ? 1 : option.scale, Math.max(Date.now(), lastMs ?? 0));
}
