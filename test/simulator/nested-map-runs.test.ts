import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  DescribeStateMachineForExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListMapRunsCommand,
  RedriveExecutionCommand,
  SFNClient,
  CreateStateMachineCommand,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";

let simulator: Simulator;
let client: SFNClient;
const broken = new Set([3]);

beforeAll(async () => {
  const check = (n: number) => {
    if (broken.has(n)) throw new Error(`no ${n}`);
    return n;
  };
  simulator = await startSimulator({ clock: "virtual", functions: new Map([["check", check]]) });
  const credentials = { accessKeyId: "a", secretAccessKey: "b" };
  client = new SFNClient({ endpoint: simulator.url, region: "us-east-1", credentials, maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await simulator.close();
});

const each = (ItemsPath: string, name: string, state: object) => ({
  Type: "Map",
  ItemsPath,
  ItemProcessor: {
    ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
    StartAt: name,
    States: { [name]: state },
  },
  End: true,
});
const check = { Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:check", End: true };

test("executions of a map run inside of a map run are listed, described and redriven", async () => {
  const definition = JSON.stringify({
    StartAt: "Outer",
    States: { Outer: each("$", "Inner", each("$", "Check", check)) },
  });
  const machine = { name: "nested", definition, roleArn: "arn:aws:iam::123456789012:role/r" };
  const { stateMachineArn } = await client.send(new CreateStateMachineCommand(machine));
  const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn, input: "[[1,2],[3]]" }));
  const end = async () => {
    for (;;) {
      const described = await client.send(new DescribeExecutionCommand({ executionArn }));
      if (described.status !== "RUNNING") return described;
    }
  };
  /** The statuses of the innermost executions, and what each did last. */
  const innermost = async () => {
    const outer = await runsOf(executionArn ?? "");
    const children = (await Promise.all(outer.map(childrenOf))).flat();
    const inner = (await Promise.all(children.map(({ executionArn: arn }) => runsOf(arn ?? "")))).flat();
    const leaves = (await Promise.all(inner.map(childrenOf))).flat();
    for (const { executionArn: arn, mapRunArn } of leaves) {
      const leaf = await client.send(new DescribeExecutionCommand({ executionArn: arn }));
      expect(leaf).toMatchObject({ mapRunArn, stateMachineArn: expect.stringContaining("nested/") as string });
      const { events } = await client.send(new GetExecutionHistoryCommand({ executionArn: arn, reverseOrder: true }));
      expect(events?.[0]?.type).toBe(`Execution${leaf.status === "FAILED" ? "Failed" : "Succeeded"}`);
    }
    for (const mapRunArn of inner)
      expect((await client.send(new DescribeMapRunCommand({ mapRunArn }))).mapRunArn).toBe(mapRunArn);
    const leafArn = leaves[0]?.executionArn ?? "";
    const { label } = await client.send(new DescribeStateMachineForExecutionCommand({ executionArn: leafArn }));
    expect(leafArn).toContain(`/${label}:`);
    return leaves.map(({ status }) => status).sort();
  };
  expect((await end()).status).toBe("FAILED");
  expect(await innermost()).toContain("FAILED");
  broken.clear();
  await client.send(new RedriveExecutionCommand({ executionArn }));
  expect(await end()).toMatchObject({ status: "SUCCEEDED", output: "[[1,2],[3]]" });
  expect(await innermost()).toEqual(["SUCCEEDED", "SUCCEEDED", "SUCCEEDED"]);
});

async function runsOf(executionArn: string): Promise<readonly string[]> {
  const { mapRuns = [] } = await client.send(new ListMapRunsCommand({ executionArn }));
  return mapRuns.map(({ mapRunArn }) => mapRunArn ?? "");
}

async function childrenOf(mapRunArn: string) {
  return (await client.send(new ListExecutionsCommand({ mapRunArn }))).executions ?? [];
}
