import { unusableParameters } from "../../asl/index.js";
import type { AwsSdk, SdkAnswer } from "./aws-sdk.js";
import { type AnsweringIntegration, failed, succeeded, type TaskOutcome } from "./integration.js";
import { javaName } from "./java-name.js";
import { callOptimised, withSuffix } from "./optimised-call.js";
import { optimisedServices } from "./optimised-services.js";

const sdkPrefix = "aws-sdk:";

/** Calls services through their AWS SDK clients: the AWS SDK integration and the optimised ones built on it. */
export function serviceIntegration(sdk: AwsSdk): AnsweringIntegration {
  return async (call) => {
    const { resource, parameters, signal } = call;
    if (resource.kind !== "service") return failed("States.Runtime", `${resource.arn} is not a service`);
    const { resourceType, action } = resource;
    const optimised = optimisedServices[resourceType];
    if (optimised !== undefined) {
      const answer = await callOptimised(sdk, optimised, call, signal);
      return answer.kind === "answered" ? succeeded({ ...answer.output, ...answer.metadata }) : answer;
    }
    const service = resourceType.startsWith(sdkPrefix) ? resourceType.slice(sdkPrefix.length) : resourceType;
    // DEVIATION: the service refuses the machine or, for computed parameters, fails the state before the task is scheduled.
    const problems = await sdk.parameterProblems(service, action, parameters);
    if (problems.length > 0) return failed("States.Runtime", unusableParameters(parameters, problems));
    const answer = await sdk.call(service, action, parameters, signal);
    return answer.kind === "answered" ? succeeded(answer.output) : sdkFailure(service, answer);
  };
}

/** A refusal as the AWS SDK integration tells it. Names are those of the SDK for Java: `DynamoDb`, `Sfn`, `SecretsManager`. */
export function sdkFailure(service: string, refusal: Exclude<SdkAnswer, { kind: "answered" }>): TaskOutcome {
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
