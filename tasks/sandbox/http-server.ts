import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface HttpQuestion {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  /** The body as JSON; undefined when it is not JSON. */
  readonly body: unknown;
}

/** An answer, or a fault: the connection is reset, the answer never comes, or comes as something else than JSON. */
export type HttpAnswer =
  { readonly status: number; readonly body: unknown } | { readonly fault: "reset" | "silence" | "garbage" };

export interface SandboxServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  stop(): Promise<void>;
}

export interface JsonServer extends SandboxServer {
  /** What it answers, asked without a request. */
  readonly answer: (question: HttpQuestion) => HttpAnswer | Promise<HttpAnswer>;
}

/** Opens a JSON server on a free port of the loopback interface. */
export async function startJsonServer(
  answer: (question: HttpQuestion) => HttpAnswer | Promise<HttpAnswer>,
): Promise<JsonServer> {
  const server = createServer((request, response) => {
    void (async () => {
      const { method = "GET", url = "/", headers } = request;
      const answered = await answer({ method, path: url, headers, body: await readJson(request) });
      if ("status" in answered) {
        response.writeHead(answered.status, { "content-type": "application/json" }).end(JSON.stringify(answered.body));
      } else if (answered.fault === "garbage") {
        response.writeHead(200, { "content-type": "text/html" }).end("<html>We are back soon");
      } else if (answered.fault === "reset") {
        request.socket.resetAndDestroy();
      }
    })().catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    answer,
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8")) as unknown;
  } catch {
    return undefined;
  }
}
