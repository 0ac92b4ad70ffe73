import type { Program } from "./harness.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `
interface Bid { id: string; n: number; status?: string }
`;

const usual = runs([
  {
    bids: [
      { id: "a", n: 3 },
      { id: "b", n: 9 },
      { id: "c", n: 5 },
      { id: "d", n: 7 },
    ],
  },
]);

/** Lists of chosen elements, the first of these and the rest, as patterns name them, which are changed in the list. */
const bodies = [
  `async (input: { bids: Bid[] }) => { const [winner, ...losers] = [...input.bids].sort((a, b) => b.n - a.n); if (winner) winner.status = "won"; for (const loser of losers) loser.status = "lost"; return input.bids; }`,
  `async (input: { bids: Bid[] }) => { const [winner, ...losers] = input.bids.toSorted((a, b) => b.n - a.n); if (!winner) return []; winner.n = await double(winner.n); for (const loser of losers) { loser.n = await double(loser.n); loser.status = "after " + winner.id; } return { winner, losers, bids: input.bids }; }`,
  `async (input: { bids: Bid[] }) => { const open = input.bids.filter((b) => b.n > 4); const [first, second, ...others] = open; if (first) first.status = "first"; if (second) second.status = "second"; for (const one of others) one.status = "other"; return { bids: input.bids, n: others.length }; }`,
  `async (input: { bids: Bid[] }) => { const open = input.bids.filter((b) => b.n > 4); const [, ...others] = open; for (const one of others) one.status = "other"; return { bids: input.bids, open }; }`,
  `async (input: { bids: Bid[] }) => { const [first, ...others] = input.bids.filter((b) => b.n > 4); if (first) first.status = "first"; return { bids: input.bids, others }; }`,
  `async (input: { bids: Bid[] }) => { const [first, ...others] = input.bids.filter((b) => b.n > 4); for (const b of input.bids) b.n += 1; return { bids: input.bids, first, others }; }`,
  `async (input: { bids: Bid[] }) => { const [first, ...others] = [...input.bids].sort((a, b) => b.n - a.n); const sum = others.reduce((s, b) => s + b.n, 0); for (const b of input.bids) b.n += 1; return { bids: input.bids, first: first?.id, sum }; }`,
  `async (input: { bids: Bid[] }) => { const [first, ...others] = [...input.bids].sort((a, b) => b.n - a.n); others.pop(); for (const b of others) b.n += 1; return { bids: input.bids, first: first?.id, others }; }`,
  `async (input: { bids: Bid[] }) => { const ordered = [...input.bids].sort((a, b) => b.n - a.n); const [first, ...others] = ordered; await Promise.all(others.map(async (b) => { b.n = await double(b.n); })); return { bids: input.bids, first: first?.id }; }`,
  `async (input: { bids: Bid[] }) => { const [big, small] = [input.bids.filter((b) => b.n > 4), input.bids.filter((b) => b.n <= 4)]; for (const b of big) b.status = "big"; for (const b of small) b.n = await double(b.n); return { bids: input.bids, count: big.length }; }`,
  `async (input: { bids: Bid[] }) => { const { big, small } = { big: input.bids.filter((b) => b.n > 4), small: input.bids.filter((b) => b.n <= 4) }; for (const b of big) b.status = "big"; for (const b of small) b.n = await double(b.n); return input.bids; }`,
  `async (input: { bids: Bid[] }) => { const { big: x, n } = { big: input.bids.filter((b) => b.n > 4), n: input.bids.length }; for (const b of x) b.n += n; return input.bids; }`,
  `async (input: { bids: Bid[] }) => { const [big, sum] = [input.bids.filter((b) => b.n > 4), input.bids.reduce((s, b) => s + b.n, 0)]; for (const b of big) b.n = sum; for (const b of input.bids) b.n += 1; return { big, bids: input.bids }; }`,
  `async (input: { bids: Bid[] }) => { const [big, small] = [input.bids.filter((b) => b.n > 4), input.bids.filter((b) => b.n <= 4)]; big.push(small[0]!); for (const b of big) b.status = "big"; return input.bids; }`,
  `async (input: { bids: Bid[] }) => { const [big, small] = [input.bids.filter((b) => b.n > 4), input.bids.filter((b) => b.n <= 4)]; return { big, small, bids: input.bids }; }`,
  `async (input: { bids: Bid[] }) => { for (let i = 0; i < 2; i++) { const [big, small] = [input.bids.filter((b) => b.n > 4), input.bids.filter((b) => b.n <= 4)]; for (const b of big) b.n -= 3; for (const b of small) b.n = await double(b.n); } return input.bids; }`,
];

export const chosenByPatterns: readonly Row[] = bodies.map((body, index) => ({
  name: `chosen by patterns ${index}`,
  before,
  body,
  scenarios: usual,
  concurrent: body.includes("Promise.all"),
}));

/** The same where the elements move, or have another name. */
export const movedBehindPatterns: readonly Program[] = [
  `async (input: { bids: Bid[] }) => { const [first, ...others] = input.bids.filter((b) => b.n > 4); input.bids.reverse(); if (first) first.status = "first"; return { bids: input.bids, others }; }`,
  `async (input: { bids: Bid[] }) => { const [big, all] = [input.bids.filter((b) => b.n > 4), input.bids]; for (const b of big) b.status = "big"; return { all, bids: input.bids }; }`,
  `async (input: { bids: Bid[] }) => { const [big, small] = [input.bids.filter((b) => b.n > 4), input.bids.filter((b) => b.n <= 4)]; input.bids.pop(); for (const b of big) b.status = "big"; return { big, small, bids: input.bids }; }`,
  `async (input: { bids: Bid[] }) => { let [big, small] = [input.bids.filter((b) => b.n > 4), input.bids.filter((b) => b.n <= 4)]; for (const b of big) b.status = "big"; small = []; return { small, bids: input.bids }; }`,
].map((body, index) => ({ name: `chosen by patterns, refused ${index}`, before, body }));
