import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { startSimulatorOrFail } from "../../../cli/local-simulator.js";
import type { Simulator } from "../../../simulator/index.js";

const run = promisify(execFile);
const environment = {
  ...process.env,
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  AWS_DEFAULT_REGION: "us-east-1",
  AWS_DISABLE_HOST_PREFIX_INJECTION: "true",
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
  simulator = await startSimulatorOrFail({ port: 0 });
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

  test("tests a state where it knows the setting against sync- hosts", { timeout: 120_000 }, async ({ skip }) => {
    const parameters = ["--definition", '{"Type":"Pass","End":true}', "--input", '{"n":1}'];
    const tested = await aws("test-state", ...parameters).catch((error: unknown) => String(error));
    if (typeof tested === "string" && tested.includes("http://sync-")) skip("the CLI is too old for the setting");
    expect(tested).toMatchObject({ status: "SUCCEEDED", output: '{"n":1}' });
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

  test(
    "uploads in parts, fetches by a presigned URL, and starts a workflow by an upload",
    { timeout: 120_000 },
    async () => {
      const script = `
import boto3, io, json, sys, time, urllib.request
from boto3.s3.transfer import TransferConfig
client = lambda name: boto3.client(name, endpoint_url=sys.argv[1])
s3, sqs, events, sfn = client("s3"), client("sqs"), client("events"), client("stepfunctions")
s3.create_bucket(Bucket="uploads")
big = b"z" * (11 * 1024 * 1024)
s3.upload_fileobj(io.BytesIO(big), "uploads", "big", Config=TransferConfig(multipart_threshold=5 * 1024 * 1024, multipart_chunksize=5 * 1024 * 1024))
back = io.BytesIO()
s3.download_fileobj("uploads", "big", back)
role = "arn:aws:iam::123456789012:role/any"
machine = sfn.create_state_machine(name="by-upload", definition=sys.argv[2], roleArn=role)["stateMachineArn"]
queue = sqs.create_queue(QueueName="told")["QueueUrl"]
s3.put_bucket_notification_configuration(Bucket="uploads", NotificationConfiguration={
    "QueueConfigurations": [{"QueueArn": "arn:aws:sqs:us-east-1:123456789012:told", "Events": ["s3:ObjectCreated:*"]}],
    "EventBridgeConfiguration": {}})
events.put_rule(Name="uploaded", EventPattern=json.dumps({"source": ["aws.s3"], "detail-type": ["Object Created"]}))
events.put_targets(Rule="uploaded", Targets=[{"Id": "1", "Arn": machine, "RoleArn": role, "InputTransformer": {
    "InputPathsMap": {"size": "$.detail.object.size"}, "InputTemplate": '{"n": <size>}'}}])
s3.put_object(Bucket="uploads", Key="in/a b.txt", Body=b"hello")
url = s3.generate_presigned_url("get_object", Params={"Bucket": "uploads", "Key": "in/a b.txt"})
fetched = urllib.request.urlopen(url).read().decode()
bodies = []
while len(bodies) < 2:
    bodies += [json.loads(one["Body"]) for one in sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=5, MaxNumberOfMessages=10).get("Messages", [])]
output = None
while output is None:
    for one in sfn.list_executions(stateMachineArn=machine)["executions"]:
        output = sfn.describe_execution(executionArn=one["executionArn"]).get("output")
print(json.dumps([back.getvalue() == big, fetched, bodies[1]["Records"][0]["s3"]["object"]["key"], output]))
`;
      const { stdout } = await run("python3", ["-c", script, simulator.url, definition], { env: environment });
      expect(JSON.parse(stdout)).toEqual([true, "hello", "in/a+b.txt", "10"]);
    },
  );

  test("publishes to a FIFO topic whose queue keeps the order", { timeout: 120_000 }, async () => {
    const script = `
import boto3, json, sys
sns, sqs = (boto3.client(name, endpoint_url=sys.argv[1]) for name in ("sns", "sqs"))
queue = sqs.create_queue(QueueName="in-order.fifo", Attributes={"FifoQueue": "true"})["QueueUrl"]
topic = sns.create_topic(Name="orders.fifo", Attributes={"FifoTopic": "true", "ContentBasedDeduplication": "true"})["TopicArn"]
sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint="arn:aws:sqs:us-east-1:123456789012:in-order.fifo", Attributes={"RawMessageDelivery": "true"})
for message in ["a", "b", "a", "c"]:
    sns.publish(TopicArn=topic, Message=message, MessageGroupId="g")
got = []
while len(got) < 3:
    got += [one["Body"] for one in sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=5, MaxNumberOfMessages=10).get("Messages", [])]
print(json.dumps(got))
`;
    const { stdout } = await run("python3", ["-c", script, simulator.url], { env: environment });
    expect(JSON.parse(stdout)).toEqual(["a", "b", "c"]);
  });
});
