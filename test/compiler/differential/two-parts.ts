import type { Program } from "./harness.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `interface Acc { id: string; bal: number; log: string[]; limit?: number; child?: { n: number } }
function transfer(from: Acc, to: Acc, amount: number) { from.bal -= amount; to.bal += amount; from.log.push("-" + amount); to.log.push("+" + amount); }
function canPay(a: Acc, amount: number) { return a.bal >= amount; }
function reads(from: Acc, to: Acc) { from.bal -= 1; return to.bal; }
function holds(from: Acc, to: Acc) { const l = to.log; from.log.push("x"); return l.length; }
function destr(from: Acc, to: Acc) { const { log } = to; from.log.push("x"); return log.length; }
function inner(a: Acc, b: Acc) { a.bal += 10; return b.bal; }
function outer(a: Acc, b: Acc) { a.bal += 1; const x = inner(a, b); b.bal += x; return x; }
async function pay(from: Acc, to: Acc, n: number) { from.bal -= n; await charge({ id: to.id + to.bal, amount: from.bal }); to.bal += n; to.log.push(from.log.join() + n); return from.bal + to.bal; }
function copy(from: Acc, to: Acc) { to.log = from.log; from.log.push("c"); }
function three(a: Acc, b: Acc, c: Acc) { a.bal++; b.bal += a.bal; c.bal += b.bal; }
function same(a: Acc, b: Acc) { if (a === b) return "same"; a.bal++; b.bal++; return "two"; }
function kids(a: Acc, c: { n: number }) { a.bal++; c.n += a.bal; }
function sumUp(a: Acc, list: Acc[]) { a.bal += list.reduce((s, x) => s + x.bal, 0); }
function clos(a: Acc, b: Acc) { const f = () => b.bal; a.bal += 3; return f(); }
function swapAll(a: Acc, b: Acc) { const t = a.bal; a.bal = b.bal; b.bal = t; [a.id, b.id] = [b.id, a.id]; }
function drop(a: Acc, b: Acc) { a.log.splice(0, 1); for (const l of b.log) a.bal += l.length; }`;

const usual = runs([
  {
    accounts: [
      { id: "a", bal: 10, log: [] },
      { id: "b", bal: 5, log: [] },
      { id: "c", bal: 1, log: [] },
    ],
    moves: [
      { from: 0, to: 1, amount: 3 },
      { from: 1, to: 2, amount: 8 },
      { from: 2, to: 2, amount: 1 },
    ],
  },
]);

const further = runs(
  [
    {
      i: 0,
      j: 0,
      accounts: [
        { id: "a", bal: 10, log: ["q"], child: { n: 1 } },
        { id: "b", bal: 5, log: [] },
        { id: "c", bal: 1, log: [] },
      ],
    },
  ],
  [
    {
      i: 0,
      j: 1,
      accounts: [
        { id: "a", bal: 10, log: ["q"], child: { n: 1 } },
        { id: "b", bal: 5, log: [] },
        { id: "c", bal: 1, log: [] },
      ],
    },
  ],
);

/** Helpers that are given two parts of one variable, which may be one and the same, and change one or both. */
export const twoParts: readonly Row[] = [
  {
    name: "two parts: by constant indexes",
    before,
    body: `async (input: { accounts: Acc[] }) => { transfer(input.accounts[0]!, input.accounts[1]!, 4); return input.accounts; }`,
    scenarios: usual,
  },
  {
    name: "two parts: by a pattern",
    before,
    body: `async (input: { accounts: Acc[] }) => { const [a, b] = input.accounts; transfer(a!, b!, 4); return input.accounts; }`,
    scenarios: usual,
  },
  {
    name: "two parts: by indexes",
    before,
    body: `async (input: { accounts: Acc[]; moves: { from: number; to: number; amount: number }[] }) => { for (const m of input.moves) { transfer(input.accounts[m.from]!, input.accounts[m.to]!, m.amount); } return input.accounts; }`,
    scenarios: usual,
  },
  {
    name: "two parts: of a dictionary",
    before,
    body: `async (input: { accounts: Record<string, Acc>; moves: { from: string; to: string; amount: number }[] }) => { for (const m of input.moves) { const from = input.accounts[m.from]; const to = input.accounts[m.to]; if (!from || !to) continue; transfer(from, to, m.amount); } return input.accounts; }`,
    scenarios: runs([
      {
        accounts: { a: { id: "a", bal: 10, log: [] }, b: { id: "b", bal: 5, log: [] } },
        moves: [
          { from: "a", to: "b", amount: 3 },
          { from: "b", to: "a", amount: 8 },
          { from: "b", to: "b", amount: 8 },
        ],
      },
    ]),
  },
  {
    name: "two parts: by a helper that finds them",
    before,
    body: `async (input: { accounts: Acc[]; moves: { from: string; to: string; amount: number }[] }) => { const find = (id: string) => { const a = input.accounts.find((x) => x.id === id); if (!a) throw new Error("no " + id); return a; }; for (const m of input.moves) { const from = find(m.from); const to = find(m.to); if (!canPay(from, m.amount)) continue; transfer(from, to, m.amount); } return input.accounts; }`,
    scenarios: runs([
      {
        accounts: [
          { id: "a", bal: 10, log: [] },
          { id: "b", bal: 5, log: [] },
          { id: "c", bal: 1, log: [] },
        ],
        moves: [
          { from: "a", to: "b", amount: 3 },
          { from: "b", to: "a", amount: 8 },
          { from: "b", to: "b", amount: 8 },
        ],
      },
    ]),
  },
  {
    name: "two parts: by members",
    before,
    body: `async (input: { a: Acc; b: Acc }) => { transfer(input.a, input.b, 4); return input; }`,
    scenarios: runs([{ a: { id: "a", bal: 10, log: [] }, b: { id: "b", bal: 5, log: [] } }]),
  },
  {
    name: "two parts: an element and a member",
    before,
    body: `async (input: { accounts: Acc[]; pool: Acc }) => { for (const a of input.accounts) transfer(a, input.pool, 1); return input; }`,
    scenarios: runs([
      {
        accounts: [
          { id: "a", bal: 10, log: [] },
          { id: "b", bal: 5, log: [] },
          { id: "c", bal: 1, log: [] },
        ],
        pool: { id: "p", bal: 0, log: [] },
      },
    ]),
  },
  {
    name: "two parts: one is read",
    before,
    body: `async (input: { accounts: Acc[]; i: number; j: number }) => { const a = input.accounts; const r = reads(a[input.i]!, a[input.j]!); return [r, a]; }`,
    scenarios: further,
  },
  {
    name: "two parts: with a call in between",
    before,
    body: `async (input: { accounts: Acc[]; i: number; j: number }) => { const a = input.accounts; const r = await pay(a[input.i]!, a[input.j]!, 3); return [r, a]; }`,
    scenarios: further,
  },
  {
    name: "two parts: and a third",
    before,
    body: `async (input: { accounts: Acc[]; i: number; j: number }) => { const a = input.accounts; three(a[input.i]!, a[input.j]!, a[2]!); return [a]; }`,
    scenarios: further,
  },
  {
    name: "two parts: with a closure",
    before,
    body: `async (input: { accounts: Acc[]; i: number; j: number }) => { const a = input.accounts; const r = clos(a[input.i]!, a[input.j]!); return [r, a]; }`,
    scenarios: further,
  },
  {
    name: "two parts: swapped",
    before,
    body: `async (input: { accounts: Acc[]; i: number; j: number }) => { const a = input.accounts; swapAll(a[input.i]!, a[input.j]!); return [a]; }`,
    scenarios: further,
  },
  {
    name: "two parts: found",
    before,
    body: `async (input: { accounts: Acc[]; i: number; j: number }) => { const a = input.accounts; const x = a.find((q) => q.bal > 1)!; const y = a.find((q) => q.id === 'a')!; const r = reads(x, y); y.bal++; return [r, a, x.bal]; }`,
    scenarios: further,
  },
  {
    name: "two parts: in loops",
    before,
    body: `async (input: { accounts: Acc[]; i: number; j: number }) => { const a = input.accounts; for (const x of a) for (const y of a) reads(x, y); for (const x of a) { inner(x, a[0]!); } return a; }`,
    scenarios: further,
  },
];

/** The two may be one, and some name in the helper would stand for what was there before. */
export const sharedTwoParts: readonly (Program & { readonly code?: string })[] = [
  {
    name: "two parts: with a name inside",
    before,
    body: `async (input: { accounts: Acc[]; i: number; j: number }) => { const a = input.accounts; const r = holds(a[input.i]!, a[input.j]!); return [r, a]; }`,
  },
  {
    name: "two parts: with a pattern inside",
    before,
    body: `async (input: { accounts: Acc[]; i: number; j: number }) => { const a = input.accounts; const r = destr(a[input.i]!, a[input.j]!); return [r, a]; }`,
  },
  {
    name: "two parts: handed on",
    before,
    body: `async (input: { accounts: Acc[]; i: number; j: number }) => { const a = input.accounts; const r = outer(a[input.i]!, a[input.j]!); return [r, a]; }`,
  },
  {
    name: "two parts: one becomes a part of the other",
    before,
    body: `async (input: { accounts: Acc[]; i: number; j: number }) => { const a = input.accounts; copy(a[input.i]!, a[input.j]!); return [a]; }`,
  },
  {
    name: "two parts: one inside the other",
    before,
    body: `async (input: { accounts: Acc[]; i: number; j: number }) => { const a = input.accounts; kids(a[input.i]!, a[0]!.child!); return [a]; }`,
  },
  {
    name: "two parts: the list itself",
    before,
    body: `async (input: { accounts: Acc[]; i: number; j: number }) => { const a = input.accounts; sumUp(a[input.i]!, a); return [a]; }`,
  },
  {
    name: "two parts: with a loop over one of them",
    before,
    body: `async (input: { accounts: Acc[]; i: number; j: number }) => { const a = input.accounts; drop(a[input.i]!, a[input.j]!); return [a]; }`,
    code: "SP1305",
  },
  {
    name: "two parts: with a counter",
    before,
    body: `async (input: { accounts: Acc[]; i: number; j: number }) => { const a = input.accounts; let k = input.i; const r = reads(a[k++]!, a[k]!); return [r, a]; }`,
  },
];
