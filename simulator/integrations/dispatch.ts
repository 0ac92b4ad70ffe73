import { integrationPatterns } from "../../asl/index.js";
import type { JsonObject } from "../json.js";
import type { TaskResource } from "../machine/task-resource.js";
import type { AwsSdk, EndpointOf } from "./aws-sdk.js";
import { modelService, noModelOutput } from "./bedrock-model.js";
import type { Integration } from "./integration.js";
import { notFollowed, whyNotFollowed } from "./job-integration.js";
import { jobOf } from "./optimised-jobs.js";
import type { OutputShape } from "./sdk-shape.js";
import { optimisedServices } from "./optimised-services.js";
import { isSyncExecution } from "./sync-execution.js";

export interface Integrations {
  readonly lambda: Integration;
  readonly nested: Integration;
  readonly http: Integration;
  readonly apiGateway: Integration;
  /** `bedrock:invokeModel`. */
  readonly models: Integration;
  readonly services: Integration;
  /** `.sync` of services. */
  readonly jobs: Integration;
  /** `aws-sdk:sfn:startSyncExecution`, where the machines are this service's own. */
  readonly syncExecutions: Integration | undefined;
}

type ServiceResource = Extract<TaskResource, { kind: "service" }>;

/** Sends each call to the integration that knows its resource. */
export function dispatch(integrations: Integrations): Integration {
  const { lambda, nested, http, apiGateway, models, services, jobs, syncExecutions } = integrations;
  return async (call) => {
    const { resource } = call;
    if (resource.kind !== "service" || (resource.resourceType === "lambda" && resource.action === "invoke"))
      return lambda(call);
    if (resource.resourceType === "states" && resource.action === "startExecution") return nested(call);
    if (resource.pattern === "sync") return jobs(call);
    if (isHttpTask(resource)) return http(call);
    if (isApiGatewayTask(resource)) return apiGateway(call);
    if (isModelTask(resource)) return models(call);
    if (syncExecutions !== undefined && isSyncExecution(resource)) return syncExecutions(call);
    return services(call);
  };
}

function isHttpTask(resource: TaskResource): boolean {
  return resource.kind === "service" && resource.resourceType === "http" && resource.action === "invoke";
}

function isApiGatewayTask(resource: TaskResource): boolean {
  return resource.kind === "service" && resource.resourceType === "apigateway" && resource.action === "invoke";
}

function isModelTask(resource: TaskResource): boolean {
  return resource.kind === "service" && resource.resourceType === "bedrock" && resource.action === "invokeModel";
}

/** What a service's action answers, as far as its client is installed. */
export async function resultShape(sdk: AwsSdk, resource: TaskResource): Promise<OutputShape | undefined> {
  if (resource.kind !== "service") return undefined;
  const { resourceType, action, pattern } = resource;
  // The result of a job is what describes it.
  if (pattern === "sync" && jobOf(resourceType, action) !== undefined) return undefined;
  const service = resourceType.startsWith("aws-sdk:")
    ? resourceType.slice("aws-sdk:".length)
    : (optimisedServices[resourceType]?.sdkService ?? resourceType);
  return sdk.outputShape(service, action);
}

/** The actions of a service in this process, where its calls go there and not every action is simulated. */
export type OwnActionsOf = (service: string) => Iterable<string> | undefined;

/**
 * Why the simulator cannot run a Task with this resource, or `undefined`. Asked when a machine is created: what is not
 * simulated is refused then, by name, instead of pretending to succeed later.
 */
export function whyNotSimulated(
  resource: TaskResource,
  written: JsonObject | undefined,
  endpointOf: EndpointOf,
  ownActionsOf: OwnActionsOf = () => undefined,
): string | undefined {
  if (resource.kind !== "service") return undefined;
  return (
    whyResourceNotSimulated(resource, endpointOf, ownActionsOf) ??
    (written && whyParametersNotSimulated(resource, written))
  );
}

/** Parameters that are written down and would do something that is not simulated; those that are computed fail the task. */
function whyParametersNotSimulated(resource: ServiceResource, written: JsonObject): string | undefined {
  const { resourceType, action, pattern, arn } = resource;
  if (isModelTask(resource) && (written.Output !== undefined || written["Output.$"] !== undefined))
    return noModelOutput;
  const job = pattern === "sync" ? jobOf(resourceType, action) : undefined;
  return job && whyNotFollowed(job, arn, written);
}

function whyResourceNotSimulated(
  resource: ServiceResource,
  endpointOf: EndpointOf,
  ownActionsOf: OwnActionsOf,
): string | undefined {
  const { resourceType, action, pattern, arn } = resource;
  if (resourceType === "states" && action === "startExecution") return undefined;
  if (pattern === "sync" && jobOf(resourceType, action) === undefined) return notFollowed(arn);
  if (resourceType === "lambda" && action === "invoke") return undefined;
  if (isHttpTask(resource) && pattern === "requestResponse") return undefined;
  // What stands in for its API may be told later, and is asked for when the task runs.
  if (isApiGatewayTask(resource)) return undefined;
  const optimised = optimisedServices[resourceType];
  const isModel = isModelTask(resource);
  const service = isModel
    ? modelService
    : (optimised?.sdkService ?? (resourceType.startsWith("aws-sdk:") ? resourceType.slice(8) : undefined));
  if (service === undefined || (optimised !== undefined && !isModel && !optimised.actions.includes(action))) {
    if (integrationPatterns(resourceType, action) !== undefined)
      return `The simulator does not have the integration ${arn}. Mock the state.`;
    return `The resource provided ${arn} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`;
  }
  const own = ownActionsOf(service);
  if (own !== undefined && ![...own].some((name) => name.toLowerCase() === action.toLowerCase()))
    return `The simulator's own ${service} has no ${action}, which ${arn} calls. Start it with an endpoint for ${service}, or mock the state.`;
  if (endpointOf(service) !== undefined) return undefined;
  return `The simulator has no endpoint for ${service}, which ${arn} calls. Start it with an endpoint for ${service} or for all of AWS.`;
}
