import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import type { HttpHandler, HttpRequest, HttpResponse } from "./http-handler.js";

/** Bytes of a request's body. The largest legitimate ones are objects put into the embedded S3. */
const maxBodyBytes = 64 * 1024 * 1024;

/** A handler that learns when its client went away. */
export type AbortableHandler = (request: HttpRequest, signal: AbortSignal) => ReturnType<HttpHandler>;

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/** Opens a port. A port in use is a rejection with `EADDRINUSE`. */
export async function listen(handler: AbortableHandler, port: number, host: string): Promise<Listening> {
  const server = createServer((incoming, outgoing) => void serve(handler, incoming, outgoing));
  server.keepAliveTimeout = 65_000;
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address() as AddressInfo; // a TCP server that listens has one
  const name = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return { url: `http://${name}:${address.port}`, close: () => close(server) };
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}

async function serve(handler: AbortableHandler, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const gone = new AbortController();
  outgoing.on("close", () => gone.abort());
  try {
    const body = await readBody(incoming);
    if (body === undefined) {
      send(outgoing, jsonError(413, "RequestEntityTooLarge", `The body is larger than ${maxBodyBytes} bytes.`));
      incoming.destroy();
      return;
    }
    send(outgoing, await handler(requestOf(incoming, body), gone.signal));
  } catch (error) {
    // The client may have gone; otherwise the simulator itself failed, and says so.
    if (!outgoing.destroyed)
      send(outgoing, jsonError(500, "InternalFailure", error instanceof Error ? error.message : String(error)));
  }
}

async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}

function requestOf(incoming: IncomingMessage, body: Buffer): HttpRequest {
  const [path = "/", query = ""] = (incoming.url ?? "/").split(/\?(.*)/s);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  return { method: incoming.method ?? "GET", path, query: new URLSearchParams(query), headers, body };
}

function send(outgoing: ServerResponse, { status, headers, body }: HttpResponse): void {
  outgoing.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  outgoing.end(body);
}

const jsonError = (status: number, type: string, message: string): HttpResponse => ({
  status,
  headers: { "content-type": "application/x-amz-json-1.0" },
  body: JSON.stringify({ __type: type, message }),
});
