import { functionNameOf, qualifierOf } from "../engine/arns.js";
import { type HttpAnswer, sendHttpRequest } from "../http/send-http-request.js";
import { isJsonObject, type JsonValue, parseJson } from "../json.js";
import { failed, succeeded, type TaskOutcome } from "./integration.js";
import type { LambdaCaller } from "./lambda-invoke.js";

/**
 * Calls functions through a Lambda endpoint. A function's own failure has its `errorType` as error and the whole answer
 * as cause; an answer that Lambda itself refuses is `Lambda.…Exception`.
 *
 * @see AWS Lambda API reference, Invoke
 */
export function lambdaEndpoint(endpoint: string): LambdaCaller {
  return async (nameOrArn, payload, { type = "RequestResponse", qualifier, clientContext } = {}) => {
    const name = encodeURIComponent(functionNameOf(nameOrArn));
    const url = new URL(`/2015-03-31/functions/${name}/invocations`, endpoint);
    const version = qualifier ?? qualifierOf(nameOrArn);
    if (version !== undefined) url.searchParams.set("Qualifier", version);
    // Not with `fetch`, which gives a function no more than five minutes: it may take fifteen, and longer at a breakpoint.
    let response: HttpAnswer;
    try {
      response = await sendHttpRequest(url, {
        method: "POST",
        body: JSON.stringify(payload),
        headers: [
          ["content-type", "application/json"],
          ["x-amz-invocation-type", type],
          ...(clientContext === undefined ? [] : [["x-amz-client-context", clientContext] as const]),
        ],
      });
    } catch (error) {
      return failed("Lambda.SdkClientException", `Calling the Lambda endpoint ${endpoint} failed: ${String(error)}`);
    }
    const text = response.body.toString("utf8");
    if (response.status < 200 || response.status > 299) return refusal(response, text);
    if (headerOf(response, "x-amz-function-error") !== undefined) return functionFailure(text);
    const output = text === "" ? null : parseJson(text);
    return output === undefined
      ? failed("Lambda.Unknown", `The function's answer is not JSON: ${text}`)
      : succeeded(output);
  };
}

const headerOf = ({ headers }: HttpAnswer, wanted: string): string | undefined =>
  headers.find(([name]) => name.toLowerCase() === wanted)?.[1];

function functionFailure(text: string): TaskOutcome {
  const payload = parseJson(text);
  const errorType: JsonValue | undefined = isJsonObject(payload) ? payload.errorType : undefined;
  return failed(typeof errorType === "string" ? errorType : "Lambda.Unknown", text);
}

function refusal(response: HttpAnswer, text: string): TaskOutcome {
  const body = parseJson(text);
  const { Type: type, Message: upper, message: lower } = isJsonObject(body) ? body : {};
  const code = headerOf(response, "x-amzn-errortype")?.split(":")[0] ?? "ServiceException";
  const message = [upper, lower, type, text].find((candidate) => typeof candidate === "string") ?? "";
  const requestId = headerOf(response, "x-amzn-requestid") ?? "";
  return failed(
    `Lambda.${code}`,
    `${String(message)} (Service: AWSLambda; Status Code: ${response.status}; Error Code: ${code}; Request ID: ${requestId}; Proxy: null)`,
  );
}
