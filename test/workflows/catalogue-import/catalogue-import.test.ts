import { ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { registry } from "setpiece";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { seedSampleData } from "../../../tasks/sample-data/seed.js";
import { eventually } from "../support/eventually.js";
import { RetailWorld } from "../support/retail-world.js";
import { sampleInput } from "../support/sample-input.js";
import { testEveryState } from "../support/test-every-state.js";

let world: RetailWorld;
let s3: S3Client;
const importProducts = () =>
  registry.lambdas.get("importProducts") as NonNullable<ReturnType<typeof registry.lambdas.get>>;
let handler: ReturnType<typeof importProducts>;

beforeAll(async () => {
  world = await RetailWorld.start("catalogue-import");
  await seedSampleData();
  s3 = new S3Client({});
  handler = importProducts();
}, 180_000);
afterAll(async () => {
  s3.destroy();
  await world.stop();
});
beforeEach(() => world.forgetEvents());
afterEach(() => {
  registry.lambdas.set("importProducts", handler);
});

const bucket = "catalogue-files";
const header = "sku,title,category,EUR,GBP,SEK,USD";
const goodRow = (sku: string) => `${sku},Something nice,standard,1000,900,,`;
const garbageRow = (index: number) => `no article ${index},,,,,,`;
const batches = (count: number, row: (batch: number, index: number) => string) =>
  Array.from({ length: count * 25 }, (_each, index) => row(Math.floor(index / 25), index));

async function upload(Key: string, lines: readonly string[]): Promise<object> {
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: lines.map((line) => line + "\n").join("") }));
  return { object: { key: Key } };
}

const text = async (key: string) => (await world.aws.file(bucket, key))?.toString() ?? "";
const lines = async (key: string) =>
  (await text(key))
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as unknown);
const keys = async (Prefix: string) => {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix }));
  return Contents.map(({ Key = "" }) => Key);
};
const rejectsOf = async (importId: string) =>
  (await Promise.all((await keys(`rejects/${importId}/`)).map(lines))).flat();
const idOf = (executionArn: string) => executionArn.split(":").at(-1) ?? "";
const product = async (sku: string) => (await world.items("products")).find((each) => each.sku === sku);

test("a CSV file: articles into the table, bad rows aside, with a report of all", async () => {
  const { executionArn, status, output } = await world.run(
    "catalogue-import",
    sampleInput("catalogue-import", "spring-csv"),
  );
  expect(status).toBe("SUCCEEDED");
  const importId = idOf(executionArn);
  const report = { importId, file: "imports/spring.csv", imported: 58, kept: 0, rejected: 2, leftOver: 0 };
  expect(output).toEqual({ ...report, report: `reports/${importId}.json` });
  expect(JSON.parse(await text(`reports/${importId}.json`))).toEqual(output);
  expect(await product("TEA-GREEN")).toMatchObject({
    title: "Green tea, 250 g",
    category: "food",
    price: { EUR: 890, GBP: 790, SEK: 9_790, USD: 990 },
  });
  const rejects = (await rejectsOf(importId)) as { row: { sku: string }; reason: string }[];
  expect(rejects.map(({ row, reason }) => [row.sku, reason.split(":")[0]]).sort()).toEqual(
    [
      ["book-grey", "sku"],
      ["TEA-PLUM", "category"],
    ].sort(),
  );
  expect(world.events).toMatchObject([{ source: "retail.products", detailType: "CatalogueImported", detail: report }]);
});

test("the map writes its results beside the file: a manifest, and what each batch did", async () => {
  const before = new Set(await keys("results/"));
  await world.run("catalogue-import", sampleInput("catalogue-import", "spring-csv"));
  const written = (await keys("results/")).filter((key) => !before.has(key));
  const manifestKey = written.find((key) => key.endsWith("/manifest.json")) ?? "";
  const manifest = JSON.parse(await text(manifestKey)) as {
    DestinationBucket: string;
    ResultFiles: Record<"SUCCEEDED" | "FAILED" | "PENDING", { Key: string; Size: number }[]>;
  };
  expect(manifest).toMatchObject({ DestinationBucket: bucket, ResultFiles: { FAILED: [], PENDING: [] } });
  const [file] = manifest.ResultFiles.SUCCEEDED;
  expect(file?.Size).toBe((await text(file?.Key ?? "")).length);
  const entries = JSON.parse(await text(file?.Key ?? "")) as { Output: string; Status: string }[];
  expect(entries.map(({ Status, Output }) => [Status, JSON.parse(Output) as unknown])).toEqual([
    ["SUCCEEDED", { imported: 24, kept: 0, rejected: 1 }],
    ["SUCCEEDED", { imported: 24, kept: 0, rejected: 1 }],
    ["SUCCEEDED", { imported: 10, kept: 0, rejected: 0 }],
  ]);
});

test("a file of JSON lines", async () => {
  const { executionArn, output } = await world.run("catalogue-import", sampleInput("catalogue-import", "spring-jsonl"));
  expect(output).toMatchObject({ file: "imports/spring.jsonl", imported: 29, rejected: 1, leftOver: 0 });
  expect(await product("TRAY-ASH")).toMatchObject({ price: { EUR: 4_190, USD: 4_490 } });
  expect(await product("STOOL-BIRCH")).toBeUndefined();
  expect(await rejectsOf(idOf(executionArn))).toMatchObject([{ row: { sku: "STOOL-BIRCH" } }]);
});

test("a file that lands in the bucket starts its import; what imports write starts nothing", async () => {
  const before = (await world.executions("catalogue-import")).length;
  await world.whileUploadsStart(async () => {
    await upload("imports/landed.csv", [header, goodRow("LANDED-1")]);
    await eventually(() => product("LANDED-1"));
    await world.event(({ detailType }) => detailType === "CatalogueImported");
    await upload("leftovers/landed.jsonl", ["{}"]);
    await world.settled();
  });
  expect(await world.executions("catalogue-import")).toHaveLength(before + 1);
});

test("some failed batches are tolerated: their rows are left over, and can be imported once more", async () => {
  const broken = new Set<string>();
  registry.lambdas.set("importProducts", async (input, context) => {
    const [row] = (input as { rows: { sku: string }[] }).rows;
    if (row?.sku === "TOLERATED-25") {
      broken.add(row.sku);
      throw new Error("the function does not start");
    }
    return handler(input, context);
  });
  const input = await upload("imports/tolerated.csv", [
    header,
    ...batches(10, (_batch, index) => goodRow(`TOLERATED-${index}`)),
  ]);
  const { executionArn, status, output } = await world.run("catalogue-import", input);
  expect(status).toBe("SUCCEEDED");
  expect(output).toMatchObject({ imported: 225, rejected: 0, leftOver: 25 });
  expect(await product("TOLERATED-25")).toBeUndefined();

  registry.lambdas.set("importProducts", handler);
  const left = (await lines(`leftovers/${idOf(executionArn)}.jsonl`)).map((row) => JSON.stringify(row));
  expect(left).toHaveLength(25);
  const again = await world.run("catalogue-import", await upload("imports/again.jsonl", left));
  expect(again.output).toMatchObject({ imported: 25, leftOver: 0 });
  expect(await product("TOLERATED-25")).toMatchObject({ title: "Something nice" });
});

const jsonLine = (sku: string) =>
  JSON.stringify({ sku, title: "Something", category: "standard", price: { EUR: 100 } });

test.each([
  ["imports/many.csv", [header], goodRow, garbageRow],
  ["imports/many.jsonl", [], jsonLine, (index: number) => JSON.stringify({ index })],
] as const)(
  "too many failed batches end the import: %s is refused, and the bus knows",
  async (file, first, good, bad) => {
    const isGarbage = (batch: number) => batch === 3 || batch === 7;
    const rows = batches(10, (batch, index) => (isGarbage(batch) ? bad(index) : good(`MANY-${index}`)));
    const result = await world.run("catalogue-import", await upload(file, [...first, ...rows]));
    expect(result).toMatchObject({ status: "FAILED", error: "InvalidCatalogue" });
    expect(result.cause).toContain("tolerated failure threshold");
    expect(world.events).toMatchObject([{ detailType: "CatalogueRefused", detail: { file } }]);
    expect(await keys(`reports/${idOf(result.executionArn)}`)).toEqual([]);
  },
);

test("a batch that is mostly garbage is not tried again, and nothing of it is written", async () => {
  let calls = 0;
  registry.lambdas.set("importProducts", (input, context) => {
    calls += 1;
    return handler(input, context);
  });
  const rows = batches(1, (_batch, index) => (index < 13 ? garbageRow(index) : goodRow(`MOSTLY-${index}`)));
  const result = await world.run("catalogue-import", await upload("imports/mostly.csv", [header, ...rows]));
  expect(result).toMatchObject({ status: "FAILED", error: "InvalidCatalogue" });
  expect(calls).toBe(1);
  expect(await product("MOSTLY-20")).toBeUndefined();
  expect(await keys(`rejects/${idOf(result.executionArn)}/`)).toEqual([]);
});

test.each([
  ["that is not there", "imports/gone.csv", undefined],
  ["with two columns of one name", "imports/twice.csv", ["sku,sku", "A,B"]],
  ["of lines that are no JSON", "imports/garbage.jsonl", ['{"sku":"A"', "<html>"]],
  ["of another kind", "imports/picture.png", ["\u0089PNG"]],
])("a file %s is refused", async (_what, key, content) => {
  const input = content === undefined ? { object: { key } } : await upload(key, content);
  const result = await world.run("catalogue-import", input);
  expect(result).toMatchObject({ status: "FAILED", error: "InvalidCatalogue" });
  expect(world.events).toMatchObject([{ detailType: "CatalogueRefused", detail: { file: key } }]);
});

test("an empty file imports nothing", async () => {
  const { output } = await world.run("catalogue-import", await upload("imports/empty.csv", [header]));
  expect(output).toMatchObject({ imported: 0, rejected: 0, leftOver: 0 });
});

test.each(["before", "after"])(
  "faults of the function %s its work are tried again and change nothing",
  async (moment) => {
    const failures = new Map<string, number>();
    registry.lambdas.set("importProducts", async (input, context) => {
      const [row] = (input as { rows: { sku: string }[] }).rows;
      const failed = failures.get(row?.sku ?? "") ?? 0;
      failures.set(row?.sku ?? "", failed + 1);
      if (failed < 2 && moment === "before") throw new Error("throttled");
      const result: unknown = await handler(input, context);
      if (failed < 2) throw new Error("the answer is lost");
      return result;
    });
    const rows = batches(2, (_batch, index) =>
      index === 30 ? garbageRow(index) : goodRow(`FAULTY-${moment.toUpperCase()}-${index}`),
    );
    const { executionArn, output } = await world.run(
      "catalogue-import",
      await upload(`imports/${moment}.csv`, [header, ...rows]),
    );
    expect(output).toMatchObject({ imported: 49, kept: 0, rejected: 1, leftOver: 0 });
    expect([...failures.values()]).toEqual([3, 3]);
    expect(await keys(`rejects/${idOf(executionArn)}/`)).toHaveLength(1);
  },
);

test("a later import wins, also when it ends earlier", async () => {
  const later = { sku: { S: "RACE-1" }, title: { S: "Newer" }, importedAt: { S: "2999-01-01T00:00:00.000Z" } };
  await world.tables.call("PutItem", { TableName: "products", Item: later });
  const input = await upload("imports/race.csv", [header, goodRow("RACE-1"), goodRow("RACE-2")]);
  expect((await world.run("catalogue-import", input)).output).toMatchObject({ imported: 1, kept: 1 });
  expect(await product("RACE-1")).toMatchObject({ title: "Newer" });
});

test.each([{}, { object: {} }, { object: { key: 7 } }])("what names no file is refused: %j", async (event) => {
  expect(await world.run("catalogue-import", event)).toMatchObject({ status: "FAILED", error: "InvalidCatalogue" });
  expect(world.events).toEqual([]);
});

testEveryState(() => world, "catalogue-import");
