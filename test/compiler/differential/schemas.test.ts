import { describePrograms } from "./describe-programs.js";
import type { Row } from "./row.js";

/** What the programs share: the schemas of an order, as a module of its own and beside the workflow. */
const library = {
  file: "order-schemas",
  text: `
import { z } from "zod";
export const currencies = ["EUR", "SEK", "USD"] as const;
const sku = z.string().min(1).max(8);
export const Line = z.object({ sku, quantity: z.int().min(1).max(99), gift: z.boolean().optional() });
const Web = z.object({ kind: z.literal("web"), session: z.string() });
const Store = z.object({ kind: z.literal("store"), till: z.int() });
export const Order = z.object({
  id: z.string().regex(/^[A-Z]{2}-\\d{4}$/, "two letters and four digits"),
  currency: z.enum(currencies),
  lines: z.array(Line).nonempty(),
  from: z.discriminatedUnion("kind", [Web, Store]),
  notes: z.record(z.string(), z.string().nullable()).optional(),
});
export const parts = { Line, nested: { Order } };
`,
  names: ["Line", "Order", "parts"],
  types: [],
};

const line = { sku: "A-1", quantity: 2 };
const order = { id: "SO-0001", currency: "EUR", lines: [line], from: { kind: "web", session: "s" } };
const inputs: readonly unknown[] = [
  order,
  { ...order, notes: { a: "b", c: null } },
  { ...order, notes: { a: 1 } },
  {
    ...order,
    lines: [
      { ...line, gift: true },
      { sku: "😀😀😀😀", quantity: 1 },
    ],
    from: { kind: "store", till: 3 },
  },
  { ...order, lines: [{ ...line, gift: "yes" }] },
  { ...order, lines: [] },
  { ...order, lines: line },
  { ...order, from: { kind: "store", session: "s" } },
  { ...order, id: "SO-0001\n" },
  { ...order, currency: "DKK" },
  [order],
  null,
  "order",
];
const scenarios = inputs.map((input) => ({ input }));

/** `matches` where workflows use it: at the edge, in conditions and loops, of parts and of answers. */
const rows: readonly Row[] = [
  {
    name: "the edge of a workflow, and what follows it",
    library,
    before: `class InvalidOrder extends WorkflowError {}`,
    body: `async (input: unknown) => {
      if (!matches(Order, input)) throw new InvalidOrder("no order");
      const { lines, from, notes = {} } = input;
      const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0);
      return { pieces, place: from.kind === "web" ? from.session : from.till, notes: Object.keys(notes).length };
    }`,
    scenarios,
  },
  {
    name: "parts, one after the other, with messages of their own",
    library,
    before: `import { z } from "zod"; class InvalidOrder extends WorkflowError {}`,
    body: `async (input: { lines?: unknown; id?: unknown }) => {
      if (!matches(Order.shape.id, input.id) || matches(Order.keyof(), input.id)) throw new InvalidOrder("no number");
      const { lines } = input;
      if (!matches(z.array(z.unknown()), lines)) throw new InvalidOrder("no lines");
      const wrong = lines.filter((line) => !matches(parts.Line, line));
      if (wrong.length > 0) throw new InvalidOrder(\`\${wrong.length} wrong lines\`);
      return lines.length;
    }`,
    scenarios: [order, { ...order, lines: [line, 1, { sku: "" }] }, { ...order, lines: "none" }, {}].map((input) => ({
      input,
    })),
  },
  {
    name: "loops, choices and names for the verdict",
    library,
    body: `async (input: { items: unknown[] }) => {
      let [orders, lines] = [0, 0];
      const seen: string[] = [];
      for (const item of input.items) {
        const isOrder = matches(parts.nested.Order, item);
        if (isOrder) orders += 1;
        else if (matches(Line, item) && item.quantity > 1) { lines += 1; await release(item.sku); }
        else continue;
        seen.push(isOrder ? "order" : "line");
      }
      return { orders, lines, seen, every: input.items.every((item) => matches(Order.or(Line), item)) };
    }`,
    scenarios: [{ items: [...inputs, line] }, { items: [order, line] }, { items: [] }].map((input) => ({
      input,
      stubs: { release: () => null },
    })),
  },
  {
    name: "the answer of a task",
    library,
    before: `import { z } from "zod"; const Answer = z.strictObject({ id: z.uuid(), at: z.iso.datetime().nullish() });`,
    body: `async (input: string) => {
      try {
        const answer = await echo(input);
        if (matches(Answer, answer)) return answer.at ?? answer.id;
        return matches(Answer.shape.id, answer) ? "an id" : "nonsense";
      } catch { return "none"; }
    }`,
    scenarios: [
      { id: "5f2c1f6e-8a5d-4a8e-9b1a-0d6c3e2f1a0b" },
      { id: "5f2c1f6e-8a5d-4a8e-9b1a-0d6c3e2f1a0b", at: "2026-11-22T10:00:00Z" },
      { id: "5f2c1f6e-8a5d-4a8e-9b1a-0d6c3e2f1a0b", at: "today" },
      { id: "5f2c1f6e-8a5d-4a8e-9b1a-0d6c3e2f1a0b", more: 1 },
      "5f2c1f6e-8a5d-4a8e-9b1a-0d6c3e2f1a0b",
      null,
    ].map((answer) => ({ input: "x", stubs: { echo: () => answer } })),
  },
  {
    name: "a value that may be undefined, and members that are",
    library,
    before: `import { z } from "zod"; const Text = z.string().optional(); const Any = z.object({ a: z.unknown() }); const Strict = z.strictObject({ b: z.null() });`,
    body: `async (input: { a?: unknown; b?: string | null }) => {
      const made = { a: input.a, b: input.b };
      const rest = { b: made.b, c: input.a };
      return [matches(Text, input.a), matches(Text, input.b), matches(Any, made), matches(Any, input), matches(Strict, rest)];
    }`,
    scenarios: [{}, { a: 1 }, { a: null, b: null }, { b: null }, { a: "a", b: "b" }].map((input) => ({ input })),
  },
];

describePrograms(rows);
