import { randomUUID } from "node:crypto";
import type { ResultWriter, WrittenResults } from "../distributed-map.js";
import { namedError } from "../errors.js";
import { writeObject } from "./object-access.js";
import type { Child } from "./run-map-natively.js";

/**
 * Writes the results of a native map run and their manifest, in the folder of the run's id under the prefix.
 *
 * @throws Error named `States.ResultWriterFailed` when an object cannot be written
 */
export async function writeResults(
  { bucket, prefix = "", transformation = "NONE", format = "JSON" }: ResultWriter,
  label: string,
  children: readonly Child[],
): Promise<WrittenResults> {
  const runId = randomUUID();
  const MapRunArn = `arn:aws:states:us-east-1:123456789012:mapRun:${label}:${runId}`;
  const folder = [prefix.replace(/\/$/, ""), runId].filter((part) => part !== "").join("/");
  const files: Record<string, object[]> = { FAILED: [], PENDING: [], SUCCEEDED: [] };
  try {
    for (const status of ["SUCCEEDED", "FAILED"] as const) {
      const chosen = children.filter(({ outcome }) => "output" in outcome === (status === "SUCCEEDED"));
      if (chosen.length === 0) continue;
      const entries =
        status === "FAILED" || transformation === "NONE"
          ? chosen.map((child) => resultEntry(child, label))
          : outputsOf(chosen, transformation);
      const text =
        format === "JSONL" ? entries.map((entry) => JSON.stringify(entry)).join("\n") : JSON.stringify(entries);
      const Key = `${folder}/${status}_0.${format === "JSONL" ? "jsonl" : "json"}`;
      await writeObject(bucket, Key, text);
      files[status]?.push({ Key, Size: Buffer.byteLength(text) });
    }
    const Key = `${folder}/manifest.json`;
    await writeObject(bucket, Key, JSON.stringify({ DestinationBucket: bucket, MapRunArn, ResultFiles: files }));
    return { MapRunArn, ResultWriterDetails: { Bucket: bucket, Key } };
  } catch (error) {
    throw namedError("States.ResultWriterFailed", error instanceof Error ? error.message : String(error));
  }
}

function outputsOf(children: readonly Child[], transformation: "COMPACT" | "FLATTEN"): readonly unknown[] {
  const outputs = children.flatMap(({ outcome }) => ("output" in outcome ? [outcome.output] : []));
  return transformation === "FLATTEN" ? outputs.flat() : outputs;
}

/** What the service writes of an execution, as far as a native run knows it. */
function resultEntry({ name, input, outcome }: Child, label: string): object {
  const end =
    "output" in outcome
      ? { Output: JSON.stringify(outcome.output), OutputDetails: { Included: true }, Status: "SUCCEEDED" }
      : { Error: outcome.error, Cause: outcome.cause, Status: "FAILED" };
  return {
    ExecutionArn: `arn:aws:states:us-east-1:123456789012:execution:${label}:${name}`,
    Input: JSON.stringify(input),
    InputDetails: { Included: true },
    Name: name,
    ...end,
    StateMachineArn: `arn:aws:states:us-east-1:123456789012:stateMachine:${label}`,
  };
}
