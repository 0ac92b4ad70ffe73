import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

import { isWellEncoded } from "./encoded-text.js";
import type { HttpHandler, HttpRequest, HttpResponse } from "./http-handler.js";

/** Bytes of a request's body. The largest legitimate ones are objects put into the embedded S3. */
const maxBodyBytes = 64 * 1024 * 1024;

/** After so much silence a client that has closed its half of the connection is asked whether it is still there. */
const askAfterMs = 1_000;

/** How often what has become of that is looked at. */
const lookAfterMs = 5_000;

/** A client that takes nothing of its answer for so long is not waited for. */
const untakenAnswerMs = 60_000;

/** What the system takes of an answer without the client's doing. */
const unaskedBytes = 64 * 1024;

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Opens a port. A port in use is a rejection with `EADDRINUSE`. A client that closes its half of a connection gets what it
 * has asked for, and then the connection is closed.
 */
export async function listen(handler: HttpHandler, port: number, host: string): Promise<Listening> {
  const server = createServer((incoming, outgoing) => void serve(handler, incoming, outgoing));
  server.keepAliveTimeout = 65_000;
  // Not in Node's documentation, but in all its releases: without it a half that is closed closes the other one too.
  (server as Server & { httpAllowHalfOpen: boolean }).httpAllowHalfOpen = true;
  server.on("connection", (socket) => socket.once("end", () => watchHalfOpen(socket)));
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address() as AddressInfo; // a TCP server that listens has one
  const name = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return { url: `http://${name}:${address.port}`, close: () => close(server) };
}

/**
 * Closes a half-open connection whose client turns out to have gone, however long its answer takes: its system answers no
 * probes for it, or refuses them. Node learns of that when it writes, be it nothing.
 */
function watchHalfOpen(socket: Socket): void {
  socket.setKeepAlive(true, askAfterMs);
  const probe = setInterval(() => {
    if (socket.writable && socket.writableLength === 0) socket.write("");
  }, lookAfterMs).unref();
  socket.once("close", () => clearInterval(probe));
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}

async function serve(handler: HttpHandler, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  try {
    const body = await readBody(incoming);
    if (body === undefined) {
      send(outgoing, jsonError(413, "RequestEntityTooLarge", `The body is larger than ${maxBodyBytes} bytes.`));
      incoming.destroy();
      return;
    }
    send(outgoing, await handler(new IncomingRequest(incoming, outgoing, body)));
  } catch (error) {
    // The client may have gone; otherwise the simulator itself failed, and says so.
    if (!outgoing.destroyed && !incoming.errored)
      send(outgoing, jsonError(500, "InternalFailure", error instanceof Error ? error.message : String(error)));
  }
}

/** Ends when the client closes its half of the connection, and when the answer has been sent or cannot be any more. */
function signalOfEnd({ socket }: IncomingMessage, outgoing: ServerResponse): AbortSignal {
  const gone = new AbortController();
  const end = () => gone.abort();
  if (outgoing.closed || socket.readableEnded) {
    end();
    return gone.signal;
  }
  socket.setMaxListeners(0); // a client may send one request after the other without waiting for answers
  socket.once("end", end);
  outgoing.once("close", () => {
    socket.off("end", end);
    end();
  });
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
    private readonly outgoing: ServerResponse,
    readonly body: Buffer,
  ) {}

  whenGone(): AbortSignal {
    return signalOfEnd(this.incoming, this.outgoing);
  }

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
  const { socket } = outgoing;
  if (socket === null || socket.writableLength <= unaskedBytes) return;
  socket.setTimeout(untakenAnswerMs); // the server destroys what times out
  outgoing.prependOnceListener("finish", () => socket.setTimeout(0));
}

const jsonError = (status: number, type: string, message: string): HttpResponse => ({
  status,
  headers: { "content-type": "application/x-amz-json-1.0" },
  body: JSON.stringify({ __type: type, message }),
});
