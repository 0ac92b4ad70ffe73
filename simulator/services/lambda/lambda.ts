import { randomUUID } from "node:crypto";
import type { HttpHandler, HttpRequest, HttpResponse } from "../../http/http-handler.js";
import { listen, type Listening } from "../../http/listen.js";
import { utf8Text } from "../../utf8.js";
import { AwsError } from "../wire/aws-error.js";
import { parseFunctionReference } from "./function-name.js";
import { runtimeError } from "./runtime-error.js";

/** A function in process: it gets the payload as JSON and answers JSON, or throws. */
export type LambdaFunction = (payload: unknown) => unknown;

export interface LambdaOptions {
  /** The function of a name; undefined where there is none. */
  readonly find: (name: string) => LambdaFunction | undefined;
}

/** What an invocation came to. */
export interface InvocationResult {
  /** JSON text. */
  readonly payload: string;
  readonly isError: boolean;
}

/** An embedded Lambda: Invoke over functions in process. */
export interface Lambda {
  /** Answers what the AWS SDK's Lambda client sends for Invoke. */
  readonly handler: HttpHandler;
  /** Calls a function, by name or ARN. Throws `ResourceNotFoundException` where there is none. */
  invoke(nameOrArn: string, payload: unknown): Promise<InvocationResult>;
  /** Resolves when no asynchronous invocation is under way. */
  settled(): Promise<void>;
}

/** The path of Invoke. */
export const invokePath = /^\/2015-03-31\/functions\/([^/]+)\/invocations\/?$/;

const maxPayloadBytes = 6 * 1024 * 1024;
const maxEventPayloadBytes = 1024 * 1024;

/**
 * DEVIATION: the service repeats an asynchronous invocation that failed twice, minutes later; here it runs once.
 */
export function createLambda({ find }: LambdaOptions): Lambda {
  const pending = new Set<Promise<void>>();
  const findFunction = (nameOrArn: string): LambdaFunction => {
    const reference = parseFunctionReference(nameOrArn);
    const found = reference && find(reference.name);
    if (found !== undefined) return found;
    throw new AwsError("ResourceNotFoundException", `Function not found: ${nameOrArn}`, { status: 404 });
  };
  const answer = async (request: HttpRequest): Promise<HttpResponse> => {
    const name = decodeName(request);
    refuseUnknownHeaders(request);
    const type = request.headers["x-amz-invocation-type"] ?? "RequestResponse";
    const isEvent = type === "Event";
    const limit = isEvent ? maxEventPayloadBytes : maxPayloadBytes;
    if (request.body.length > limit)
      throw new AwsError(
        "RequestTooLargeException",
        `${request.body.length} byte payload is too large for the ${type} invocation type (limit ${limit} bytes)`,
        { status: 413 },
      );
    const run = findFunction(name);
    const payload = parsePayload(request.body);
    if (type === "DryRun") return respond(204, "");
    if (isEvent) {
      const running = invoke(run, payload).then(() => void pending.delete(running));
      pending.add(running);
      return respond(202, "");
    }
    if (type !== "RequestResponse")
      throw new AwsError(
        "InvalidParameterValueException",
        `Value '${type}' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]`,
      );
    const result = await invoke(run, payload);
    return respond(200, result.payload, {
      "x-amz-executed-version": "$LATEST",
      ...(result.isError && { "x-amz-function-error": "Unhandled" }),
    });
  };
  return {
    handler: async (request) => {
      try {
        return await answer(request);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        const body = { Type: "User", Message: error.message, message: error.message };
        return respond(error.status, JSON.stringify(body), { "x-amzn-errortype": error.code });
      }
    },
    invoke: (nameOrArn, payload) => invoke(findFunction(nameOrArn), payload),
    settled: async () => {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}

/** A Lambda behind a port of this machine. `port`: 0, the default, takes any free one. */
export async function startLambda(
  options: LambdaOptions & { readonly port?: number },
): Promise<Listening & { readonly lambda: Lambda }> {
  const lambda = createLambda(options);
  return { ...(await listen(lambda.handler, options.port ?? 0, "127.0.0.1")), lambda };
}

/** What an invocation may ask for beyond its payload, and functions in process do not get. */
export function refuseUnknownHeaders({ headers }: HttpRequest): void {
  for (const name of ["x-amz-client-context", "x-amz-tenant-id", "x-amz-durable-execution-name"])
    if (headers[name] !== undefined)
      throw new AwsError("InvalidParameterValueException", `The header ${name} of an invocation is not simulated.`);
}

async function invoke(run: LambdaFunction, payload: unknown): Promise<InvocationResult> {
  try {
    const result: unknown = await run(structuredClone(payload));
    const text = JSON.stringify(result) as string | undefined; // undefined has no JSON text
    return { payload: text ?? "null", isError: false };
  } catch (error) {
    return { payload: JSON.stringify(runtimeError(error)), isError: true };
  }
}

function decodeName({ method, path }: HttpRequest): string {
  const found = invokePath.exec(path)?.[1];
  if (method !== "POST" || found === undefined)
    throw new AwsError("UnknownOperationException", `The simulator does not have this operation: ${method} ${path}`, {
      status: 404,
    });
  try {
    return decodeURIComponent(found);
  } catch {
    throw new AwsError("InvalidParameterValueException", "The function name is not well encoded");
  }
}

function parsePayload(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(utf8Text(body));
  } catch {
    throw new AwsError("InvalidRequestContentException", "Could not parse request body into json");
  }
}

function respond(status: number, body: string, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  return {
    status,
    headers: { "content-type": "application/json", "x-amzn-requestid": randomUUID(), ...headers },
    body,
  };
}
