import { type JsonValue, parseJson } from "../json.js";
import { failed, succeeded, type TaskOutcome } from "./integration.js";

/** Calls the Lambda function of a name; a thrown error is the function's own failure. */
export type LambdaInvoker = (functionName: string, payload: JsonValue) => unknown;

/** What Lambda's Node.js runtime answers when a handler throws. */
interface LambdaError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

/** Calls a function in process: it gets its own copy of the payload and answers plain JSON. */
export async function invokeInProcess(
  invoke: LambdaInvoker,
  functionName: string,
  payload: JsonValue,
): Promise<TaskOutcome> {
  try {
    const result: unknown = await invoke(functionName, structuredClone(payload));
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
