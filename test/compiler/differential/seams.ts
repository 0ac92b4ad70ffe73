import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Small programs in which features of the language meet. */
export const seams: readonly Row[] = [
  {
    name: "cases of a switch that call and count, evaluated until one fits",
    body: `async (l: number[]) => { const out: unknown[] = []; for (const n of l) { let i = 0; const next = () => ++i; switch (n) { case next(): out.push("a", i); case next(): case next(): out.push("b", i); break; default: out.push("d", i); case await double(next()): out.push("q", i); } let k = 0; switch (n * 2) { case k++: case await double(k): out.push("x", k); break; case k++: { out.push("y", k); break; } case k++: default: out.push("z", k); } switch (true) { case n > 3 && (await check(n)): out.push("big"); break; case n < 2: case await check(n + 1): out.push("mid"); break; default: out.push("def"); } } return out; }`,
    scenarios: runs([[1, 2, 3, 4, 5, 8, 0]], [[8], { double: fails("X") }]),
  },
  {
    name: "switches whose cases are awaited and fall through",
    body: `async (l: number[]) => { const out: string[] = []; for (const n of l) { switch (await double(n)) { case 2: out.push("two"); case 4: out.push("four"); break; case await double(n): out.push(\`same\${n}\`); default: out.push("default"); case 10: out.push("ten"); continue; case 12: out.push("twelve"); } out.push("after"); } return out; }`,
    scenarios: runs([[1, 2, 3, 5, 6]], [[]]),
  },
  {
    name: "functions that are declared behind their use, in helpers and callbacks",
    before: `const top = (x: number) => { return a(x); function a(y: number) { return b(y) + 1; } function b(y: number) { return y * 2; } };
const maker = (n: number) => { return make; function make(x: number) { return x + n; } };`,
    body: `async (l: number[]) => { const r = l.map((x) => { return half(x); function half(y: number) { return y / 2; } }); const m = await Promise.all(l.map(async (x) => { return await twice(x); async function twice(y: number) { return double(y); } })); if (l.length > 1) { r.push(inBlock()); function inBlock() { return -1; } } return [r, m, top(3), maker(2)(5)]; }`,
    scenarios: runs([[1, 2]], [[]]),
  },
  {
    name: "functions of the library under other names",
    body: `async (l: number[]) => { const compose = <A, B, C>(g: (a: A) => B, h: (b: B) => C) => (a: A) => h(g(a)); const inc = (a: number) => a + 1; const f = [(n: number) => String(n), (n: number) => \`\${n + 1}\`]; const conv: Record<string, (x: string) => unknown> = { num: (x) => Number(x), bool: (x) => Boolean(x), up: (s) => s.toUpperCase() }; return [l.map(String), l.map(compose(inc, (x: number) => String(x))), f.map((g) => g(1)), conv.num!("12"), conv.bool!(""), conv.up!("q"), l.filter(Boolean), l.map(Math.abs), l.some(Number.isInteger)]; }`,
    scenarios: runs([[1, 0, -2]]),
  },
  {
    name: "defaults in patterns that call tasks",
    body: `async (o: { a?: string; list?: string[] }) => { const { a = (await fetchItem("dflt")).id, list: [first = (await fetchItem("first")).id, ...rest] = [] } = o; return { a, first, rest }; }`,
    scenarios: runs([{}], [{ a: "x", list: [] }], [{ list: ["p", "q"] }], [{}, { fetchItem: fails("Down") }]),
  },
  {
    name: "defaults in patterns that count",
    body: `async (o: { a?: number; b?: { c?: number | null } }) => { let n = 0; const next = () => ++n; const { a = next(), b: { c = next() } = { c: next() } } = o; const [x = next(), y = next(), z = x + y] = [a] as (number | undefined)[]; return { a, c, x, y, z, n }; }`,
    scenarios: runs([{}], [{ a: 7 }], [{ b: {} }], [{ b: { c: null } }], [{ a: 0, b: { c: 0 } }]),
  },
  {
    name: "conditions of loops that call tasks",
    body: `async (n: number) => { let i = 0; while ((await double(i)) < n && i < 5) i++; let j = 0; do { j += 1; if (j === 2) continue; } while (!(await check(j))); let k = 0; for (let s = await double(1); (await double(s)) < 10; s = s + (await double(1))) k += s; return [i, j, k]; }`,
    scenarios: runs([0], [5], [100]),
  },
  {
    name: "variables that change between the parts of an expression",
    body: `async (n: number) => { let x = n; const a = x + (await double((x = x + 1))) + x; const b = [x, await double(x++), x, (x += 2), await echo(x)]; const c = \`\${x}-\${await double(x--)}-\${x}\`; const d = { p: x, [\`k\${x++}\`]: await double(x), q: x, ...(await fetchItem(\`i\${x++}\`)), r: x }; const e = (x > 3 ? x : await double(x)) + x++ * (await double(x)); const f = (await double(x)) - (await double(x + 1)) * x; return { a, b, c, d, e, f, x }; }`,
    scenarios: runs([1], [0]),
  },
  {
    name: "errors in try, catch and finally, with calls in each",
    body: `async (n: number) => { const log: unknown[] = []; try { try { log.push(await double(n)); if (n > 2) throw new OutOfStock("inner"); } catch (e) { log.push((e as Error).name); throw new Declined(\`wrapped \${(e as Error).message}\`); } finally { log.push(await echo("fin")); if (n === 9) throw new Error("from finally"); } log.push("after"); } catch (e) { log.push((e as Error).name, (e as Error).message); } finally { log.push("outer"); } return log; }`,
    scenarios: runs(
      [1],
      [3],
      [9],
      [1, { double: fails("Net", "no") }],
      [1, { echo: fails("EchoErr", "e") }],
      [3, { echo: fails("EchoErr", "e") }],
    ),
  },
  {
    name: "results of helpers that a finally replaces",
    body: `async (n: number) => { const run = async (x: number): Promise<string> => { try { const v = await double(x); if (v > 4) return \`big\${v}\`; throw new Declined("small"); } catch (e) { if (x === 0) throw e; return (e as Error).message; } finally { if (x === 5) return "five"; await echo(x); } }; const out = [await run(n), await run(n + 1)]; try { out.push(await run(0)); } catch (e) { out.push(\`!\${(e as Error).message}\`); } return out; }`,
    scenarios: runs([1], [4], [2, { double: fails("D", "dd") }]),
  },
  {
    name: "async closures that change what is around them",
    body: `async (l: string[]) => { let total = 0; const seen: string[] = []; const visit = async (id: string) => { const { price } = await fetchItem(id); total += price; seen.push(id); return price > 1 ? "big" : "small"; }; const a = l.length > 0 ? await visit(l[0]!) : "none"; const kinds: string[] = []; for (const id of l) kinds.push(\`\${await visit(id)}\${total}\`); return { a, kinds, total, seen }; }`,
    scenarios: runs(
      [["a", "bb"]],
      [[]],
      [["a"], { fetchItem: [{ result: { id: "a", price: 5, tags: [] } }, fails("Gone")] }],
    ),
  },
  {
    name: "callbacks that throw and note",
    body: `async (l: (string | null)[]) => { const log: string[] = []; const must = (s: string | null) => { if (s === null) throw new Declined(\`null after \${log.length}\`); log.push(s); return s.length; }; try { const r = l.map(must); log.push(\`sum\${r.reduce((a, b) => a + b, 0)}\`); } catch (e) { log.push((e as Error).message); } try { l.forEach((s) => { if (s === "b") throw new OutOfStock(s); log.push("each"); }); } catch (e) { if (!(e instanceof OutOfStock)) throw e; log.push(\`caught \${e.message}\`); } const ok = l.some((s) => { log.push("some"); return s === "b"; }); const f = l.filter((s) => { if (s === null) return false; return must(s) > 0; }); return { log, ok, f }; }`,
    scenarios: runs([["a", "b"]], [["a", null, "b"]], [[]]),
  },
  {
    name: "an async helper with many ways out, inlined twice",
    before: `const process = async (id: string, depth = 0): Promise<{ id: string; status: "ok" | "skip" | "fail"; n?: number }> => { if (!id) return { id: "?", status: "skip" }; for (let i = 0; i < 3; i++) { try { const item = await fetchItem(id + i); if (item.tags.length === 0) continue; if (item.price > 3) return { id, status: "fail", n: i }; if (await check(item.price)) return { id, status: "ok", n: item.price + depth }; } catch (e) { if (e instanceof OutOfStock) break; if (i === 1) throw new Declined(\`\${id} \${i}\`); } } return { id, status: "skip" }; };`,
    body: `async (l: string[]) => { const out = []; for (const id of l) out.push(await process(id, out.length)); const last = await process(l.at(-1) ?? "", 5); return { out, last }; }`,
    scenarios: runs(
      [["a", "", "bb", "cccc"]],
      [["a"], { fetchItem: fails("OutOfStock", "x") }],
      [["a"], { fetchItem: fails("Other", "x") }],
      [[]],
      [["a"], { fetchItem: { result: { id: "q", price: 3, tags: [] } } }],
    ),
  },
  {
    name: "errors whose fields have defaults",
    before: `class Quota extends WorkflowError { readonly retryable = true; constructor(readonly used: number, readonly limit = used * 2, message?: string) { super(message ?? \`\${used}/\${limit}\`); } }`,
    body: `async (n: number) => { const test = (x: number) => { if (x > 5) throw new Quota(x); if (x > 3) throw new Quota(x, 4); if (x > 2) throw new Quota(x, undefined, "custom"); return x; }; const out: unknown[] = []; for (const x of [n, n + 1, n + 2]) { try { out.push(test(x)); } catch (e) { if (e instanceof Quota) out.push([e.used, e.limit, e.message, e.retryable, e.name]); else throw e; } } return out; }`,
    scenarios: runs([1], [3], [5]),
  },
  {
    name: "branches that read and change variables",
    body: `async (l: number[]) => { let base = 10; const rs = await Promise.all(l.map(async (x) => { const v = await double(x + base); return v > 25 ? \`big\${v}\` : v; })); base = rs.length; const more = await map(l, { concurrency: 2 }, async (x, i) => { let y = x; y += i; while (y < 3) y = await double(y || 1); return { y, base }; }); return { rs, more, base }; }`,
    scenarios: runs([[1, 5]], [[]]),
  },
  {
    name: "numbers read from texts of all kinds",
    body: `async (l: string[]) => l.map((s) => { const n = Number(s); if (Number.isNaN(n)) return \`bad:\${s}\`; const i = parseInt(s, 10); return [n, Number.isInteger(n), isNaN(i) ? -1 : i, n.toFixed(1), Math.floor(n), String(n).padStart(6, "0"), n > 1, (n * 100) / 100 === n]; })`,
    scenarios: runs([["1", "1.50", "abc", "", "-3", "1e2", " 7 ", "0x10", "5px", ".5", "-.5", "00012"]]),
  },
  {
    name: "lists of closures over the variable of a loop",
    body: `async (n: number) => { const fs: (() => number)[] = []; for (const x of [1, 2, 3]) fs.push(() => x * n); const out: number[] = []; for (const f of fs) out.push(f()); let y = 1; const g = () => y++; const h = [g(), g(), y]; y = 10; return [out, h, g(), y]; }`,
    scenarios: runs([2]),
  },
  {
    name: "promises, values and functions side by side",
    body: `async (n: number) => { const [a, b, [c, d], e] = await Promise.all([double(n), n + 1, Promise.all([check(n), echo("x")]), (async () => { const v = await double(n + 1); if (v > 6) return null; return v; })()]); const rs = await Promise.all([1, 2, n].map(async (x, i) => { if (x === 2) return \`two\${i}\`; return (await double(x)) + i; })); return { a, b, c, d, e, rs }; }`,
    scenarios: runs([1], [3], [5]),
  },
  {
    name: "parts of parts, changed by several names",
    body: `async (n: number) => { const db: Record<string, { items: { id: number; tags: string[] }[]; total: number }> = {}; for (let i = 0; i < n; i++) { const key = i % 2 ? "odd" : "even"; if (!(key in db)) db[key] = { items: [], total: 0 }; db[key]!.items.push({ id: i, tags: [] }); db[key]!.items.at(-1)!.tags.push(\`t\${i}\`); db[key]!.total += i; } for (const g of Object.values(db)) { g.items.reverse(); for (const it of g.items) if (it.id > 2) it.tags.push("late"); } delete db.odd; return db; }`,
    scenarios: runs([5], [0], [1]),
  },
  {
    name: "lists that are cut, turned and filled",
    body: `async (n: number) => { const l = [1, 2, 3, 4, 5]; const a = l.splice(n, 2, 9); const b = l.pop(); const c = l.shift(); l.unshift(0, c ?? -1); const d = l.splice(-1); const e: number[] = []; const f = e.pop(), g = e.shift(); l.reverse(); const h = l.push(4), i = l.unshift(1); return { l, a, b: b ?? null, c: c ?? null, d, f: f ?? null, g: g ?? null, h, i }; }`,
    scenarios: runs([0], [1], [4], [-2], [10]),
  },
  {
    name: "lists that are made where there are none",
    body: `async (l: string[]) => { const g: Record<string, string[]> = {}; const o: { m?: { n: number } | null; s: Record<string, { k: number[] }> } = { s: {} }; for (const s of l) { (g[s[0] ?? ""] ||= []).push(s); (o.m ||= { n: 0 }).n++; (o.s[s] ||= { k: [] }).k.push(s.length); const list = (g.all ||= []); list.push(s); } return [g, o]; }`,
    scenarios: runs([["ab", "ac", "b"]], [[]]),
  },
  {
    name: "members that are assigned where they have no value",
    body: `async (o: { a?: number | null; b?: string; m: Record<string, number[]> }) => { const p = structuredClone(o); let n = 0; const next = () => ++n; p.a ??= next(); p.a ||= next(); p.b ||= \`b\${next()}\`; p.b &&= p.b + "!"; (p.m.x ??= []).push(next()); p.m.x.push(next()); (p.m["y"] ||= [next()]).push(0); const k = "z"; p.m[k] ??= [await double(3)]; p.m[k]!.push(1); return { p, n }; }`,
    scenarios: runs([{ m: {} }], [{ a: 0, b: "q", m: { x: [9], y: [], z: [1] } }], [{ a: null, b: "", m: {} }]),
  },
  {
    name: "indexes and arguments that count, note and wait behind what may be missing",
    body: `async (o: { l?: number[] | null; m?: Record<string, { n?: number[] }>; s?: string }) => {
  let i = 0; const next = () => ++i; const log: number[] = [];
  const note = (x: number) => { log.push(x); return x; };
  const a = o.l?.[i++]; const b = o.m?.[\`k\${i++}\`]?.n?.[note(0)]; const c = o.l?.at(i++)?.toFixed(next());
  const d = o.s?.slice(note(1), next())?.padEnd(note(5), "x").length;
  const e = o.l?.includes(await double(1)); const f = o.m?.["k1"]?.n?.concat([await double(2)]).length ?? -1;
  const g = (o.l ?? undefined)?.indexOf(note(7)); const h = o.s?.concat(\`\${next()}\`)!.length;
  const j = o.l?.map((x) => x + 1).length; o.l?.forEach((x) => { i += x; });
  const k = (await fetchItem("q"))?.tags[note(0)] ?? "none"; const q = o.m?.k1!.n?.[next() - next() + 1];
  return { a: a ?? "u", b: b ?? "u", c: c ?? "u", d: d ?? "u", e: e ?? "u", f, g: g ?? "u", h: h ?? "u", j: j ?? "u", k, q: q ?? "u", i, log };
}`,
    scenarios: runs(
      [{}],
      [{ l: [5, 6, 7], m: { k1: { n: [9, 8] } }, s: "hello" }],
      [{ l: null, m: { k1: {} }, s: "" }],
      [{ l: [], m: { k1: { n: [] } } }],
    ),
  },
  {
    name: "arguments of push to a list that may be missing",
    body: `async (n: number) => { const o: { l?: number[]; q: { r?: { s: string[] } } } = n > 1 ? { l: [], q: { r: { s: [] } } } : { q: {} }; let i = 0; o.l?.push(i++, await double(n)); o.q.r?.s.push(\`\${i++}\`); const len = o.l?.push(++i); return { o, i, len: len ?? null }; }`,
    scenarios: runs([1], [2]),
  },
  {
    name: "chains that count in loops and conditions",
    body: `async (l: ({ tags?: string[] } | null)[]) => { let n = 0; const out: string[] = []; for (const x of l) { if (x?.tags?.[n++]?.startsWith("a")) out.push("a"); else if (x?.tags?.at(-(n++) || -1) === "z") out.push("z"); while (x?.tags?.[n++] !== undefined) out.push("more"); } return [out, n]; }`,
    scenarios: runs([[{ tags: ["a", "b", "z"] }, null, {}, { tags: ["z"] }]], [[]]),
  },
  {
    name: "indexes that count behind what may be missing",
    body: `async (o: { l?: number[]; m?: Record<string, number> }) => { let i = 0; const a = o.l?.[i++]; const b = o.m?.[\`k\${i++}\`]; const c = o.l?.at(i++)?.toFixed(i++); const d = (o.l ?? [])[i++] ?? -1; return [a ?? "u", b ?? "u", c ?? "u", d, i]; }`,
    scenarios: runs([{}], [{ l: [5, 6, 7], m: { k1: 9 } }], [{ l: [] }]),
  },
  {
    name: "conditions that assign",
    body: `async (l: string[]) => { const q = [...l]; let x: string | undefined; const out: string[] = []; while ((x = q.shift()) !== undefined) { out.push(x); if (x === "more") q.push("a", "b"); } let item; while ((item = out.pop())) { if (item === "more") break; q.unshift(item); } return [out, q]; }`,
    scenarios: runs([["x", "more"]], [[]], [[""]]),
  },
  {
    name: "choices that assign",
    body: `async (n: number) => { let x = 0; const s = (x = n * 2) > 4 ? \`big\${x}\` : x < 0 ? "neg" : (x += 1) && "small"; if ((x = x + 1) > 3 && n) x *= 2; const y = (n > 0 && (x += 10)) || (x -= 10); return [s, x, y]; }`,
    scenarios: runs([3], [1], [-1], [0]),
  },
  {
    name: "patterns in loops",
    body: `async (l: { a: number; b: [string, number?]; c?: { d: string } }[]) => { const out: unknown[] = []; for (const { a, b: [x, y = a], c: { d } = { d: \`d\${a}\` } } of l) out.push([a, x, y, d]); for (const [i, { a: q, ...rest }] of l.entries()) out.push([i + q, Object.keys(rest)]); for (let { a, b } of l) { a += 1; out.push(a + b.length); } return out; }`,
    scenarios: runs(
      [
        [
          { a: 1, b: ["x"] },
          { a: 2, b: ["y", 5], c: { d: "z" } },
        ],
      ],
      [[]],
    ),
  },
  {
    name: "callbacks that note and count behind what may be missing",
    body: `async (o: { l?: number[]; s?: string[] | null; m?: Record<string, { t?: string[] }> }) => { let n = 0; const log: string[] = []; const note = (x: number) => { log.push(\`\${x}\`); return x + n; }; const a = o.l?.map((x) => { n += x; return n; }); const b = o.l?.map((x) => note(x)).filter((x) => x > 1); const c = o.s?.filter((x) => { if (log.includes(x)) return false; log.push(x); return true; }).join(); const d = o.l?.reduce((t, x) => { log.push("r"); return t + x; }, 0); o.s?.forEach((x, i) => { log.push(x + i); }); const e = o.m?.k?.t?.some((x) => { n++; return x === "q"; }); const f = o.l?.find((x) => note(x) > 2)?.toFixed(n % 2); const g = o.l?.map((x) => x * 2).includes(4); return { a: a ?? 0, b: b ?? 0, c: c ?? 0, d: d ?? 0, e: e ?? 0, f: f ?? 0, g: g ?? 0, n, log }; }`,
    scenarios: runs([{}], [{ l: [1, 2], s: ["1", "z"], m: { k: { t: ["a", "q"] } } }], [{ l: [], s: null, m: {} }]),
  },
  {
    name: "callbacks that throw behind what may be missing",
    body: `async (o: { l?: string[] }) => { const must = (s: string) => { if (s === "") throw new Declined("empty"); return s; }; try { const r = o.l?.map((s) => must(s)).join() ?? "none"; const t = o.l?.[0]?.concat(must(o.l[1] ?? "")) ?? "no first"; return [r, t]; } catch (e) { return (e as Error).message; } }`,
    scenarios: runs([{}], [{ l: ["a", ""] }], [{ l: ["a", "b"] }], [{ l: [] }]),
  },
  {
    name: "finally in loops in loops",
    body: `async (n: number) => { const log: string[] = []; a: for (let i = 0; i < 3; i++) { try { b: for (let j = 0; j < 3; j++) { try { if (j === 1 && i === 0) continue a; if (j === 2) break b; if (i === n) throw new Declined(\`\${i}\${j}\`); log.push(\`\${i}\${j}\`); } finally { log.push(\`f\${i}\${j}\`); if (i === 2 && j === 0) break a; } } } catch (e) { log.push((e as Error).message); if (n === 1) continue; } finally { log.push(\`F\${i}\`); } log.push(\`e\${i}\`); } return log; }`,
    scenarios: runs([5], [1], [0], [2]),
  },
  {
    name: "assignments in assignments",
    body: `async (n: number) => { let a = 0, b = 0; const o = { p: 0, q: [0, 0] }; a = b = n; o.p = o.q[0] = a++ + b; const c = (o.q[1] = b += 2) * 2; let d; d = a > 1 ? (b = 7) : (a = 9); [a, b] = [b, (a += 1)]; return [a, b, o, c, d]; }`,
    scenarios: runs([1], [0]),
  },
  {
    name: "arguments that count or wait, or neither",
    before: `const f = (a: unknown, b: unknown) => \`\${String(a)}|\${String(b)}\`;`,
    body: `async (o: { a?: { v: number } | null; n: number }) => { let i = 0; const t = () => { i++; return i; }; const r = [f(o.a && t(), o.n || t()), f(o.a?.v ?? t(), t()), f(o.n > 1 ? t() : 0, o.n > 2 ? t() : -1)]; const x = o.n && (await double(t())) && o.a && (await check(t())); return [r, x ?? "nul", i]; }`,
    scenarios: runs([{ n: 0 }], [{ a: { v: 5 }, n: 2 }], [{ a: null, n: 3 }]),
  },
];
