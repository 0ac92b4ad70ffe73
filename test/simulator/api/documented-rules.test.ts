import {
  CreateActivityCommand,
  CreateStateMachineAliasCommand,
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  GetActivityTaskCommand,
  ListExecutionsCommand,
  ListTagsForResourceCommand,
  PublishStateMachineVersionCommand,
  RedriveExecutionCommand,
  SendTaskFailureCommand,
  StartExecutionCommand,
  TagResourceCommand,
  UpdateStateMachineCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { type Simulator, startSimulator } from "../../../simulator/index.js";
import { clientOf, roleArn } from "../client.js";

// Rules of the API reference, each from the page of its action.

let simulator: Simulator;
let sfn: ReturnType<typeof clientOf>;
beforeAll(async () => {
  simulator = await startSimulator({ clock: "virtual" });
  sfn = clientOf(simulator.url);
});
afterAll(async () => {
  sfn.client.destroy();
  await simulator.close();
});

const succeed = { E: { Type: "Succeed" } };
const fail = { E: { Type: "Fail" } };
const passTime = (ms: number) => simulator.engine.time.passTime(ms);
const day = 86_400_000;

describe("machines", () => {
  test("a role is the ARN of one", async () => {
    const refusal = { name: "InvalidArn", message: "Invalid Role Arn: 'role'" };
    await expect(sfn.create(succeed, { roleArn: "role" })).rejects.toMatchObject(refusal);
    const stateMachineArn = await sfn.create(succeed);
    await expect(
      sfn.client.send(new UpdateStateMachineCommand({ stateMachineArn, roleArn: "role" })),
    ).rejects.toMatchObject(refusal);
  });

  test.each([
    " ",
    "\u00a0",
    ...'<>{}[]?*"#%\\^|~`$&,;:/',
    "\u0000",
    "\u009f",
    "\ufffe",
    "\ud800",
    "\udfff",
    "\u{10ffff}",
  ])("no name has %j in it", async (character) => {
    const name = `a${character}b`;
    const refusal = { name: "InvalidName", message: `Invalid Name: '${name}'` };
    await expect(sfn.create(succeed, { name })).rejects.toMatchObject(refusal);
  });

  test("names may have other characters beyond the first plane", async () => {
    expect(await sfn.create(succeed, { name: "\u{1f600}" })).toContain(":\u{1f600}");
  });

  test.each(["01", "1.0", "1:x", "0x1", " 1", ""])("version %j is none", async (version) => {
    const stateMachineArn = `${await sfn.create(succeed, { publish: true })}:${version}`;
    const refusal = { name: "StateMachineDoesNotExist" };
    await expect(sfn.client.send(new StartExecutionCommand({ stateMachineArn }))).rejects.toMatchObject(refusal);
  });

  test("the ARN of a Map state is none of a machine", async () => {
    const stateMachineArn = `${await sfn.create(succeed)}/label`;
    for (const command of [
      new StartExecutionCommand({ stateMachineArn }),
      new DescribeStateMachineCommand({ stateMachineArn }),
      new DeleteStateMachineCommand({ stateMachineArn }),
      new UpdateStateMachineCommand({ stateMachineArn, roleArn }),
    ])
      // Commands of one client, whose union no signature of `send` takes.
      await expect(sfn.client.send(command as StartExecutionCommand)).rejects.toMatchObject({
        name: "ValidationException",
      });
  });
});

describe("tags", () => {
  test.each(["a!b", "aws:owner", "x#"])("%j is none", async (key) => {
    const resourceArn = await sfn.create(succeed);
    const refusal = { name: "ValidationException" };
    for (const tag of [
      { key, value: "" },
      { key: "k", value: key },
    ])
      await expect(sfn.client.send(new TagResourceCommand({ resourceArn, tags: [tag] }))).rejects.toMatchObject(
        refusal,
      );
    await expect(sfn.create(succeed, { tags: [{ key, value: "" }] })).rejects.toMatchObject(refusal);
  });

  test("letters of any script, digits, white space and some symbols are", async () => {
    const resourceArn = await sfn.create(succeed);
    const tag = { key: "Größe 1_.:/=+-@", value: "中文 aws:" };
    await sfn.client.send(new TagResourceCommand({ resourceArn, tags: [tag] }));
    expect((await sfn.client.send(new ListTagsForResourceCommand({ resourceArn }))).tags).toEqual([tag]);
  });
});

describe("versions and aliases", () => {
  const aliasOf = (name: string, stateMachineVersionArn: string) =>
    sfn.client.send(
      new CreateStateMachineAliasCommand({ name, routingConfiguration: [{ stateMachineVersionArn, weight: 100 }] }),
    );

  test("an alias leads to a version that is there, and a machine has 100 of them", async () => {
    const stateMachineArn = await sfn.create(succeed);
    await expect(aliasOf("a", `${stateMachineArn}:1`)).rejects.toMatchObject({ name: "ResourceNotFound" });
    const { stateMachineVersionArn = "" } = await sfn.client.send(
      new PublishStateMachineVersionCommand({ stateMachineArn }),
    );
    for (let count = 0; count < 100; count += 1) await aliasOf(`a${count}`, stateMachineVersionArn);
    await expect(aliasOf("more", stateMachineVersionArn)).rejects.toMatchObject({
      name: "ServiceQuotaExceededException",
    });
  });
});

describe("executions", () => {
  test("the length of an input is counted in bytes", async () => {
    const stateMachineArn = await sfn.create(succeed);
    const start = (length: number) =>
      sfn.client.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify("é".repeat(length)) }));
    await start(131_071);
    await expect(start(131_072)).rejects.toMatchObject({ name: "ValidationException" });
  });

  test("pages go on behind what was shown, though others have come before it", async () => {
    const stateMachineArn = await sfn.create(succeed);
    for (const name of ["1", "2", "3"]) await sfn.start(stateMachineArn, {}, name);
    const page = async (nextToken?: string) =>
      sfn.client.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 2, nextToken }));
    const first = await page();
    await sfn.start(stateMachineArn, {}, "4");
    const second = await page(first.nextToken);
    const names = [first, second].flatMap(({ executions = [] }) => executions.map(({ name }) => name));
    expect(names).toEqual(["3", "2", "1"]);
  });

  test.each<[string, object]>([
    ["a wait that would take longer", { W: { Type: "Wait", Seconds: 400 * 86_400, End: true } }],
    [
      "waits that would together",
      { A: { Type: "Wait", Seconds: 300 * 86_400, Next: "B" }, B: { Type: "Wait", Seconds: 300 * 86_400, End: true } },
    ],
  ])("one is open for a year at most: %s", async (_name, states) => {
    const record = await simulator.engine.ended(await sfn.start(await sfn.create(states)));
    expect(record).toMatchObject({ status: "TIMED_OUT", error: "States.Timeout" });
    expect((record.stopMs ?? 0) - record.startMs).toBe(365 * day);
    expect(record.history.at(-1)?.type).toBe("ExecutionTimedOut");
  });

  test("one that waits for an answer without a timeout is open for a year at most, for which time does not pass", async () => {
    const { activityArn } = await sfn.client.send(new CreateActivityCommand({ name: "never-done" }));
    const ask = { Type: "Task", Resource: activityArn, Retry: [{ ErrorEquals: ["E"] }], End: true };
    const arn = await sfn.start(await sfn.create({ W: { Type: "Wait", Seconds: 60, Next: "A" }, A: ask }));
    const answer = async () => {
      const { taskToken } = await sfn.client.send(new GetActivityTaskCommand({ activityArn }));
      await sfn.client.send(new SendTaskFailureCommand({ taskToken, error: "E" }));
    };
    await answer();
    const { startMs } = simulator.engine.record(arn) ?? { startMs: 0 };
    await simulator.engine.time.passTime(startMs + 365 * day - 1 - simulator.engine.nowMs());
    expect(simulator.engine.record(arn)?.status).toBe("RUNNING");
    expect(simulator.engine.skipPause()).toBe(false);
    await simulator.engine.time.passTime(1);
    const record = simulator.engine.record(arn);
    expect(record).toMatchObject({ status: "TIMED_OUT", error: "States.Timeout", stopMs: startMs + 365 * day });
    expect(record?.history.slice(-2).map(({ type }) => type)).toEqual(["ActivityScheduled", "ExecutionTimedOut"]);
  });

  test("a timeout of more than a year is one of a year", async () => {
    const wait = { W: { Type: "Wait", Seconds: 99_999_999, End: true } };
    const arn = await sfn.create(wait, { fields: { TimeoutSeconds: 99_999_998 } });
    const record = await simulator.engine.ended(await sfn.start(arn));
    expect((record.stopMs ?? 0) - record.startMs).toBe(365 * day);
  });

  test("one can be redriven for 14 days, and says so", async () => {
    const executionArn = await sfn.start(await sfn.create(fail));
    await simulator.engine.ended(executionArn);
    const describeIt = () => sfn.client.send(new DescribeExecutionCommand({ executionArn }));
    await passTime(14 * day - 1_000);
    expect(await describeIt()).toMatchObject({ redriveStatus: "REDRIVABLE" });
    await passTime(2_000);
    const reason = "Execution redrivable period exceeded";
    expect(await describeIt()).toMatchObject({ redriveStatus: "NOT_REDRIVABLE", redriveStatusReason: reason });
    await expect(sfn.client.send(new RedriveExecutionCommand({ executionArn }))).rejects.toMatchObject({
      name: "ExecutionNotRedrivable",
      message: expect.stringContaining(reason),
    });
  });

  test("a client token stands for its redrive for 15 minutes", async () => {
    const executionArn = await sfn.start(await sfn.create(fail));
    const redrive = async () =>
      (await sfn.client.send(new RedriveExecutionCommand({ executionArn, clientToken: "t" }))).redriveDate?.getTime();
    const count = async () => (await sfn.client.send(new DescribeExecutionCommand({ executionArn }))).redriveCount;
    await simulator.engine.ended(executionArn);
    const first = await redrive();
    await passTime(14 * 60_000);
    expect([await redrive(), await count()]).toEqual([first, 1]);
    await passTime(2 * 60_000);
    expect(await redrive()).toBeGreaterThan(first ?? 0);
    expect(await count()).toBe(2);
  });

  test("the machine of an execution that a distributed Map started has its label", async () => {
    const map = {
      Type: "Map",
      Items: [1],
      Label: "Each",
      ItemProcessor: {
        ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
        StartAt: "P",
        States: { P: { Type: "Pass", End: true } },
      },
      End: true,
    };
    const { stateMachineArn = "" } = await sfn.client.send(
      new CreateStateMachineCommand({
        name: "mapping",
        roleArn,
        definition: JSON.stringify({ QueryLanguage: "JSONata", StartAt: "M", States: { M: map } }),
      }),
    );
    const parent = await sfn.start(stateMachineArn);
    await simulator.engine.ended(parent);
    const [run] = simulator.engine.mapRunsOf(parent);
    const executionArn = run?.executions()[0]?.start.executionArn ?? "";
    expect(await sfn.client.send(new DescribeStateMachineForExecutionCommand({ executionArn }))).toMatchObject({
      stateMachineArn: `${stateMachineArn}/Each`,
      name: "mapping/Each",
      label: "Each",
      mapRunArn: run?.request.mapRunArn,
    });
  });
});
