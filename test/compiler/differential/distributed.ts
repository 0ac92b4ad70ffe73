import type { Row } from "./row.js";

const double = (n: number) => n * 2;
const failFor =
  (...bad: readonly number[]) =>
  (n: number) => {
    if (bad.includes(n)) throw Object.assign(new Error("sorry"), { name: "Broken" });
    return n * 2;
  };
const tolerance = (options: string, name: string): Row => ({
  name,
  concurrent: "fails",
  body: `async (list: number[]) => distributedMap(list, { ${options} }, async (n) => double(n))`,
  scenarios: [
    { input: [], stubs: { double } },
    { input: [1, 2, 3, 4], stubs: { double } },
    { input: [1, 2, 3, 4], stubs: { double: failFor(2) } },
    { input: [1, 2, 3, 4], stubs: { double: failFor(1, 4) } },
    { input: [1, 2, 3, 4], stubs: { double: failFor(1, 2, 3, 4) } },
  ],
});

const products = [
  { sku: "a", price: 1, tags: ["x"] },
  { sku: "b", price: 2, tags: [] },
  { sku: "c", price: 3, tags: ["y", "z"] },
];
const objects = {
  "shop/products.json": JSON.stringify(products),
  "shop/nested.json": JSON.stringify({ version: 1, "all/of~them": products }),
  "shop/by-sku.json": JSON.stringify(Object.fromEntries(products.map((product) => [product.sku, product]))),
  "shop/products.jsonl": products.map((product) => JSON.stringify(product)).join("\n") + "\n\n",
  "shop/products.csv": 'sku,name,price\na,"Chair, ""old""",1\r\nb,,2\n\nc,"two\nlines"\nd,table,4,surplus\n',
  "shop/pipes.csv": "a|1\nb|2\n",
  "shop/twice.csv": "a,a\n1,2\n",
  "shop/broken.json": "{",
  "shop/number.json": "7",
  "shop/images/1.jpg": "one",
  "shop/images/2.jpg": "three",
  "shop/inventory/manifest.json": JSON.stringify({
    destinationBucket: "arn:aws:s3:::shop",
    fileSchema: "Bucket, Key, Size",
    files: [{ key: "inventory/1.csv" }, { key: "inventory/2.csv" }],
  }),
  "shop/inventory/1.csv": '"shop","images/1.jpg","3"\n',
  "shop/inventory/2.csv": '"shop","images/2.jpg","5"\n',
};
const reading = (name: string, source: string, item = "item"): Row => ({
  name,
  concurrent: true,
  body: `async (input: { bucket: string; folder: string }) => distributedMap(${source}, {}, async (item, index) => ({ index, got: await echo(${item}) }))`,
  scenarios: [{ input: { bucket: "shop", folder: "images/" }, stubs: { echo: (x: unknown) => x }, objects }],
});

/** Distributed maps and executions. */
export const distributed: readonly Row[] = [
  {
    name: "a distributed map over an array",
    concurrent: true,
    body: `async (list: number[]) => { const doubled = await distributedMap(list, { concurrency: 2 }, async (n) => double(n)); return { doubled, count: doubled.length }; }`,
    scenarios: [[], [1], [1, 2, 3]].map((input) => ({ input, stubs: { double } })),
  },
  {
    name: "what a distributed map reads of the workflow around it",
    concurrent: true,
    body: `async (input: { list: number[]; factor: number; note?: string; customer: { name: string; email?: string | null } }) => {
      const factor = await double(input.factor);
      let label = "n" + factor;
      if (factor > 2) label = "big";
      return distributedMap(input.list, {}, async (n, index) => {
        const doubled = await double(n);
        if (doubled > 4) return { index, text: \`\${label} \${input.customer.name} \${input.customer.email ?? "none"}\` };
        return { n, value: doubled * factor, note: input.note ?? "no note", customer: input.customer };
      });
    }`,
    scenarios: [
      { input: { list: [1, 2, 3], factor: 1, customer: { name: "a" } }, stubs: { double } },
      { input: { list: [1, 3], factor: 5, note: "x", customer: { name: "a", email: null } }, stubs: { double } },
      { input: { list: [4], factor: 5, note: "", customer: { name: "a", email: "e" } }, stubs: { double } },
    ],
  },
  {
    name: "names that a distributed map hands in do not clash",
    concurrent: true,
    body: `async (input: { item: number; index: string; list: { item: number }[] }) => {
      const { item: own } = input;
      return distributedMap(input.list, {}, async ({ item }, index) => { const input_2 = await double(item); return [input.item, input.index, own, item, index, input_2, input.list.length]; });
    }`,
    scenarios: [{ input: { item: 7, index: "i", list: [{ item: 1 }, { item: 2 }] }, stubs: { double } }],
  },
  {
    name: "a part that only some inputs have",
    concurrent: true,
    body: `async (input: { kind: "a"; a: { deep: number } } | { kind: "b"; b: string }) => distributedMap([1, 2], {}, async (n) => { const d = await double(n); return input.kind === "a" ? input.a.deep + d : input.b + String(d); })`,
    scenarios: [
      { input: { kind: "a", a: { deep: 5 } }, stubs: { double } },
      { input: { kind: "b", b: "x" }, stubs: { double } },
    ],
  },
  {
    name: "an optional variable in a distributed map",
    concurrent: true,
    body: `async (input: { list: number[]; note?: string }) => { let note = input.note; if (input.list.length > 2) note = undefined; return distributedMap(input.list, {}, async (n) => { const d = await double(n); return note === undefined ? d : note + d; }); }`,
    scenarios: [
      { input: { list: [1], note: "x" }, stubs: { double } },
      { input: { list: [1] }, stubs: { double } },
      { input: { list: [1, 2, 3], note: "x" }, stubs: { double } },
    ],
  },
  {
    name: "batches",
    concurrent: true,
    body: `async (input: { list: number[]; extra: number }) => distributedMap(input.list, { itemsPerBatch: 2 }, async (numbers) => { let sum = 0; for (const n of numbers) sum += await double(n); return { sum: sum + input.extra, of: numbers }; })`,
    scenarios: [
      { input: { list: [], extra: 1 }, stubs: { double } },
      { input: { list: [1, 2, 3], extra: 1 }, stubs: { double } },
    ],
  },
  {
    name: "batches by size, without anything from outside",
    concurrent: true,
    body: `async (list: string[]) => distributedMap(list, { maxInputBytesPerBatch: 12, itemsPerBatch: 3 }, async (texts) => echo(texts))`,
    scenarios: [
      { input: ["a", "b", "c", "d", "eeeeeeeeeeeeeeeeee", "ffff", "gggg"], stubs: { echo: (x: unknown) => x } },
    ],
  },
  tolerance("", "no failure is tolerated"),
  tolerance("toleratedFailureCount: 1", "one failure is tolerated"),
  tolerance("toleratedFailurePercentage: 50", "half may fail"),
  tolerance("toleratedFailureCount: 3, toleratedFailurePercentage: 25.5", "both bounds count"),
  tolerance("toleratedFailurePercentage: 100", "all may fail"),
  {
    name: "failures of a batch count as many as it has items",
    concurrent: "fails",
    body: `async (list: number[]) => { try { return await distributedMap(list, { itemsPerBatch: 2, toleratedFailureCount: 1 }, async (numbers) => { const n = await double(numbers[0] ?? 0); if (n < 0) throw new OutOfStock("gone"); return n; }); } catch (error) { return error instanceof Error ? error.name + ": " + error.message : ""; } }`,
    scenarios: [
      { input: [1, 2, 3], stubs: { double } },
      { input: [1, 2, -3], stubs: { double } },
      { input: [-1, 2, 3], stubs: { double } },
    ],
  },
  {
    name: "an error that an item handles itself",
    concurrent: true,
    body: `async (list: number[]) => distributedMap(list, {}, async (n) => { try { return await double(n); } catch (error) { return error instanceof Error ? error.name : "?"; } })`,
    scenarios: [{ input: [1, 2, 3], stubs: { double: failFor(2) } }],
  },
  {
    name: "a distributed map in a distributed map, each reading what is around it",
    concurrent: true,
    body: `async (input: { rows: number[][]; by: number }) => distributedMap(input.rows, {}, async (row, y) => { const first = await double(row[0] ?? 0); return distributedMap(row, { label: "inner" }, async (n, x) => [x, y, first + (await double(n)) * input.by]); })`,
    scenarios: [{ input: { rows: [[1, 2], [3]], by: 10 }, stubs: { double } }],
  },
  {
    name: "a distributed map in an iteration, and iterations in a distributed map",
    concurrent: true,
    body: `async (input: { rows: number[][]; by: number }) => map(input.rows, {}, async (row) => distributedMap(row, { type: "EXPRESS" }, async (n) => Promise.all([double(n), map([n, input.by], {}, async (m) => (await double(m)) + row.length)])))`,
    scenarios: [{ input: { rows: [[1, 2], [3]], by: 10 }, stubs: { double } }],
  },
  {
    name: "a distributed map whose function needs no state",
    concurrent: true,
    body: `async (input: { list: { id: string; n: number }[]; by: number }) => distributedMap(input.list, {}, async ({ id, n }) => { const parts = id.split("-"); return n > input.by ? parts : [n, parts.length]; })`,
    scenarios: [
      {
        input: {
          list: [
            { id: "a-b", n: 1 },
            { id: "c", n: 5 },
          ],
          by: 2,
        },
      },
    ],
  },
  {
    name: "promises inside and around a distributed map",
    concurrent: true,
    body: `async (input: { list: number[]; by: number }) => { const other = double(input.by); const all = distributedMap(input.list, {}, async (n) => { const first = double(n); const second = double(input.by + n); return [await second, await first]; }); const by = await other; return { by, all: await all }; }`,
    scenarios: [{ input: { list: [1, 2], by: 10 }, stubs: { double } }],
  },
  {
    name: "results that are written away though nobody asks where",
    concurrent: true,
    body: `async (list: number[]) => { await distributedMap(list, { resultWriter: { bucket: "results" } }, async (n) => double(n)); return list.length; }`,
    scenarios: [{ input: [1, 2], stubs: { double } }],
  },
  {
    name: "results written away",
    concurrent: true,
    body: `async (input: { list: number[]; folder: string }) => { const written = await distributedMap(input.list, { resultWriter: { bucket: "results", prefix: input.folder, transformation: "COMPACT", format: "JSONL" } }, async (n) => double(n)); const { Bucket, Key } = written.ResultWriterDetails; return { Bucket, start: Key.startsWith("runs/today/"), end: Key.endsWith("/manifest.json"), run: written.MapRunArn.includes(":mapRun:") }; }`,
    scenarios: [{ input: { list: [1, 2], folder: "runs/today/" }, stubs: { double } }],
  },
  reading("items of a JSON array in S3", `s3Json<{ sku: string }>({ bucket: "shop", key: "products.json" })`),
  reading("items of a JSON object in S3", `s3Json({ bucket: input.bucket, key: "by-sku.json" })`),
  reading(
    "items somewhere inside a JSON object",
    `s3Json<{ tags: string[] }>({ bucket: "shop", key: "nested.json", pointer: "/all~1of~0them", maxItems: 2 })`,
    "item.tags",
  ),
  reading(
    "lines of JSON",
    `s3JsonLines<{ price: number }>({ bucket: "shop", key: "products.jsonl" })`,
    "item.price * 2",
  ),
  reading(
    "rows of CSV with headers in the first",
    `s3Csv<{ sku: string; name: string; price: string }>({ bucket: "shop", key: "products.csv" })`,
  ),
  reading(
    "rows of CSV with given headers",
    `s3Csv<{ sku: string; n: string }>({ bucket: "shop", key: "pipes.csv", headers: ["sku", "n"], delimiter: "PIPE" })`,
    "item.sku + Number(item.n)",
  ),
  reading("a listing of objects", `s3Objects({ bucket: input.bucket, prefix: input.folder })`),
  reading("an inventory", `s3Inventory<{ Key: string }>({ bucket: "shop", key: "inventory/manifest.json" })`),
  {
    name: "rows of a file with what is around the map, in batches",
    concurrent: true,
    body: `async (input: { key: string; by: number }) => distributedMap(s3Csv<{ price: string }>({ bucket: "shop", key: input.key }), { itemsPerBatch: 3, concurrency: 5, type: "EXPRESS", label: "import" }, async (rows) => { const sums = rows.map((row) => (row.price === "" ? 0 : Number(row.price)) * input.by); return echo(sums); })`,
    scenarios: [{ input: { key: "products.csv", by: 3 }, stubs: { echo: (x: unknown) => x }, objects }],
  },
  ...["missing.json", "broken.json", "number.json"].map((key) => ({
    ...reading(`the object ${key}`, `s3Json({ bucket: "shop", key: "${key}" })`),
  })),
  reading("headers that stand twice", `s3Csv({ bucket: "shop", key: "twice.csv" })`),
  {
    name: "what an execution tells of itself",
    body: `async (n: number) => { const me = execution(); const { name, stateMachine: { name: machine } } = execution(); await double(n); return { name, same: me.name === name, machine: machine.startsWith("main-"), id: me.id.endsWith(":" + name), times: execution().redriveCount + 1, arn: me.stateMachine.id.endsWith(machine), started: me.startTime.length, all: Object.keys(execution()) }; }`,
    scenarios: [{ input: 2, stubs: { double } }],
  },
  {
    name: "the executions of a distributed map are their own",
    concurrent: true,
    body: `async (list: number[]) => { const outer = execution(); return distributedMap(list, {}, async (n) => { const inner = execution(); const d = await double(n); return { d, outer: outer.name, same: inner.id === outer.id, child: inner.stateMachine.name.startsWith(outer.stateMachine.name + "/") }; }); }`,
    scenarios: [{ input: [1, 2], stubs: { double } }],
  },
];
