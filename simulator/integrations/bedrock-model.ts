import { unusableParameters } from "../../asl/index.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import type { AwsSdk } from "./aws-sdk.js";
import { answerBody } from "./http-exchange.js";
import { type AnsweringIntegration, failed, succeeded, type TaskOutcome } from "./integration.js";
import { optimisedFailure, withSuffix } from "./optimised-call.js";

/** The service's name in the AWS SDK integration, and of its endpoint. */
export const modelService = "bedrockruntime";

const bedrock = {
  sdkService: modelService,
  actions: ["invokeModel"],
  errorPrefix: "Bedrock",
  genericError: "BedrockRuntimeException",
  causeName: "BedrockRuntime",
};

/** Why a model's answer does not go to S3. */
export const noModelOutput =
  "The simulator does not write the answers of models to S3: use no 'Output' and put the Body into the object with another task, or mock the state.";

/** Bytes of a request's body. @see Amazon Bedrock API reference, "InvokeModel" */
const maxBodyBytes = 25_000_000;

/** Models of Bedrock, and the objects of S3 with what they are asked. */
export type ModelCalls = Pick<AwsSdk, "call" | "download" | "parameterProblems">;

/**
 * The `bedrock:invokeModel` integration: calls a model at the endpoint of `bedrockruntime`, with a body of JSON or of text, or
 * with what an object of S3 holds. The result is the answer's `Body`, as JSON where it is, and its `ContentType`.
 *
 * DEVIATION: what the service puts in the place of a body that it writes to `Output` is not documented, so `Output` is refused.
 * Nor is what a failure to read `Input` is called: here it has the names of S3.
 *
 * @see AWS Step Functions developer guide, "Invoke and customize Amazon Bedrock models with Step Functions"
 */
export function modelIntegration(sdk: ModelCalls): AnsweringIntegration {
  return async ({ parameters, signal }) => {
    const given = isJsonObject(parameters) ? parameters : {};
    const { Input: input, Body: body, Output: output, ...rest } = given;
    const problem = whyUnusable(input, body, output);
    if (problem !== undefined) return failed("States.Runtime", unusableParameters(parameters, [problem]));
    const problems = await sdk.parameterProblems(modelService, "invokeModel", rest);
    if (problems.length > 0) return failed("States.Runtime", unusableParameters(parameters, problems));
    const question = input === undefined ? { body: body ?? null } : await readInput(sdk, input, signal);
    if ("kind" in question) return question;
    const request = { ContentType: question.contentType ?? "application/json", Accept: "application/json", ...rest };
    const answer = await sdk.call(modelService, "invokeModel", { ...request, Body: question.body }, signal);
    return answer.kind === "answered" ? resultOf(answer.output) : optimisedFailure(bedrock, answer);
  };
}

function whyUnusable(
  input: JsonValue | undefined,
  body: JsonValue | undefined,
  output: JsonValue | undefined,
): string | undefined {
  if (output !== undefined) return noModelOutput;
  if (input !== undefined && body !== undefined) return "Either 'Body' or 'Input' may be given, not both";
  if (input === undefined) return body === undefined ? "The field 'Body' is required but was missing" : undefined;
  return placeOf(input) === undefined ? "The value of the field 'Input' has an invalid format" : undefined;
}

/** `{"S3Uri": "s3://bucket/key"}` */
function placeOf(input: JsonValue): { readonly Bucket: string; readonly Key: string } | undefined {
  const uri = isJsonObject(input) ? input.S3Uri : undefined;
  const { bucket, key } =
    /^s3:\/\/(?<bucket>[^/]+)\/(?<key>.+)$/.exec(typeof uri === "string" ? uri : "")?.groups ?? {};
  return bucket === undefined || key === undefined ? undefined : { Bucket: bucket, Key: key };
}

interface Question {
  readonly body: JsonValue;
  readonly contentType?: string | undefined;
}

async function readInput(
  sdk: ModelCalls,
  input: JsonValue,
  signal: AbortSignal,
): Promise<Question | Extract<TaskOutcome, { kind: "failed" }>> {
  const read = await sdk.download(placeOf(input) ?? {}, maxBodyBytes, signal);
  if (read.kind === "unavailable") return { kind: "failed", error: "S3.SdkClientException", cause: read.message };
  if (read.kind === "refused") return { kind: "failed", error: `S3.${withSuffix(read.code)}`, cause: read.message };
  try {
    return { body: new TextDecoder("utf-8", { fatal: true }).decode(read.bytes), contentType: read.contentType };
  } catch {
    return {
      kind: "failed",
      error: "States.Runtime",
      cause: "The Input of a model is text here, and the object is not",
    };
  }
}

function resultOf(output: JsonValue): TaskOutcome {
  const { Body: body, ContentType: type, ...rest } = isJsonObject(output) ? output : ({} as JsonObject);
  const text = textOf(body);
  const contentType = textOf(type);
  if (text.includes("\ufffd"))
    return failed("States.Runtime", `The model answered with ${contentType}, which is no text`);
  return succeeded({ Body: answerBody(contentType, text), ContentType: contentType, ...rest });
}

const textOf = (value: JsonValue | undefined): string => (typeof value === "string" ? value : "");
