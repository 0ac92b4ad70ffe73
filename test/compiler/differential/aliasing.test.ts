import { expect, test } from "vitest";
import { differencesOf, isFollowedByCalls } from "./followed-by-calls.js";
import { compileEach, compilePrograms, type Program } from "./harness.js";
import { sharedByHelpers } from "./given-by-helpers.js";
import { sharedOn } from "./handed-on.js";
import { sharedChoices } from "./kept-choices.js";
import { sharedAccumulators } from "./accumulators.js";
import { sharedInOrder } from "./members-in-order.js";
import { sharedByLists } from "./elements-by-lists.js";
import { sharedHeld } from "./held-parts.js";
import { sharedWalkers } from "./walkers.js";
import { keptElements } from "./kept-elements.js";
import { heldWhenMoved } from "./moved-out.js";
import { calledInLoops } from "./called-elsewhere.js";
import { sharedRests } from "./rests.js";
import { sharedWhenPut } from "./made-and-put.js";
import { movedElements } from "./moved-elements.js";
import { sharedByDefault } from "./put-by-default.js";
import { sharedByTables } from "./shared-by-tables.js";
import { sharedCollections } from "./shared-collections.js";
import { sharedElements } from "./shared-elements.js";
import { sharedKept } from "./kept-by-default.js";
import { sharedInCallbacks } from "./made-in-callbacks.js";
import { sharedByChoosers } from "./lists-of-helpers.js";
import { changedAfterThePut } from "./put-at-the-end.js";
import { listsTogether } from "./lists-in-turn.js";
import { movedByKey } from "./elements-by-key.js";
import { partsKeptElsewhere } from "./parts-of-parents.js";
import { movedBehindPatterns } from "./chosen-by-patterns.js";
import { heldBeforeChanges } from "./read-before-changes.js";
import { sharedTwoParts } from "./two-parts.js";
import { entriesNotFollowed } from "./entries-that-go.js";
import { sharedParts } from "./shared-parts.js";

/** Programs in which two names stand for one object that is then changed: a state machine would keep two copies. */
const aliases: readonly (Program & { readonly code?: string })[] = [
  ...sharedCollections,
  ...sharedElements,
  ...sharedByTables,
  ...keptElements,
  ...sharedParts,
  ...sharedByHelpers,
  ...sharedOn,
  ...sharedChoices,
  ...sharedHeld,
  ...sharedByLists,
  ...sharedWalkers,
  ...sharedAccumulators,
  ...sharedInOrder,
  ...sharedByDefault,
  ...calledInLoops,
  ...heldWhenMoved,
  ...movedElements,
  ...sharedKept,
  ...sharedInCallbacks,
  ...sharedByChoosers,
  ...changedAfterThePut,
  ...heldBeforeChanges,
  ...movedByKey,
  ...partsKeptElsewhere,
  ...movedBehindPatterns,
  ...listsTogether,
  ...sharedTwoParts,
  ...entriesNotFollowed,
  ...sharedWhenPut,
  ...sharedRests,
  {
    name: "a helper that returns the object of its closure",
    body: `async () => { const order = { a: 1 }; const get = () => { return order; }; const other = get(); order.a = 2; await double(1); return other.a; }`,
  },
  {
    name: "the left of ??",
    body: `async (n: number) => { let order: { a: number } | undefined = { a: 1 }; if (n > 1) order = undefined; const other = order ?? { a: 0 }; if (order !== undefined) order.a = 2; await double(1); return other.a; }`,
  },
  {
    name: "an assignment whose value is used",
    body: `async () => { let order = { a: 1 }; const other = (order = { a: 5 }); order.a = 2; await double(1); return other.a; }`,
  },
  {
    name: "a finally that changes what is returned",
    body: `async () => { const order = { a: 1 }; try { await double(1); return order; } finally { order.a = 2; } }`,
  },
  {
    name: "an item of an argument that a helper gives back",
    body: `async (n: number) => { const rows = [{ n }]; const first = (list: { n: number }[]) => { for (const row of list) { if (row.n > 0) return row; } return null; }; const other = first(rows); rows[0]!.n = 5; return [rows, other]; }`,
  },
  {
    name: "an element that is added in a loop, with a way round the return behind it",
    body: `async (xs: number[]) => { const out: { entry: number[] }[] = []; const entry: number[] = []; for (const x of xs) { entry.push(x); out.push({ entry }); if (x < 3) continue; return out; } return out; }`,
  },
  {
    name: "an object that a list is made of for its elements' names",
    body: `async () => { const first = { n: 1 }; const second = { n: 2 }; const [f, g] = [first, second]; first.n = 9; return [f.n, g.n]; }`,
  },
  {
    name: "a set that a list is made of for its elements' names",
    body: `async (n: number) => { const s = new Set([1]); const [x, y] = [s, n]; x.add(y); return [...s]; }`,
  },
  {
    name: "a Date with two names",
    code: "SP1301",
    body: `async (at: string) => { const d = new Date(at); const e = d; e.setUTCDate(1); return d.toISOString(); }`,
  },
  {
    name: "a part of an argument that a helper gives back",
    body: `async () => { const order = { a: 1 }; const unwrap = ({ x }: { x: { a: number } }) => x; const other = unwrap({ x: order }); order.a = 2; await double(1); return other.a; }`,
  },
  {
    name: "a list that leaves its place while what it gets is computed",
    code: "SP1251",
    body: `async () => { const rows = [[1], [2]]; rows[0]!.push(rows.shift()!.length); return rows; }`,
  },
  {
    name: "an object that leaves its place while the right side is computed",
    code: "SP1251",
    body: `async () => { const rows = [{ n: 1 }, { n: 2 }]; rows[0]!.n = rows.shift()!.n; return rows; }`,
  },
  {
    name: "the same, with a sum",
    code: "SP1251",
    body: `async () => { const rows = [{ n: 1 }, { n: 2 }]; rows[0]!.n += rows.shift()!.n; return rows; }`,
  },
  {
    name: "an object that is replaced by the right side",
    code: "SP1251",
    body: `async () => { let o = { x: 1, y: 2 }; const p = (o.x = (o = { x: 5, y: 6 }).y); return { o, p }; }`,
  },
  {
    name: "a list that is replaced while what it gets is computed",
    code: "SP1251",
    body: `async () => { const o = { a: { b: [1] } }; o.a.b.push((o.a = { b: [5] }).b.length); return o; }`,
  },
  {
    name: "a receiver that is one of two lists, and changed by an argument",
    code: "SP1251",
    body: `async (n: number) => { const a: number[] | undefined = [1, 2]; return (a ?? [n]).indexOf(a.pop()!); }`,
  },
  {
    name: "items that are taken out before an argument changes the list",
    code: "SP1305",
    body: `async () => { const list = [5]; const taken = list.splice(0, 1, list.pop()!); return { list, taken }; }`,
  },
  {
    name: "a change further on in the same expression",
    body: `async () => { const list = [1]; return [list, list.push(2)]; }`,
  },
  {
    name: "a change by a function that is called in the same expression",
    body: `async () => { const list = [1]; const add = () => { list.push(2); return 1; }; return await echo({ list, n: add() }); }`,
  },
  {
    name: "an item of the list that forEach goes through",
    body: `async (n: number) => { const list = [1, 2, n]; let sum = 0; list.forEach((x, i) => { if (i === 0) list[1] = 9; sum += x; }); return sum; }`,
  },
  {
    name: "a part whose place gets another value in a function",
    body: `async () => { const order = { a: { n: 1 } }; const reset = () => { order.a = { n: 10 }; }; const part = order.a; reset(); part.n = 5; return order; }`,
  },
  {
    name: "a part whose place gets another value in a loop",
    body: `async (n: number) => { const order = { a: { n: 0 } }; const part = order.a; for (let i = 0; i < n; i++) { part.n += 1; if (i === 1) order.a = { n: 50 }; } return order; }`,
  },
  {
    name: "a part whose place gets another value before the switch ends",
    body: `async (n: number) => { const order = { a: { n: 0 } }; const part = order.a; switch (n) { case 1: { order.a = { n: 50 }; break; } default: part.n = 3; } part.n = 9; return order; }`,
  },
  {
    name: "a part whose place gets another value before an inner loop ends",
    body: `async (n: number) => { const order = { a: { n: 0 } }; const part = order.a; for (const x of [1, 2]) { if (x === n) { order.a = { n: 50 }; break; } } part.n = 9; return order; }`,
  },
  {
    name: "a part whose place gets another value before an error that is caught",
    body: `async (n: number) => { const order = { a: { n: 0 } }; const part = order.a; try { if (n === 1) { order.a = { n: 50 }; throw new Declined("x"); } } catch { await double(1); } part.n = 9; return order; }`,
  },
  {
    name: "a part whose place gets another value before a labelled block ends",
    body: `async (n: number) => { const order = { a: { n: 0 } }; const part = order.a; out: { if (n === 1) { order.a = { n: 50 }; break out; } } part.n = 9; return order; }`,
  },
  {
    name: "a value that is returned before a `finally` changes it through a function",
    body: `async (n: number) => { const order = { a: { n: 0 } }; const replace = (): void => { order.a = { n: 9 }; }; try { if (n === 1) return { order }; } finally { replace(); } return n; }`,
  },
  {
    name: "a value that is returned before a `finally` undoes changes of it",
    body: `async (n: number) => { const order = { a: { n: 0 } }; const undo: (() => void)[] = []; undo.push(() => { order.a = { n: 9 }; }); try { if (n === 1) return { order }; } finally { for (const step of undo) step(); } return n; }`,
  },
  {
    name: "what a function of an object gives that is called like a method that copies",
    body: `async () => { const shared = { n: 1 }; const tools = { from: () => shared }; const x = tools.from(); x.n = 5; return [shared, x]; }`,
  },
  {
    name: "a value that is put into two places",
    body: `async () => { const part = { n: 1 }; const order = { a: part, b: part }; order.a.n = 7; return order; }`,
  },
  {
    name: "a value that is put into a list and read by its name",
    body: `async (n: number) => { const row = { n }; const rows = [row]; rows[0]!.n = 9; return [rows, row]; }`,
  },
  {
    name: "a value that is put into a list while a name stands for its part",
    body: `async (n: number) => { const row = { a: { n } }; const part = row.a; part.n += 1; const order = { row }; order.row.a.n = 7; return [order, part]; }`,
  },
  {
    name: "a value that is put into a list again and again",
    body: `async (n: number) => { const rows: { n: number }[] = []; const row = { n }; for (const x of [1, 2]) { if (x > 0) rows.push(row); } rows[0]!.n = 9; return rows; }`,
  },
  {
    name: "what a helper makes and a function goes on to read",
    body: `async () => { const reads: (() => number)[] = []; const make = (id: number) => { const made = { id }; reads.push(() => made.id); return made; }; const one = make(3); one.id = 9; return [one, reads.map((read) => read())]; }`,
  },
  {
    name: "a copy of what may hold more than all alternatives have",
    body: `async (n: number) => { const x: { k: "a"; n: number } | { k: "b"; l: number[] } = n > 1 ? { k: "b", l: [1] } : { k: "a", n }; const y = { ...x }; if (y.k === "b") y.l.push(3); return [x, y]; }`,
  },
  {
    name: "a copy that a helper makes of what it does not know",
    before: `const clone = <T extends object>(x: T): T => ({ ...x });`,
    body: `async (n: number) => { const x = { l: [n] }; const y = clone(x); y.l.push(4); return [x, y]; }`,
  },
  {
    name: "an item of a loop whose list is replaced",
    body: `async (list: number[]) => { let rows = list.map((n) => ({ n })); for (const row of rows) { row.n += 1; if (row.n === 3) rows = [{ n: 0 }]; } return rows; }`,
  },
  {
    name: "one row many times",
    body: `async () => { const rows = new Array(3).fill({ n: 0 }) as { n: number }[]; rows[0]!.n = 5; return rows; }`,
  },
  {
    name: "a part of a spread object",
    body: `async () => { const order = { x: { n: 1 } }; const copy = { ...order }; copy.x.n = 2; return { order, copy }; }`,
  },
  {
    name: "an input that is put into something else",
    body: `async (input: { a: { n: number } }) => { const saved = { input }; input.a.n = 2; return saved; }`,
  },
  {
    name: "a part that is returned before a finally",
    body: `async () => { const order = { a: { n: 1 } }; const part = order.a; try { part.n = 2; return part; } finally { order.a.n = 7; } }`,
  },
  {
    name: "a list in another value, through that",
    body: `async (n: number) => { const list = [n]; list.push(2); const order = { list }; order.list.push(7); return [order, list]; }`,
  },
  {
    name: "a list that a loop hands on again and again",
    body: `async (n: number) => { const rows: number[][] = []; const row: number[] = []; for (let i = 0; i < n; i++) { row.push(i); rows.push(row); } return rows; }`,
  },
  {
    name: "a list that is handed on before it is changed",
    body: `async (n: number) => { const rows: number[][] = []; let row: number[] = [n]; rows.push(row); row.push(4); row = []; return [rows, row]; }`,
  },
  {
    name: "a list that is handed on, by a function that is called later",
    body: `async (n: number) => { const rows: number[][] = []; const row: number[] = [n]; const add = () => { row.push(1); }; rows.push(row); add(); return rows; }`,
  },
  {
    name: "a part that a pattern takes of what then gets another part",
    body: `async (n: number) => { const order = { lines: [1], id: "a" }; const { lines } = order; order.lines = [9]; lines.push(n); return [order, lines]; }`,
  },
  {
    name: "a part that a pattern takes of what is then replaced",
    body: `async (n: number) => { let order = { lines: [1] }; const { lines } = order; lines.push(n); order = { lines: [7] }; return [order, lines]; }`,
  },
  {
    name: "parts that patterns take and that change places",
    body: `async (n: number) => { const pair = { a: { v: n }, b: { v: 2 } }; const { a, b } = pair; [pair.a, pair.b] = [pair.b, pair.a]; a.v = 10; return [pair, a.v, b.v]; }`,
  },
  {
    name: "a part that a pattern takes and another name has",
    body: `async (n: number) => { const inner = { v: n }; const outer = { inner, k: 1 }; const { inner: part } = outer; part.v++; return [outer, inner.v]; }`,
  },
  {
    name: "a part that a pattern takes and a spread copy shares",
    body: `async (n: number) => { const order = { lines: [1], k: 1 }; const { lines } = order; const before = { ...order }; lines.push(n); return [order, before]; }`,
  },
  {
    name: "a part that a pattern takes with a default",
    body: `async (n: number) => { const order: { lines?: number[] } = n > 1 ? { lines: [1] } : {}; const { lines = [] } = order; lines.push(n); return [order, lines]; }`,
  },
  {
    name: "a part of the rest of a pattern",
    body: `async (input: { id: string; deep: { n: number } }) => { const { id, ...rest } = input; rest.deep.n = 2; return [id, rest, input]; }`,
  },
  {
    name: "a part that a pattern takes twice",
    body: `async () => { const { a, a: b } = { a: [1] }; a.push(2); return [a, b]; }`,
  },
  {
    name: "a part of a pattern that gets a second name",
    body: `async () => { const { lines } = { lines: [1] }; const same = [lines]; lines.push(2); return [same, lines]; }`,
  },
  {
    name: "a default that others have",
    body: `async (input: { lines?: number[] }) => { const none: number[] = []; const { lines = none } = structuredClone(input); lines.push(2); return [none, lines]; }`,
  },
  {
    name: "a part of the rest of a parameter",
    body: `async (input: { id: string; tags: string[] }) => { const without = ({ id, ...rest }: { id: string; tags: string[] }) => { rest.tags.push(id); return rest; }; return [without(input), input]; }`,
  },
  {
    name: "a rest that a function gives away twice",
    body: `async (input: { id: string; n: number }) => { const kept: object[] = []; const without = ({ id, ...rest }: { id: string; n: number }) => { kept.push(rest); return rest; }; const made = without(input); made.n = 7; return [made, kept]; }`,
  },
  {
    name: "one object as the result of several calls",
    body: `async (ids: string[]) => { const shared = { n: 0 }; const all = await Promise.all(ids.map(async (id) => { await double(id.length); return shared; })); for (const one of all) one.n += 1; return [all, shared]; }`,
  },
  {
    name: "a value of a Map that had a name",
    body: `async () => { const first = { l: [1] }; const map = new Map([["a", first]]); for (const [, value] of map) value.l.push(2); return [[...map], first]; }`,
  },
  {
    name: "a value of a Map that a loop keeps",
    body: `async (ks: string[]) => { const map = new Map(ks.map((k) => [k, { l: [k] }])); const kept: { l: string[] }[] = []; for (const value of map.values()) { kept.push(value); value.l.push("x"); } return [[...map], kept]; }`,
  },
  {
    name: "a value of a Map that a loop replaces",
    body: `async (ks: string[]) => { const map = new Map(ks.map((k) => [k, [k]])); for (const [key, value] of map) { map.set(key, ["new"]); value.push("x"); } return [...map]; }`,
  },
  {
    name: "a list that a condition chooses, with another name",
    body: `async (n: number) => { const one = [n], two: number[] = []; const kept = { one }; (n > 1 ? one : two).push(5); return [kept, one, two]; }`,
  },
  {
    name: "an object that a callback changes while a loop goes through it",
    body: `async (xs: string[]) => { const o: Record<string, { n: number }> = { a: { n: 1 } }; const seen: { n: number }[] = []; for (const [key, value] of Object.entries(o)) { xs.forEach((x) => { o[x] = { n: key.length }; }); seen.push(value); value.n += 1; } return [o, seen]; }`,
  },
  {
    name: "a list that is handed on by what a later callback changes",
    body: `async (xs: number[]) => { const row: number[] = []; const kept = { row }; xs.forEach((x) => { row.push(x); }); return [kept, row]; }`,
  },
  {
    name: "a list that is handed on, and changed by a callback in a loop",
    body: `async (xs: number[]) => { const rows: number[][] = []; const row: number[] = []; for (const n of xs) { xs.forEach((x) => { row.push(x + n); }); rows.push(row); } return rows; }`,
  },
  {
    name: "a Map that a variable gets from another one",
    code: "SP1307",
    before: `const made = () => { const m = new Map([["a", 1]]); return m; };`,
    body: `async () => { let map = made(); const other = made(); map = other; other.set("q", 1); return [...map]; }`,
  },
  {
    name: "a member of an array",
    body: `async () => { const order = { a: 1 }; const list = [order]; order.a = 2; await double(1); return list; }`,
  },
  ...(
    [
      ["another name for a Date", "const e = d; e.setUTCDate(1); return d.toISOString();"],
      ["a Date that has another name", "const e = d; d.setUTCDate(1); return e.toISOString();"],
      [
        "a Date that a helper may give back",
        "const e = later(d, new Date(0)); d.setUTCDate(1); return e.toISOString();",
      ],
      ["a Date that a helper gives back", "const e = later(d, d); e.setUTCDate(1); return d.toISOString();"],
      [
        "a Date that a helper changes",
        "const bump = (x: Date) => { x.setUTCDate(1); }; bump(d); return d.toISOString();",
      ],
      [
        "a finally that changes the Date that is returned",
        "const make = () => { const x = new Date(n); try { return x; } finally { x.setUTCDate(3); } }; return make().toISOString();",
      ],
    ] as const
  ).map(([name, rest]) => ({
    name,
    code: "SP1301",
    before: "const later = (a: Date, b: Date): Date => (a > b ? a : b);",
    body: `async (n: number) => { const d = new Date(n); ${rest} }`,
  })),
];

const later = `async function later(o: { n: number }) { await double(1); return o.n; }`;

/** Calls that go on while the workflow changes what they were given. */
const underWay: readonly (Program & { readonly code?: string })[] = [
  {
    name: "an object given to a call that is awaited later",
    before: later,
    body: `async (o: { n: number }) => { const p = later(o); o.n = 5; return await p; }`,
  },
  {
    name: "an object given to a call that is pushed",
    before: later,
    body: `async (xs: number[]) => { const t: Promise<number>[] = []; const o = { n: 1 }; for (const x of xs) { o.n = x; t.push(later(o)); } return await Promise.all(t); }`,
  },
  {
    name: "items given to calls that are awaited together later",
    before: later,
    body: `async (rows: { n: number }[]) => { const ps = rows.map((row) => later(row)); for (const row of rows) row.n += 5; return await Promise.all(ps); }`,
  },
  {
    name: "items of iterations that are awaited later, and change them, too",
    code: "SP1413",
    body: `async (rows: { n: number }[]) => { const ps = rows.map(async (row) => { await double(1); row.n++; return row.n; }); for (const row of rows) row.n += 5; return await Promise.all(ps); }`,
  },
  {
    name: "items that a helper gives to calls which it returns",
    before: later,
    body: `async (rows: { n: number }[]) => { const start = (rs: { n: number }[]) => rs.map((r) => later(r)); const ps = start(rows); for (const row of rows) row.n += 5; return await Promise.all(ps); }`,
  },
  {
    name: "an object that a function gives to the call which it returns",
    before: later,
    body: `async (n: number) => { const o = { n }; const start = () => later(o); const p = start(); o.n = 7; return await p; }`,
  },
  {
    name: "an object that is changed for the next call beside it",
    before: later,
    body: `async (o: { n: number }) => { const [a, b] = await Promise.all([later(o), double(o.n++)]); return [a, b]; }`,
  },
  {
    name: "a Date given to a call that is awaited later",
    code: "SP1301",
    body: `async (n: number) => { const d = new Date(n); const use = async (k: Date) => { await double(1); return k.getTime(); }; const p = use(d); d.setUTCDate(5); return await p; }`,
  },
];

const programs = [...aliases, ...underWay];
const followed = programs.filter(isFollowedByCalls);
const seenOtherwise = programs.filter((program) => !isFollowedByCalls(program));

test("changes that another name would see are refused", { timeout: 120_000 }, () => {
  const { compiled, refused } = compileEach(seenOtherwise);
  expect(compiled.map(({ name }) => name)).toEqual([]);
  expect(refused.map(({ program, diagnostics }) => [program.name, diagnostics[0]?.code])).toEqual(
    seenOtherwise.map(({ name, code = "SP1244" }) => [name, code]),
  );
});

test("changes that are followed once calls are written out do the same", { timeout: 60_000 }, async () => {
  const differences = await Promise.all(compilePrograms(followed).map(differencesOf));
  expect(differences.flat()).toEqual([]);
});
