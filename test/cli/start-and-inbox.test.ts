import { join } from "node:path";
import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand, StopExecutionCommand } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { main } from "../../cli/main.js";
import { fakeTerminal } from "./fake-terminal.js";
import { type RunningCommand, spawnSetpiece } from "./spawn-setpiece.js";

const cwd = join(import.meta.dirname, "fixtures/shop");
const stateMachineArn = "arn:aws:states:us-east-1:123456789012:stateMachine:greet";

const credentials = { accessKeyId: "local", secretAccessKey: "local" };
let server: RunningCommand;
let url: string;
let stepFunctions: SFNClient;
let dynamodb: DynamoDBClient;
beforeAll(async () => {
  server = spawnSetpiece(["start", "--port", "0"], cwd);
  [, url = ""] = await server.waitFor(/Ready at (http:\S+)/);
  const config = {
    endpoint: url,
    region: "us-east-1",
    credentials,
  };
  stepFunctions = new SFNClient(config);
  dynamodb = new DynamoDBClient(config);
});
afterAll(async () => {
  stepFunctions.destroy();
  dynamodb.destroy();
  expect(await server.stop()).toBe(0);
  expect(server.stderr()).toBe("");
});

async function inbox(...argv: string[]) {
  const terminal = fakeTerminal();
  const exitCode = await main(["inbox", ...argv, "--endpoint", url], terminal);
  const output = terminal.stdout() + terminal.stderr();
  const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: "human-tasks" }));
  for (const { token } of Items) if (token?.S !== undefined) expect(output).not.toContain(token.S);
  return { exitCode, stdout: terminal.stdout(), stderr: terminal.stderr() };
}

const describe = (executionArn: string) => stepFunctions.send(new DescribeExecutionCommand({ executionArn }));

interface ListedTask {
  readonly taskId: string;
  readonly execution: string;
}

let executionArn: string;
let taskId: string;
beforeEach(async () => {
  const name = "Kim \u001b[2J\u202e";
  const started = await stepFunctions.send(
    new StartExecutionCommand({ stateMachineArn, input: JSON.stringify({ name, age: 9 }) }),
  );
  executionArn = started.executionArn ?? "";
  await expect
    .poll(async () => {
      const lines = (await inbox("list", "--json")).stdout.trim().split("\n");
      const tasks = lines.filter((line) => line !== "").map((line) => JSON.parse(line) as ListedTask);
      taskId = tasks.find(({ execution }) => execution === executionArn)?.taskId ?? "";
      return taskId;
    })
    .not.toBe("");
});

test("list and show give an operator what is needed, and nothing that moves the cursor", async () => {
  const list = await inbox("list");
  expect(list.stdout).toMatch(/^TASK +WORKFLOW +STEP +STATUS +AGE +LEFT +QUESTION\n/);
  expect(list.stdout).toMatch(
    new RegExp(`^${taskId.slice(0, 8)}\\S* +greet +approveGreeting +pending .* 24 h +May we`, "m"),
  );
  const show = await inbox("show", taskId.slice(0, 13));
  expect(show).toMatchObject({ exitCode: 0, stderr: "" });
  expect(show.stdout).toContain("May we greet this person?");
  expect(show.stdout).toContain(executionArn);
  expect(show.stdout).toContain('"name": "Kim \\u001b[2J\\u202e"');
  expect(show.stdout).toContain(`setpiece inbox complete ${taskId.slice(0, 8)} --answer`);
  expect(show.stdout).not.toContain("\u001b");
});

test("complete resumes the execution; again is the same, otherwise is refused", async () => {
  const answer = ["--answer", '{"approved": false, "reason": "too young"}', "--by", "dana"];
  const first = await inbox("complete", taskId, ...answer);
  expect(first).toMatchObject({ exitCode: 0, stderr: "" });
  expect(first.stdout).toMatch(/^approveGreeting \S{8} is completed by dana at \S+ with {"approved":false,/);
  await expect.poll(async () => (await describe(executionArn)).status).toBe("FAILED");
  expect(await describe(executionArn)).toMatchObject({ error: "NotWelcome", cause: "not today" });

  const again = await inbox("complete", taskId, ...answer.slice(0, 2), "--by", "kim");
  expect(again.exitCode).toBe(0);
  expect(again.stdout).toContain("was already completed by dana");
  const other = await inbox("reject", taskId, "--reason", "no", "--by", "kim");
  expect(other.exitCode).toBe(1);
  expect(other.stderr).toMatch(/approveGreeting was completed by dana at .*, with another answer than this one\./);
  expect((await inbox("list", "--all")).stdout).toMatch(new RegExp(`^${taskId.slice(0, 8)}.* completed `, "m"));
});

test("an answer that does not fit the form changes nothing", async () => {
  const wrong = await inbox("complete", taskId, "--answer", '{"approved": "yes"}');
  expect(wrong.exitCode).toBe(1);
  expect(wrong.stderr).toContain("approved must be boolean");
  expect((await describe(executionArn)).status).toBe("RUNNING");
  expect((await inbox("show", taskId)).stdout).toMatch(/status +pending/);
});

test("reject fails the step with the reason", async () => {
  const rejected = await inbox("reject", taskId, "--reason", "never on Sundays", "--by", "dana");
  expect(rejected.stdout).toContain("is rejected by dana");
  await expect.poll(async () => (await describe(executionArn)).status).toBe("FAILED");
  expect(await describe(executionArn)).toMatchObject({ error: "HumanTaskRejected", cause: "never on Sundays" });
});

test("what goes wrong is logged, as where the workflow is deployed to", async () => {
  await inbox("reject", taskId, "--reason", "no", "--by", "dana");
  await expect.poll(async () => (await describe(executionArn)).status).toBe("FAILED");
  const client = new CloudWatchLogsClient({ endpoint: url, region: "us-east-1", credentials });
  const filterPattern = `{ $.execution_arn = "${executionArn}" && $.type = ExecutionFailed }`;
  const { events } = await client.send(
    new FilterLogEventsCommand({ logGroupName: "/aws/vendedlogs/states/greet", filterPattern }),
  );
  client.destroy();
  expect(events).toMatchObject([{ message: expect.stringContaining('"cause":"no","error":"HumanTaskRejected"') }]);
});

test("a task whose execution was stopped says so, and leaves the inbox", async () => {
  await stepFunctions.send(new StopExecutionCommand({ executionArn }));
  const late = await inbox("complete", taskId, "--answer", '{"approved": true}', "--by", "dana");
  expect(late.exitCode).toBe(1);
  expect(late.stderr).toMatch(/approveGreeting is no longer waiting: its execution ended or left the step at \d{4}-/);
  expect((await inbox("list", "--status", "stopped")).stdout).toContain(taskId.slice(0, 8));
});

test("nothing to resend, and an unknown task, are said plainly", async () => {
  expect((await inbox("resend")).stdout).toBe("Every decision has reached its workflow.\n");
  const unknown = await inbox("show", "zzzz");
  expect(unknown.exitCode).toBe(1);
  expect(unknown.stderr).toContain('There is no human task whose id begins with "zzzz".');
});
