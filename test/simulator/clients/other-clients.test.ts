import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { type Simulator, startSimulator } from "../../../simulator/index.js";

const run = promisify(execFile);
const environment = {
  ...process.env,
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  AWS_DEFAULT_REGION: "us-east-1",
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_PAGER: "",
};
const definition = JSON.stringify({
  QueryLanguage: "JSONata",
  StartAt: "A",
  States: { A: { Type: "Pass", Output: "{% $states.input.n * 2 %}", End: true } },
});

async function works(command: string, parameters: readonly string[]): Promise<boolean> {
  return run(command, [...parameters]).then(
    () => true,
    () => false,
  );
}
const [hasCli, hasBoto3] = await Promise.all([works("aws", ["--version"]), works("python3", ["-c", "import boto3"])]);

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

describe.skipIf(!hasCli)("the AWS CLI (skipped when absent)", () => {
  const aws = async (...parameters: readonly string[]): Promise<Record<string, unknown>> => {
    const { stdout } = await run(
      "aws",
      ["stepfunctions", ...parameters, "--endpoint-url", simulator.url, "--output", "json"],
      {
        env: environment,
      },
    );
    return stdout.trim() === "" ? {} : (JSON.parse(stdout) as Record<string, unknown>);
  };

  test("creates a machine, runs it and reads its history", { timeout: 120_000 }, async () => {
    const role = "arn:aws:iam::123456789012:role/any";
    const { stateMachineArn } = await aws(
      "create-state-machine",
      "--name",
      "cli",
      "--definition",
      definition,
      "--role-arn",
      role,
    );
    const { executionArn } = await aws(
      "start-execution",
      "--state-machine-arn",
      String(stateMachineArn),
      "--input",
      '{"n":21}',
    );
    expect(await aws("describe-execution", "--execution-arn", String(executionArn))).toMatchObject({
      status: "SUCCEEDED",
      output: "42",
    });
    const { events } = await aws("get-execution-history", "--execution-arn", String(executionArn));
    expect(events).toHaveLength(4);
  });
});

describe.skipIf(!hasBoto3)("boto3 (skipped when absent)", () => {
  test("creates a machine, runs it at once and tests a state", { timeout: 120_000 }, async () => {
    const script = `
import boto3, json, sys
from botocore.config import Config
sfn = boto3.client("stepfunctions", endpoint_url=sys.argv[1], config=Config(inject_host_prefix=False))
role = "arn:aws:iam::123456789012:role/any"
arn = sfn.create_state_machine(name="boto", definition=sys.argv[2], roleArn=role, type="EXPRESS")["stateMachineArn"]
answer = sfn.start_sync_execution(stateMachineArn=arn, input='{"n": 4}')
tested = sfn.test_state(definition='{"Type":"Pass","End":true}', input='{"a":1}', inspectionLevel="DEBUG")
missing = ""
try:
    sfn.describe_state_machine(stateMachineArn=arn + "x")
except sfn.exceptions.StateMachineDoesNotExist as error:
    missing = error.response["Error"]["Message"]
print(json.dumps([answer["status"], answer["output"], tested["status"], tested["output"], missing.split(":")[0]]))
`;
    const { stdout } = await run("python3", ["-c", script, simulator.url, definition], { env: environment });
    expect(JSON.parse(stdout)).toEqual(["SUCCEEDED", "8", "SUCCEEDED", '{"a":1}', "State Machine Does Not Exist"]);
  });
});
