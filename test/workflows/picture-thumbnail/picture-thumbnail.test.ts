import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { Jimp } from "jimp";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { eventually } from "../support/eventually.js";
import { runWithFaults } from "../support/faulty-run.js";
import { faultTest } from "../support/inside-test.js";
import { RetailWorld } from "../support/retail-world.js";
import { testEveryState } from "../support/test-every-state.js";

let world: RetailWorld;
let s3: S3Client;

beforeAll(async () => {
  world = await RetailWorld.start("picture-thumbnail");
  s3 = new S3Client({});
}, 180_000);
afterAll(async () => {
  s3.destroy();
  await world.stop();
});
beforeEach(() => world.forgetEvents());

const picture = (width: number, height: number) =>
  new Jimp({ width, height, color: 0x336699ff }).getBuffer("image/png", {});

async function upload(Key: string, Body: Buffer, Bucket = "picture-files"): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
}

const stateOf = async (key: string) => (await world.items("pictures")).find((each) => each.key === key);

test("an uploaded picture gets a thumbnail; the table and the bus know of it", async () => {
  const state = await world.whileUploadsStart(async () => {
    await upload("uploads/studio-east/teapot.png", await picture(1_600, 900));
    return eventually(() => stateOf("uploads/studio-east/teapot.png"));
  });
  expect(state).toMatchObject({
    status: "READY",
    thumbnail: "thumbnails/studio-east/teapot.png.jpg",
    width: 320,
    height: 180,
  });
  const file = await world.aws.file("picture-files", "thumbnails/studio-east/teapot.png.jpg");
  const small = await Jimp.read(file ?? Buffer.of());
  expect([small.bitmap.width, small.bitmap.height]).toEqual([320, 180]);
  await world.event(({ detailType }) => detailType === "ThumbnailReady");
});

test("a thumbnail, or a picture of another bucket, starts nothing", async () => {
  const before = (await world.executions("picture-thumbnail")).length;
  const Bucket = "other-files";
  await world.whileUploadsStart(async () => {
    await upload("thumbnails/studio-east/teapot.jpg", await picture(20, 20));
    await s3.send(new CreateBucketCommand({ Bucket }));
    const NotificationConfiguration = { EventBridgeConfiguration: {} };
    await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
    await upload("uploads/studio-east/teapot.png", await picture(20, 20), Bucket);
    await world.settled();
  });
  expect(await world.executions("picture-thumbnail")).toHaveLength(before);
});

test.each([{}, { object: {} }, { object: { key: 7 } }, { object: { key: "thumbnails/a.jpg" } }])(
  "what is no upload is refused, and asked of no function: %j",
  async (input) => {
    const { executionArn, ...result } = await world.run("picture-thumbnail", input);
    expect(result).toMatchObject({ status: "FAILED", error: "InvalidUpload" });
    expect((await world.history(executionArn)).filter(({ type }) => type === "TaskScheduled")).toEqual([]);
    expect(world.events).toEqual([]);
  },
);

test("pictures whose names differ in the ending alone, or are odd, have a thumbnail each", async () => {
  const keys = [
    "uploads/mug.png",
    "uploads/mug.jpg",
    "uploads/Große Kanne (1) + Tasse.png",
    `uploads/${"x".repeat(1_010)}`,
  ];
  for (const [index, key] of keys.entries()) {
    await upload(key, await picture(30 + index, 30));
    expect(await world.run("picture-thumbnail", { object: { key } })).toMatchObject({ output: { status: "READY" } });
  }
  const states = await Promise.all(keys.map(stateOf));
  expect(states.map((state) => state?.width)).toEqual([30, 31, 32, 33]);
  expect(new Set(states.map((state) => state?.thumbnail)).size).toBe(keys.length);
  for (const [index, state] of states.entries()) {
    const file = await world.aws.file("picture-files", String(state?.thumbnail));
    expect((await Jimp.read(file ?? Buffer.of())).bitmap.width).toBe(30 + index);
  }
});

test("a small picture keeps its size", async () => {
  await upload("uploads/icon.png", await picture(40, 30));
  const { output } = await world.run("picture-thumbnail", { object: { key: "uploads/icon.png" } });
  expect(output).toEqual({ key: "uploads/icon.png", status: "READY" });
  expect(await stateOf("uploads/icon.png")).toMatchObject({ width: 40, height: 30 });
});

test("what is no picture is noted and told, and not tried again", async () => {
  await upload("uploads/notes.txt", Buffer.from("not a picture"));
  const { executionArn, output } = await world.run("picture-thumbnail", { object: { key: "uploads/notes.txt" } });
  expect(output).toEqual({ key: "uploads/notes.txt", status: "UNREADABLE" });
  expect(await stateOf("uploads/notes.txt")).toMatchObject({ status: "UNREADABLE" });
  expect(world.events).toMatchObject([{ detailType: "PictureRefused", detail: { key: "uploads/notes.txt" } }]);
  const history = await world.history(executionArn);
  expect(history.filter(({ type }) => type === "TaskFailed")).toHaveLength(1);
});

test("a picture that is gone again fails the run after some attempts", async () => {
  const result = await world.run("picture-thumbnail", { object: { key: "uploads/gone.png" } });
  expect(result).toMatchObject({ status: "FAILED", error: "NoSuchKey" });
  expect(await stateOf("uploads/gone.png")).toBeUndefined();
});

faultTest("answers that are lost change nothing", async () => {
  const faults = [0, 2, 4].map((at) => ({ at, moment: "after", error: "Lambda.Unknown" }) as const);
  const run = await runWithFaults(world, "picture-thumbnail", { object: { key: "uploads/icon.png" } }, faults, {});
  expect(run.status).toBe("SUCCEEDED");
  expect(await stateOf("uploads/icon.png")).toMatchObject({ status: "READY" });
});

faultTest("a handler that hangs is called again after two minutes, five times at most", async () => {
  const input = { object: { key: "uploads/icon.png" } };
  const once = await runWithFaults(world, "picture-thumbnail", input, [{ at: 0, moment: "silence" }], {});
  expect(once.status).toBe("SUCCEEDED");
  expect(once.seconds).toBeGreaterThanOrEqual(120);
  const always = [0, 1, 2, 3, 4].map((at) => ({ at, moment: "silence" }) as const);
  const run = await runWithFaults(world, "picture-thumbnail", input, always, {});
  expect(run).toMatchObject({ status: "FAILED", error: "States.Timeout" });
  expect(run.seconds).toBeGreaterThanOrEqual(5 * 120);
});

testEveryState(() => world, "picture-thumbnail");
