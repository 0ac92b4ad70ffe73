import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import path from "node:path";
import type { Readable } from "node:stream";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    readonly stepFunctionsUrl: string;
    readonly lambdaUrl: string;
    readonly faultyUrl: string;
    readonly faultProxyUrl: string;
  }
}

const command = path.resolve(import.meta.dirname, "../../../bin/setpiece.mjs");

/**
 * Real seconds after which a call counts as one that hangs: tests wait as long for each that does. The first engine calls
 * partners that take their time.
 */
const patience = { main: "2", faulty: "0.4" };

/**
 * Starts `setpiece local` in a process of its own for the whole run, and another beside it, whose calls pass through the
 * tests to meet faults there; stops both at the end.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [lambdaUrl = "", faultProxyUrl = ""] = (await freePorts(2)).map((port) => `http://127.0.0.1:${port}`);
  const main = startLocal("--lambda-endpoint", lambdaUrl, "--patience", patience.main);
  const faulty = startLocal("--aws-endpoint", faultProxyUrl, "--patience", patience.faulty);
  project.provide("stepFunctionsUrl", await main.ready);
  project.provide("faultyUrl", await faulty.ready);
  project.provide("lambdaUrl", lambdaUrl);
  project.provide("faultProxyUrl", faultProxyUrl);
  return async () => {
    await main.stop();
    await faulty.stop();
  };
}

function startLocal(...options: readonly string[]) {
  const child = spawn(process.execPath, [command, "local", "--virtual-time", "--port", "0", ...options], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const stop = async () => {
    child.kill();
    await ended;
  };
  return { ready: addressIn(child.stdout, ended), stop };
}

/** The address that the command prints when it is ready. */
function addressIn(output: Readable, ended: Promise<unknown>): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    output.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      const found = /ready at (http:\S+)/.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
    void ended.then(() => reject(new Error("setpiece local ended before it was ready")));
  });
}

/** All different: each is let go of when all are known. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  for (const server of servers) await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  for (const server of servers) await new Promise((resolve) => server.close(resolve));
  return ports;
}
