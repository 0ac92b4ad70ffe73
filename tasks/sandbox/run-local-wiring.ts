import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, ListEventBusesCommand } from "@aws-sdk/client-eventbridge";
import { ListStateMachinesCommand, SFNClient } from "@aws-sdk/client-sfn";
import type { EventRule, Pipe, Schedule, Wiring } from "../wiring/wiring.js";
import { playPipe } from "./play-pipe.js";
import { wireLocally } from "./wire-locally.js";

/** How often a pipe looks for work, in milliseconds. */
const pollMs = 1_000;

/** Builds the part of a wiring that leads to deployed workflows, and plays its pipes until it is stopped. */
export async function runLocalWiring(wiring: Wiring): Promise<{ stop(): Promise<void> }> {
  const part = await deployedPart(wiring);
  await wireLocally(part);
  const pipes = part.pipes.map(playPipe);
  let running: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    // A pipe that cannot reach its source looks again at the next beat.
    running = Promise.allSettled(pipes.map((pipe) => pipe.drain()));
  }, pollMs).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
      for (const pipe of pipes) pipe.stop();
    },
  };
}

async function deployedPart(wiring: Wiring): Promise<Wiring> {
  const workflows = await deployedWorkflows();
  const [tables, buses] = await Promise.all([deployedTables(), deployedBuses()]);
  const hasBus = ({ bus }: EventRule) => bus === "default" || buses.has(bus.name);
  const runs = ({ workflow }: Pipe | Schedule) => workflows.has(workflow);
  return {
    ...wiring,
    rules: wiring.rules.filter(
      (rule) => hasBus(rule) && (!("workflow" in rule.target) || workflows.has(rule.target.workflow)),
    ),
    pipes: wiring.pipes.filter(
      (pipe) => runs(pipe) && (!("changesOf" in pipe.from) || tables.has(pipe.from.changesOf.name)),
    ),
    schedules: wiring.schedules.filter(runs),
  };
}

async function deployedWorkflows(): Promise<ReadonlySet<string>> {
  const client = new SFNClient({});
  try {
    const { stateMachines = [] } = await client.send(new ListStateMachinesCommand({ maxResults: 1_000 }));
    return new Set(stateMachines.map(({ name = "" }) => name));
  } finally {
    client.destroy();
  }
}

async function deployedTables(): Promise<ReadonlySet<string>> {
  const client = new DynamoDBClient({});
  try {
    return new Set((await client.send(new ListTablesCommand({}))).TableNames);
  } finally {
    client.destroy();
  }
}

async function deployedBuses(): Promise<ReadonlySet<string>> {
  const client = new EventBridgeClient({});
  try {
    const { EventBuses = [] } = await client.send(new ListEventBusesCommand({}));
    return new Set(EventBuses.map(({ Name = "" }) => Name));
  } finally {
    client.destroy();
  }
}
