import type { Row } from "./row.js";
import { item, inputs } from "./stubs.js";

/** Choices, loops and early returns. */
export const flow: readonly Row[] = [
  {
    name: "if without else, reassignment",
    body: `async (n: number) => { let label = "none"; if (n > 0) { label = "some"; } if (n > 10) label = label + "!"; return { label }; }`,
    scenarios: inputs(0, 5, 50),
  },
  {
    name: "early returns",
    body: `async (n: number) => { if (n < 0) return "negative"; const half = n / 2; if (half > 10) { return "large"; } else if (half > 5) { return "medium"; } return half; }`,
    scenarios: inputs(-1, 30, 15, 4),
  },
  {
    name: "if with tasks in both branches",
    body: `async (id: string) => { const found = await fetchItem(id); let receipt = "free"; if (found.price > 5) { const paid = await charge({ id, amount: found.price }); receipt = paid.receipt; } else { await release(id); } return { id: found.id, receipt }; }`,
    scenarios: [
      { input: "a", stubs: { fetchItem: item("a", 10), charge: { result: { receipt: "r1" } } } },
      { input: "b", stubs: { fetchItem: item("b", 1), release: { result: null } } },
    ],
  },
  {
    name: "for of with a task",
    body: `async (items: string[]) => { let total = 0; for (const id of items) { const found = await fetchItem(id); total += found.price; } return total; }`,
    scenarios: [
      { input: [], stubs: {} },
      { input: ["a"], stubs: { fetchItem: item("a", 3) } },
      { input: ["a", "b", "c"], stubs: { fetchItem: [item("a", 3), item("b", 4), item("c", 5)] } },
    ],
  },
  {
    name: "for of with break and continue",
    body: `async (items: number[]) => { const seen: number[] = []; let last = -1; for (const n of items) { if (n < 0) continue; if (n > 100) break; last = await double(n); if (last === 8) { continue; } await release(\`\${last}\`); } return { last }; }`,
    scenarios: [
      { input: [1, -5, 4, 200, 7], stubs: { double: (x: number) => x * 2, release: { result: null } } },
      { input: [-1, -2], stubs: {} },
    ],
  },
  {
    name: "pure loop",
    body: `async (items: number[]) => { let sum = 0; let most = 0; for (const n of items) { if (n > most) most = n; sum = sum + n; } return { sum, most }; }`,
    scenarios: inputs([], [1], [1, 5, 3]),
  },
  {
    name: "pure loops with continue, break and nested loops",
    body: `async (rows: number[][]) => { let sum = 0; let first: number | undefined; let log = ""; const seen: number[] = []; for (const row of rows) { if (row.length === 0) continue; for (const n of row) { if (n < 0) break; if (n % 2 === 0) continue; sum += n; first ??= n; if (n > 3) seen.push(n); } log = log + \`\${row.length};\`; if (sum > 20) break; } return { sum, first: first ?? null, log, seen }; }`,
    scenarios: inputs([], [[]], [[1, 2, 3], [], [5, -1, 7]], [[21], [1]]),
  },
  {
    name: "a return inside a loop that changes nothing",
    body: `async (list: number[]) => { for (const n of list) { if (n > 1) return n; } for (const n of list) { return n * 10; } return "none"; }`,
    scenarios: inputs([], [1], [0, 5]),
  },
  {
    name: "a pure loop between tasks",
    body: `async (n: number) => { const found = await fetchItem("a"); let price = found.price; let labels = ""; for (const tag of found.tags) { labels = labels === "" ? tag : labels + "," + tag; price = price * 2; } const paid = await charge({ id: labels, amount: price + n }); return paid.receipt; }`,
    scenarios: [
      { input: 1, stubs: { fetchItem: item("a", 3, ["x", "y"]), charge: { result: { receipt: "r" } } } },
      { input: 1, stubs: { fetchItem: item("a", 3), charge: { result: { receipt: "r" } } } },
    ],
  },
  {
    name: "while with a task",
    body: `async (start: number) => { let n = start; let rounds = 0; while (n < 100) { n = await double(n); rounds++; } return { n, rounds }; }`,
    scenarios: [
      { input: 3, stubs: { double: (x: number) => x * 2 } },
      { input: 200, stubs: {} },
    ],
  },
  {
    name: "do while until a task agrees",
    body: `async (n: number) => { let tries = 0; let done = false; do { tries += 1; done = await check(tries); } while (!done && tries < 5); return tries; }`,
    scenarios: [
      { input: 1, stubs: { check: [{ result: false }, { result: false }, { result: true }] } },
      { input: 1, stubs: { check: { result: false } } },
    ],
  },
  {
    name: "classic for",
    body: `async (count: number) => { let text = ""; for (let i = 0; i < count; i++) { text = text + \`\${i}:\${await double(i)};\`; } return text; }`,
    scenarios: [
      { input: 0, stubs: {} },
      { input: 3, stubs: { double: (x: number) => x * 2 } },
    ],
  },
  {
    name: "nested loops with a label",
    body: `async (rows: number[][]) => { let found = -1; outer: for (const row of rows) { for (const n of row) { if (n === 0) continue outer; if (await check(n)) { found = n; break outer; } } } return found; }`,
    scenarios: [
      {
        input: [
          [1, 0, 9],
          [2, 3],
        ],
        stubs: { check: (n: number) => n === 3 },
      },
      { input: [[], [0]], stubs: {} },
    ],
  },
  {
    name: "switch",
    body: `async (n: number) => { let text = ""; switch (n) { case 1: text = "one"; break; case 2: case 3: text = "few"; break; case 4: text = await (async () => \`\${await double(n)}\`)(); default: text = text + "many"; } switch (text) { case "one": return "first"; default: return text; } }`,
    scenarios: [1, 2, 3, 4, 9].map((input) => ({ input, stubs: { double: (x: number) => x * 2 } })),
  },
  {
    name: "a wait in a pure loop",
    body: `async (n: number) => { let left = n; let log = ""; while (left > 0) { await sleep("1h"); left -= 1; log = log + \`\${left}\`; } return log; }`,
    scenarios: inputs(0, 3),
  },
];
