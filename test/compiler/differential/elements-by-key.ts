import type { Program } from "./harness.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `
interface Item { id: string; qty: number; parent?: string; seen?: boolean; tags?: string[]; kids?: string[] }
interface Order { id: string; n: number; lines: string[] }
interface In { items: Item[]; updates: { id: string; by: number }[] }
function bump(item: Item, by: number): void { item.qty += by; }
function apply(items: Item[], updates: { id: string; by: number }[]): number {
  const byId = new Map(items.map((item) => [item.id, item]));
  let n = 0;
  for (const u of updates) { const item = byId.get(u.id); if (item) { item.qty += u.by; n += 1; } }
  return n;
}
async function applyAll(items: Item[], updates: { id: string; by: number }[]): Promise<string[]> {
  const byId: Record<string, Item> = {};
  for (const item of items) byId[item.id] = item;
  const missing: string[] = [];
  for (const u of updates) {
    const item = byId[u.id];
    if (!item) { missing.push(u.id); continue; }
    item.qty += await double(u.by);
  }
  return missing;
}
`;

const usual = [
  ...runs([
    {
      items: [
        { id: "a", qty: 1 },
        { id: "b", qty: 2, parent: "a" },
        { id: "c", qty: 3, parent: "b" },
      ],
      updates: [
        { id: "b", by: 5 },
        { id: "zz", by: 1 },
        { id: "a", by: -1 },
        { id: "b", by: 2 },
      ],
    },
  ]),
  ...runs([
    {
      items: [
        { id: "a", qty: 1 },
        { id: "b", qty: 2, tags: ["t"] },
        { id: "a", qty: 4, parent: "a" },
      ],
      updates: [{ id: "a", by: 5 }],
    },
  ]),
];

const bodies: Readonly<Record<string, string>> = {
  "changes by a Map": `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, item])); const missing: string[] = []; for (const update of input.updates) { const item = byId.get(update.id); if (!item) { missing.push(update.id); continue; } item.qty += update.by; } return { items: input.items, missing }; }`,
  "a Map that is filled in a loop": `async (input: In) => { const byId = new Map<string, Item>(); for (const item of input.items) byId.set(item.id, item); for (const update of input.updates) { const item = byId.get(update.id); if (item !== undefined) item.qty = await double(item.qty); } return input.items; }`,
  "a record that is filled in a loop": `async (input: In) => { const byId: Record<string, Item> = {}; for (const item of input.items) byId[item.id] = item; for (const update of input.updates) { const item = byId[update.id]; if (item) item.qty += update.by; } return input.items; }`,
  "a record of entries": `async (input: In) => { const byId = Object.fromEntries(input.items.map((item) => [item.id, item])); for (const update of input.updates) { const item = byId[update.id]; if (item) item.qty += update.by; } return input.items; }`,
  "an element that is found and marked": `async (input: In) => { const items = input.items.map((item) => ({ ...item, seen: false })); const byId = new Map(items.map((item) => [item.id, item] as const)); for (const update of input.updates) { if (!byId.has(update.id)) continue; byId.get(update.id)!.seen = true; } return items.filter((item) => !item.seen).map((item) => item.id); }`,
  "elements that go out of the Map": `async (input: In) => { const items = input.items; const byId = new Map(items.map((item) => [item.id, item])); for (const update of input.updates) { const item = byId.get(update.id); if (item) { item.tags ??= []; item.tags.push("x" + update.by); byId.delete(update.id); } } return { items, left: [...byId.keys()], rest: [...byId.values()].map((i) => i.qty) }; }`,
  "the list of an index gets what is made, too": `async (input: In) => { const orders: { id: string; n: number }[] = []; const byId = new Map<string, { id: string; n: number }>(); for (const update of input.updates) { let order = byId.get(update.id); if (order === undefined) { order = { id: update.id, n: 0 }; byId.set(order.id, order); orders.push(order); } order.n += update.by; } return orders; }`,
  "keys that are asked for and deleted": `async (input: In) => { const byId: Record<string, Item> = {}; for (const item of input.items) byId[item.id] = item; const log: string[] = []; for (const update of input.updates) { if (!(update.id in byId)) { log.push("no " + update.id); continue; } byId[update.id]!.qty += update.by; if (byId[update.id]!.qty > 7) delete byId[update.id]; } for (const item of Object.values(byId)) item.tags = ["left"]; return { items: input.items, log, keys: Object.keys(byId) }; }`,
  "a helper that changes elements": `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, item])); for (const update of input.updates) { const item = byId.get(update.id); if (item) bump(item, update.by); } for (const item of byId.values()) item.qty *= 2; return { n: byId.size, items: input.items }; }`,
  "an index of chosen elements": `async (input: In) => { const big = input.items.filter((item) => item.qty > 1); const byId = new Map(big.map((item) => [item.id, item])); for (const update of input.updates) byId.get(update.id)?.tags?.push("no"); for (const update of input.updates) { const item = byId.get(update.id); if (!item) continue; item.qty = await double(update.by); } return { items: input.items, big }; }`,
  "a function that looks up": `async (input: In) => { const byId = new Map(input.items.filter((i) => i.qty < 3).map((item) => [item.id, item])); const find = (id: string) => byId.get(id); for (const update of input.updates) { const item = find(update.id); if (!item) continue; item.qty += update.by; } return input.items; }`,
  "elements that are added later": `async (input: In) => { const items = [...input.items]; const byId = new Map<string, Item>(); for (const item of items) byId.set(item.id, item); for (const update of input.updates) { if (!byId.has(update.id)) { items.push({ id: update.id, qty: 0 }); byId.set(update.id, items[items.length - 1]!); } byId.get(update.id)!.qty += update.by; } return { items, total: [...byId.values()].reduce((sum, item) => sum + item.qty, 0) }; }`,
  "elements that are made and put into both": `async (input: In) => { const items: Item[] = []; const byId = new Map<string, Item>(); for (const update of input.updates) { const found = byId.get(update.id); if (found) { found.qty += update.by; continue; } const made: Item = { id: update.id, qty: update.by }; items.push(made); byId.set(made.id, made); } return items; }`,
  "calls beside each other that read it": `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, item])); const results = await Promise.all(input.updates.map(async (update) => { const item = byId.get(update.id); return item ? await double(item.qty) : -1; })); for (const update of input.updates) { const item = byId.get(update.id); if (item) item.qty -= update.by; } return { results, items: input.items }; }`,
  "elements that are compared": `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, item])); let last: Item | undefined; for (const update of input.updates) { const item = byId.get(update.id); if (item === undefined) continue; if (item === last) item.tags = ["again"]; item.qty += 1; last = item; } const first = byId.get("a"); const same = first === input.items[0]; return { items: input.items, same }; }`,
  "a variable that goes through it": `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, item])); let current = byId.get("a"); const seen: string[] = []; while (current !== undefined && seen.length < 5) { current.qty += 10; seen.push(current.id); current = byId.get(current.id === "a" ? "b" : current.id === "b" ? "c" : "none"); } return { items: input.items, seen }; }`,
  "a list that is put in order later": `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, item])); input.items.sort((a, b) => b.qty - a.qty); return { items: input.items, qty: byId.get("a")?.qty, keys: [...byId.keys()] }; }`,
  "made and put by key first": `async (input: In) => { const items: Item[] = []; const byId = new Map<string, Item>(); for (const update of input.updates) { const found = byId.get(update.id); if (found) { found.qty += update.by; continue; } const made: Item = { id: update.id, qty: update.by }; byId.set(made.id, made); items.push(made); made.tags = ["new"]; } return items; }`,
  "found or made": `async (input: In) => { const orders: Order[] = []; const byId = new Map<string, Order>(); for (const update of input.updates) { let order = byId.get(update.id); if (order === undefined) { order = { id: update.id, n: 0, lines: [] }; orders.push(order); byId.set(order.id, order); } order.n += update.by; order.lines.push("+" + update.by); } return orders; }`,
  "found or made, by key first": `async (input: In) => { const orders: Order[] = []; const byId = new Map<string, Order>(); for (const update of input.updates) { let order = byId.get(update.id); if (!order) { order = { id: update.id, n: 0, lines: [] }; byId.set(update.id, order); orders.push(order); } order.n += await double(update.by); order.lines.push("+" + update.by); } return orders; }`,
  "entries of a Map": `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, item])); for (const [id, item] of byId) { item.tags = [id]; } for (const [id, item] of byId.entries()) { if (item.qty > 1) item.tags!.push(id + "!"); } const names: string[] = []; for (const [id, item] of byId) { names.push(id + item.tags!.length); await echo(id); } return { items: input.items, names }; }`,
  "entries of a record": `async (input: In) => { const byId = Object.fromEntries(input.items.map((item) => [item.id, item])); for (const [id, item] of Object.entries(byId)) { item.qty = await double(item.qty); item.tags = [id]; } for (const item of Object.values(byId)) { item.tags!.push("v"); } const all = Object.values(byId).filter((i) => i.qty > 2); for (const item of all) item.tags!.push("big"); return { items: input.items, all }; }`,
  "a record of what is made": `async (input: In) => { const byId: Record<string, Order> = {}; const orders: Order[] = []; for (const update of input.updates) { if (byId[update.id] === undefined) { const order: Order = { id: update.id, n: 0, lines: [] }; orders.push(order); byId[update.id] = order; } const order = byId[update.id]!; order.n += update.by; order.lines.push("x"); } return orders; }`,
  "elements that are gathered": `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, item])); const touched: Item[] = []; for (const update of input.updates) { const item = byId.get(update.id); if (!item) continue; item.qty += update.by; touched.push(item); } for (const item of touched) item.qty += 100; return { items: input.items, touched }; }`,
  "elements under other keys": `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, item])); for (const u of input.updates) { const item = byId.get(u.id); if (!item) continue; byId.delete(u.id); item.qty = -1; byId.set("again" + u.id, item); } byId.get("againa")!.tags = ["q"]; return { items: input.items, keys: [...byId.keys()], has: byId.has("b") }; }`,
  "two elements at once": `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, item])); const a = byId.get("a"); const b = byId.get("b"); if (a && b) { const amount = Math.min(a.qty, 1); a.qty -= amount; b.qty += amount; } return { items: input.items, sum: input.items.reduce((s, i) => s + i.qty, 0), byA: byId.get("a")?.qty, none: byId.get("none")?.qty }; }`,
  "an index in a loop": `async (input: In) => { const out: number[] = []; for (const round of [1, 2]) { const byId = new Map(input.items.map((item) => [item.id + round, item])); for (const u of input.updates) { const item = byId.get(u.id + round); if (item) item.qty += u.by; } out.push(byId.size); } return { items: input.items, out }; }`,
  "an index in a function": `async (input: In) => { const n = apply(input.items, input.updates); return { n, items: input.items }; }`,
  "an index in a function with calls": `async (input: In) => { const missing = await applyAll(input.items, input.updates); return { missing, items: input.items }; }`,
  "a list of an element": `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, item])); const a = byId.get("a")!; a.tags = []; const { tags } = a; tags.push("x"); return { items: input.items }; }`,
  "elements that lead to others": `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, item])); for (const item of input.items) { if (item.parent === undefined) continue; const parent = byId.get(item.parent); if (!parent) continue; parent.kids ??= []; parent.kids.push(item.id); } return { items: input.items }; }`,
  "elements that add to others": `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, item])); for (const item of input.items) { item.qty += 1; const p = item.parent === undefined ? undefined : byId.get(item.parent); if (p) p.qty += item.qty; } return { items: input.items, sum: [...byId.values()].map((i) => i.qty) }; }`,
  "an element under two keys": `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, item])); byId.set("a", byId.get("b")!); byId.get("a")!.qty = 50; return { items: input.items, a: byId.get("a")!.id }; }`,
  "an element that is held": `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, item])); const before = byId.get("a"); input.items.push({ id: "n", qty: 0 }); byId.get("a")!.qty = 50; return { items: input.items, b: before?.qty }; }`,
  "a copy of an element": `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, item])); const saved = byId.get("a")!; const snapshot = structuredClone(saved); saved.qty = 9; return { items: input.items, snapshot, saved }; }`,
  "an async function that looks up": `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, item])); const send = async (id: string) => { const item = byId.get(id); if (!item) return 0; item.qty += 1; return double(item.qty); }; const r: number[] = []; for (const u of input.updates) r.push(await send(u.id)); return { items: input.items, r }; }`,
  "values that are exchanged": `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, item])); const [x, y] = await Promise.all([double(byId.get("a")!.qty), double(byId.get("b")!.qty)]); byId.get("a")!.qty = y; byId.get("b")!.qty = x; return { items: input.items }; }`,
  "an element that is missing": `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, item])); try { for (const u of input.updates) { const item = byId.get(u.id); if (item === undefined) throw new Error("unknown " + u.id); item.qty += u.by; } } catch (e) { return { m: (e as Error).message, items: input.items }; } return { items: input.items }; }`,
  "changes by the list of chosen ones": `async (input: In) => { const picks = new Map(input.items.filter((i) => i.qty > 1).map((i) => [i.id, i])); for (const i of input.items) i.qty = 0; return { picks: [...picks.values()], n: picks.get("b")?.qty }; }`,
  "changes by the list": `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, item])); for (const item of input.items) item.qty *= 3; return { q: [...byId.values()].map((i) => i.qty), e: byId.get("c") }; }`,
  "numbers as keys of a Map": `async (input: In) => { const byQty = new Map(input.items.map((item) => [item.qty, item])); for (const item of input.items) { const next = byQty.get(item.qty + 1); if (next) { next.parent = item.id; } } return input.items; }`,
  "numbers as keys of a record": `async (input: In) => { const byQty: Record<number, Item> = {}; for (const item of input.items) byQty[item.qty] = item; byQty[2]!.parent = "zzz"; return { items: input.items, keys: Object.keys(byQty) }; }`,
  "elements read in callbacks": `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, item])); const r = input.updates.map((u) => byId.get(u.id)?.qty ?? 0); for (const u of input.updates) { const item = byId.get(u.id); if (item) item.qty += u.by; } const s = input.updates.reduce((sum, u) => sum + (byId.get(u.id)?.qty ?? 0), 0); return { r, s, items: input.items }; }`,
  "elements in objects": `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, item])); const boxes: { item: Item }[] = []; for (const u of input.updates) { const item = byId.get(u.id); if (item) { boxes.push({ item }); item.qty += u.by; } } return { items: input.items, boxes }; }`,
  "an element in an object": `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, item])); const saved = byId.get("a")!; const result = { kept: saved }; saved.qty = 9; return { items: input.items, result }; }`,
};

/** Maps and records that hold elements of a list by keys, where both are used and the elements change. */
export const elementsByKey: readonly Row[] = Object.entries(bodies).map(([name, body]) => ({
  name: `by key: ${name}`,
  before,
  body,
  scenarios: usual,
}));

const refused: Readonly<Record<string, string>> = {
  "an element that is replaced": `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, item])); input.items[0] = { id: "a", qty: 100 }; for (const u of input.updates) { const item = byId.get(u.id); if (item) item.qty += u.by; } return { items: input.items, a: byId.get("a")?.qty }; }`,
  "an element that is taken out": `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, item])); input.items.pop(); for (const u of input.updates) { const item = byId.get(u.id); if (item) item.qty += u.by; } return { items: input.items, a: byId.get("a")?.qty }; }`,
  "a list that is another one later": `async (input: In) => { let items = input.items; const byId = new Map(items.map((item) => [item.id, item])); items = items.filter((i) => i.qty > 1); for (const u of input.updates) { const item = byId.get(u.id); if (item) item.qty += u.by; } return { items, a: byId.get("a")?.qty }; }`,
  "an element that is shifted out": `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, item])); const gone = input.items.shift()!; byId.get(gone.id)!.qty = 77; return { items: input.items, gone, all: [...byId.values()] }; }`,
  "a result that holds an element": `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, item])); const result = { items: input.items, first: byId.get("a") }; byId.get("a")!.qty = 9; return result; }`,
  "a list that is turned": `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, item])); input.items.reverse(); const item = byId.get("a"); if (item) item.qty = 9; return input.items; }`,
  "copies of elements with lists": `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, item])); const copy = { ...byId.get("a")! }; byId.get("a")!.qty = 100; const { qty, ...rest } = byId.get("a")!; const kept = byId.get("b")!; kept.tags = []; kept.tags.push("t"); return { items: input.items, copy, qty, rest }; }`,
};

/** The same where an element leaves its place, or something else holds it as well. */
export const movedByKey: readonly Program[] = Object.entries(refused).map(([name, body]) => ({
  name: `by key: ${name}`,
  before,
  body,
}));
