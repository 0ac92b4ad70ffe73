import { expect, test } from "vitest";

import type { ExecutionRecord } from "../../../simulator/core/execution.js";
import type { WriterRequest } from "../../../simulator/core/map-run-request.js";
import { newRecord } from "../../../simulator/core/new-execution.js";
import { transformResults, writeResults } from "../../../simulator/engine/result-writer.js";
import type { JsonValue } from "../../../simulator/json.js";
import { memoryObjects } from "./memory-objects.js";

function child(name: string, end: Partial<ExecutionRecord>): ExecutionRecord {
  const start = {
    executionArn: `arn:execution:${name}`,
    name,
    stateMachineArn: "arn:machine",
    stateMachineName: "machine",
    roleArn: "arn:role",
    region: "us-east-1",
    input: { item: name },
  };
  return { ...newRecord(start, 1_000), stopMs: 2_000, ...end };
}
const succeeded = (name: string, output: JsonValue) => child(name, { status: "SUCCEEDED", output });
const records = [
  succeeded("a", [1, 2]),
  child("b", { status: "FAILED", error: "E", cause: "why" }),
  succeeded("c", [3]),
];

async function written(request: Partial<WriterRequest>, chosen: readonly ExecutionRecord[] = records) {
  const objects = memoryObjects();
  const writer: WriterRequest = { location: undefined, transformation: undefined, outputType: "JSON", ...request };
  const location = { Bucket: "bucket", Prefix: "out/" };
  const details = await writeResults(objects, "arn:aws:states:r:1:mapRun:m/l:run-1", location, writer, {
    records: chosen,
    nowMs: 3_000,
  });
  return { details, objects: objects.all };
}

test("the manifest lies in the run's folder under the prefix, and names the files with their sizes", async () => {
  const { details, objects } = await written({});
  expect(details).toEqual({ Bucket: "bucket", Key: "out/run-1/manifest.json" });
  const manifest = JSON.parse(objects["bucket/out/run-1/manifest.json"] ?? "") as unknown;
  const size = (name: string) => Buffer.byteLength(objects[`bucket/out/run-1/${name}`] ?? "");
  expect(manifest).toEqual({
    DestinationBucket: "bucket",
    MapRunArn: "arn:aws:states:r:1:mapRun:m/l:run-1",
    ResultFiles: {
      FAILED: [{ Key: "out/run-1/FAILED_0.json", Size: size("FAILED_0.json") }],
      PENDING: [],
      SUCCEEDED: [{ Key: "out/run-1/SUCCEEDED_0.json", Size: size("SUCCEEDED_0.json") }],
    },
  });
});

test("without a transformation, an entry tells all of its execution", async () => {
  const { objects } = await written({});
  const failed = JSON.parse(objects["bucket/out/run-1/FAILED_0.json"] ?? "") as unknown;
  expect(failed).toEqual([
    {
      ExecutionArn: "arn:execution:b",
      Input: '{"item":"b"}',
      InputDetails: { Included: true },
      Name: "b",
      Error: "E",
      Cause: "why",
      RedriveCount: 0,
      RedriveStatus: "REDRIVABLE",
      StartDate: "1970-01-01T00:00:01.000Z",
      StateMachineArn: "arn:machine",
      Status: "FAILED",
      StopDate: "1970-01-01T00:00:02.000Z",
    },
  ]);
});

test("and why it cannot be redriven", async () => {
  const { objects } = await written({});
  const [entry] = JSON.parse(objects["bucket/out/run-1/SUCCEEDED_0.json"] ?? "") as readonly object[];
  expect(entry).toMatchObject({
    RedriveStatus: "NOT_REDRIVABLE",
    RedriveStatusReason: "Execution is SUCCEEDED and cannot be redriven",
  });
});

test.each<[WriterRequest["transformation"], string]>([
  ["COMPACT", "[1,2]\n[3]"],
  ["FLATTEN", "1\n2\n3"],
])("%s as JSON lines: an entry a line", async (transformation, text) => {
  const { objects } = await written({ transformation, outputType: "JSONL" });
  expect(objects["bucket/out/run-1/SUCCEEDED_0.jsonl"]).toBe(text);
  expect(objects["bucket/out/run-1/FAILED_0.jsonl"]?.split("\n")).toHaveLength(1);
});

test("there is no file for what did not happen", async () => {
  const { objects } = await written({}, [succeeded("a", 1)]);
  expect(Object.keys(objects).sort()).toEqual(["bucket/out/run-1/SUCCEEDED_0.json", "bucket/out/run-1/manifest.json"]);
});

test("as the state's output: what succeeded, flat, or every execution", () => {
  expect(transformResults(records, "COMPACT_OUTPUTS", 3_000)).toEqual([[1, 2], [3]]);
  expect(transformResults(records, "FLATTEN", 3_000)).toEqual([1, 2, 3]);
  expect(transformResults(records, "NONE", 3_000)).toHaveLength(3);
});

test("a writer without a bucket is refused", async () => {
  const writer: WriterRequest = { location: undefined, transformation: undefined, outputType: "JSON" };
  await expect(writeResults(memoryObjects(), "arn", {}, writer, { records, nowMs: 3_000 })).rejects.toThrow(
    "needs a Bucket",
  );
});
