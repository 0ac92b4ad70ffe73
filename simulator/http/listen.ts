import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { isWellEncoded } from "./encoded-text.js";
import type { HttpHandler, HttpRequest, HttpResponse } from "./http-handler.js";

/** Bytes of a request's body. The largest legitimate ones are objects put into the embedded S3. */
const maxBodyBytes = 64 * 1024 * 1024;

/** A handler that may ask to learn when its client goes away. Most do not: a signal for every request costs time. */
export type AbortableHandler = (request: HttpRequest, whenGone: () => AbortSignal) => ReturnType<HttpHandler>;

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
  try {
    const body = await readBody(incoming);
    if (body === undefined) {
      send(outgoing, jsonError(413, "RequestEntityTooLarge", `The body is larger than ${maxBodyBytes} bytes.`));
      incoming.destroy();
      return;
    }
    send(outgoing, await handler(new IncomingRequest(incoming, body), () => signalOfClose(outgoing)));
  } catch (error) {
    // The client may have gone; otherwise the simulator itself failed, and says so.
    if (!outgoing.destroyed && !incoming.errored)
      send(outgoing, jsonError(500, "InternalFailure", error instanceof Error ? error.message : String(error)));
  }
}

function signalOfClose(outgoing: ServerResponse): AbortSignal {
  const gone = new AbortController();
  if (outgoing.closed) gone.abort();
  else outgoing.once("close", () => gone.abort());
  return gone.signal;
}

/** Reads a body whole; `undefined` for one that is too large. */
function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    incoming.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length > maxBodyBytes) resolve(undefined);
      else chunks.push(chunk);
    });
    incoming.on("end", () => {
      const [only] = chunks;
      resolve(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks));
    });
    incoming.on("error", reject);
    incoming.on("close", () => reject(new Error("The client closed the connection.")));
  });
}

/** A request whose parts are taken apart when they are asked for. */
class IncomingRequest implements HttpRequest {
  private splitAt: number | undefined;
  private parsedQuery: URLSearchParams | undefined;

  constructor(
    private readonly incoming: IncomingMessage,
    readonly body: Buffer,
  ) {}

  get method(): string {
    return this.incoming.method ?? "GET";
  }

  get path(): string {
    return this.url.slice(0, this.queryStart);
  }

  get query(): URLSearchParams {
    return (this.parsedQuery ??= new URLSearchParams(this.url.slice(this.queryStart + 1)));
  }

  get isQueryBroken(): boolean {
    return !isWellEncoded(this.url.slice(this.queryStart + 1));
  }

  /** Node joins repeated headers, except `Set-Cookie`, which no request has. */
  get headers(): Readonly<Record<string, string>> {
    return this.incoming.headers as Readonly<Record<string, string>>;
  }

  /** Node gives each byte that is not ASCII as a character. */
  private get url(): string {
    const url = this.incoming.url ?? "/";
    return url.replace(/[\u0080-\u00ff]/g, (byte) => `%${byte.charCodeAt(0).toString(16)}`);
  }

  private get queryStart(): number {
    if (this.splitAt === undefined) {
      const index = this.url.indexOf("?");
      this.splitAt = index < 0 ? this.url.length : index;
    }
    return this.splitAt;
  }
}

function send(outgoing: ServerResponse, { status, headers, body }: HttpResponse): void {
  outgoing.writeHead(status, { "content-length": Buffer.byteLength(body), ...headers });
  outgoing.end(body);
}

const jsonError = (status: number, type: string, message: string): HttpResponse => ({
  status,
  headers: { "content-type": "application/x-amz-json-1.0" },
  body: JSON.stringify({ __type: type, message }),
});
