import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, ListEventBusesCommand } from "@aws-sdk/client-eventbridge";
import { ListStateMachinesCommand, SFNClient } from "@aws-sdk/client-sfn";
import type { EventRule, Pipe, Schedule, Wiring } from "../wiring/wiring.js";
import { playPipe } from "./pipes/play-pipe.js";
import { wireLocally } from "./wire-locally.js";

/** How long pipes pause between two looks for work, in milliseconds: short at first and after work, then longer and longer. */
const shortestPauseMs = 10;
const longestPauseMs = 1_000;
const pauseGrowth = 1.2;

/** Builds the part of a wiring that leads to deployed workflows, and plays its pipes until it is stopped. */
export async function runLocalWiring(wiring: Wiring): Promise<{ stop(): Promise<void> }> {
  const part = await deployedPart(wiring);
  await wireLocally(part);
  const pipes = part.pipes.map(playPipe);
  let pauseMs = shortestPauseMs;
  let isStopped = false;
  let running: Promise<void> = Promise.resolve();
  const look = async () => {
    // A pipe that cannot reach its source looks again later.
    const taken = await Promise.all(pipes.map((pipe) => pipe.look().catch(() => 0)));
    pauseMs = taken.some((count) => count > 0) ? shortestPauseMs : Math.min(longestPauseMs, pauseMs * pauseGrowth);
    if (!isStopped) lookLater();
  };
  const lookLater = () => {
    timer = setTimeout(() => {
      running = look();
    }, pauseMs).unref();
  };
  let timer: NodeJS.Timeout | undefined;
  if (pipes.length > 0) lookLater();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
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
      (pipe) => runs(pipe) && (pipe.source !== "changes" || tables.has(pipe.from.changesOf.name)),
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
