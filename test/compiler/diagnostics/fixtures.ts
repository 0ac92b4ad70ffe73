/** A workflow file, or a body, that leads to diagnostics. */
export interface Fixture {
  readonly name: string;
  readonly source: string;
}

const nested = (depth: number, open: string, inner: string, close: string) =>
  open.repeat(depth) + inner + close.repeat(depth);

/** Cases beside the examples of docs/diagnostics.md, each in a file of its own. */
export const fixtures: readonly Fixture[] = [
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
      const half = order.total >> 1;
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
    name: "a helper that is called twice is reported once",
    source: `
      const helper = (value: number) => value & 1;
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
    source: `return ${nested(120, "[", "order.total", "]")};`,
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
];
