import type { ExecutionRecord } from "../core/execution.js";
import type { WriterRequest } from "../core/map-run-request.js";
import { redriveStatusOf } from "../core/redrivable.js";
import type { JsonObject, JsonValue } from "../json.js";
import { writerArguments } from "../machine/compile-distributed-map.js";
import type { ObjectStore } from "./object-store.js";

/**
 * The results of a map run as the state's output: the outputs of the executions that succeeded (`COMPACT_OUTPUTS`, the
 * default), or what `Transformation` asks for.
 */
export function transformResults(
  records: readonly ExecutionRecord[],
  transformation: "NONE" | "COMPACT" | "FLATTEN" | "COMPACT_OUTPUTS",
  nowMs: number,
): JsonValue {
  const outputs = records.filter(({ status }) => status === "SUCCEEDED").map(({ output }) => output ?? null);
  switch (transformation) {
    case "NONE":
      return records.map((record) => resultEntry(record, nowMs));
    case "FLATTEN":
      return outputs.flat();
    case "COMPACT":
    case "COMPACT_OUTPUTS":
      return outputs;
  }
}

/** What a map run has to write. */
export interface Results {
  readonly records: readonly ExecutionRecord[];
  /** The inputs of executions that never began. */
  readonly pending?: readonly JsonValue[];
  readonly nowMs: number;
}

/** Writes the results and a manifest under the prefix, in a folder of the run's id. Gives where the manifest is. */
export async function writeResults(
  objects: ObjectStore,
  mapRunArn: string,
  place: JsonObject,
  { transformation, outputType }: WriterRequest,
  { records, pending = [], nowMs }: Results,
): Promise<JsonObject> {
  const { Bucket: bucket, Prefix: prefix } = place;
  const unknown = Object.keys(place).find((name) => !writerArguments.includes(name));
  if (unknown !== undefined) throw new Error(`The argument ${unknown} of a ResultWriter is not simulated`);
  if (typeof bucket !== "string") throw new Error("The ResultWriter needs a Bucket");
  const folder = [
    typeof prefix === "string" && prefix !== "" ? prefix.replace(/\/$/, "") : undefined,
    mapRunArn.split(":").at(-1),
  ]
    .filter((part) => part !== undefined)
    .join("/");
  const files: Record<string, JsonValue[]> = { FAILED: [], PENDING: [], SUCCEEDED: [] };
  const succeeded = records.filter(({ status }) => status === "SUCCEEDED");
  const failed = records.filter(({ status }) => status !== "SUCCEEDED");
  const transformed = transformation !== undefined && transformation !== "NONE";
  const groups = {
    SUCCEEDED: transformed
      ? (transformResults(succeeded, transformation, nowMs) as readonly JsonValue[])
      : succeeded.map((record) => resultEntry(record, nowMs)),
    FAILED: failed.map((record) => resultEntry(record, nowMs)),
    PENDING: pending.map(pendingEntry),
  };
  for (const [name, entries] of Object.entries(groups)) {
    if (entries.length === 0) continue;
    const key = `${folder}/${name}_0.${outputType === "JSONL" ? "jsonl" : "json"}`;
    const text =
      outputType === "JSONL" ? entries.map((entry) => JSON.stringify(entry)).join("\n") : JSON.stringify(entries);
    await objects.write(bucket, key, text);
    files[name]?.push({ Key: key, Size: Buffer.byteLength(text) });
  }
  const manifestKey = `${folder}/manifest.json`;
  await objects.write(
    bucket,
    manifestKey,
    JSON.stringify({ DestinationBucket: bucket, MapRunArn: mapRunArn, ResultFiles: files }),
  );
  return { Bucket: bucket, Key: manifestKey };
}

/** An execution that never began, because the run ended before. */
function pendingEntry(input: JsonValue): JsonObject {
  return { Input: JSON.stringify(input), InputDetails: { Included: true }, Status: "PENDING" };
}

/** @see AWS Step Functions developer guide, "ResultWriter (Map)", "Transformation NONE" */
function resultEntry(record: ExecutionRecord, nowMs: number): JsonObject {
  const { start, startMs, stopMs, status, output, error, cause, redriveCount } = record;
  const redrive = redriveStatusOf(record, nowMs);
  return {
    ExecutionArn: start.executionArn,
    Input: JSON.stringify(start.input),
    InputDetails: { Included: true },
    Name: start.name,
    ...(output === undefined ? {} : { Output: JSON.stringify(output), OutputDetails: { Included: true } }),
    ...(error === undefined ? {} : { Error: error }),
    ...(cause === undefined ? {} : { Cause: cause }),
    RedriveCount: redriveCount,
    RedriveStatus: redrive.status,
    ...(redrive.reason === undefined ? {} : { RedriveStatusReason: redrive.reason }),
    StartDate: new Date(startMs).toISOString(),
    StateMachineArn: start.stateMachineArn,
    Status: status,
    StopDate: new Date(stopMs ?? startMs).toISOString(),
  };
}
