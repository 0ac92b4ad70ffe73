import {
  CreateActivityCommand,
  DescribeActivityCommand,
  DescribeStateMachineCommand,
  UpdateStateMachineCommand,
  ValidateStateMachineDefinitionCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { runMachine, type Simulator, startSimulator } from "../../../simulator/index.js";
import { clientOf, roleArn } from "../client.js";

const told: string[] = [];
let simulator: Simulator;
let sfn: ReturnType<typeof clientOf>;
beforeAll(async () => {
  simulator = await startSimulator({
    clock: "virtual",
    settingsWithoutEffect: "told",
    warn: (message) => told.push(message),
  });
  sfn = clientOf(simulator.url);
});
afterAll(async () => {
  sfn.client.destroy();
  await simulator.close();
});

const states = { E: { Type: "Succeed" } };
const ownKey = { type: "CUSTOMER_MANAGED_KMS_KEY", kmsKeyId: "alias/shop" } as const;
const shown = { ...ownKey, kmsDataKeyReusePeriodSeconds: 300 };

test("a machine shows the encryption that was asked for", async () => {
  const stateMachineArn = await sfn.create(states, { encryptionConfiguration: ownKey });
  const described = async () =>
    (await sfn.client.send(new DescribeStateMachineCommand({ stateMachineArn }))).encryptionConfiguration;
  expect(await described()).toEqual(shown);
  expect(told.splice(0)).toEqual([expect.stringContaining("nobody needs the key alias/shop")]);
  const encryptionConfiguration = { type: "AWS_OWNED_KEY" } as const;
  await sfn.client.send(new UpdateStateMachineCommand({ stateMachineArn, encryptionConfiguration }));
  expect(await described()).toEqual({ type: "AWS_OWNED_KEY" });
});

test("an activity keeps its encryption", async () => {
  const create = (encryptionConfiguration?: typeof ownKey) =>
    sfn.client.send(
      new CreateActivityCommand({ name: "a", ...(encryptionConfiguration && { encryptionConfiguration }) }),
    );
  const { activityArn } = await create(ownKey);
  expect(told.splice(0)).toEqual([expect.stringContaining("activity a")]);
  expect(await create(ownKey)).toMatchObject({ activityArn });
  expect(await sfn.client.send(new DescribeActivityCommand({ activityArn }))).toMatchObject({
    encryptionConfiguration: shown,
  });
  await expect(create()).rejects.toMatchObject({ name: "ActivityAlreadyExists" });
});

test.each([{ type: "CUSTOMER_MANAGED_KMS_KEY" }, { type: "AWS_OWNED_KEY", kmsKeyId: "k" }] as const)(
  "%j is refused",
  async (encryptionConfiguration) => {
    await expect(sfn.create(states, { encryptionConfiguration })).rejects.toMatchObject({
      name: "InvalidEncryptionConfiguration",
    });
  },
);

test("a person is told once that tracing does nothing", async () => {
  const tracingConfiguration = { enabled: true };
  const stateMachineArn = await sfn.create(states, { tracingConfiguration });
  expect(told.splice(0)).toEqual([expect.stringContaining("X-Ray tracing is not simulated")]);
  await sfn.client.send(
    new UpdateStateMachineCommand({ stateMachineArn, tracingConfiguration, roleArn: `${roleArn}2` }),
  );
  expect(told).toEqual([]);
});

test("settings without effect are refused by name unless somebody is to be told", async () => {
  const strict = await startSimulator({ clock: "virtual" });
  const own = clientOf(strict.url);
  try {
    const refusal = (name: string) => expect.objectContaining({ name, message: expect.stringContaining("simulated") });
    await expect(own.create(states, { tracingConfiguration: { enabled: true } })).rejects.toEqual(
      refusal("InvalidTracingConfiguration"),
    );
    await expect(own.create(states, { encryptionConfiguration: ownKey })).rejects.toEqual(
      refusal("InvalidEncryptionConfiguration"),
    );
    await expect(
      own.client.send(new CreateActivityCommand({ name: "b", encryptionConfiguration: ownKey })),
    ).rejects.toEqual(refusal("InvalidEncryptionConfiguration"));
    await own.create(states, { tracingConfiguration: { enabled: false } });
  } finally {
    own.client.destroy();
    await strict.close();
  }
});

describe("fields of distributed Maps in an inline one", () => {
  const processor = { StartAt: "P", States: { P: { Type: "Pass", End: true } } };
  const map = (fields: object) => ({ M: { Type: "Map", ItemProcessor: processor, ...fields, End: true } });
  const fields = {
    ItemReader: { Resource: "arn:aws:states:::s3:getObject", Arguments: { Bucket: "b", Key: "k" } },
    ItemBatcher: { MaxItemsPerBatch: 2 },
    ResultWriter: { Resource: "arn:aws:states:::s3:putObject", Arguments: { Bucket: "b" } },
    Label: "l",
  };

  test.each(Object.entries(fields))("%s is refused by name, nested too", async (name, value) => {
    const message = `SCHEMA_VALIDATION_FAILED: Field '${name}' is only supported in a Map state whose ProcessorConfig has the Mode 'DISTRIBUTED' at /States/`;
    const inner = map({ [name]: value });
    const branches = { All: { Type: "Parallel", Branches: [{ StartAt: "M", States: inner }], End: true } };
    for (const machine of [inner, branches])
      await expect(sfn.create(machine)).rejects.toMatchObject({
        name: "InvalidDefinition",
        message: expect.stringContaining(message),
      });
    const definition = JSON.stringify({ QueryLanguage: "JSONata", StartAt: "M", States: inner });
    await expect(runMachine({ definition })).rejects.toThrow(message);
    for (const severity of ["ERROR", "WARNING"] as const)
      expect(await sfn.client.send(new ValidateStateMachineDefinitionCommand({ definition, severity }))).toMatchObject({
        result: "FAIL",
      });
  });

  test("tolerated failures are taken, as AWS takes them, and a person is told", async () => {
    const stateMachineArn = await sfn.create(map({ ToleratedFailurePercentage: 50, Items: [1] }));
    expect(told.splice(0)).toEqual([expect.stringContaining("ToleratedFailurePercentage does nothing")]);
    expect(await sfn.client.send(new DescribeStateMachineCommand({ stateMachineArn }))).toMatchObject({
      status: "ACTIVE",
    });
  });
});
