import type { KeptState } from "../services/kept-state.js";
import type { LogGroups } from "../service/log-groups.js";
import type { HttpHandler, HttpRequest, HttpResponse } from "./http-handler.js";
import { AwsError } from "../services/wire/aws-error.js";
import { queryProtocolError } from "../services/wire/query-protocol.js";
import { signedScope } from "./signed-scope.js";

/** A service behind the one endpoint, and how its requests are told from those of others. */
export interface RoutedService {
  /** The service's name in the AWS SDK integration: `dynamodb`, `eventbridge`, `sqs`, … */
  readonly name: string;
  /** Beginnings of the `X-Amz-Target` header: `DynamoDB_20120810.`. */
  readonly targets?: readonly string[];
  /** Service names in the credential scope of the `Authorization` header: `s3`. */
  readonly scopes?: readonly string[];
  /** Actions that anybody may ask for by an address, without a signature: `/?Action=…`. */
  readonly openActions?: readonly string[];
  /** Paths of services that are told by their path. */
  readonly path?: RegExp;
  readonly handler: HttpHandler;
  /** Every action that it answers: `PutItem`. Where it is absent, machines may call any. */
  readonly actions?: Iterable<string>;
  /** What it holds, where that can be kept over restarts. */
  readonly kept?: KeptState;
  /** Of CloudWatch Logs: where state machines log to, without a request. */
  readonly logGroups?: LogGroups;
}

/** Gives a request to the service that it is for: by target, by path, then by credential scope. */
export function routeRequest(services: readonly RoutedService[], request: HttpRequest): Promise<HttpResponse> {
  const service = findService(services, request);
  if (service !== undefined) return service.handler(request);
  return Promise.resolve(unknownService(request));
}

function unknownService(request: HttpRequest): HttpResponse {
  const asked = request.headers["x-amz-target"] ?? signedScope(request) ?? "";
  const message = `The simulator has no service for ${request.method} ${request.path} ${asked}`.trim();
  const code = "UnknownOperationException";
  // A form is of the query protocol, whose clients cannot read JSON.
  if (request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true)
    return queryProtocolError(
      new AwsError(code, message, { status: 404 }),
      "http://webservices.amazon.com/AWSFault/2005-15-09",
    );
  return {
    status: 404,
    headers: { "content-type": "application/x-amz-json-1.0" },
    body: JSON.stringify({ __type: code, message }),
  };
}

/** The service that a request is for; undefined where it is for none. */
export function findService(services: readonly RoutedService[], request: HttpRequest): RoutedService | undefined {
  const target = request.headers["x-amz-target"];
  if (target !== undefined) {
    const byTarget = services.find(({ targets }) => targets?.some((prefix) => target.startsWith(prefix)));
    if (byTarget !== undefined) return byTarget;
  }
  const byPath = services.find((service) => service.path?.test(request.path));
  if (byPath !== undefined) return byPath;
  const scope = signedScope(request);
  if (scope !== undefined) return services.find(({ scopes }) => scopes?.includes(scope));
  const action = request.method === "GET" && request.path === "/" ? request.query.get("Action") : null;
  return action === null ? undefined : services.find(({ openActions }) => openActions?.includes(action));
}
