import { randomUUID } from "node:crypto";
import type { SimulatorOptions } from "../simulator/index.js";
import type { Deliver } from "../simulator/services/delivery.js";
import { createServices } from "../simulator/services/create-services.js";
import type { ServiceClock } from "../simulator/services/service-clock.js";
import { localCredentials } from "./local-environment.js";

export interface EmbeddedServicesOptions {
  /** The simulator's time: real, scaled or virtual. */
  readonly clock: ServiceClock;
  /** Of the simulator, for deliveries to functions and state machines. */
  readonly url: () => string;
  readonly region: string;
  /** Twelve digits. */
  readonly accountId: string;
  /** Whether Kinesis shards take and give no more in a second than the service's do. */
  readonly limitShards: boolean;
}

/** The services that run in the simulator's process, behind its one endpoint, each with nothing in it. */
export function embeddedServices({
  clock,
  url,
  region,
  accountId,
  limitShards,
}: EmbeddedServicesOptions): Required<Pick<SimulatorOptions, "services" | "connections" | "statusListener">> {
  const deliver: Deliver = async (targetArn, payload) => {
    switch (targetArn.split(":")[2]) {
      case "lambda":
        return invokeFunction(url(), targetArn, payload);
      case "states":
        return startExecution(url(), region, targetArn, payload);
      default:
        throw new Error(
          `Nothing can be delivered to ${targetArn} locally: only to queues, topics, buses, functions and state machines.`,
        );
    }
  };
  const { routed, events } = createServices({ clock, region, accountId, limitShards, deliver });
  return {
    services: routed,
    connections: events.credentialsOf,
    // Without a rule nobody hears of it, and most have none.
    statusListener: {
      wanted: () => events.hasRules("default"),
      tell: (change) => events.publish({ bus: "default", ...change }),
    },
  };
}

async function invokeFunction(url: string, functionArn: string, payload: string): Promise<void> {
  const name = functionArn.split(":")[6] ?? functionArn;
  const response = await fetch(`${url}/2015-03-31/functions/${encodeURIComponent(name)}/invocations`, {
    method: "POST",
    headers: { "x-amz-invocation-type": "Event" },
    body: payload,
  });
  if (!response.ok) throw new Error(`Lambda answered ${response.status} for ${name}: ${await response.text()}`);
}

async function startExecution(endpoint: string, region: string, stateMachineArn: string, input: string): Promise<void> {
  const { SFNClient, StartExecutionCommand } = await import("@aws-sdk/client-sfn");
  const client = new SFNClient({ endpoint, region, credentials: localCredentials });
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn, input, name: randomUUID() }));
  } finally {
    client.destroy();
  }
}
