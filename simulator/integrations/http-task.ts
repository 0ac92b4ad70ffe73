import type { JsonObject } from "../json.js";
import { failed, type Integration, succeeded, type TaskCall, type TaskOutcome } from "./integration.js";
import { answerBody, describeRequest, describeResponse } from "./http-exchange.js";
import { connectionArnOf, type ConnectionCredentials, HttpArgumentsError, httpRequest } from "./http-request.js";
import { withinPatience } from "./patience.js";

export interface HttpTaskOptions {
  readonly region: string;
  /**
   * The credentials of a connection, or undefined when there is no such connection; a rejection is a connection that cannot
   * authorize. Without it, requests go out as the state has them: nobody here knows the connections.
   */
  readonly credentialsOf?: ((connectionArn: string) => Promise<ConnectionCredentials | undefined>) | undefined;
  /** Where a request goes instead: gives the address for one that a state names. Default: there. */
  readonly redirect?: ((url: URL) => URL) | undefined;
  /**
   * Real milliseconds after which a call counts as one that hangs, and virtual time passes although it is under way, so that
   * `TimeoutSeconds` strikes.
   */
  readonly patienceMs: number;
  readonly fetch?: typeof fetch | undefined;
}

/** How long a request may take, and how large its answer may be (AWS page "Quotas", HTTP Task). */
const longestMs = 60_000;
const largestBytes = 262_144;

/**
 * The `http:invoke` integration: calls HTTP services for real.
 *
 * DEVIATION: AWS does not say what failures below HTTP are called; they are `States.Http.Socket` here, as a request is
 * that takes 60 seconds. Redirects are not followed: they are the error of their status.
 *
 * @see AWS page "Call HTTPS APIs in Step Functions workflows"
 */
export function httpTaskIntegration(options: HttpTaskOptions): Integration {
  return async (call) => {
    const outcome = invokeHttp(call, options);
    const early = await withinPatience(outcome, options.patienceMs);
    return early ?? { kind: "underWay", outcome: (done) => void outcome.then(done) };
  };
}

/** Makes the request that arguments of `http:invoke` ask for. */
export async function invokeHttp(
  { parameters, signal, onHttp }: Pick<TaskCall, "parameters" | "signal" | "onHttp">,
  options: HttpTaskOptions,
): Promise<TaskOutcome> {
  try {
    const connectionArn = connectionArnOf(parameters);
    const credentials = await connectionCredentials(connectionArn, options);
    if (credentials?.kind === "failed") return credentials;
    const request = httpRequest(parameters, credentials, options.region);
    const shown = onHttp && {
      request: describeRequest(httpRequest(parameters, undefined, options.region)),
      sentRequest: describeRequest(request),
    };
    if (shown !== undefined) onHttp?.(shown);
    const limit = AbortSignal.timeout(longestMs);
    try {
      const response = await (options.fetch ?? fetch)(options.redirect?.(request.url) ?? request.url, {
        method: request.method,
        headers: request.headers,
        body: request.body ?? null,
        redirect: "manual",
        signal: AbortSignal.any([signal, limit]),
      });
      const showResponse = (body: string) =>
        shown && onHttp?.({ ...shown, response: describeResponse(response, request.url, body) });
      return await outcomeOf(response, showResponse);
    } catch (error) {
      const cause = limit.aborted ? "The request took longer than 60 seconds" : reasonOf(error);
      return failed("States.Http.Socket", cause);
    }
  } catch (error) {
    if (error instanceof HttpArgumentsError) return failed("States.Runtime", error.message);
    throw error;
  }
}

type FailedOutcome = Extract<TaskOutcome, { kind: "failed" }>;

async function connectionCredentials(
  connectionArn: string,
  { credentialsOf }: HttpTaskOptions,
): Promise<(ConnectionCredentials & { readonly kind?: never }) | FailedOutcome | undefined> {
  if (credentialsOf === undefined) return undefined;
  try {
    const found = await credentialsOf(connectionArn);
    return (
      found ?? {
        kind: "failed",
        error: "Events.ConnectionResource.ResourceNotFound",
        cause: `There is no connection ${connectionArn}`,
      }
    );
  } catch (error) {
    return { kind: "failed", error: "Events.ConnectionResource.InvalidConnectionState", cause: reasonOf(error) };
  }
}

async function outcomeOf(response: Response, showResponse: (body: string) => void): Promise<TaskOutcome> {
  const type = response.headers.get("content-type") ?? "";
  if (/^(application\/octet-stream|image\/|video\/|audio\/)/i.test(type)) {
    await response.body?.cancel();
    return failed("States.Runtime", `An HTTP task cannot take an answer of the type ${type}`);
  }
  const bytes = await readLimited(response);
  if (bytes === undefined) {
    return failed("States.DataLimitExceeded", `The answer has more than ${largestBytes} bytes`);
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return failed("States.Runtime", "The answer of the HTTP service is not text");
  }
  showResponse(text);
  if (!response.ok) return failed(`States.Http.StatusCode.${response.status}`, text || response.statusText);
  return succeeded({
    StatusCode: response.status,
    StatusText: response.statusText,
    Headers: headersOf(response.headers),
    ResponseBody: answerBody(type, text),
  });
}

async function readLimited(response: Response): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > largestBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function headersOf(headers: Headers): JsonObject {
  const cookies = headers.getSetCookie();
  return Object.fromEntries(
    [...new Set(headers.keys())].map((name) => [name, name === "set-cookie" ? cookies : [headers.get(name) ?? ""]]),
  );
}

/** The reason behind `fetch failed`. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof Error) return cause.message === "" ? String((cause as { code?: unknown }).code) : cause.message;
  return error.message;
}
