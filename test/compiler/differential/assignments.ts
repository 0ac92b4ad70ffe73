import type { Row } from "./row.js";

const item = (id: string, price = 10, tags: string[] = []) => ({ result: { id, price, tags } });
const fails = (error: string, message = "sorry") => ({ error, message });
const ok = (result: unknown) => ({ result });
const double = (x: number) => x * 2;

/** Assignments to parts of values with calls on the right. */
export const assignments: readonly Row[] = [
  {
    name: "a cache that is filled on the way",
    body: `async (input: { skus: string[]; cache?: Record<string, number> }) => {
  const prices: Record<string, number> = { ...input.cache };
  let total = 0;
  for (const sku of input.skus) {
    prices[sku] ??= (await fetchItem(sku)).price;
    total += prices[sku];
  }
  const summary = { total, average: input.skus.length > 0 ? total / input.skus.length : null, distinct: Object.keys(prices).length };
  return { ...summary, prices };
}`,
    scenarios: [
      {
        input: { skus: ["a", "b", "a"] },
        stubs: { fetchItem: (id: string) => ({ id, price: id.charCodeAt(0), tags: [] }) },
      },
      { input: { skus: ["a", "b", "a"], cache: { a: 1 } }, stubs: { fetchItem: fails("Gone") } },
    ],
  },
  {
    name: "sums in an object",
    body: `async (input: { ids: string[] }) => {
  const stats = { total: 0, count: 0, last: null as string | null, tags: [] as string[] };
  for (const id of input.ids) {
    stats.total += (await fetchItem(id)).price;
    stats.count++;
    stats.last = (await fetchItem(id)).id;
    stats.tags.push(...(await fetchItem(id)).tags);
  }
  stats.total *= await double(1);
  return stats;
}`,
    scenarios: [
      { input: { ids: ["a", "b"] }, stubs: { fetchItem: (id: string) => ({ id, price: 3, tags: [id] }), double } },
      { input: { ids: ["a", "b"] }, stubs: { fetchItem: [item("a"), fails("Gone")], double } },
    ],
  },
  {
    name: "the target is evaluated before the value",
    body: `async (n: number) => {
  const s = { n, k: {} as Record<string, number> };
  const f = async () => { s.n = 10; return await double(1); };
  s.n += await f();
  s.k[(await fetchItem("a")).id] = await double(2);
  s.k[\`\${await double(5)}\`] ??= await double(s.n);
  return s;
}`,
    scenarios: [{ input: 1, stubs: { double, fetchItem: item("a") } }],
  },
  {
    name: "a call only where a part is missing",
    before: `
interface Draft { total: number | null; note?: string; lines: { sku: string; price?: number }[]; active: boolean }`,
    body: `async (d: Draft) => {
  const draft = structuredClone(d);
  const total = (draft.total ??= await double(21));
  draft.note ||= (await fetchItem("n")).id;
  draft.active &&= await check(total);
  for (const i of draft.lines.keys()) draft.lines[i]!.price ??= (await fetchItem(\`\${i}\`)).price;
  return { draft, total };
}`,
    scenarios: [
      {
        input: { total: null, lines: [{ sku: "a" }, { sku: "b", price: 0 }], active: true },
        stubs: { double, check: ok(false), fetchItem: item("n", 3) },
      },
      { input: { total: 0, note: "", lines: [], active: false }, stubs: { fetchItem: item("n", 3) } },
      {
        input: { total: 5, note: "k", lines: [{ sku: "a" }], active: true },
        stubs: { check: ok(true), fetchItem: fails("Gone") },
      },
    ],
  },
];
