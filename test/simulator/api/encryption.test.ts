import {
  CreateActivityCommand,
  DescribeActivityCommand,
  DescribeStateMachineCommand,
  UpdateStateMachineCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, expect, test } from "vitest";

import { type Simulator, startSimulator } from "../../../simulator/index.js";
import { clientOf } from "../client.js";

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

const states = { E: { Type: "Succeed" } };
const ownKey = { type: "CUSTOMER_MANAGED_KMS_KEY", kmsKeyId: "alias/shop" } as const;
const shown = { ...ownKey, kmsDataKeyReusePeriodSeconds: 300 };

test("a machine shows the encryption that was asked for", async () => {
  const stateMachineArn = await sfn.create(states, { encryptionConfiguration: ownKey });
  const described = async () =>
    (await sfn.client.send(new DescribeStateMachineCommand({ stateMachineArn }))).encryptionConfiguration;
  expect(await described()).toEqual(shown);
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
