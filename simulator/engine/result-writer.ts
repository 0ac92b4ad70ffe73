import type { ExecutionRecord } from "../core/execution.js";
import type { WriterRequest } from "../core/map-run-request.js";
import type { JsonObject, JsonValue } from "../json.js";
import type { ObjectStore } from "./object-store.js";

/**
 * The results of a map run as the state's output: the outputs of the executions that succeeded (`COMPACT_OUTPUTS`, the
 * default), or what `Transformation` asks for.
 */
export function transformResults(
  records: readonly ExecutionRecord[],
  transformation: "NONE" | "COMPACT" | "FLATTEN" | "COMPACT_OUTPUTS",
): JsonValue {
  const outputs = records.filter(({ status }) => status === "SUCCEEDED").map(({ output }) => output ?? null);
  switch (transformation) {
    case "NONE":
      return records.map(resultEntry);
    case "FLATTEN":
      return outputs.flat();
    case "COMPACT":
    case "COMPACT_OUTPUTS":
      return outputs;
  }
}

/** Writes the results and a manifest under the prefix, in a folder of the run's id. Gives where the manifest is. */
export async function writeResults(
  objects: ObjectStore,
  mapRunArn: string,
  { Bucket: bucket, Prefix: prefix }: JsonObject,
  { transformation, outputType }: WriterRequest,
  records: readonly ExecutionRecord[],
  pending: readonly JsonValue[] = [],
): Promise<JsonObject> {
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
      ? (transformResults(succeeded, transformation) as readonly JsonValue[])
      : succeeded.map(resultEntry),
    FAILED: failed.map(resultEntry),
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

function resultEntry({ start, startMs, stopMs, status, output, error, cause }: ExecutionRecord): JsonObject {
  return {
    ExecutionArn: start.executionArn,
    Input: JSON.stringify(start.input),
    InputDetails: { Included: true },
    Name: start.name,
    ...(output === undefined ? {} : { Output: JSON.stringify(output), OutputDetails: { Included: true } }),
    ...(error === undefined ? {} : { Error: error }),
    ...(cause === undefined ? {} : { Cause: cause }),
    StartDate: new Date(startMs).toISOString(),
    StateMachineArn: start.stateMachineArn,
    Status: status,
    StopDate: new Date(stopMs ?? startMs).toISOString(),
  };
}
