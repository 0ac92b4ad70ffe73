import { stubs, tree } from "./recursion-stubs.js";
import type { Row } from "./row.js";

/** Functions that call themselves where workflows use them: pages, retries, walks with calls. */
export const recursionInWorkflows: readonly Row[] = [
  {
    name: "walk 3",
    before: `interface Tree { value: number; children: Tree[] }`,
    body: `async ({ tree }: { tree: Tree }) => { const walk = async (t: Tree): Promise<number> => { try { let n = await double(t.value); for (const c of t.children) n += await walk(c); return n; } catch { return 0; } }; return walk(tree); }`,
    scenarios: [{ input: { tree }, stubs }],
  },
  {
    name: "v1",
    before: `interface Tree { value: number; children: Tree[] } function v1(t: Tree, order: string[]): void { for (const c of t.children) v1(c, order); order.push("x" + t.value); }`,
    body: `async ({ tree }: { tree: Tree }) => { const order: string[] = []; v1(tree, order); return order; }`,
    scenarios: [{ input: { tree } }],
  },
  {
    name: "v2",
    before: `interface Tree { value: number; children: Tree[] } function v2(t: Tree, seen: Set<number>, order: string[]): void { seen.add(t.value); t.children.forEach((c) => v2(c, seen, order)); order.push("x" + t.value); }`,
    body: `async ({ tree }: { tree: Tree }) => { const order: string[] = []; const seen = new Set<number>(); v2(tree, seen, order); return [order, seen.size]; }`,
    scenarios: [{ input: { tree } }],
  },
  {
    name: "v3",
    before: `function v3(g: Record<string, string[]>, id: string, order: string[]): void { for (const n of g[id] ?? []) v3(g, n, order); order.push(id); }`,
    body: `async ({ g }: { g: Record<string, string[]> }) => { const order: string[] = []; v3(g, "a", order); return order; }`,
    scenarios: [{ input: { g: { a: ["b"], b: ["c", "d"] } } }],
  },
  {
    name: "v3 2",
    before: `function v3(g: Record<string, string[]>, id: string, order: string[]): void { for (const n of g[id] ?? []) v3(g, n, order); order.push(id); }`,
    body: `async ({ g }: { g: Record<string, string[]> }) => { const order: string[] = []; for (const k of Object.keys(g)) v3(g, k, order); return order; }`,
    scenarios: [{ input: { g: { a: ["b"], b: ["c", "d"] } } }],
  },
  {
    name: "v3 3",
    before: `function v3(g: Record<string, string[]>, id: string, order: string[]): void { for (const n of g[id] ?? []) v3(g, n, order); order.push(id); }`,
    body: `async ({ g }: { g: Record<string, string[]> }) => { const order: string[] = []; for (const k of Object.keys(g)) v3(g, k, order); return { order, n: order.length }; }`,
    scenarios: [{ input: { g: { a: ["b"], b: ["c", "d"] } } }],
  },
  {
    name: "size",
    before: `type Json = string | number | boolean | null | Json[] | { [key: string]: Json }; function size(v: Json): number { if (Array.isArray(v)) return v.reduce<number>((n, x) => n + size(x), 0); if (v !== null && typeof v === "object") return Object.values(v).reduce<number>((n, x) => n + size(x), 1); return 1; }`,
    body: `async ({ v }: { v: Json }) => size(v)`,
    scenarios: [{ input: { v: { a: [1, 2, { b: null }], c: "x" } } }],
  },
  {
    name: "keysOf",
    before: `function keysOf(v: Record<string, unknown>, prefix = ""): string[] { return Object.entries(v).flatMap(([k, x]) => typeof x === "object" && x !== null && !Array.isArray(x) ? keysOf(x as Record<string, unknown>, prefix + k + ".") : [prefix + k]); }`,
    body: `async ({ v }: { v: Record<string, unknown> }) => keysOf(v)`,
    scenarios: [{ input: { v: { a: 1, b: { c: [1], d: { e: null } } } } }],
  },
  {
    name: "ackermann",
    before: `const ackermann = (m: number, n: number): number => m === 0 ? n + 1 : n === 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));`,
    body: `async ({ m, n }: { m: number; n: number }) => ackermann(m, n)`,
    scenarios: [{ input: { m: 2, n: 2 } }],
  },
  {
    name: "all",
    before: `async function all(token?: string): Promise<string[]> { const item = await fetchItem(token ?? "a"); const next = item.id.length < 4 ? item.id + "b" : undefined; const rest = next === undefined ? [] : await all(next); return [item.id, ...rest]; }`,
    body: `async () => all()`,
    scenarios: [{ input: {}, stubs }],
  },
  {
    name: "all 2",
    before: `async function all(token?: string): Promise<string[]> { const item = await fetchItem(token ?? "a"); const next = item.id.length < 4 ? item.id + "b" : undefined; const rest = next === undefined ? [] : await all(next); return [item.id, ...rest]; }`,
    body: `async () => all("q")`,
    scenarios: [{ input: {}, stubs }],
  },
  {
    name: "pages",
    before: `async function pages(token: string, acc: string[] = []): Promise<string[]> { const item = await fetchItem(token); if (item.id.length >= 4) return [...acc, item.id]; return pages(item.id + "c", [...acc, item.id]); }`,
    body: `async () => pages("q")`,
    scenarios: [{ input: {}, stubs }],
  },
  {
    name: "retry",
    before: `async function retry<T>(times: number, f: () => Promise<T>): Promise<T> { try { return await f(); } catch (e) { if (times <= 1) throw e; return retry(times - 1, f); } }`,
    body: `async ({ n }: { n: number }) => retry(n, () => double(n))`,
    scenarios: [
      {
        input: { n: 4 },
        stubs: {
          ...stubs,
          double: [{ error: "Broken", message: "m" }, { result: 4 }, { error: "Again", message: "k" }, { result: 9 }],
        },
      },
      { input: { n: 1 }, stubs: { ...stubs, double: [{ error: "Broken", message: "m" }] } },
    ],
  },
  {
    name: "retry 2",
    before: `async function retry<T>(times: number, f: () => Promise<T>): Promise<T> { try { return await f(); } catch (e) { if (times <= 1) throw e; return retry(times - 1, f); } }`,
    body: `async ({ n }: { n: number }) => [await retry(n, () => double(n)), await retry(2, async () => { const x = await double(7); return x + n; })]`,
    scenarios: [
      {
        input: { n: 4 },
        stubs: {
          ...stubs,
          double: [{ error: "E", message: "m" }, { result: 3 }, { error: "E", message: "m" }, { result: 5 }],
        },
      },
    ],
  },
  {
    name: "collect 2",
    before: `interface Tree { value: number; children: Tree[] } function collect(t: Tree): number[] { const all = [t.value]; for (const c of t.children) all.push(...collect(c)); return all; }`,
    body: `async ({ t }: { t: Tree }) => { const all = collect(t); all.sort((a, b) => a - b); return all; }`,
    scenarios: [{ input: { t: tree } }],
  },
  {
    name: "collect2",
    before: `interface Tree { value: number; children: Tree[] } function collect2(t: Tree): { n: number }[] { if (t.children.length === 0) return [{ n: t.value }]; const all = collect2(t.children[0]!); all.push({ n: t.value }); return all; }`,
    body: `async ({ t }: { t: Tree }) => { const all = collect2(t); all[0]!.n += 1; return all; }`,
    scenarios: [{ input: { t: tree } }],
  },
  {
    name: "tally",
    before: `interface Tree { value: number; children: Tree[] } function tally(t: Tree): Record<string, number> { const sums: Record<string, number> = { own: t.value }; for (const c of t.children) { const inner = tally(c); for (const [k, v] of Object.entries(inner)) sums[k] = (sums[k] ?? 0) + v; } return sums; }`,
    body: `async ({ t }: { t: Tree }) => tally(t)`,
    scenarios: [{ input: { t: tree } }],
  },
  {
    name: "tallyAll",
    before: `interface Tree { value: number; children: Tree[] } async function tallyAll(t: Tree): Promise<{ total: number; names: string[] }> { const r = { total: t.value, names: [] as string[] }; for (const c of t.children) { const i = await tallyAll(c); r.total += i.total; r.names.push(...i.names, "x" + c.value); } r.total += await double(1); return r; }`,
    body: `async ({ t }: { t: Tree }) => tallyAll(t)`,
    scenarios: [{ input: { t: tree }, stubs }],
  },
  {
    name: "calls",
    body: `async ({ ids }: { ids: string[] }) => { const c: Record<string, number> = {}; let n = 0; for (const id of ids) { if ((c[id] ??= 0) >= 1) { await echo(id); n++; } c[id]! += 1; } return [c, n]; }`,
    scenarios: [{ input: { ids: ["a", "b", "a"] }, stubs }],
  },
  {
    name: "gcd 2",
    before: `const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));`,
    body: `async ({ a, b }: { a: number; b: number }) => { const g = gcd(a, b); const x = gcd(g, 4) + gcd(a, 9); return [g, x, gcd(gcd(a, b), 2)]; }`,
    scenarios: [{ input: { a: 12, b: 18 } }],
  },
  {
    name: "depth 2",
    before: `interface Tree { value: number; children: Tree[] } const depth = (t: Tree): number => 1 + Math.max(0, ...t.children.map(depth));`,
    body: `async ({ tree }: { tree: Tree }) => ({ d: depth(tree), e: tree.children.map((c) => depth(c)) })`,
    scenarios: [{ input: { tree } }],
  },
  {
    name: "walk 4",
    before: `interface Tree { value: number; children: Tree[] } async function walk(t: Tree): Promise<number> { try { let n = await double(t.value); for (const c of t.children) n += await walk(c); return n; } catch { return 1000 + t.value; } }`,
    body: `async ({ t }: { t: Tree }) => walk(t)`,
    scenarios: [
      { input: { t: tree }, stubs },
      {
        input: { t: tree },
        stubs: {
          ...stubs,
          double: [
            { result: 1 },
            { result: 2 },
            { error: "Broken", message: "m" },
            { result: 4 },
            { error: "Again", message: "k" },
            { result: 9 },
          ],
        },
      },
    ],
  },
  {
    name: "walk2",
    before: `interface Tree { value: number; children: Tree[] } async function walk2(t: Tree, bad: string[]): Promise<number> { let n = await double(t.value); for (const c of t.children) { try { n += await walk2(c, bad); } catch (e) { bad.push(t.value + ">" + c.value + (e as Error).name); } } return n; }`,
    body: `async ({ t }: { t: Tree }) => { const bad: string[] = []; const n = await walk2(t, bad); return [n, bad]; }`,
    scenarios: [
      {
        input: { t: tree },
        stubs: {
          ...stubs,
          double: [
            { result: 1 },
            { result: 2 },
            { error: "Broken", message: "m" },
            { result: 4 },
            { error: "Again", message: "k" },
            { result: 9 },
          ],
        },
      },
      { input: { t: tree }, stubs: { ...stubs, double: [{ error: "Broken", message: "m" }] } },
    ],
  },
  {
    name: "check3",
    before: `interface Tree { value: number; children: Tree[] } class Stop extends WorkflowError {} function check3(t: Tree): number { if (t.value === 8) throw new Stop("eight"); let n = 0; for (const c of t.children) { try { n += check3(c); } catch (e) { if (t.value === 3) n += 100; else throw new Stop((e as Error).message + t.value); } finally { n += 1000; } } return n + 1; }`,
    body: `async ({ t }: { t: Tree }) => check3(t)`,
    scenarios: [{ input: { t: tree } }],
  },
  {
    name: "check3 2",
    before: `interface Tree { value: number; children: Tree[] } class Stop extends WorkflowError {} function check3(t: Tree): number { if (t.value === 8) throw new Stop("eight"); let n = 0; for (const c of t.children) { try { n += check3(c); } catch (e) { if (t.value === 3) n += 100; else throw new Stop((e as Error).message + t.value); } finally { n += 1000; } } return n + 1; }`,
    body: `async ({ t }: { t: Tree }) => { try { return check3(t.children[0]!); } catch (e) { return (e as Error).message; } }`,
    scenarios: [{ input: { t: tree } }],
  },
  {
    name: "attempt 2",
    before: `async function attempt(left: number): Promise<number> { try { return await double(left); } catch (e) { if (left <= 0) throw e; try { return await attempt(left - 1); } finally { await echo("after " + left); } } }`,
    body: `async ({ n }: { n: number }) => attempt(n)`,
    scenarios: [
      { input: { n: 3 }, stubs },
      {
        input: { n: 3 },
        stubs: {
          ...stubs,
          double: [{ error: "Broken", message: "m" }, { result: 4 }, { error: "Again", message: "k" }, { result: 9 }],
        },
      },
      {
        input: { n: 2 },
        stubs: {
          ...stubs,
          double: [
            { error: "A", message: "m" },
            { error: "B", message: "m" },
            { error: "C", message: "m" },
          ],
        },
      },
    ],
  },
  {
    name: "deep in try",
    before: `class Stop extends WorkflowError {} const deep = (n: number): number => { if (n === 0) throw new Stop("bottom"); if (n % 2 === 0) { try { return deep(n - 1); } catch { return n; } } return deep(n - 1) + 1; };`,
    body: `async ({ n }: { n: number }) => { const out: (number | string)[] = []; for (let i = 0; i <= n; i++) { try { out.push(deep(i)); } catch (e) { out.push((e as Error).message); } } return out; }`,
    scenarios: [{ input: { n: 5 } }],
  },
  {
    name: "passes",
    before: `class Stop extends WorkflowError {} function passes(n: number): string { if (n === 0) throw new Stop("end"); if (n === 3) { try { return passes(n - 1); } catch (e) { return "got " + (e as Error).message; } } const inner = passes(n - 1); return inner + n; }`,
    body: `async ({ n }: { n: number }) => passes(n)`,
    scenarios: [{ input: { n: 6 } }, { input: { n: 2 } }],
  },
];
