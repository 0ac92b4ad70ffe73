import { shapeProblems } from "../../asl/index.js";
import type { HttpHandler } from "../http/http-handler.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import { inProcessRequests } from "./in-process-requests.js";
import { actionOf } from "./sdk-actions.js";
import { commandName, type Constructor, loadModule, packageOf, type SdkModule } from "./sdk-packages.js";
import {
  fromSdkOutput,
  type OutputShape,
  outputShape,
  textContentType,
  type TimeFormat,
  toSdkInput,
} from "./sdk-shape.js";

/** Where calls of a service go. */
export type EndpointOf = (service: string) => string | undefined;

export interface AwsSdkOptions {
  readonly region: string;
  readonly endpointOf: EndpointOf;
  /** Services in this process: their requests need no socket. */
  readonly embedded?: (service: string) => HttpHandler | undefined;
}

/** What a call through an AWS SDK client ended with. */
export type SdkAnswer =
  | {
      readonly kind: "answered";
      readonly output: JsonValue;
      readonly requestId: string;
      readonly httpHeaders: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: "refused";
      /** The error's name in the service's model: `ResourceNotFoundException`, `QueueDoesNotExist`. */
      readonly code: string;
      /** Its code, where the service has codes beside names: `AWS.SimpleQueueService.NonExistentQueue`, `NotFound`. */
      readonly errorCode?: string | undefined;
      /** False for errors that the service's model does not name. */
      readonly modelled: boolean;
      readonly message: string;
      readonly status: number;
      readonly requestId: string;
      /** S3's second id of a request. */
      readonly extendedRequestId: string | undefined;
      /** `DynamoDB`, `SFN`, …: the service's id. */
      readonly serviceId: string;
    }
  | { readonly kind: "unavailable"; readonly message: string };

/** What reading an object of S3 ended with. */
export type SdkDownload =
  { readonly kind: "downloaded"; readonly bytes: Uint8Array; readonly contentType: string | undefined } | SdkFailure;

type SdkFailure = Exclude<SdkAnswer, { kind: "answered" }>;

/** A command's answer as its client gives it, and its shape. */
type Sent = { readonly kind: "sent"; readonly output: Record<string, unknown>; readonly shape: unknown } | SdkFailure;

/** An object, as S3's client gives it in Node. */
interface SdkObject {
  readonly Body?: { transformToByteArray(): Promise<Uint8Array>; destroy?(): void };
  readonly ContentLength?: number;
  readonly ContentType?: string;
}

interface SdkClient {
  send(command: unknown, options: { readonly abortSignal: AbortSignal }): Promise<Record<string, unknown>>;
  readonly config: {
    readonly serviceId?: string;
    requestHandler: { readonly metadata?: { readonly handlerProtocol: string } };
  };
  readonly middlewareStack: { add(middleware: unknown, options: unknown): void };
}

/**
 * Calls services through their AWS SDK clients, which are loaded when they are first needed. Only configured endpoints
 * are called: without one, a call is `unavailable`, so that nothing reaches a real account by mistake.
 */
export class AwsSdk {
  private readonly clients = new Map<string, Promise<{ client: SdkClient; module: SdkModule } | string>>();

  constructor(private readonly options: AwsSdkOptions) {}

  async call(
    service: string,
    action: string,
    parameters: JsonValue,
    signal: AbortSignal,
    times?: TimeFormat,
  ): Promise<SdkAnswer> {
    const sent = await this.send(service, action, parameters, signal);
    if (sent.kind !== "sent") return sent;
    const { output, shape } = sent;
    if (service === "s3" && action === "getObject") dropUnaskedChecksums(output, parameters);
    const { requestId = "" } = (output.$metadata ?? {}) as { requestId?: string };
    try {
      return {
        kind: "answered",
        output: await fromSdkOutput(output, shape, times),
        requestId,
        httpHeaders: headersOf(output),
      };
    } catch (error) {
      return this.refusal(error, service, service);
    }
  }

  /** The bytes of an object of S3, with the parameters of GetObject; `unavailable` for one that is larger than the limit. */
  async download(parameters: JsonObject, maxBytes: number, signal: AbortSignal): Promise<SdkDownload> {
    const sent = await this.send("s3", "getObject", parameters, signal);
    if (sent.kind !== "sent") return sent;
    const { Body: body, ContentLength: length = 0, ContentType: contentType } = sent.output as SdkObject;
    if (length > maxBytes) {
      body?.destroy?.();
      return {
        kind: "unavailable",
        message: `The object has ${length} bytes; the simulator reads at most ${maxBytes}`,
      };
    }
    try {
      return { kind: "downloaded", bytes: (await body?.transformToByteArray()) ?? new Uint8Array(), contentType };
    } catch (error) {
      return this.refusal(error, "s3", "S3");
    }
  }

  private async send(service: string, action: string, parameters: JsonValue, signal: AbortSignal): Promise<Sent> {
    const loaded = await this.client(service);
    if (typeof loaded === "string") return { kind: "unavailable", message: loaded };
    const { client, module } = loaded;
    const name = commandName(module, action);
    if (name === undefined) return { kind: "unavailable", message: `The service ${service} has no action ${action}.` };
    const Command = module[name] as Constructor<{ readonly schema?: readonly unknown[]; input: unknown }>;
    const command = new Command({});
    const input = toSdkInput(parameters ?? {}, command.schema?.[4]);
    command.input = { ...(input as object), ...textContentType(input, command.schema?.[4]) }; // parameters are an object
    try {
      return { kind: "sent", output: await client.send(command, { abortSignal: signal }), shape: command.schema?.[5] };
    } catch (error) {
      const refusal = this.refusal(error, service, client.config.serviceId ?? service);
      return service === "s3" && /^head(?:Bucket|Object)$/.test(action) ? withoutBody(refusal, action) : refusal;
    }
  }

  /** What is wrong with an action's parameters, as far as its client knows them; nothing of an action that cannot be called. */
  async parameterProblems(service: string, action: string, parameters: JsonValue): Promise<readonly string[]> {
    const loaded = await this.client(service);
    const known = typeof loaded === "string" ? undefined : actionOf(loaded.module, action);
    return known === undefined ? [] : shapeProblems(parameters, known.shape).map(({ message }) => message);
  }

  /** What an action answers, when the service's client is installed. */
  async outputShape(service: string, action: string): Promise<OutputShape | undefined> {
    const module = await loadModule(service);
    const name = module && commandName(module, action);
    if (module === undefined || name === undefined) return undefined;
    const Command = module[name] as Constructor<{ readonly schema?: readonly unknown[] }>;
    return outputShape(new Command({}).schema?.[5], (member) => enumeration(module[member]));
  }

  private refusal(error: unknown, service: string, serviceId: string): SdkFailure {
    const { name, Code, message, $metadata, constructor } = error as {
      name?: string;
      /** Of the services whose protocol is, or once was, AWS's query protocol. */
      Code?: string;
      message?: string;
      $metadata?: { httpStatusCode?: number; requestId?: string; extendedRequestId?: string };
      constructor?: { name?: string };
    };
    // An answer that succeeded and cannot be read is none of the service that the client knows.
    if ($metadata?.httpStatusCode === undefined || $metadata.httpStatusCode < 300 || error instanceof SyntaxError)
      return {
        kind: "unavailable",
        message: `Calling ${service} at ${this.options.endpointOf(service)} failed: ${message}`,
      };
    return {
      kind: "refused",
      code: name ?? "UnknownError",
      errorCode: Code,
      modelled: constructor?.name === name,
      // The SDK's word for an answer without a message, of which the SDK for Java says `null`.
      message: message === "UnknownError" ? "null" : (message ?? ""),
      status: $metadata.httpStatusCode,
      requestId: $metadata.requestId ?? "",
      // Endpoints that only resemble S3 have one id a request.
      extendedRequestId: serviceId === "S3" ? ($metadata.extendedRequestId ?? $metadata.requestId ?? "") : undefined,
      serviceId,
    };
  }

  private client(service: string): Promise<{ client: SdkClient; module: SdkModule } | string> {
    const known = this.clients.get(service);
    if (known !== undefined) return known;
    const loading = this.load(service);
    this.clients.set(service, loading);
    return loading;
  }

  private async load(service: string): Promise<{ client: SdkClient; module: SdkModule } | string> {
    const endpoint = this.options.endpointOf(service);
    if (endpoint === undefined)
      return `The simulator has no endpoint for ${service}: start it with an endpoint for ${service}, or with one for all of AWS.`;
    const name = packageOf(service);
    const module = await loadModule(service);
    if (module === undefined) return `Calling ${service} needs the package ${name}: npm install ${name}`;
    const clientName = Object.keys(module).find(
      (key) => key.endsWith("Client") && module[key.slice(0, -"Client".length)] !== undefined,
    );
    const Client = module[clientName ?? ""] as Constructor<SdkClient> | undefined;
    if (Client === undefined) return `The package ${name} has no client.`;
    const embedded = this.options.embedded?.(service);
    const client = new Client({
      ...(embedded === undefined ? {} : { requestHandler: inProcessRequests(embedded, service === "s3") }),
      endpoint,
      region: this.options.region,
      // Local endpoints do not check signatures; real credentials have no business here.
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
      maxAttempts: 1,
      forcePathStyle: true,
      disableHostPrefix: true,
    });
    // At a plain address few speak the HTTP/2 that clients such as that of Kinesis begin with.
    if (endpoint.startsWith("http:") && client.config.requestHandler.metadata?.handlerProtocol === "h2") {
      const { NodeHttpHandler } = await import("@smithy/node-http-handler");
      client.config.requestHandler = new NodeHttpHandler();
    }
    client.middlewareStack.add(keepHeaders, { step: "deserialize", priority: "high", name: "keepHeaders" });
    return { client, module };
  }
}

/** The client asks for checksums by itself, which recorded results of the service have only where `ChecksumMode` does. */
function dropUnaskedChecksums(output: Record<string, unknown>, parameters: JsonValue): void {
  if (isJsonObject(parameters) && parameters.ChecksumMode !== undefined) return;
  for (const name of Object.keys(output)) if (name.startsWith("Checksum")) delete output[name];
}

/** An answer to HEAD has no body to tell a message or a code: the SDK for Java says `null`, and knows what is missing. */
function withoutBody(refusal: SdkFailure, action: string): SdkFailure {
  if (refusal.kind !== "refused") return refusal;
  const isMissing = refusal.status === 404;
  const missing = action === "headBucket" ? "NoSuchBucket" : "NoSuchKey";
  return { ...refusal, message: "null", modelled: isMissing, ...(isMissing && { code: missing }) };
}

/** An enumeration of a client: an object whose members have their own names, or ones like them, for values. */
function enumeration(exported: unknown): readonly string[] | undefined {
  if (typeof exported !== "object" || exported === null) return undefined;
  const values: readonly unknown[] = Object.values(exported);
  return values.length > 0 && values.every((value) => typeof value === "string") ? values : undefined;
}

const headers = Symbol("headers");

interface Next {
  (input: unknown): Promise<{ response?: { headers?: Record<string, string> }; output: Record<PropertyKey, unknown> }>;
}

/** Keeps the response's headers with the answer: results of some integrations show them. */
const keepHeaders = (next: Next) => async (input: unknown) => {
  const result = await next(input);
  Object.defineProperty(result.output, headers, { value: result.response?.headers ?? {}, enumerable: false });
  return result;
};

const headersOf = (output: object): Readonly<Record<string, string>> =>
  ((output as Record<PropertyKey, unknown>)[headers] as Record<string, string> | undefined) ?? {};
