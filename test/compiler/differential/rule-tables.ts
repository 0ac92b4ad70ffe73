import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Tables of functions: rules, validators, handlers, steps. */
export const ruleTables: readonly Row[] = [
  {
    name: "rules that are chosen, counted and added up",
    before: `type Rule = { name: string; when: (n: number) => boolean; price: (n: number) => number };
const RULES: Rule[] = [
  { name: "bulk", when: (n) => n > 10, price: (n) => n * 0.9 },
  { name: "odd", when: (n) => n % 2 === 1, price: (n) => n - 1 },
  { name: "big", when: (n) => n > 100, price: (n) => { if (n > 1000) throw new WorkflowError("too big"); return n * 0.5; } },
];`,
    body: `async ({ n }: { n: number }) => {
  const applicable = RULES.filter(({ when }) => when(n));
  const total = applicable.reduce((value, rule) => rule.price(value), n);
  const names: string[] = [];
  for (const rule of applicable) {
    names.push(rule.name);
    if (rule.price(n) > 500) break;
    await echo(rule.name);
  }
  applicable.forEach((rule) => { if (rule.name === "odd") names.push("odd!"); });
  const last = RULES.findLast((r) => r.when(n));
  return { total, names, n: applicable.length, any: applicable.some((r) => r.price(n) < 5), all: applicable.every((r) => r.price(n) < 100), last: last?.name ?? null, lastPrice: last ? last.price(n) : 0, flat: applicable.flatMap((r) => [r.name, r.name.length]) };
}`,
    scenarios: runs([{ n: 3 }], [{ n: 20 }], [{ n: 2 }], [{ n: 1500 }], [{ n: 501 }], [{ n: 4000 }]),
  },
  {
    name: "validators by the name of a field",
    before: `const VALIDATORS = {
  10: (v: string) => v.length > 2,
  email: (v: string) => /@/.test(v),
  2: (v: string) => v !== "x",
} as const;`,
    body: `async (input: Record<string, string>) => {
  const unknown = Object.keys(input).filter((k) => !(k in VALIDATORS));
  const failed: string[] = [];
  for (const [field, ok] of Object.entries(VALIDATORS)) {
    const value = input[field];
    if (value === undefined) { failed.push(\`\${field} is missing\`); continue; }
    if (!ok(value)) failed.push(\`\${field} is wrong\`);
  }
  return { unknown, failed, order: Object.keys(VALIDATORS), n: Object.values(VALIDATORS).length };
}`,
    scenarios: runs([{ email: "a@b", q: "1" }], [{ 10: "a", 2: "x", email: "n" }]),
  },
  {
    name: "steps with an undo and retries",
    before: `interface Step { name: string; run: (id: string) => Promise<string>; undo?: (id: string) => Promise<void>; retries?: number }
const STEPS: Step[] = [
  { name: "fetch", run: async (id) => (await fetchItem(id)).id, retries: 2 },
  { name: "charge", run: async (id) => (await charge({ id, amount: 1 })).receipt, undo: async (id) => { await release(id); } },
  { name: "check", run: async (id) => { if (!(await check(id.length))) throw new WorkflowError("too short"); return "ok"; } },
];`,
    body: `async ({ id, skip = [] }: { id: string; skip?: string[] }) => {
  const results: Record<string, string> = {};
  const done: string[] = [];
  try {
    for (const { name, run, retries = 0 } of STEPS.filter((s) => !skip.includes(s.name))) {
      for (let attempt = 0; ; attempt++) {
        try {
          results[name] = await run(id);
          break;
        } catch (e) {
          if (attempt >= retries) throw e;
        }
      }
      done.push(name);
    }
  } catch (e) {
    for (const name of done.reverse()) {
      const step = STEPS.find((s) => s.name === name);
      await step?.undo?.(id);
    }
    return { failed: (e as Error).message, done };
  }
  return { results, done, steps: STEPS.map((s) => s.name).join(">") };
}`,
    scenarios: runs(
      [{ id: "abcd" }],
      [{ id: "ab" }],
      [{ id: "ab", skip: ["check"] }],
      [{ id: "abcd" }, { fetchItem: [fails("A", "a"), fails("B", "b"), { result: { id: "z", price: 1, tags: [] } }] }],
      [{ id: "abcd" }, { charge: fails("C", "c") }],
    ),
  },
  {
    name: "functions made of other functions",
    before: `const pipeline = [(s: string) => s.trim(), (s: string) => s.toLowerCase(), (s: string) => s.replace(/\\s+/g, "-")];
const compose = (...fns: ((s: string) => string)[]) => (s: string) => fns.reduce((v, f) => f(v), s);
const slug = compose(...pipeline);
const shout = compose((s) => s.toUpperCase(), (s) => \`\${s}!\`);`,
    body: `async ({ text }: { text: string }) => {
  const [first, ...others] = pipeline;
  return { slug: slug(text), shout: shout(text), viaReduce: pipeline.reduce((v, f) => f(v), text), first: first!(text), n: others.length };
}`,
    scenarios: runs([{ text: "  Hello  World " }], [{ text: "" }]),
  },
  {
    name: "sorting by a key of a table",
    before: `const sorters = { name: (a: I, b: I) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0), price: (a: I, b: I) => a.price - b.price };
interface I { name: string; price: number }
const isSorter = (key: string): key is keyof typeof sorters => key in sorters;`,
    body: `async ({ items, by, desc = false }: { items: I[]; by: string; desc?: boolean }) => {
  if (!isSorter(by)) throw new WorkflowError(\`cannot sort by \${by}, only by \${Object.keys(sorters).join(" or ")}\`);
  const compare = sorters[by];
  const sorted = [...items].sort((a, b) => (desc ? -1 : 1) * compare(a, b));
  const alsoSorted = items.toSorted(sorters[by]);
  return { sorted, same: alsoSorted.map((i) => i.name).join() };
}`,
    scenarios: runs(
      [
        {
          items: [
            { name: "b", price: 1 },
            { name: "a", price: 2 },
          ],
          by: "name",
        },
      ],
      [
        {
          items: [
            { name: "b", price: 1 },
            { name: "a", price: 2 },
          ],
          by: "price",
          desc: true,
        },
      ],
      [{ items: [], by: "x" }],
    ),
  },
  {
    name: "what a found rule says",
    before: `type Rule = { name: string; when: (n: number) => boolean; cut?: (n: number) => number };
const RULES: Rule[] = [{ name: "bulk", when: (n) => n > 10, cut: (n) => n / 2 }, { name: "odd", when: (n) => n % 2 === 1 }];`,
    body: `async ({ n }: { n: number }) => {
  const name = RULES.find((r) => r.when(n))?.name ?? "none";
  const many = RULES.filter((r) => r.when(n)).length;
  const price = RULES.find((r) => r.when(n))?.cut?.(n) ?? n;
  return { name, many, price, values: Object.values({ a: 1, b: 2 }).length };
}`,
    scenarios: runs([{ n: 5 }], [{ n: 20 }], [{ n: 4 }], [{ n: 21 }]),
  },
  {
    name: "conditions made by functions",
    before: `type P = (n: number) => boolean;
const oneOf = (...m: number[]): P => (n) => m.includes(n);
const all = (...ps: P[]): P => (n) => ps.every((p) => p(n));
interface Flag { key: string; when: P }
const FLAGS: Flag[] = [{ key: "x", when: all(oneOf(1, 5), (n) => n > 3) }, { key: "y", when: oneOf(11) }];`,
    body: `async ({ n }: { n: number }) => {
  return FLAGS.filter((f) => f.when(n)).map((f) => f.key);
}`,
    scenarios: runs([{ n: 5 }], [{ n: 1 }], [{ n: 11 }]),
  },
  {
    name: "tests with a default",
    before: `type P = (n: number) => boolean;
const above = (m: number): P => (n) => n > m;
const not = (p: P): P => (n) => !p(n);
interface Flag { key: string; when?: readonly P[] }
const FLAGS: Flag[] = [{ key: "x", when: [above(3), not(above(10))] }, { key: "y" }];`,
    body: `async ({ n }: { n: number }) => {
  const on: string[] = [];
  for (const { key, when = [] } of FLAGS) if (when.every((p) => p(n))) on.push(key);
  return on;
}`,
    scenarios: runs([{ n: 5 }], [{ n: 1 }], [{ n: 11 }]),
  },
  {
    name: "rules made by functions",
    before: `type Rule = { field: string; check: (v: string) => boolean; message: string };
const required = (field: string): Rule => ({ field, check: (v) => v.length > 0, message: \`\${field} is required\` });
const maxLength = (field: string, max: number): Rule => ({ field, check: (v) => v.length <= max, message: \`\${field} is longer than \${max}\` });
const RULES: Rule[] = [required("name"), maxLength("name", 4), required("city")];`,
    body: `async (input: Record<string, string>) => {
  const problems: string[] = [];
  for (const { field, check, message } of RULES) if (!check(input[field] ?? "")) problems.push(message);
  const fields = [...new Set(RULES.map((r) => r.field))];
  return { problems, fields };
}`,
    scenarios: runs([{ name: "abcde" }], [{ name: "a", city: "b" }]),
  },
  {
    name: "lists that callbacks give",
    before: `type Rule = (n: number) => string | undefined;
const RULES: Rule[] = [(n) => (n < 0 ? "negative" : undefined), (n) => (n % 2 ? "odd" : undefined)];`,
    body: `async ({ n }: { n: number }) => {
  const problems = RULES.map((r) => r(n)).filter((p): p is string => p !== undefined);
  const more = RULES.flatMap((r) => r(n) ?? []);
  let count = 0;
  RULES.forEach((r, i) => { if (r(n)) count += i + 1; });
  return { problems, more, count, ok: !RULES.some((r) => r(n)) };
}`,
    scenarios: runs([{ n: 5 }], [{ n: -1 }], [{ n: 4 }]),
  },
  {
    name: "handlers of a generic function",
    before: `type Ev = { kind: "a"; data: { n: number } } | { kind: "b"; data: { s: string } };
type Handlers = { [K in Ev["kind"]]: (data: Extract<Ev, { kind: K }>["data"]) => Promise<string> };
const handlers: Handlers = { a: async ({ n }) => \`n\${await double(n)}\`, b: async ({ s }) => s };
const dispatch = <K extends Ev["kind"]>(event: { kind: K; data: Extract<Ev, { kind: K }>["data"] }) => handlers[event.kind](event.data as never);`,
    body: `async (e: Ev) => {
  return await dispatch(e);
}`,
    scenarios: runs([{ kind: "a", data: { n: 1 } }], [{ kind: "b", data: { s: "x" } }]),
  },
  {
    name: "data beside functions",
    before: `interface Carrier { name: string; zones: Record<string, number>; limits: { kg: number }; surcharge?: (kg: number) => number }
const CARRIERS: Carrier[] = [
  { name: "Snail", zones: { EU: 1, US: 2.5 }, limits: { kg: 1 } },
  { name: "Hare", zones: { EU: 1.1 }, limits: { kg: 2 }, surcharge: (kg: number) => kg * 4 },
];`,
    body: `async ({ zone }: { zone: string }) => {
  const out = [];
  for (const carrier of CARRIERS) {
    const { limits, zones } = carrier;
    if (!(zone in carrier.zones)) continue;
    out.push({ n: carrier.name, l: limits.kg + carrier.limits.kg, z: Object.keys(zones) , max: Math.max(...Object.values(carrier.zones))});
  }
  return out;
}`,
    scenarios: runs([{ zone: "EU" }], [{ zone: "US" }]),
  },
  {
    name: "a cast table",
    before: `interface Carrier { name: string; zones: Record<string, number>; surcharge?: (kg: number) => number }
const CARRIERS = [
  { name: "Snail", zones: { EU: 1, US: 2.5 } },
  { name: "Hare", zones: { EU: 1.1 }, surcharge: (kg: number) => kg * 4 },
] satisfies Carrier[];`,
    body: `async ({ zone }: { zone: string }) => {
  const out = [];
  for (const carrier of CARRIERS as Carrier[]) {
    const f = carrier.zones[zone];
    if (f === undefined) continue;
    out.push({ n: carrier.name, f, s: carrier.surcharge?.(f) ?? 0 });
  }
  return out;
}`,
    scenarios: runs([{ zone: "EU" }], [{ zone: "US" }]),
  },
  {
    name: "handlers that are asked for by name",
    before: `const handlers = { a: async (x: number) => double(x), b: async (x: number) => x };`,
    body: `async ({ kind }: { kind: string }) => {
  if (!(kind in handlers)) return "unknown";
  return await handlers[kind as keyof typeof handlers](3);
}`,
    scenarios: runs([{ kind: "a" }], [{ kind: "b" }], [{ kind: "c" }]),
  },
  {
    name: "own names of a table",
    before: `const handlers: Record<string, (x: number) => Promise<number>> = { a: async (x: number) => double(x), b: async (x: number) => x };`,
    body: `async ({ kind }: { kind: string }) => {
  if (!Object.hasOwn(handlers, kind)) throw new WorkflowError("no handler for " + kind);
  return await handlers[kind]!(3);
}`,
    scenarios: runs([{ kind: "a" }], [{ kind: "b" }], [{ kind: "c" }]),
  },
];
