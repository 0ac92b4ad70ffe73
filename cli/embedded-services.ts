import { randomUUID } from "node:crypto";
import type { RoutedService } from "../simulator/index.js";
import { createServices } from "../simulator/services/create-services.js";
import type { Deliver } from "../simulator/services/delivery.js";
import { type ServiceClock, systemServiceClock } from "../simulator/services/service-clock.js";
import { localCredentials, localRegion } from "./local-environment.js";

export interface EmbeddedServicesOptions {
  readonly nowMs: () => number;
  /** Real time: then schedules and waits of the services run by themselves, else whenever a request comes. */
  readonly isRealTime: boolean;
  /** Of the simulator, for deliveries to functions and state machines. */
  readonly url: () => string;
}

/** The services that run in the simulator's process, behind its one endpoint, each with nothing in it. */
export function embeddedServices({ nowMs, isRealTime, url }: EmbeddedServicesOptions): readonly RoutedService[] {
  const clock: ServiceClock = isRealTime ? { ...systemServiceClock, nowMs } : { nowMs };
  const deliver: Deliver = async (targetArn, payload) => {
    if (targetArn.split(":")[2] === "states") return startExecution(url(), targetArn, payload);
    throw new Error(
      `Events cannot be delivered to ${targetArn} locally: only to queues, topics, buses, functions and state machines.`,
    );
  };
  const findFunction = (name: string) => (payload: unknown) => invokeFunction(url(), name, JSON.stringify(payload));
  // Lambda itself is the simulator's own.
  return createServices({ clock, deliver, findFunction }).routed.filter(({ name }) => name !== "lambda");
}

async function invokeFunction(url: string, name: string, payload: string): Promise<void> {
  const response = await fetch(`${url}/2015-03-31/functions/${encodeURIComponent(name)}/invocations`, {
    method: "POST",
    headers: { "x-amz-invocation-type": "Event" },
    body: payload,
  });
  if (!response.ok) throw new Error(`Lambda answered ${response.status} for ${name}: ${await response.text()}`);
}

async function startExecution(endpoint: string, stateMachineArn: string, input: string): Promise<void> {
  const { SFNClient, StartExecutionCommand } = await import("@aws-sdk/client-sfn");
  const client = new SFNClient({ endpoint, region: localRegion, credentials: localCredentials });
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn, input, name: randomUUID() }));
  } finally {
    client.destroy();
  }
}
