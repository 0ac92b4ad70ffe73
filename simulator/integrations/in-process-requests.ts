import { Readable } from "node:stream";
import type { HttpHandler } from "../http/http-handler.js";

/** A request as clients of the AWS SDK make it. */
interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface SdkResponse {
  readonly response: {
    readonly statusCode: number;
    readonly headers: Record<string, string>;
    readonly body: Uint8Array | Readable;
  };
}

/** The part of an HTTP handler that clients of the AWS SDK call, as their option `requestHandler`. */
export interface SdkRequestHandler {
  handle(request: SdkRequest): Promise<SdkResponse>;
}

/**
 * Hands requests of AWS SDK clients to a handler in this process, without a socket.
 *
 * @param answersStreams whether bodies are read as streams, as those of S3's objects
 */
export function inProcessRequests(handler: HttpHandler, answersStreams: boolean): SdkRequestHandler {
  return {
    async handle(request) {
      const { status, headers, body } = await handler({
        method: request.method,
        path: request.path,
        query: queryOf(request.query),
        headers: Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
        ),
        body: await bytesOf(request.body),
      });
      const bytes = typeof body === "string" ? Buffer.from(body) : body;
      const lowerCased = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
      return {
        response: {
          statusCode: status,
          headers: { ...Object.fromEntries(lowerCased), "content-length": String(bytes.length) },
          body: answersStreams ? Readable.from([bytes], { objectMode: false }) : bytes,
        },
      };
    },
  };
}

function queryOf(query: SdkRequest["query"] = {}): URLSearchParams {
  const found = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const each of typeof value === "object" && value !== null ? value : [value]) found.append(name, each ?? "");
  }
  return found;
}

async function bytesOf(body: unknown): Promise<Buffer> {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === "string") return Buffer.from(body);
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array | string>) {
    chunks.push(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
  }
  return Buffer.concat(chunks);
}
