import { BenchConnection } from "./http-client.js";

const roleArn = "arn:aws:iam::123456789012:role/bench";
let machines = 0;

interface History {
  readonly events: readonly { readonly type: string }[];
}

export async function createMachine(url: string, definition: object): Promise<string> {
  const connection = new BenchConnection(url);
  machines += 1;
  const { stateMachineArn } = await connection.call<{ stateMachineArn: string }>("CreateStateMachine", {
    name: `bench-${machines}`,
    definition: JSON.stringify(definition),
    roleArn,
  });
  connection.close();
  return stateMachineArn;
}

/** Runs one execution and reads its whole history, as often as it takes to see its end. Gives the number of events. */
export async function runExecution(connection: BenchConnection, stateMachineArn: string, input: object) {
  const { executionArn } = await connection.call<{ executionArn: string }>("StartExecution", {
    stateMachineArn,
    input: JSON.stringify(input),
  });
  for (;;) {
    const { events } = await connection.call<History>("GetExecutionHistory", { executionArn, maxResults: 1000 });
    const last = events.at(-1)?.type ?? "";
    if (last === "ExecutionSucceeded" || events.length === 1000) return events.length;
    if (/^Execution(Failed|TimedOut|Aborted)$/.test(last)) throw new Error(`An execution ended with ${last}.`);
  }
}

/** Executions a second, each with its whole history read, when so many are in flight at any time. */
export async function throughput(url: string, definition: object, inFlight: number, total: number): Promise<number> {
  const stateMachineArn = await createMachine(url, definition);
  let left = total;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      const connection = new BenchConnection(url);
      while (left > 0) {
        left -= 1;
        await runExecution(connection, stateMachineArn, {});
      }
      connection.close();
    }),
  );
  return (total / (performance.now() - startedAt)) * 1000;
}

export interface Latency {
  readonly bestMs: number;
  readonly medianMs: number;
}

/** From the request of an execution to its end as DescribeExecution tells it, one execution after the other. */
export async function latency(url: string, definition: object, input: object, runs: number): Promise<Latency> {
  const stateMachineArn = await createMachine(url, definition);
  const connection = new BenchConnection(url);
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const startedAt = performance.now();
    const { executionArn } = await connection.call<{ executionArn: string }>("StartExecution", {
      stateMachineArn,
      input: JSON.stringify(input),
    });
    let status = "RUNNING";
    while (status === "RUNNING")
      ({ status } = await connection.call<{ status: string }>("DescribeExecution", { executionArn }));
    if (status !== "SUCCEEDED") throw new Error(`An execution ended with ${status}.`);
    times.push(performance.now() - startedAt);
  }
  connection.close();
  times.sort((a, b) => a - b);
  return { bestMs: times[0] ?? Number.NaN, medianMs: times[runs >> 1] ?? Number.NaN };
}

/** Starts executions that wait, and leaves them waiting. */
export async function startWaiting(url: string, definition: object, total: number): Promise<void> {
  const stateMachineArn = await createMachine(url, definition);
  let left = total;
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      const connection = new BenchConnection(url);
      while (left > 0) {
        left -= 1;
        await connection.call("StartExecution", { stateMachineArn, input: "{}" });
      }
      connection.close();
    }),
  );
}
