import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { HttpHandler, HttpRequest, HttpResponse } from "../../http/http-handler.js";

/** A service behind a port of this machine. */
export interface RunningService {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  close(): Promise<void>;
}

export interface ListenOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** The largest request body taken; a larger one is answered with status 413. Default 64 MiB. */
  readonly maxBodyBytes?: number;
}

/** Opens a port on the loopback interface for one handler. */
export async function listen(handler: HttpHandler, options: ListenOptions = {}): Promise<RunningService> {
  const maxBodyBytes = options.maxBodyBytes ?? 64 * 1024 * 1024;
  const server = createServer((incoming, outgoing) => {
    void answer(handler, incoming, outgoing, maxBodyBytes);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a pipe name
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

async function answer(
  handler: HttpHandler,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  maxBodyBytes: number,
): Promise<void> {
  try {
    const body = await readBody(incoming, maxBodyBytes);
    if (body === undefined) return send(outgoing, { status: 413, headers: { connection: "close" }, body: "" });
    send(outgoing, await handler(toRequest(incoming, body)));
  } catch {
    // The cause stays here: a response must not show the inside of the simulator.
    if (!outgoing.headersSent) send(outgoing, { status: 500, headers: {}, body: "" });
    else outgoing.destroy();
  }
}

async function readBody(incoming: IncomingMessage, maxBodyBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBodyBytes) chunks.push(chunk);
  }
  return size > maxBodyBytes ? undefined : Buffer.concat(chunks);
}

function toRequest(incoming: IncomingMessage, body: Buffer): HttpRequest {
  const target = incoming.url ?? "/";
  const queryStart = target.indexOf("?");
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return {
    method: incoming.method ?? "GET",
    path: queryStart < 0 ? target : target.slice(0, queryStart),
    query: new URLSearchParams(queryStart < 0 ? "" : target.slice(queryStart + 1)),
    headers,
    body,
  };
}

function send(outgoing: ServerResponse, response: HttpResponse): void {
  const length = String(Buffer.byteLength(response.body));
  outgoing.writeHead(response.status, { "content-length": length, ...response.headers });
  outgoing.end(response.body);
}
