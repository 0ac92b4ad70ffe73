import type { CallOptions, RetryRule } from "./call-options.js";
import type { Duration } from "./duration.js";
import { performCall } from "./native-run.js";

/** What an HTTP endpoint answered: a status from 200 to 299. Any other is an error. */
export interface HttpResponse<Body> {
  readonly StatusCode: number;
  readonly StatusText: string;
  /** By name in small letters. */
  readonly Headers: Readonly<Record<string, readonly string[]>>;
  /** What the body says where it is JSON, else its text. Nobody checks that it is of the type. */
  readonly ResponseBody: Body;
}

type QueryValue = string | number | boolean;

export interface HttpRequest {
  /** The connection's own headers win, and it alone sends credentials: `Authorization` and others are refused. */
  readonly headers?: Readonly<Record<string, string>>;
  /** A list repeats its name. */
  readonly query?: Readonly<Record<string, QueryValue | readonly QueryValue[]>>;
}

export interface HttpRequestWithBody extends HttpRequest {
  /** Plain data, sent as JSON or as a form (see {@link HttpEndpointOptions.encoding}), or text that is sent as it is. */
  readonly body?: unknown;
}

/** All values are constants: they are known when the workflow is compiled. */
export interface HttpEndpointOptions {
  /** The address that all paths come after: `https://…`; `http://` only on the loopback interface, which AWS refuses. */
  readonly url: string;
  /** The name of the EventBridge connection with the credentials. Default: the endpoint's own name. */
  readonly connection?: string;
  /** Total time of one attempt of every call, at most 60 seconds. Default: 60 seconds, which AWS sets. */
  readonly timeout?: Duration;
  /** Retry rules of every call, after the call's own. Default: none, for not every request may be made twice. */
  readonly retry?: RetryRule | readonly RetryRule[];
  /** How bodies are sent: as JSON, or as `application/x-www-form-urlencoded`. Default `JSON`. */
  readonly encoding?: "JSON" | "FORM";
  /** How a form has lists: `a[0]=…`, `a=…&a=…`, `a=…,…` or `a[]=…`. Default `INDICES`. */
  readonly arrayFormat?: "INDICES" | "REPEAT" | "COMMAS" | "BRACKETS";
}

/** A path below the endpoint's address. Parts that are computed go through `encodeURIComponent`. */
export type HttpPath = `/${string}`;

type Call<Request> = <Body = unknown>(
  path: HttpPath,
  request?: Request,
  options?: CallOptions,
) => Promise<HttpResponse<Body>>;

/** An HTTP service that workflows call without a Lambda function in between. */
export interface HttpEndpoint {
  readonly endpointName: string;
  readonly options: HttpEndpointOptions;
  readonly get: Call<HttpRequest>;
  readonly head: Call<HttpRequest>;
  readonly post: Call<HttpRequestWithBody>;
  readonly put: Call<HttpRequestWithBody>;
  readonly patch: Call<HttpRequestWithBody>;
  readonly delete: Call<HttpRequestWithBody>;
}

/** The ARN of a connection in local runs. */
export const localConnectionArn = (name: string): string =>
  `arn:aws:events:us-east-1:123456789012:connection/${name}/00000000-0000-0000-0000-000000000000`;

/**
 * Declares an HTTP service. Inside a workflow, a call is a state of the resource `http:invoke`.
 *
 * Errors are named after the status, such as `States.Http.StatusCode.503`, with the body as the message;
 * `States.Http.Socket` when the service cannot be reached or takes 60 seconds, `States.Timeout` when the call's own time is
 * up. An answer has 256 KiB at most.
 *
 * Natively a call needs a stub of the endpoint's name: `(request) => ({ StatusCode: 200, … })`, which gets `Method`,
 * `ApiEndpoint`, `Headers`, `QueryParameters` and `RequestBody`.
 *
 * @param name unique in a project: letters, digits, `-` and `_`, at most 64
 * @see AWS page "Call HTTPS APIs in Step Functions workflows"
 */
export function httpEndpoint(name: string, options: HttpEndpointOptions): HttpEndpoint {
  const taskRetry = options.retry === undefined ? [] : [options.retry].flat();
  const call =
    (Method: string) =>
    async <Body>(path: HttpPath, request: HttpRequestWithBody = {}, callOptions?: CallOptions) =>
      (await performCall({
        task: name,
        input: requestInput(options, Method, path, request),
        options: callOptions,
        taskRetry,
      })) as HttpResponse<Body>;
  return {
    endpointName: name,
    options,
    get: call("GET"),
    head: call("HEAD"),
    post: call("POST"),
    put: call("PUT"),
    patch: call("PATCH"),
    delete: call("DELETE"),
  };
}

/** The arguments of the state, but for the connection. */
function requestInput(
  { url, encoding, arrayFormat }: HttpEndpointOptions,
  Method: string,
  path: HttpPath,
  { headers, query, body }: HttpRequestWithBody,
): object {
  const isForm = encoding === "FORM" && body !== undefined;
  return {
    ApiEndpoint: `${url.replace(/\/$/, "")}${path}`,
    Method,
    ...(isForm || headers !== undefined ? { Headers: { ...(isForm ? formHeaders : {}), ...headers } } : {}),
    QueryParameters: query,
    RequestBody: body,
    ...(isForm ? { Transform: formTransform(arrayFormat) } : {}),
  };
}

/** What a request with a form says of its body. */
export const formHeaders = { "Content-Type": "application/x-www-form-urlencoded" } as const;

/** What a state with a form says of its encoding. */
export function formTransform(arrayFormat: HttpEndpointOptions["arrayFormat"] = "INDICES"): object {
  return { RequestBodyEncoding: "URL_ENCODED", RequestEncodingOptions: { ArrayFormat: arrayFormat } };
}
