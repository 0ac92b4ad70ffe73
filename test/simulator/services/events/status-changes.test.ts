import { PutRuleCommand, PutTargetsCommand, EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { RedriveExecutionCommand } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import { type Simulator, startSimulator } from "../../../../simulator/index.js";
import { createServices, type Services } from "../../../../simulator/services/create-services.js";
import { clientOf } from "../../client.js";

const queueArn = "arn:aws:sqs:us-east-1:123456789012:changes";
let services: Services;
let simulator: Simulator;
let sfn: ReturnType<typeof clientOf>;
beforeAll(async () => {
  services = createServices();
  const { events } = services;
  simulator = await startSimulator({
    clock: "virtual",
    services: services.routed,
    statusListener: {
      wanted: () => events.hasRules("default"),
      tell: (change) => events.publish({ bus: "default", ...change }),
    },
  });
  sfn = clientOf(simulator.url);
  services.sqs.ensureQueue("changes");
  const credentials = { accessKeyId: "x", secretAccessKey: "x" };
  const client = new EventBridgeClient({ endpoint: simulator.url, region: "us-east-1", credentials });
  await client.send(new PutRuleCommand({ Name: "all", EventPattern: '{"source":["aws.states"]}' }));
  await client.send(new PutTargetsCommand({ Rule: "all", Targets: [{ Id: "queue", Arn: queueArn }] }));
  client.destroy();
});
afterAll(async () => {
  sfn.client.destroy();
  await simulator.close();
});

let seen = 0;
beforeEach(() => {
  seen = services.sqs.bodies("changes").length;
});

interface Event {
  readonly "detail-type": string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What came to the queue since the test began. */
async function changes(): Promise<readonly Event[]> {
  await services.settled();
  return services.sqs
    .bodies("changes")
    .slice(seen)
    .map((body) => JSON.parse(body) as Event);
}

test("the start and the success of an execution are told", async () => {
  const executionArn = await sfn.start(await sfn.create({ W: { Type: "Wait", Seconds: 5, End: true } }), { n: 1 });
  const { startMs, stopMs } = await simulator.engine.ended(executionArn);
  const [begun, ended, ...more] = await changes();
  expect(more).toEqual([]);
  const common = { executionArn, startDate: startMs, input: '{"n":1}', inputDetails: { included: true } };
  expect(begun).toMatchObject({
    source: "aws.states",
    "detail-type": "Step Functions Execution Status Change",
    resources: [executionArn],
    detail: { ...common, status: "RUNNING", stopDate: null, output: null, outputDetails: null },
  });
  expect(ended?.detail).toMatchObject({
    ...common,
    ...{ status: "SUCCEEDED", stopDate: stopMs, output: '{"n":1}', outputDetails: { included: true }, error: null },
  });
});

test("a failure is told with its error, and a redrive as a start", async () => {
  const executionArn = await sfn.start(await sfn.create({ F: { Type: "Fail", Error: "E", Cause: "why" } }));
  await simulator.engine.ended(executionArn);
  await sfn.client.send(new RedriveExecutionCommand({ executionArn }));
  await simulator.engine.ended(executionArn);
  expect((await changes()).map(({ detail }) => [detail.status, detail.error, detail.redriveCount])).toEqual([
    ["RUNNING", null, 0],
    ["FAILED", "E", 0],
    ["RUNNING", null, 1],
    ["FAILED", "E", 1],
  ]);
});

test("Express executions are not told of", async () => {
  await sfn.start(await sfn.create({ P: { Type: "Pass", End: true } }, { type: "EXPRESS" }));
  expect(await changes()).toEqual([]);
});
