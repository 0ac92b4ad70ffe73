import { once } from "node:events";
import { createRequire } from "node:module";
import type { AddressInfo, Server } from "node:net";
import type { HttpHandler, RoutedService } from "../simulator/index.js";
export async function embeddedServices(): Promise<{
  readonly services: readonly RoutedService[];
  close(): Promise<void>;
}> {
  const dynalite = createRequire(import.meta.url)("dynalite") as (options: { createTableMs: number }) => Server;
  const server = dynalite({ createTableMs: 0 });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const handler: HttpHandler = async (request) => {
    const { host: _h, connection: _c, "content-length": _l, ...headers } = request.headers;
    const response = await fetch(`http://127.0.0.1:${port}/`, {
      method: request.method,
      headers: headers as Record<string, string>,
      body: new Uint8Array(request.body),
    });
    return {
      status: response.status,
      headers: { "content-type": "application/x-amz-json-1.0" },
      body: await response.text(),
    };
  };
  const events: HttpHandler = async (request) => {
    const target = request.headers["x-amz-target"] ?? "";
    const body = target.endsWith("PutEvents")
      ? {
          FailedEntryCount: 0,
          Entries: (JSON.parse(request.body.toString()) as { Entries: unknown[] }).Entries.map((_, i) => ({
            EventId: String(i),
          })),
        }
      : {};
    return { status: 200, headers: { "content-type": "application/x-amz-json-1.1" }, body: JSON.stringify(body) };
  };
  return {
    services: [
      { name: "dynamodb", targets: ["DynamoDB_20120810."], handler },
      { name: "eventbridge", targets: ["AWSEvents."], handler: events },
    ],
    close: async () => {
      server.close();
    },
  };
}
