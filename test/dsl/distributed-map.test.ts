import path from "node:path";
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { distributedMap, type ResultWriter, runNative, s3Csv, workflow, type WrittenResults } from "setpiece";
import { compileProject } from "setpiece/compiler";
import { type Simulator, startSimulator } from "setpiece/simulator";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createServices } from "../../simulator/services/create-services.js";

interface Row {
  readonly sku: string;
  readonly price: string;
}

const rows = 'sku,price\na,1\nb,2\n"c",oops\nd,4\n';
const writers: readonly Required<Omit<ResultWriter, "bucket" | "prefix">>[] = [
  { transformation: "NONE", format: "JSON" },
  { transformation: "COMPACT", format: "JSONL" },
  { transformation: "FLATTEN", format: "JSON" },
];

/** The body of the workflow, as the function that runs natively and as the text that is compiled. */
const workflows = writers.map(({ transformation, format }) =>
  workflow(`import-${transformation}`, async (input: { key: string }) =>
    distributedMap(
      s3Csv<Row>({ bucket: "shop", key: input.key }),
      {
        toleratedFailureCount: 1,
        concurrency: 1,
        resultWriter: { bucket: "shop", prefix: "out", transformation, format },
      },
      async (row) => {
        if (row.price === "oops") throw new Error("no price");
        return [row.sku, Number(row.price) * 2];
      },
    ),
  ),
);
const sourceOf = ({ transformation, format }: (typeof writers)[number]) => `
import { distributedMap, s3Csv, workflow } from "setpiece";
export const run = workflow("import-${transformation}", async (input: { key: string }) =>
  distributedMap(
    s3Csv<{ sku: string; price: string }>({ bucket: "shop", key: input.key }),
    { toleratedFailureCount: 1, concurrency: 1, resultWriter: { bucket: "shop", prefix: "out", transformation: "${transformation}", format: "${format}" } },
    async (row) => {
      if (row.price === "oops") throw new Error("no price");
      return [row.sku, Number(row.price) * 2];
    },
  ),
);`;

let simulator: Simulator;
let s3: S3Client;

beforeAll(async () => {
  const services = createServices();
  services.s3.ensureBucket("shop");
  simulator = await startSimulator({ clock: "virtual", services: services.routed });
  vi.stubEnv("AWS_ENDPOINT_URL", simulator.url);
  vi.stubEnv("AWS_REGION", "us-east-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "local");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "local");
  s3 = new S3Client({});
  await s3.send(new PutObjectCommand({ Bucket: "shop", Key: "rows.csv", Body: rows }));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  s3.destroy();
  await simulator.close();
});

const read = async (Key: string) =>
  (await s3.send(new GetObjectCommand({ Bucket: "shop", Key }))).Body?.transformToString();

/** What a run wrote: names of files with their texts, without ids and times. */
async function written({ ResultWriterDetails: { Bucket, Key } }: WrittenResults) {
  expect(Bucket).toBe("shop");
  const folder = Key.replace("manifest.json", "");
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: folder }));
  const files = await Promise.all(
    Contents.map(async ({ Key: key = "" }) => [key.slice(folder.length), await read(key)]),
  );
  const manifest = JSON.parse((await read(Key)) ?? "null") as { ResultFiles: Record<string, { Key: string }[]> };
  const named = Object.entries(manifest.ResultFiles).map(([status, list]) => [
    status,
    list.map(({ Key: k }) => k.slice(folder.length)),
  ]);
  return {
    folder: folder.replace(/[0-9a-f-]{36}/, "ID"),
    named,
    files: files.filter(([name]) => name !== "manifest.json"),
  };
}

/** Entries of results with all about their executions, as far as both runs know it. */
function essence(text = ""): unknown {
  if (!text.includes('"ExecutionArn"')) return text;
  const entries = text.startsWith("[")
    ? (JSON.parse(text) as unknown[])
    : text.split("\n").map((line) => JSON.parse(line) as unknown);
  return entries.map((entry) => {
    const { Input, Output, Error, Cause, Status } = entry as Record<string, unknown>;
    return { Input, Output, Error, Cause, Status };
  });
}

test.each(workflows.map((native, index) => ({ native, writer: writers[index] as (typeof writers)[number] })))(
  "a native run reads and writes S3 as the machine does: $writer",
  async ({ native, writer }) => {
    const file = path.join(import.meta.dirname, "virtual", `${native.workflowName}.ts`);
    const { workflows: compiled, diagnostics } = compileProject({
      paths: [],
      cwd: import.meta.dirname,
      overlay: new Map([[file, sourceOf(writer)]]),
    });
    expect(diagnostics).toEqual([]);
    const client = new SFNClient({ disableHostPrefix: true });
    const definition = JSON.stringify(compiled[0]?.definition);
    const roleArn = "arn:aws:iam::123456789012:role/local";
    const { stateMachineArn } = await client.send(
      new CreateStateMachineCommand({ name: native.workflowName, definition, roleArn }),
    );
    const input = { key: "rows.csv" };
    const { executionArn } = await client.send(
      new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
    );
    await simulator.engine.ended(executionArn ?? "");
    const { output, cause } = await client.send(new DescribeExecutionCommand({ executionArn }));
    client.destroy();
    expect(cause).toBeUndefined();

    const byMachine = await written(JSON.parse(output ?? "null") as WrittenResults);
    const byFunction = await written(await runNative(native, input));
    const comparable = (run: typeof byMachine) => ({
      ...run,
      files: run.files.map(([name, text]) => [name, essence(text)]),
    });
    expect(comparable(byFunction)).toEqual(comparable(byMachine));
    expect(byMachine.named).toContainEqual(["FAILED", [expect.stringContaining("FAILED_0") as string]]);
    if (writer.transformation === "COMPACT") {
      expect(byMachine.files).toContainEqual(["SUCCEEDED_0.jsonl", '["a",2]\n["b",4]\n["d",8]']);
    }
  },
);
