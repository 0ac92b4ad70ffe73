import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

import { ListStateMachinesCommand, SFNClient } from "@aws-sdk/client-sfn";

import { startSimulator } from "../../../simulator/index.js";
import { startLambda } from "../../../simulator/services/lambda/lambda.js";

/** A server that speaks the Step Functions API, with functions that its machines can call. */
export interface EngineUnderTest {
  readonly name: string;
  readonly url: string;
  readonly client: SFNClient;
  readonly roleArn: string;
  /** The ARN of one of `functions`; `undefined` where the engine cannot call them. */
  functionArn(name: string): string | undefined;
  close(): Promise<void>;
}

const place = { region: "us-east-1", account: "123456789012" };
const localFunction = (name: string) => `arn:aws:lambda:${place.region}:${place.account}:function:${name}`;
const localRole = `arn:aws:iam::${place.account}:role/any`;

/** What the functions of the machines do. */
export const functions = new Map<string, (payload: never) => unknown>([
  ["double", ({ n }: { n: number }) => ({ doubled: n * 2 })],
  ["echo", (payload: unknown) => payload],
]);

export async function startOurs(): Promise<EngineUnderTest> {
  const simulator = await startSimulator({ functions });
  return engine("the simulator", simulator.url, localFunction, localRole, () => simulator.close());
}

/** The npm package stepfunctions-local, in a process of its own, calling the functions at a Lambda of this process. */
export async function startPeer(): Promise<EngineUnderTest> {
  const find = (name: string) => functions.get(name) as ((payload: unknown) => unknown) | undefined; // payloads of all types
  const lambda = await startLambda({ find });
  const port = await freePort();
  const options = JSON.stringify({
    port,
    region: place.region,
    lambdaRegion: place.region,
    lambdaEndpoint: lambda.url,
  });
  const main = createRequire(import.meta.url).resolve("stepfunctions-local");
  const child = spawn(process.execPath, ["-e", `require(${JSON.stringify(main)}).start(${options})`], {
    stdio: "ignore",
    env: { ...process.env, AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local", AWS_REGION: place.region },
  });
  const peer = engine("stepfunctions-local", `http://127.0.0.1:${port}`, localFunction, localRole, async () => {
    await stop(child);
    await lambda.close();
  });
  await answers(peer.client);
  return peer;
}

/**
 * Any other engine: Step Functions Local of AWS, or the service itself.
 *
 * `SETPIECE_SFN_ENDPOINT`: its URL; `SETPIECE_SFN_FUNCTION_ARN_PREFIX`: what comes before `double` and `echo` in the
 * ARNs of functions that it can call (without it, machines with functions are left out); `SETPIECE_SFN_ROLE_ARN`: the
 * role of the machines. Region and credentials are those of the environment.
 */
export function remoteEngine(environment: Readonly<Record<string, string | undefined>>): EngineUnderTest | undefined {
  const url = environment["SETPIECE_SFN_ENDPOINT"];
  if (url === undefined || url === "") return undefined;
  const prefix = environment["SETPIECE_SFN_FUNCTION_ARN_PREFIX"];
  const roleArn = environment["SETPIECE_SFN_ROLE_ARN"] ?? localRole;
  const functionArn = (name: string) => (prefix === undefined ? undefined : `${prefix}${name}`);
  return engine(url, url, functionArn, roleArn, async () => {});
}

function engine(
  name: string,
  url: string,
  functionArn: EngineUnderTest["functionArn"],
  roleArn: string,
  close: () => Promise<void>,
): EngineUnderTest {
  const isLocal = new URL(url).hostname === "127.0.0.1";
  const client = new SFNClient({
    endpoint: url,
    ...(isLocal ? { region: place.region, credentials: { accessKeyId: "local", secretAccessKey: "local" } } : {}),
    disableHostPrefix: true,
  });
  return {
    name,
    url,
    client,
    functionArn,
    roleArn,
    async close() {
      client.destroy();
      await close();
    },
  };
}

async function answers(client: SFNClient): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await client.send(new ListStateMachinesCommand({}));
      return;
    } catch (error) {
      if (attempt > 300) throw error;
      await delay(100);
    }
  }
}

async function stop(child: ChildProcess): Promise<void> {
  const closed = once(child, "close");
  child.kill("SIGKILL");
  await closed;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
