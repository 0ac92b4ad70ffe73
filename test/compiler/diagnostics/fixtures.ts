/** A workflow file, or a body, that leads to diagnostics. */
export interface Fixture {
  readonly name: string;
  readonly source: string;
}

const nested = (depth: number, open: string, inner: string, close: string) =>
  open.repeat(depth) + inner + close.repeat(depth);

const refusedSchemas = [
  `z.string().refine((text) => text !== "")`,
  `z.coerce.number()`,
  `z.object({ total: z.number().default(0) })`,
  `z.object({ [key]: z.string() })`,
  `z.object({ get id() { return z.string(); } })`,
  `z.object({ constructor: z.string() })`,
  `z.array(z.string().regex(new RegExp("a+")))`,
  `z.string().regex(/(?<=a)b/)`,
  `z.string().includes("a", { position: 2 })`,
  `z.string().min(Date.now())`,
  `z.number().multipleOf(0)`,
  `z.object(fields).pick({ id: true }).and(z.object({}))`,
  `z.literal(undefined)`,
  `z.ipv6()`,
  `z.date()`,
  `z.unknown().readonly()`,
  `z.record(z.number(), z.string())`,
  `z.discriminatedUnion("kind", [z.object({ kind: z.string() })])`,
  `z.tuple([z.string()]).describe("one").catch(["none"])`,
  `z.lazy(() => z.string())`,
];

/** Cases beside the examples of docs/diagnostics.md, each in a file of its own. */
export const fixtures: readonly Fixture[] = [
  {
    name: "reasons of settled promises taken for something else",
    source: `
      const codeOf = (error: { code: number }) => error.code;
      const results = await Promise.allSettled([release(order.id), release("other")]);
      const found: (string | number)[] = [];
      for (const result of results) {
        if (result.status === "fulfilled") continue;
        const known = result.reason as { sku: string; message: string };
        found.push(known.sku, codeOf(result.reason), (result.reason as Error).message);
      }
      return found;
    `,
  },
  {
    name: "calls of functions from inside of them that cannot come back",
    source: `
      interface Part { id: string; parts: Part[] }
      function nested<T>(value: T, depth: number): string {
        return depth === 0 ? JSON.stringify(value) : nested([value], depth - 1);
      }
      function names(part: Part, found: string[]): void {
        const inner: string[] = [];
        for (const one of part.parts) names(one, inner);
        found.push(part.id, ...inner);
      }
      const count = (part: Part, isCounted: (one: Part) => boolean): number =>
        part.parts.reduce((sum, one) => sum + count(one, (other) => isCounted(other) && other.id !== part.id), 1);
      async function releaseAll(part: Part): Promise<void> {
        const others = releaseAll(part);
        await release(part.id);
        await others;
      }
      const part: Part = { id: order.id, parts: [] };
      const found: string[] = [];
      names(part, found);
      await releaseAll(part);
      return [nested(order.id, 2), found, count(part, () => true)];
    `,
  },
  {
    name: "functions of the library as values",
    source: `
      const isWhole = Number.isSafeInteger;
      const largest = Math?.max;
      return { whole: order.items.map(({ price }) => price).every(isWhole), largest: largest(1, 2), parse: Number.parseFloat };
    `,
  },
  {
    name: "options of a distributed map",
    source: `
      const size = order.items.length;
      let sum = 0;
      await distributedMap(order.items, { concurrency: 0, toleratedFailurePercentage: 101, label: "no spaces please" }, async (item) => priceOf(item.sku));
      await distributedMap(order.items, { itemsPerBatch: size, maxInputBytesPerBatch: 1_000_000 }, async (items) => items.length);
      await distributedMap(s3Json({ bucket: order.note!, key: order.customer.email ?? "none", maxItems: 0 }), {}, async (item, index) => index);
      await distributedMap(order.items, { resultWriter: { bucket: "results", prefix: order.id, format: order.paid ? "JSON" : "JSONL" } }, async (item) => { sum += item.price; });
      return sum;`,
  },
  {
    name: "HTTP endpoints as AWS does not take them",
    source: `
      const plain = httpEndpoint("plain", { url: "http://tax.example.com" });
      const slow = httpEndpoint("slow", { url: "https://slow.example.com", timeout: "5m" });
      const queried = httpEndpoint("queried", { url: "https://x.example.com/?key=1" });
      const fine = httpEndpoint("fine", { url: "https://fine.example.com" });
      export const example = workflow("calls", async (order: Order) => {
        await plain.get("/");
        await slow.get("/");
        await queried.get("/");
        await fine.get("/", { headers: { Authorization: order.id, "X-Forwarded-For": "1" } });
        const answer = fine.post("/", { body: order });
        return (await fine.get("/", {}, { timeout: "2m" })).StatusCode;
      });`,
  },
  {
    name: "express workflows wait for nobody",
    source: `
      export const quick = workflow("quick", async (order: Order) => {
        await distributedMap(order.items, {}, async (item) => priceOf(item.sku));
        if (order.paid) await Promise.all([approve({ id: order.id }), invoice(order)]);
        return start(invoice, order);
      }, { type: "EXPRESS" });`,
  },
  {
    name: "all problems of a file in one run",
    source: `
      debugger;
      const half = String(10n);
      const same = order.items[0] == order.items[1];
      for await (const item of order.items) release(item.sku);
      return { half, same, text: \`\${order.items}\` };`,
  },
  {
    name: "a refused value causes no second diagnostic",
    source: `
      const root = Math.log(order.total);
      const list = [root, root * 2, -root];
      const { hostname } = new URL(order.id);
      for (const part of new URL(order.id).pathname.split("/")) release(part);
      return { list, text: \`\${root} \${hostname}\`, least: Math.min(root, 1) < root, ...process.env };`,
  },
  {
    name: "a type error, and what has nothing to do with types",
    source: `
      var total: string = order.total;
      return [total, , order.totl];`,
  },
  {
    name: "a syntax error",
    source: `return { total: order.total ;`,
  },
  {
    name: "a promise that another call awaits, too",
    source: `
      const charged = charge({ id: order.id, amount: order.total });
      const doubled = (async () => {
        await release(order.id);
        return [await charged];
      })();
      return [await doubled, await charged];`,
  },
  {
    name: "a syntax error that hides where the top level is",
    source: `
      export const example = workflow("hidden", async (order: Order) => {
        if ((order.total as number) < (() => { if ((2 as number) > (-1)) { return 2; } return 0; })()) return 1;
        return 2;
      });`,
  },
  {
    name: "a helper that is called twice is reported once",
    source: `
      const helper = (value: number) => Math.log(value);
      return helper(order.total) + helper(2);`,
  },
  {
    name: "what operands may be, in words",
    source: `
      const some = order.paid ? 1 : order.paid ? null : "x";
      const any: unknown = order.id;
      return [-(some as unknown as number | string | null as number), (any as any) * 2, order.total < (some as any)];`,
  },
  {
    name: "long lines and long texts are cut",
    source: `return { a: 1, b: "${"long ".repeat(40)}", c: [${"order.items[0], ".repeat(8)}].includes(order.items[0]), d: 4 };`,
  },
  {
    name: "positions are those of the part at fault",
    source: `
      return [
        order.total * (order.discount as number) + (order.note as unknown as number),
        order.id.padStart(order.customer.email as unknown as number),
        \`\${order.id} \${order.note} \${order.items}\`,
        { [\`\${order.paid}\`]: 1, ...order.id },
      ];`,
  },
  {
    name: "names that exist only where code runs",
    source: `
      console.log(order.id);
      const symbol = Symbol("x");
      const big = 10n;
      return [symbol, big, globalThis, import.meta.url, this];`,
  },
  {
    name: "an expression that is nested too deeply",
    source: `return ${nested(120, "order.total > 1 ? ", "order.total", " : 0")};`,
  },
  {
    name: "code that is nested too deeply",
    source: `return ${nested(3000, "(", "order.total", ")")};`,
  },
  {
    name: "a definition that is too large",
    source: `return [order.id, ${JSON.stringify("x".repeat(1_100_000))}];`,
  },
  {
    name: "promises that cannot be awaited later",
    source: `
      let changing = priceOf(order.id);
      changing = priceOf("other");
      const nested = priceOf(order.id);
      if (order.paid) await nested;
      const passed = priceOf(order.id);
      const list = [passed];
      const left = priceOf(order.id);
      for (const item of order.items) { if (item.price > 3) throw new OutOfStock(item.sku); }
      await release(order.id);
      await left;
      const a = priceOf("a");
      const first = await priceOf("b");
      const b = priceOf("b");
      const found = await a;
      const c = priceOf("c");
      await b;
      await release(String(found + first));
      await c;
      void release("detached");
      release("detached").catch(() => undefined);
      return list;`,
  },
  {
    name: "what a call under way must not see",
    source: `
      let rate = 1;
      const scaled = async () => (await priceOf(order.id)) * rate;
      const price = scaled();
      rate = 2;
      const more = await priceOf("more");
      return (await price) + more;`,
  },
  {
    name: "results of branches that may be missing",
    source: `
      const maybe = async (id: string) => { const price = await priceOf(id); return price > 1 ? price : undefined; };
      const pair = await Promise.all([maybe("a"), maybe("b")]);
      const prices = await Promise.all(order.items.map(async (item) => maybe(item.sku)));
      return { pair, prices };`,
  },
  {
    name: "States.ALL in retry rules",
    source: `
      const other = lambda<string, void>("other", () => undefined, { retry: { errors: ["Busy", "States.ALL"] } });
      const rules = [{ errors: ["States.ALL"] }, { errors: ["Busy"] }] as const;
      export const example = workflow("retries", async (order: Order) => {
        await other(order.id);
        await release(order.id, { retry: rules });
        await release(order.id, { retry: { errors: ["States.ALL"] } });
      });`,
  },
  {
    name: "schemas that are refused",
    source: `
      import { z } from "zod";
      import { z as old } from "zod/v3";
      const key = "id";
      let changing = z.string();
      changing = z.string().min(1);
      const fields = { id: z.string() };
      ${refusedSchemas.map((schema, index) => `const schema${index} = ${schema};`).join("\n      ")}
      ${refusedSchemas.map((_schema, index) => `export const refused${index} = workflow("refused-${index}", async (order: Order) => matches(schema${index}, order));`).join("\n      ")}
      export const example = workflow("refused", async (order: Order) => {
        const local = z.string();
        return [matches(changing, order.id), matches(old.string(), order.id), matches([schema0, schema1][0]!, order.id)];
      });`,
  },
  {
    name: "errors in texts",
    source: `const failed: { error: Error }[] = []; try { await charge({ id: order.id, amount: 1 }); } catch (error) { failed.push({ error: error as Error }); } return JSON.stringify(failed);`,
  },
];
