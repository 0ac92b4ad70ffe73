import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { registry } from "setpiece";
import type { CompileResult } from "setpiece/compiler";
import { type Simulator, startSimulator } from "setpiece/simulator";
import { createServices, type Services } from "../../../simulator/services/create-services.js";
import type { DynamoDb } from "../../../simulator/services/dynamodb/dynamodb.js";
import { machineArn } from "./deploy.js";
import type { StateCoverage } from "./state-coverage.js";
import type { RecordedEvent, WorldEngine, WorldServices } from "./world-engine.js";

/** An engine in this process. */
export interface InsideEngine extends WorldEngine {
  readonly simulator: Simulator;
  readonly services: Services;
}

/** The services of this process, asked without a request. */
function insideServices(simulator: Simulator, services: Services, client: SFNClient): WorldServices {
  const messages = (queue: string) => Promise.resolve(services.sqs.bodies(queue));
  return {
    nowMs: () => Promise.resolve(simulator.engine.nowMs()),
    hold: (work) => simulator.engine.hold(work),
    pass: async (seconds) => {
      const stateMachineArn = machineArn("pass-time");
      const input = JSON.stringify({ seconds });
      const { executionArn = "" } = await client.send(new StartExecutionCommand({ stateMachineArn, input }));
      await simulator.engine.ended(executionArn);
    },
    skipPause: () => Promise.resolve(simulator.engine.skipPause()),
    publish: (event) => Promise.resolve(services.events.publish(event)),
    send: (queue, body) => Promise.resolve(services.sqs.deliver(queueArn(queue), { body })),
    queueLength: async (queue) => (await messages(queue)).length,
    messages,
    file: (bucket, key) => Promise.resolve(services.s3.read(bucket, key)),
    settled: async () => {
      services.runDue();
      await services.settled();
    },
  };
}

const queueArn = (queue: string) => `arn:aws:sqs:us-east-1:123456789012:${queue}`;

/** Starts a simulator under virtual time, with the tables and buses of the workflows. */
export async function startInside(
  { manifest }: CompileResult,
  events: RecordedEvent[],
  coverage: StateCoverage,
  remoteDynamoDb: string | undefined,
): Promise<InsideEngine> {
  const late: { simulator?: Simulator; client?: SFNClient } = {};
  const services = createServices({
    clock: { nowMs: () => late.simulator?.engine.nowMs() ?? Date.now() },
    findFunction: (name) => {
      const handler = registry.lambdas.get(name);
      return handler && ((payload) => handler(payload, {}));
    },
    deliver: async (stateMachineArn, input) => {
      await late.client?.send(new StartExecutionCommand({ stateMachineArn, input }));
    },
  });
  for (const table of manifest.tables) {
    services.dynamodb.ensureTable(table as Parameters<DynamoDb["ensureTable"]>[0]);
  }
  for (const { name } of manifest.buses) services.events.ensureBus(name);
  services.events.onEvent(({ busName, event }) => {
    const { source, "detail-type": detailType, detail } = event;
    events.push({ bus: busName, source, detailType, detail: detail as Record<string, unknown> });
  });
  const simulator = await startSimulator({
    clock: "virtual",
    httpPatienceMs: 500,
    lambda: (name, payload) => registry.lambdas.get(name)?.(payload, {}),
    services: services.routed,
    endpoints: remoteDynamoDb === undefined ? {} : { dynamodb: remoteDynamoDb },
  });
  late.simulator = simulator;
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new SFNClient({ endpoint: simulator.url, region: "us-east-1", credentials });
  late.client = client;
  simulator.engine.onChange(({ record, firstEvent }) => {
    coverage.add(record.start.stateMachineName, record.history, firstEvent);
  });
  return {
    simulator,
    services,
    stepFunctionsUrl: simulator.url,
    servicesUrl: simulator.url,
    redirected: (definition, from, to) => {
      simulator.redirectHttp(from, to);
      return definition;
    },
    ensureBus: (name) => Promise.resolve(services.events.ensureBus(name)),
    ended: async (executionArn) => void (await simulator.engine.ended(executionArn)),
    recorded: () => Promise.resolve(),
    ...insideServices(simulator, services, client),
    close: async () => {
      client.destroy();
      await simulator.close();
    },
  };
}
