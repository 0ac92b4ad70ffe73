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
];
