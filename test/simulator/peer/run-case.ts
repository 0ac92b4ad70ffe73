import { setTimeout as delay } from "node:timers/promises";

import {
  CreateActivityCommand,
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  GetActivityTaskCommand,
  GetExecutionHistoryCommand,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";

import type { PeerCase, WorkerAction } from "./cases.js";
import type { EngineUnderTest } from "./engines.js";

export interface CaseResult {
  readonly status: string | undefined;
  readonly output: unknown;
  /** Names of the states in the order in which they were entered. */
  readonly entered: readonly string[];
  /** `id<previous type` of every event. */
  readonly events: readonly string[];
}

let count = 0;

/** Runs a case on an engine, with a worker where it has activities; `undefined` where the engine cannot run it. */
export async function runCase(peerCase: PeerCase, engine: EngineUnderTest): Promise<CaseResult | undefined> {
  const { client, roleArn } = engine;
  count += 1;
  const name = `peer-${process.pid}-${count}`;
  let activityArn: string | undefined;
  if (peerCase.worker !== undefined)
    ({ activityArn } = await client.send(new CreateActivityCommand({ name: `${name}-activity` })));
  const functionArn = engine.functionArn("double");
  if (functionArn === undefined && peerCase.usesFunctions === true) return undefined;
  const definition = JSON.stringify(
    peerCase.machine({ activity: activityArn ?? "", function: (other) => engine.functionArn(other) ?? "" }),
  );
  const { stateMachineArn } = await client.send(new CreateStateMachineCommand({ name, definition, roleArn }));
  const { executionArn } = await client.send(
    new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(peerCase.input ?? {}) }),
  );
  for (const action of peerCase.worker ?? []) await work(action, activityArn, engine);
  const describe = () => client.send(new DescribeExecutionCommand({ executionArn }));
  let described = await describe();
  while (described.status === "RUNNING") {
    await delay(50);
    described = await describe();
  }
  const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
  await client.send(new DeleteStateMachineCommand({ stateMachineArn }));
  return {
    status: described.status,
    output: described.output === undefined ? undefined : (JSON.parse(described.output) as unknown),
    entered: events.flatMap(({ stateEnteredEventDetails: details }) => details?.name ?? []),
    events: events.map(({ id, previousEventId, type }) => `${id}<${previousEventId} ${type}`),
  };
}

/** Takes the next task and does with it what the case says. */
async function work(action: WorkerAction, activityArn: string | undefined, { client }: EngineUnderTest) {
  for (;;) {
    const task = await client.send(new GetActivityTaskCommand({ activityArn, workerName: "worker" }));
    const { taskToken } = task;
    if (taskToken === undefined || taskToken === "") {
      await delay(50);
      continue;
    }
    const input = JSON.parse(task.input ?? "null") as unknown;
    switch (action.kind) {
      case "succeed":
        await client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(action.output(input)) }));
        return;
      case "beat":
        await client.send(new SendTaskHeartbeatCommand({ taskToken }));
        await client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(action.output(input)) }));
        return;
      case "fail":
        await client.send(new SendTaskFailureCommand({ taskToken, error: action.error, cause: action.cause }));
        return;
    }
  }
}
