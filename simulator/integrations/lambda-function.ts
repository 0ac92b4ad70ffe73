import { copyJson, type JsonValue, parseJson } from "../json.js";
import { failed, succeeded, type TaskOutcome } from "./integration.js";
import type { LambdaCallOptions } from "./lambda-invoke.js";

/** What a function learns of its call besides the payload. */
export interface LambdaInvocation {
  /** What the caller gave as `ClientContext`. */
  readonly clientContext?: JsonValue;
}

/** Calls the Lambda function of a name; a thrown error is the function's own failure. */
export type LambdaInvoker = (functionName: string, payload: JsonValue, invocation: LambdaInvocation) => unknown;

/** What Lambda's Node.js runtime answers when a handler throws. */
interface LambdaError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

/**
 * Calls a function in process: it gets its own copy of the payload and answers plain JSON. One that is only told runs by
 * itself, and nobody learns how it ends.
 */
export async function invokeInProcess(
  invoke: LambdaInvoker,
  functionName: string,
  payload: JsonValue,
  { type = "RequestResponse", clientContext }: LambdaCallOptions = {},
): Promise<TaskOutcome> {
  if (type === "DryRun") return succeeded(null);
  if (type === "Event") {
    void invokeInProcess(invoke, functionName, payload, { clientContext });
    return succeeded(null);
  }
  try {
    const context =
      clientContext === undefined ? undefined : parseJson(Buffer.from(clientContext, "base64").toString());
    const invocation = context === undefined ? {} : { clientContext: context };
    const result: unknown = await invoke(functionName, copyJson(payload), invocation);
    const text = JSON.stringify(result) as string | undefined; // undefined results have no JSON text
    return succeeded(text === undefined ? null : (parseJson(text) ?? null));
  } catch (error) {
    const payloadOfError = lambdaError(error);
    return failed(payloadOfError.errorType, JSON.stringify(payloadOfError));
  }
}

function lambdaError(error: unknown): LambdaError {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split("\n") ?? [] };
}
