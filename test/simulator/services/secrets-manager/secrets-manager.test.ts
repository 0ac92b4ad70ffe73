import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  SecretsManagerClient,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateSecretCommand,
} from "@aws-sdk/client-secrets-manager";
import { afterEach, beforeEach, expect, test } from "vitest";

import { listen, type Listening } from "../../../../simulator/http/listen.js";
import { createSecretsManager } from "../../../../simulator/services/secrets-manager/secrets-manager.js";
import { manualClock, type ManualClock } from "../manual-clock.js";

const dayMs = 86_400_000;
let clock: ManualClock;
let running: Listening;
let client: SecretsManagerClient;

beforeEach(async () => {
  clock = manualClock(Date.UTC(2026, 0, 1));
  running = await listen(createSecretsManager({ clock }).handler, 0, "127.0.0.1");
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  client = new SecretsManagerClient({ endpoint: running.url, region: "us-east-1", credentials, maxAttempts: 1 });
});
afterEach(async () => {
  client.destroy();
  await running.close();
});

const create = (Name: string, SecretString = "one") => client.send(new CreateSecretCommand({ Name, SecretString }));
const get = (SecretId: string, more: object = {}) => client.send(new GetSecretValueCommand({ SecretId, ...more }));

test("a secret is found by its name, its ARN, and its ARN without the end", async () => {
  const { ARN: arn = "", VersionId: version } = await create("db/password");
  expect(arn).toMatch(/^arn:aws:secretsmanager:us-east-1:123456789012:secret:db\/password-[A-Za-z0-9]{6}$/);
  for (const id of ["db/password", arn, arn.slice(0, -7)])
    expect(await get(id)).toMatchObject({ SecretString: "one", VersionId: version, VersionStages: ["AWSCURRENT"] });
});

test("a new value is the current one, the one before it the previous", async () => {
  const { VersionId: first } = await create("s");
  const SecretBinary = new Uint8Array([0, 255]);
  const { VersionId: second } = await client.send(new PutSecretValueCommand({ SecretId: "s", SecretBinary }));
  expect((await get("s")).SecretBinary).toEqual(SecretBinary);
  expect(await get("s", { VersionStage: "AWSPREVIOUS" })).toMatchObject({ SecretString: "one", VersionId: first });
  await client.send(new UpdateSecretCommand({ SecretId: "s", SecretString: "three", Description: "d" }));
  const described = await client.send(new DescribeSecretCommand({ SecretId: "s" }));
  expect(described.Description).toBe("d");
  expect(described.VersionIdsToStages).not.toHaveProperty(String(first));
  expect(described.VersionIdsToStages).toMatchObject({ [String(second)]: ["AWSPREVIOUS"] });
});

test("the same request again is no change, another value for its token is refused", async () => {
  const token = "t".repeat(32);
  const make = (SecretString: string) =>
    client.send(new CreateSecretCommand({ Name: "s", SecretString, ClientRequestToken: token }));
  expect(await make("a")).toMatchObject({ VersionId: token });
  expect(await make("a")).toMatchObject({ VersionId: token });
  await expect(make("b")).rejects.toMatchObject({ name: "ResourceExistsException" });
});

test("a deleted secret can be restored until its time is over", async () => {
  await create("s");
  const { DeletionDate: gone } = await client.send(new DeleteSecretCommand({ SecretId: "s", RecoveryWindowInDays: 7 }));
  expect(gone).toEqual(new Date(clock.nowMs() + 7 * dayMs));
  await expect(get("s")).rejects.toMatchObject({
    name: "InvalidRequestException",
    message: "You can't perform this operation on the secret because it was marked for deletion.",
  });
  await client.send(new RestoreSecretCommand({ SecretId: "s" }));
  expect((await get("s")).SecretString).toBe("one");
  await client.send(new DeleteSecretCommand({ SecretId: "s" }));
  clock.advance(31 * dayMs);
  await expect(get("s")).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: "Secrets Manager can't find the specified secret.",
  });
});

test("a secret deleted by force is gone at once", async () => {
  await create("s");
  await client.send(new DeleteSecretCommand({ SecretId: "s", ForceDeleteWithoutRecovery: true }));
  await client.send(new DeleteSecretCommand({ SecretId: "s", ForceDeleteWithoutRecovery: true }));
  await expect(get("s")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  expect(await create("s", "new")).toHaveProperty("ARN");
});

test("secrets are listed by name and tag", async () => {
  await create("app/a");
  await create("app/b");
  await create("other");
  await client.send(new TagResourceCommand({ SecretId: "other", Tags: [{ Key: "team", Value: "red" }] }));
  const names = async (key: "name" | "tag-key", value: string) =>
    (await client.send(new ListSecretsCommand({ Filters: [{ Key: key, Values: [value] }] }))).SecretList?.map(
      ({ Name }) => Name,
    );
  expect(await names("name", "app/")).toEqual(["app/a", "app/b"]);
  expect(await names("name", "!app/")).toEqual(["other"]);
  expect(await names("tag-key", "team")).toEqual(["other"]);
  await client.send(new UntagResourceCommand({ SecretId: "other", TagKeys: ["team"] }));
  expect(await names("tag-key", "team")).toEqual([]);
});

test.each<[string, () => Promise<unknown>, string]>([
  ["a name with blanks", () => create("a b"), "Invalid name. Must be a valid name containing alphanumeric characters"],
  [
    "text and bytes at once",
    () => client.send(new CreateSecretCommand({ Name: "s", SecretString: "a", SecretBinary: new Uint8Array([1]) })),
    "You can't specify both",
  ],
  [
    "a label that no version has",
    () => create("s").then(() => get("s", { VersionStage: "AWSPENDING" })),
    "can't find the specified secret value for staging label: AWSPENDING",
  ],
  [
    "replicas, which are not simulated",
    () => client.send(new CreateSecretCommand({ Name: "s", AddReplicaRegions: [{ Region: "eu-west-1" }] })),
    "not simulated",
  ],
])("%s are refused", async (_name, work, message) => {
  await expect(work()).rejects.toThrow(message);
});
