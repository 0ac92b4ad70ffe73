import { gzipSync } from "node:zlib";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { RetailWorld } from "../support/retail-world.js";
import { testEveryState } from "../support/test-every-state.js";

const minute = 60_000;
const day = 24 * 60 * minute;
let world: RetailWorld;
let s3: S3Client;

beforeAll(async () => {
  world = await RetailWorld.start("session-cleanup");
  s3 = new S3Client({});
}, 180_000);
afterAll(async () => {
  s3.destroy();
  await world.stop();
});
beforeEach(() => world.forgetEvents());

const now = () => world.aws.nowMs();
const sessionItem = (sessionId: string, lastSeenAt: number, status = "OPEN") => ({
  ...{ sessionId: { S: sessionId }, status: { S: status }, lastSeenAt: { N: `${lastSeenAt}` } },
});
const putSessions = (items: readonly object[]) => world.tables.putAll("sessions", items);
const upload = (Key: string, Body: string | Buffer) =>
  s3.send(new PutObjectCommand({ Bucket: "session-exports", Key, Body }));

/** Resolves when all clean-ups that sweeps started have ended. */
async function cleanedUp(): Promise<void> {
  for (const { executionArn, status } of await world.executions("session-cleanup")) {
    if (status === "RUNNING") await world.end(executionArn);
  }
  await world.settled();
}

async function openSessions(): Promise<string[]> {
  const items = await world.items("sessions");
  return items.filter(({ status }) => status === "OPEN").map(({ sessionId }) => String(sessionId));
}

test("a crowd of sessions that lost their watchers is closed, each once", { timeout: 600_000 }, async () => {
  const count = Number(process.env.SETPIECE_CROWD ?? 1_000);
  const nowMs = await now();
  const seenAt = (index: number) => nowMs - 2 * day + (index % 25) * minute;
  await putSessions(Array.from({ length: count }, (_each, index) => sessionItem(`crowd-${index}`, seenAt(index))));
  await putSessions([sessionItem("fresh", nowMs - 20 * minute), sessionItem("closed", nowMs - 2 * day, "CLOSED")]);
  const { executionArn, output } = await world.run("session-sweep", { seenBefore: nowMs - day });
  expect(output).toEqual({ sessions: count + 2, started: count });
  await cleanedUp();
  expect(await openSessions()).toEqual(["fresh"]);
  expect(world.events).toHaveLength(count);
  expect(new Set(world.events.map(({ detail }) => detail.sessionId)).size).toBe(count);
  const name = executionArn.split(":").at(-1) ?? "";
  const file = (await world.aws.file("session-exports", `sweeps/${name}.jsonl`))?.toString() ?? "";
  expect(file.trim().split("\n")).toHaveLength(count + 2);
});

test("on its schedule it takes sessions that were last seen more than an hour ago", async () => {
  const nowMs = await now();
  await putSessions([sessionItem("lost", nowMs - 61 * minute), sessionItem("here", nowMs - 59 * minute)]);
  expect(await world.run("session-sweep", {})).toMatchObject({ output: { started: 1 } });
  await cleanedUp();
  expect(world.events).toMatchObject([{ detailType: "SessionClosed", detail: { sessionId: "lost" } }]);
});

test("a sweep reads an export that DynamoDB made, by its manifest", async () => {
  const nowMs = await now();
  const exported = ["exported-1", "exported-2", "exported-3"].map((id) => sessionItem(id, nowMs - day));
  await putSessions(exported);
  const file = (items: readonly object[]) => gzipSync(items.map((Item) => JSON.stringify({ Item }) + "\n").join(""));
  await upload("AWSDynamoDB/01/data/one.json.gz", file(exported.slice(0, 2)));
  await upload("AWSDynamoDB/01/data/two.json.gz", file(exported.slice(2)));
  const entry = (name: string) =>
    JSON.stringify({ itemCount: 1, dataFileS3Key: `AWSDynamoDB/01/data/${name}.json.gz` });
  await upload("AWSDynamoDB/01/manifest-files.json", `${entry("one")}\n${entry("two")}\n`);
  const manifest = "AWSDynamoDB/01/manifest-files.json";
  const { output } = await world.run("session-sweep", { seenBefore: nowMs - 60 * minute, manifest });
  expect(output).toEqual({ sessions: 3, started: 3 });
  await cleanedUp();
  expect((await openSessions()).filter((id) => id.startsWith("exported"))).toEqual([]);
});

test("without an export there is no sweep", async () => {
  const result = await world.run("session-sweep", { manifest: "AWSDynamoDB/02/manifest-files.json" });
  expect(result).toMatchObject({ status: "FAILED", error: "NoSuchKey" });
});

test("a line that is no session spoils its batch alone; a file full of them ends the sweep", async () => {
  const nowMs = await now();
  const sessions = Array.from({ length: 300 }, (_each, index) => sessionItem(`mixed-${index}`, nowMs - day));
  await putSessions(sessions);
  const garbage = { sessionId: { S: "mixed-0" }, status: { S: "OPEN" }, lastSeenAt: { N: "yesterday" } };
  const sweep = async (items: readonly object[]) => {
    await upload("AWSDynamoDB/03/data.json.gz", gzipSync(items.map((Item) => JSON.stringify({ Item })).join("\n")));
    await upload("AWSDynamoDB/03/manifest-files.json", '{"dataFileS3Key":"AWSDynamoDB/03/data.json.gz"}');
    return world.run("session-sweep", { manifest: "AWSDynamoDB/03/manifest-files.json", seenBefore: await now() });
  };
  expect(await sweep([garbage, ...sessions.slice(1)])).toMatchObject({ output: { sessions: 300, started: 250 } });
  await cleanedUp();
  expect(await openSessions()).toHaveLength(50 + 2);
  const garbageEverywhere = sessions.map((session, index) => (index % 50 === 0 ? garbage : session));
  expect(await sweep(garbageEverywhere)).toMatchObject({
    status: "FAILED",
    error: "States.ExceedToleratedFailureThreshold",
  });
});

test.each([{ seenBefore: "yesterday" }, { manifest: 7 }])("what is no request sweeps nothing: %j", async (request) => {
  const { executionArn, ...result } = await world.run("session-sweep", request);
  expect(result).toMatchObject({ status: "FAILED", error: "InvalidSweep" });
  expect((await world.history(executionArn)).filter(({ type }) => type === "TaskScheduled")).toHaveLength(1);
});

testEveryState(() => world, "session-sweep");
