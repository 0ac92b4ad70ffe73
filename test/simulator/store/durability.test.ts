import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import {
  CreateActivityCommand,
  CreateStateMachineAliasCommand,
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  GetActivityTaskCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  RedriveExecutionCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  UpdateStateMachineCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, test, type TestContext, vi } from "vitest";

import { startSimulator } from "../../../simulator/index.js";
import { type JournalEntry, journalVersion } from "../../../simulator/store/journal-entry.js";
import { lineOf, readJournal } from "../../../simulator/store/journal-file.js";
import { type Bundle, bundle } from "./bundle.js";

interface Message {
  readonly url?: string;
  readonly warning?: string;
  readonly called?: string;
  readonly payload?: unknown;
}

interface Killable {
  readonly client: SFNClient;
  readonly messages: readonly Message[];
  /** Ends the process without giving it a chance to do anything. */
  kill(): Promise<void>;
}

const configuration = (endpoint: string) => ({
  endpoint,
  region: "us-east-1",
  credentials: { accessKeyId: "a", secretAccessKey: "b" },
  disableHostPrefix: true,
});

let program: Bundle;
beforeAll(async () => {
  program = await bundle(join(import.meta.dirname, "durable-child.ts"));
});
afterAll(() => program.remove());

/** A folder for the data of one test. */
function dataFolder({ onTestFinished }: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "setpiece-data-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Gives a function that starts a simulator in a process of its own, each time with the same folder. */
function startsIn(
  context: TestContext,
  clock: "real" | "virtual" = "real",
  folder = dataFolder(context),
): () => Promise<Killable> {
  const started: Killable[] = [];
  context.onTestFinished(async () => {
    for (const killable of started) await killable.kill();
  });
  return async () => {
    const killable = await start(folder, clock);
    started.push(killable);
    return killable;
  };
}

async function start(folder: string, clock: "real" | "virtual"): Promise<Killable> {
  const child: ChildProcess = fork(program.path, [folder, clock], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const messages: Message[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    child.on("message", (message: Message) => {
      messages.push(message);
      if (message.url !== undefined) resolve(message.url);
    });
    child.on("exit", () => reject(new Error("The simulator ended before it was ready.")));
  });
  const client = new SFNClient(configuration(url));
  return {
    client,
    messages,
    async kill() {
      client.destroy();
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
  };
}

/** `expect.poll` does not know tests that run side by side. */
const eventually = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 20 });

const roleArn = "arn:aws:iam::123456789012:role/any";
const create = async (client: SFNClient, name: string, states: Record<string, object>) => {
  const definition = JSON.stringify({ QueryLanguage: "JSONata", StartAt: Object.keys(states)[0], States: states });
  const { stateMachineArn } = await client.send(new CreateStateMachineCommand({ name, definition, roleArn }));
  return stateMachineArn ?? "";
};
const begin = async (client: SFNClient, stateMachineArn: string, input: unknown = {}) => {
  const { executionArn } = await client.send(
    new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
  );
  return executionArn ?? "";
};
const describeIt = (client: SFNClient, executionArn: string) =>
  client.send(new DescribeExecutionCommand({ executionArn }));
const history = async (client: SFNClient, executionArn: string) =>
  (await client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }))).events ?? [];
const ended = async (client: SFNClient, executionArn: string) => {
  await eventually(async () => expect((await describeIt(client, executionArn)).status).not.toBe("RUNNING"));
  return describeIt(client, executionArn);
};

const task = (name: string, more: object = {}) => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Arguments: { FunctionName: name, Payload: "{% $states.input %}" },
  Output: "{% $states.result.Payload %}",
  End: true,
  ...more,
});

describe("a process that is killed", { concurrent: true, timeout: 60_000 }, () => {
  test("loses nothing that it acknowledged: machines, revisions, aliases, and ended executions event by event", async (context) => {
    const start = startsIn(context);
    const first = await start();
    const arn = await create(first.client, "m", { A: { Type: "Pass", Output: "{% $uuid() %}", End: true } });
    const executionArn = await begin(first.client, arn, { n: 1 });
    const definition = JSON.stringify({ StartAt: "B", States: { B: { Type: "Succeed" } } });
    const updated = await first.client.send(
      new UpdateStateMachineCommand({ stateMachineArn: arn, definition, publish: true }),
    );
    const routingConfiguration = [{ stateMachineVersionArn: updated.stateMachineVersionArn ?? "", weight: 100 }];
    const alias = await first.client.send(new CreateStateMachineAliasCommand({ name: "live", routingConfiguration }));
    const byAlias = await begin(first.client, alias.stateMachineAliasArn ?? "");
    const before = {
      machine: await first.client.send(new DescribeStateMachineCommand({ stateMachineArn: arn })),
      execution: await ended(first.client, executionArn),
      events: await history(first.client, executionArn),
      byAlias: await ended(first.client, byAlias),
    };
    await first.kill();
    for (const round of ["from the signals", "from the shorter journal"]) {
      const next = await start();
      const after = {
        machine: await next.client.send(new DescribeStateMachineCommand({ stateMachineArn: arn })),
        execution: await describeIt(next.client, executionArn),
        events: await history(next.client, executionArn),
        byAlias: await describeIt(next.client, byAlias),
      };
      expect(withoutMetadata(after), round).toEqual(withoutMetadata(before));
      const listed = await next.client.send(new ListExecutionsCommand({ stateMachineArn: arn }));
      expect(listed.executions?.map((execution) => execution.executionArn)).toEqual([byAlias, executionArn]);
      await next.kill();
    }
  });

  test("finds waiting tokens again, and the activity's task that no worker had taken", async (context) => {
    const start = startsIn(context);
    const first = await start();
    const { activityArn = "" } = await first.client.send(new CreateActivityCommand({ name: "work" }));
    const arn = await create(first.client, "m", { A: { Type: "Task", Resource: activityArn, End: true } });
    const [taken, waiting] = [await begin(first.client, arn, "taken"), await begin(first.client, arn, "waiting")];
    const { taskToken } = await first.client.send(new GetActivityTaskCommand({ activityArn }));
    await first.kill();
    const next = await start();
    await next.client.send(new SendTaskSuccessCommand({ taskToken, output: '"by the old token"' }));
    expect(await ended(next.client, taken)).toMatchObject({ status: "SUCCEEDED", output: '"by the old token"' });
    const offered = await next.client.send(new GetActivityTaskCommand({ activityArn }));
    expect(offered.input).toBe('"waiting"');
    await next.client.send(new SendTaskSuccessCommand({ taskToken: offered.taskToken, output: "1" }));
    expect(await ended(next.client, waiting)).toMatchObject({ status: "SUCCEEDED", output: "1" });
  });

  test("keeps its timers: a wait ends at the time that was set", async (context) => {
    const start = startsIn(context);
    const first = await start();
    const arn = await create(first.client, "m", { A: { Type: "Wait", Seconds: 2, End: true } });
    const executionArn = await begin(first.client, arn);
    await first.kill();
    const next = await start();
    const { startDate, stopDate } = await ended(next.client, executionArn);
    expect((stopDate?.getTime() ?? 0) - (startDate?.getTime() ?? 0)).toBeGreaterThanOrEqual(2_000);
    expect((await history(next.client, executionArn)).map(({ id, type }) => `${id} ${type}`)).toEqual([
      "1 ExecutionStarted",
      "2 WaitStateEntered",
      "3 WaitStateExited",
      "4 ExecutionSucceeded",
    ]);
  });

  test("makes a call again that had no answer, and no other", async (context) => {
    const start = startsIn(context);
    const first = await start();
    const arn = await create(first.client, "m", { A: task("once", { Next: "B", End: undefined }), B: task("never") });
    const executionArn = await begin(first.client, arn, { n: 1 });
    await eventually(() => expect(first.messages).toContainEqual(expect.objectContaining({ called: "never" })));
    await first.kill();
    const next = await start();
    await eventually(() => expect(next.messages.flatMap(({ called }) => called ?? [])).toEqual(["never"]));
    expect((await describeIt(next.client, executionArn)).status).toBe("RUNNING");
  });

  test("goes on with branches, nested executions and distributed maps", async (context) => {
    const start = startsIn(context);
    const first = await start();
    const child = await create(first.client, "child", {
      W: { Type: "Wait", Seconds: 1, Output: "{% $states.input.n * 2 %}", End: true },
    });
    const nested = (n: number) => ({
      StartAt: `N${n}`,
      States: {
        [`N${n}`]: {
          Type: "Task",
          Resource: "arn:aws:states:::states:startExecution.sync:2",
          Arguments: { StateMachineArn: child, Input: { n } },
          Output: "{% $states.result.Output %}",
          End: true,
        },
      },
    });
    const arn = await create(first.client, "parent", {
      P: { Type: "Parallel", Branches: [nested(1), nested(2)], Next: "M" },
      M: {
        Type: "Map",
        MaxConcurrency: 1,
        ItemProcessor: {
          ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
          StartAt: "V",
          States: { V: { Type: "Wait", Seconds: 1, Output: "{% $states.input + 1 %}", End: true } },
        },
        End: true,
      },
    });
    const executionArn = await begin(first.client, arn);
    await eventually(async () => expect((await history(first.client, executionArn)).length).toBeGreaterThan(6));
    await first.kill();
    const second = await start();
    await eventually(async () =>
      expect((await history(second.client, executionArn)).map(({ type }) => type)).toContain("MapRunStarted"),
    );
    await second.kill();
    const third = await start();
    expect(await ended(third.client, executionArn)).toMatchObject({ status: "SUCCEEDED", output: "[3,5]" });
    const children = await third.client.send(new ListExecutionsCommand({ stateMachineArn: child }));
    expect(children.executions).toHaveLength(2);
  });

  test("can redrive what had failed", async (context) => {
    const start = startsIn(context);
    const first = await start();
    const { activityArn = "" } = await first.client.send(new CreateActivityCommand({ name: "work" }));
    const arn = await create(first.client, "m", {
      A: { Type: "Pass", Next: "B" },
      B: { Type: "Task", Resource: activityArn, TimeoutSeconds: 1, End: true },
    });
    const executionArn = await begin(first.client, arn);
    expect((await ended(first.client, executionArn)).status).toBe("FAILED");
    await first.kill();
    const next = await start();
    await next.client.send(new RedriveExecutionCommand({ executionArn }));
    const { taskToken } = await next.client.send(new GetActivityTaskCommand({ activityArn }));
    await next.client.send(new SendTaskSuccessCommand({ taskToken, output: "1" }));
    expect(await ended(next.client, executionArn)).toMatchObject({ status: "SUCCEEDED", redriveCount: 1 });
  });

  test("says so when it was killed within an entry, and drops that", async (context) => {
    const folder = dataFolder(context);
    const start = startsIn(context, "real", folder);
    const first = await start();
    const arn = await create(first.client, "m", { A: { Type: "Succeed" } });
    await first.kill();
    appendFileSync(join(folder, "journal.jsonl"), '0badc0de {"kind":"sta');
    const next = await start();
    expect(next.messages.flatMap(({ warning }) => warning ?? [])).toEqual([
      expect.stringContaining("ended within an entry, of which nobody had been told; its 21 bytes were dropped"),
    ]);
    const executionArn = await begin(next.client, arn);
    expect((await ended(next.client, executionArn)).status).toBe("SUCCEEDED");
  });
});

test("virtual time stood still while nothing ran", { timeout: 60_000 }, async (context) => {
  const start = startsIn(context, "virtual");
  const first = await start();
  const arn = await create(first.client, "m", { A: { Type: "Wait", Seconds: 864_000, End: true } });
  const before = await ended(first.client, await begin(first.client, arn));
  await first.kill();
  const next = await start();
  const after = await ended(next.client, await begin(next.client, arn));
  const gapMs = (after.startDate?.getTime() ?? 0) - (before.stopDate?.getTime() ?? 0);
  expect(gapMs).toBe(0);
});

describe("a folder", () => {
  test("is one simulator's at a time", async (context) => {
    const folder = dataFolder(context);
    const first = await startSimulator({ data: folder });
    writeFileSync(join(folder, "lock"), String(process.ppid));
    await expect(startSimulator({ data: folder })).rejects.toMatchObject({ code: "LOCKED" });
    await first.close();
  });

  test("that is damaged before its end is refused, and left as it is", async (context) => {
    const folder = dataFolder(context);
    const path = join(folder, "journal.jsonl");
    const first = await startSimulator({ data: folder });
    const client = new SFNClient(configuration(first.url));
    await create(client, "m", { A: { Type: "Succeed" } });
    await create(client, "n", { A: { Type: "Succeed" } });
    client.destroy();
    await first.close();
    const damaged = readFileSync(path, "utf8").replace('"name":"m"', '"name":"x"');
    writeFileSync(path, damaged);
    await expect(startSimulator({ data: folder })).rejects.toMatchObject({
      code: "DAMAGED",
      message: expect.stringContaining("in entry 2: its checksum does not fit") as unknown,
    });
    expect(readFileSync(path, "utf8")).toBe(damaged);
  });

  test.for([
    ["header", { kind: "journal", version: journalVersion + 1 }, `has the format ${journalVersion + 1}`],
    ["entries", { kind: "dream" }, "the kind 'dream'"],
  ] as const)("of a newer program, by its %s, is refused and left as it is", async ([, entry, message], context) => {
    const folder = dataFolder(context);
    const path = join(folder, "journal.jsonl");
    // The last line is not whole: it would be cut off of a journal that is read.
    const written = `${lineOf(entry as unknown as JournalEntry)}00000000 {"kind`; // a program to come may write it
    writeFileSync(path, written);
    await expect(startSimulator({ data: folder })).rejects.toMatchObject({
      code: "NEWER",
      message: expect.stringContaining(message) as unknown,
    });
    expect(readFileSync(path, "utf8")).toBe(written);
  });

  test("from before there was a header is read, and gets one; what was accepted then stays", async (context) => {
    const folder = dataFolder(context);
    const path = join(folder, "journal.jsonl");
    const processor = { StartAt: "P", States: { P: { Type: "Pass", End: true } } };
    const states = { M: { Type: "Map", ItemProcessor: processor, Label: "l", End: true } };
    const input = { name: "m", roleArn: "r", definition: JSON.stringify({ StartAt: "M", States: states }) };
    const old: JournalEntry = { kind: "operation", name: "CreateStateMachine", input, ids: [], atMs: 0 };
    writeFileSync(path, lineOf(old));
    const simulator = await startSimulator({ data: folder });
    expect(simulator.service.machines.list()).toHaveLength(1);
    await simulator.close();
    expect(readJournal(path).entries).toEqual([{ kind: "journal", version: journalVersion }, old]);
  });

  test("knows that the machine of an execution was deleted", async (context) => {
    const data = dataFolder(context);
    const states = { W: { Type: "Wait", Seconds: 1_000, Next: "X" }, X: { Type: "Wait", Seconds: 1_000, End: true } };
    const first = await startSimulator({ data });
    const client = new SFNClient(configuration(first.url));
    const stateMachineArn = await create(client, "m", states);
    const executionArn = await begin(client, stateMachineArn);
    await client.send(new DeleteStateMachineCommand({ stateMachineArn }));
    client.destroy();
    await first.close();
    const second = await startSimulator({ data });
    expect(second.service.machines.list()).toMatchObject([{ isDeleting: true }]);
    await second.close();
    const third = await startSimulator({ data, clock: { scale: 100_000 } });
    expect(await third.engine.ended(executionArn)).toMatchObject({ status: "FAILED" });
    expect(third.service.machines.list()).toEqual([]);
    await third.close();
  });

  test("does not grow with executions that have succeeded and are forgotten", async (context) => {
    const folder = dataFolder(context);
    const sizes: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const simulator = await startSimulator({ data: folder, keptEvents: 10 });
      const client = new SFNClient(configuration(simulator.url));
      sizes.push(statSync(join(folder, "journal.jsonl")).size);
      const arn = await create(client, "m", { A: { Type: "Succeed" } });
      for (let count = 0; count < 20; count += 1) await begin(client, arn);
      client.destroy();
      await simulator.close();
    }
    expect(sizes[2]).toBeLessThan((sizes[1] ?? 0) * 1.5);
  });
});

/** Without what differs from answer to answer. */
function withoutMetadata(answers: Readonly<Record<string, object>>): unknown {
  return Object.fromEntries(
    Object.entries(answers).map(([name, answer]) => [
      name,
      Array.isArray(answer) ? answer : { ...answer, $metadata: 0 },
    ]),
  );
}
