import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SFNClient } from "@aws-sdk/client-sfn";
import type { CompileResult } from "../compiler/index.js";
import { startSimulator, type Simulator, type SimulatorOptions } from "../simulator/index.js";
import { type DeployClients, deployLocally } from "./deploy-locally.js";
import { embeddedServices } from "./embedded-services.js";
import { CliFailure } from "./failure.js";
import { callHandler, loadHandlers } from "./load-handlers.js";
import { localCredentials, localRegion, pointAwsSdkAt } from "./local-environment.js";

/** A simulator with the workflows of a project deployed in it, their Lambda handlers called in this process. */
export interface LocalWorld {
  readonly simulator: Simulator;
  readonly clients: DeployClients;
  /** ARN of each state machine, by workflow name. */
  readonly machineArns: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

export async function startLocalWorld(result: CompileResult, options: SimulatorOptions): Promise<LocalWorld> {
  const embedded = await embeddedServices();
  const simulator = await startSimulatorOrFail({ ...options, services: embedded.services, lambda: callHandler });
  const config = { endpoint: simulator.url, region: localRegion, credentials: localCredentials };
  const clients = {
    dynamodb: new DynamoDBClient(config),
    eventBridge: new EventBridgeClient(config),
    stepFunctions: new SFNClient(config),
  };
  const close = async () => {
    for (const client of Object.values(clients)) client.destroy();
    await simulator.close();
    await embedded.close();
  };
  try {
    pointAwsSdkAt(simulator.url);
    await loadHandlers(result.workflows.map(({ file }) => file));
    return { simulator, clients, machineArns: await deployLocally(result, clients), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Starts the simulator; a port that is taken is an error that says what to do. */
export async function startSimulatorOrFail(options: SimulatorOptions): Promise<Simulator> {
  try {
    return await startSimulator(options);
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
