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
  }
}

const command = path.resolve(import.meta.dirname, "../../../bin/setpiece.mjs");

/** Starts `setpiece local` in a process of its own for the whole run, and stops it at the end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const lambdaUrl = `http://127.0.0.1:${await freePort()}`;
  const options = ["local", "--virtual-time", "--port", "0", "--lambda-endpoint", lambdaUrl];
  const child = spawn(process.execPath, [command, ...options], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  project.provide("stepFunctionsUrl", await addressIn(child.stdout, ended));
  project.provide("lambdaUrl", lambdaUrl);
  return async () => {
    child.kill();
    await ended;
  };
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

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
