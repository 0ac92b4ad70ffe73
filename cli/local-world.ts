import { url as inspectorUrl } from "node:inspector";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SFNClient } from "@aws-sdk/client-sfn";
import type { CompileResult } from "../compiler/index.js";
import type { Simulator } from "../simulator/index.js";
import { type DeployClients, deployLocally } from "./deploy-locally.js";
import { callHandler, loadHandlers } from "./load-handlers.js";
import { localAccount, localCredentials, localRegion, pointAwsSdkAt } from "./local-environment.js";
import { type LocalSimulatorOptions, startSimulatorOrFail } from "./local-simulator.js";
import { startProjectServices } from "./project-services.js";

/** A simulator with the workflows of a project deployed in it, their Lambda handlers called in this process. */
export interface LocalWorld {
  readonly simulator: Simulator;
  readonly clients: DeployClients;
  /** ARN of each state machine, by workflow name. */
  readonly machineArns: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

export interface LocalWorldOptions extends LocalSimulatorOptions {
  /** Where the workflows came from; `local.ts` there starts what the project runs beside them. */
  readonly paths: readonly string[];
  readonly cwd: string;
}

/** Somebody who looks at a handler in a debugger takes their time: it does not hang. */
const whileDebugged = (): Pick<LocalWorldOptions, "callPatienceMs"> =>
  inspectorUrl() === undefined ? {} : { callPatienceMs: 86_400_000 };

export async function startLocalWorld(result: CompileResult, options: LocalWorldOptions): Promise<LocalWorld> {
  const { paths, cwd, ...simulatorOptions } = options;
  const closers: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    // A Lambda endpoint that is asked for goes before the project's own handlers.
    const lambda = simulatorOptions.endpoints?.["lambda"] === undefined ? { lambda: callHandler } : {};
    const functionTimeouts = new Map(result.manifest.lambdas.map(({ name, timeoutSeconds }) => [name, timeoutSeconds]));
    let resume = () => {};
    const readyToResume = new Promise<void>((resolve) => {
      resume = resolve;
    });
    const simulator = await startSimulatorOrFail({
      ...{ functionTimeouts, ...whileDebugged(), ...simulatorOptions, ...lambda, readyToResume },
    });
    closers.push(() => simulator.close());
    const config = { endpoint: simulator.url, region: localRegion, credentials: localCredentials };
    const clients = {
      dynamodb: new DynamoDBClient(config),
      eventBridge: new EventBridgeClient(config),
      stepFunctions: new SFNClient(config),
    };
    closers.push(() => Object.values(clients).forEach((client) => client.destroy()));
    pointAwsSdkAt(simulator.url);
    await loadHandlers(result.workflows.map(({ file }) => file));
    // The client of CloudWatch Logs elsewhere need not be installed: machines log there when they are asked to.
    const logsHere = simulatorOptions.awsEndpoint === undefined || simulatorOptions.endpoints?.["logs"] !== undefined;
    const { region = localRegion, account = localAccount } = simulatorOptions;
    const createLogGroup = async (name: string) => {
      await createLogGroupAt(simulator.url, name);
      return `arn:aws:logs:${region}:${account}:log-group:${name}`;
    };
    const machineArns = await deployLocally(result, clients, logsHere ? { createLogGroup } : {});
    const services = await startProjectServices(paths, cwd);
    closers.push(() => services.stop());
    for (const [from, to] of Object.entries(services.endpoints ?? {})) simulator.redirectHttp(from, to);
    resume();
    return { simulator, clients, machineArns, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function createLogGroupAt(url: string, logGroupName: string): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "Logs_20140328.CreateLogGroup",
      // For endpoints that know services by this; nobody here checks the signature.
      authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${localRegion}/logs/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify({ logGroupName }),
  });
  const answer = await response.text();
  if (!response.ok && !answer.includes("ResourceAlreadyExistsException"))
    throw new Error(`The log group ${logGroupName} cannot be created: ${answer}`);
}
