import { unknownField, unusableParameters } from "../../asl/index.js";
import { isJsonObject, type JsonObject } from "../json.js";
import type { AwsSdk, SdkAnswer } from "./aws-sdk.js";
import { type AnsweringIntegration, failed, succeeded, type TaskCall, type TaskOutcome } from "./integration.js";
import { javaName } from "./java-name.js";
import { type OptimisedService, optimisedServices } from "./optimised-services.js";

const sdkPrefix = "aws-sdk:";

/** Calls services through their AWS SDK clients: the AWS SDK integration and the optimised ones built on it. */
export function serviceIntegration(sdk: AwsSdk): AnsweringIntegration {
  return async (call) => {
    const { resource, parameters, signal } = call;
    if (resource.kind !== "service") return failed("States.Runtime", `${resource.arn} is not a service`);
    const { resourceType, action } = resource;
    const optimised = optimisedServices[resourceType];
    if (optimised !== undefined) return callOptimised(sdk, optimised, call);
    const service = resourceType.startsWith(sdkPrefix) ? resourceType.slice(sdkPrefix.length) : resourceType;
    // DEVIATION: the service refuses the machine or, for computed parameters, fails the state before the task is scheduled.
    const unknown = await sdk.unknownParameters(service, action, parameters);
    if (unknown.length > 0) return failed("States.Runtime", unusableParameters(parameters, unknown.map(unknownField)));
    const answer = await sdk.call(service, action, parameters, signal);
    return answer.kind === "answered" ? succeeded(answer.output) : sdkFailure(service, answer);
  };
}

async function callOptimised(sdk: AwsSdk, service: OptimisedService, call: TaskCall): Promise<TaskOutcome> {
  const { resource, parameters, executionArn, context, signal } = call;
  if (resource.kind !== "service") return failed("States.Runtime", `${resource.arn} is not a service`);
  const given = isJsonObject(parameters) ? parameters : {};
  const input = service.prepare?.(given, executionArn, stateMachineArnOf(context)) ?? given;
  const answer = await sdk.call(service.sdkService, resource.action, input, signal);
  if (answer.kind === "answered") {
    const output = isJsonObject(answer.output) ? answer.output : {};
    const failure = service.failureIn?.(output);
    if (failure !== undefined) return failed(failure.error, failure.cause);
    return succeeded({ ...output, ...metadata(answer) });
  }
  return optimisedFailure(service, answer);
}

function stateMachineArnOf({ StateMachine: machine }: JsonObject): string {
  const id = isJsonObject(machine) ? machine.Id : undefined;
  return typeof id === "string" ? id : "";
}

function metadata({ httpHeaders, requestId }: Extract<SdkAnswer, { kind: "answered" }>): JsonObject {
  return {
    SdkHttpMetadata: {
      AllHttpHeaders: Object.fromEntries(Object.entries(httpHeaders).map(([name, value]) => [name, [value]])),
      HttpHeaders: httpHeaders,
      HttpStatusCode: 200,
    },
    SdkResponseMetadata: { RequestId: requestId },
  };
}

type Refusal = Exclude<SdkAnswer, { kind: "answered" }>;

const withSuffix = (code: string): string => (code.endsWith("Exception") ? code : `${code}Exception`);

function optimisedFailure(service: OptimisedService, refusal: Refusal): TaskOutcome {
  if (refusal.kind === "unavailable") return failed(`${service.errorPrefix}.SdkClientException`, refusal.message);
  const { code, modelled, message, status, requestId } = refusal;
  return failed(
    `${service.errorPrefix}.${modelled ? withSuffix(code) : service.genericError}`,
    `${message} (Service: ${service.causeName}; Status Code: ${status}; Error Code: ${code.replace(/Exception$/, (suffix) => (service.errorPrefix === "SNS" ? "" : suffix))}; Request ID: ${requestId}; Proxy: null)`,
  );
}

/** Names are those of the SDK for Java: `DynamoDb`, `Sfn`, `SecretsManager`. */
function sdkFailure(service: string, refusal: Refusal): TaskOutcome {
  if (refusal.kind === "unavailable") return failed(`${javaName(service)}.SdkClientException`, refusal.message);
  const { code, modelled, message, status, requestId, extendedRequestId, serviceId } = refusal;
  const extended = extendedRequestId === undefined ? "" : `, Extended Request ID: ${extendedRequestId}`;
  const name = javaName(serviceId);
  // As recorded: the SDK for Java has come to tell its attempts, which recordings of other services are too old to have.
  const attempts = name === "Sfn" ? " (SDK Attempt Count: 1)" : "";
  return failed(
    `${name}.${modelled ? withSuffix(code) : `${name}Exception`}`,
    `${message} (Service: ${name}, Status Code: ${status}, Request ID: ${requestId}${extended})${attempts}`,
  );
}
