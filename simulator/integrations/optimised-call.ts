import { integrationParameters, unusableParameters } from "../../asl/index.js";
import { isJsonObject, type JsonObject } from "../json.js";
import type { AwsSdk, SdkAnswer } from "./aws-sdk.js";
import { failed, type TaskCall, type TaskOutcome } from "./integration.js";
import { lookUp } from "./look-up.js";
import { membersOf } from "./member-sources.js";
import type { OptimisedService } from "./optimised-services.js";

/** Calls of services, as far as optimised integrations need them. */
export type ServiceCalls = Pick<AwsSdk, "call" | "parameterProblems">;

/** What an optimised integration's call ended with. */
export type OptimisedAnswer =
  | {
      readonly kind: "answered";
      readonly output: JsonObject;
      /** `SdkHttpMetadata` and `SdkResponseMetadata`, which results have beside the output. */
      readonly metadata: JsonObject;
    }
  | Extract<TaskOutcome, { kind: "failed" }>;

/** Calls the service as an optimised integration does: times are milliseconds, and errors have the integration's names. */
export async function callOptimised(
  sdk: ServiceCalls,
  service: OptimisedService,
  {
    resource,
    parameters,
    executionArn,
    context,
  }: Pick<TaskCall, "resource" | "parameters" | "executionArn" | "context">,
  signal: AbortSignal,
): Promise<OptimisedAnswer> {
  if (resource.kind !== "service") return failure("States.Runtime", `${resource.arn} is not a service`);
  const given = isJsonObject(parameters) ? parameters : {};
  const call = service.calls?.[resource.action];
  const asked = service.prepare?.(given, executionArn, stateMachineArnOf(context)) ?? given;
  const list = call?.lookUp;
  const found = list && (await lookUp(list, asked, (page) => sdk.call(service.sdkService, list.action, page, signal)));
  if (found?.kind === "unusable") return failure("States.Runtime", unusableParameters(parameters, [found.problem]));
  if (found !== undefined && found.kind !== "found") return optimisedFailure(service, found);
  const prepared = found?.parameters ?? asked;
  const input =
    call?.parameters === undefined ? prepared : membersOf(call.parameters, { given: prepared, started: {} });
  const action = call?.action ?? resource.action;
  if (integrationParameters(resource.resourceType, resource.action) === undefined) {
    // DEVIATION: the service refuses the machine or, for computed parameters, fails the state before the task is scheduled.
    const problems = await sdk.parameterProblems(service.sdkService, action, input);
    if (problems.length > 0) return failure("States.Runtime", unusableParameters(parameters, problems));
  }
  const answer = await sdk.call(service.sdkService, action, input, signal, "milliseconds");
  if (answer.kind !== "answered") return optimisedFailure(service, answer);
  const output = isJsonObject(answer.output) ? answer.output : {};
  const refusal = service.failureIn?.(output, resource.pattern);
  if (refusal !== undefined) return failure(refusal.error, refusal.cause);
  const result = call?.result === undefined ? output : membersOf(call.result, { started: output, given });
  return { kind: "answered", output: result, metadata: metadata(answer) };
}

/** A refusal of a service, as its optimised integration names it. */
export function optimisedFailure(
  service: OptimisedService,
  refusal: Exclude<SdkAnswer, { kind: "answered" }>,
): Extract<TaskOutcome, { kind: "failed" }> {
  if (refusal.kind === "unavailable") return failure(`${service.errorPrefix}.SdkClientException`, refusal.message);
  const { code, errorCode, modelled, message, status, requestId } = refusal;
  return failure(
    `${service.errorPrefix}.${modelled ? withSuffix(code) : service.genericError}`,
    `${message} (Service: ${service.causeName}; Status Code: ${status}; Error Code: ${errorCode ?? code}; Request ID: ${requestId}; Proxy: null)`,
  );
}

/** The name of an error as the SDK for Java has it. */
export const withSuffix = (code: string): string => (code.endsWith("Exception") ? code : `${code}Exception`);

function failure(error: string, cause: string) {
  return failed(error, cause) as Extract<TaskOutcome, { kind: "failed" }>; // as `failed` makes it
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
