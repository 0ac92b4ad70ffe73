import type { Row } from "./row.js";

const double = { double: (x: number) => x * 2 };
const row = (name: string, body: string, stubs: Row["scenarios"][number]["stubs"] = double): Row => ({
  name,
  body,
  scenarios: [{ input: 1, stubs }],
});

/** What is evaluated first where operands change what others look at: the place of a change, its receiver, its arguments. */
export const evaluationOrder: readonly Row[] = [
  row(
    "a list that is made before what is pushed is computed",
    `async (n: number) => { const o: Record<string, number[]> = {}; (o.a ??= []).push(Object.keys(o).length); (o.b ??= []).push(await double(Object.keys(o).length)); return o; }`,
  ),
  row(
    "a list that is made though what is pushed fails",
    `async (n: number) => { const o: Record<string, number[]> = {}; try { (o.a ??= []).push(await double(1)); } catch {} return o; }`,
    { double: [{ error: "Broken", message: "m" }] },
  ),
  row(
    "indexes that count on, of lists and of what is pushed",
    `async (n: number) => { const rows: number[][] = [[], [], []]; let i = 0; rows[i++]!.push(i); rows[i++]!.push(i++, i); const f = () => { i += 1; return i; }; rows[f() - 4]!.unshift(f(), i); return { rows, i }; }`,
  ),
  row(
    "calls in an index, and in what is pushed there",
    `async (n: number) => { const rows: number[][] = [[], [], []]; rows[await double(0)]!.push(await double(1)); return rows; }`,
  ),
  row(
    "a list that loses what is added to it",
    `async (n: number) => { const list = [3, 1, 2]; const length = list.push(list.pop()!, list.shift()!); list.push(list.push(5), list.length); return { list, length }; }`,
  ),
  row(
    "a member that is changed beside the one that grows",
    `async (n: number) => { const o = { a: [1], b: [2] }; o.a.push(o.b.pop()!, (o.b = [7, 8]).length); return o; }`,
  ),
  row(
    "a cast place, whose keys come first",
    `async (n: number) => { const rows = [[1], [2]]; let i = 0; (rows[i++] as number[])[i++] = i; return { rows, i }; }`,
  ),
  row(
    "items that are taken out where a search found them",
    `async (n: number) => { const list = [5, 6, 7]; const [taken] = list.splice(list.findIndex((x) => x === 6), 1); list.splice(list.indexOf(7), 1, list.length); return { list, taken }; }`,
  ),
  row(
    "lists that arguments of their methods change",
    `async (n: number) => { const list = [1, 2, 3]; const found = list.indexOf(list.pop()!); const joined = list.concat(list.pop()!); const rest = list.slice(list.shift()!); const last = list[list.push(4, 5) - 1]; const has = list.includes(list.push(7) + 4); const sum = list.reduce((a, b) => a + b, list.pop()!); const put = list.with(0, list.push(3)); const at = list.at(list.push(3) - 1); const text = list.join(\`\${list.push(8)}\`); return { list, found, joined, rest, last: last ?? 0, has, sum, put, at: at ?? 0, text }; }`,
  ),
  row(
    "an object that the key it is asked for adds",
    `async (n: number) => { const o: Record<string, number> = {}; return o[((o.x = 5), "x")] ?? 0; }`,
  ),
  row(
    "helpers that add to the receiver while its arguments are computed",
    `async (n: number) => { const list = [3]; const add = () => list.push(list.length); const wait = async () => list.push(await double(list.length)); return [list.concat(add(), add()), list.concat(await wait(), await wait())]; }`,
  ),
  row(
    "a list that is sorted, cut and spliced beside its methods",
    `async (n: number) => { const o = { l: [3, 1, 2] }; const a = o.l.concat(o.l.splice(0, 1)).length; const b = o.l.indexOf(o.l.sort((x, y) => x - y)[0]!); return [a, b, o.l.at(-1) ?? 0]; }`,
  ),
  row(
    "receivers that are made anew, and numbers, which are as they were",
    `async (n: number) => { const list = [3, 4]; const o = { c: 0 }; const tick = async () => (o.c += await double(1)); return [list.map((x) => x + 1).concat(list.pop()!, list.length), [o.c, await tick(), o.c + (await tick()), (await tick()) + o.c], Math.max(...list, list.push(9)), [...list].concat(list.push(1))]; }`,
  ),
  row(
    "lists that may be missing, of which only those that are there change",
    `async (n: number) => { const o: Record<string, number[]> = { a: [3, 1, 2] }; let k = 0; o.b?.push(k++); o.a?.push(k++); o.a?.sort(); o.z?.sort(); const taken = o.a?.splice(0, 1); const none = o.q?.pop(); const last = o.a?.pop(); const length = o.a?.push(5); return { o, k, taken, none: none ?? null, last, length }; }`,
  ),
  row(
    "entries and elements that may be missing",
    `async (n: number) => { const m = new Map<string, number[]>([["a", [1]]]); for (const k of ["a", "c"]) m.get(k)?.push(await double(m.size)); const rows = [{ id: "a", l: [1] }]; for (const k of ["a", "b"]) rows.find((r) => r.id === k)?.l.push(await double(rows.length)); const groups: Record<string, string[]> = { a: [], b: [] }; ["a1", "b2", "c3"].forEach((w) => groups[w.charAt(0)]?.push(w)); return { m: [...m], rows, groups }; }`,
  ),
  row(
    "a helper whose parameter is of the type of what it changes",
    `async (n: number) => { const counts = { a: 0, b: 0 }; const count = (k: keyof typeof counts, by = 1) => (counts[k] += by); const seen = [count("a"), count("b", 5), count("a", count("b"))]; return { counts, seen }; }`,
  ),
  row(
    "lists in members that may be missing themselves",
    `async (n: number) => { const o: { a?: { l?: number[] } } = {}; o.a?.l?.push(1); o.a = {}; o.a.l?.push(2); o.a = { l: [] }; o.a?.l?.push(await double(n)); return o; }`,
  ),
  row(
    "elements that are found once, sorted and cut",
    `async (n: number) => { const o: Record<string, number[]> = {}; (o.a ??= []).splice(0, 0, Object.keys(o).length); const first = (o.c ??= [5, 4]).reverse()[0]; const rows = [[3, 1], [2, 0]]; let i = 0; rows[i++]!.sort(); const taken = rows[i++]!.splice(0, 1); const most = rows[await double(0)]!.sort((a, b) => b - a)[0]; const m = new Map<string, number[]>([["a", [3, 2]]]); m.get("a")!.sort(); m.get("b")?.sort(); return { o, first, rows, i, taken, most, m: [...m] }; }`,
  ),
];
