import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SFNClient } from "@aws-sdk/client-sfn";
import type { CompileResult } from "../compiler/index.js";
import { startSimulator, type Simulator, type SimulatorOptions } from "../simulator/index.js";
import { type DeployClients, deployLocally } from "./deploy-locally.js";
import { embeddedServices } from "./embedded-services.js";
import { CliFailure } from "./failure.js";
import { callHandler, loadHandlers } from "./load-handlers.js";
import { localAccount, localCredentials, localRegion, pointAwsSdkAt } from "./local-environment.js";
import { startProjectServices } from "./project-services.js";

/** A simulator with the workflows of a project deployed in it, their Lambda handlers called in this process. */
export interface LocalWorld {
  readonly simulator: Simulator;
  readonly clients: DeployClients;
  /** ARN of each state machine, by workflow name. */
  readonly machineArns: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

export interface LocalWorldOptions extends SimulatorOptions {
  /** Where the workflows came from; `local.ts` there starts what the project runs beside them. */
  readonly paths: readonly string[];
  readonly cwd: string;
}

export async function startLocalWorld(result: CompileResult, options: LocalWorldOptions): Promise<LocalWorld> {
  const { paths, cwd, ...simulatorOptions } = options;
  const closers: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    // A Lambda endpoint that is asked for goes before the project's own handlers.
    const lambda = simulatorOptions.endpoints?.["lambda"] === undefined ? { lambda: callHandler } : {};
    const simulator = await startSimulatorOrFail({ ...simulatorOptions, ...lambda });
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
    const machineArns = await deployLocally(result, clients);
    const services = await startProjectServices(paths, cwd);
    closers.push(() => services.stop());
    return { simulator, clients, machineArns, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Starts the simulator with the embedded services behind it; a port that is taken is an error that says what to do.
 * Requests for services with a configured endpoint are sent on to that.
 */
export async function startSimulatorOrFail(options: SimulatorOptions): Promise<Simulator> {
  let started: Simulator | undefined;
  const services = embeddedServices({
    clock: {
      nowMs: () => started?.engine.nowMs() ?? Date.now(),
      setTimer: (atMs, run) => started?.engine.time.inBackground(atMs, run) ?? (() => {}),
    },
    url: () => started?.url ?? "",
    region: options.region ?? localRegion,
    accountId: options.account ?? localAccount,
  });
  try {
    started = await startSimulator({ services, ...options });
    return started;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EADDRINUSE") {
      throw new CliFailure(
        `Port ${options.port} is in use.`,
        "Stop what listens there, or take another one: --port 8084, or --port 0 for any free one.",
        { cause: error },
      );
    }
    if (code === "EACCES") {
      throw new CliFailure(`Port ${options.port} needs rights that this account has not.`, "Take one above 1023.", {
        cause: error,
      });
    }
    throw error;
  }
}
