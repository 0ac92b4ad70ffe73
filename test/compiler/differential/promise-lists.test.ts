import { expect, test } from "vitest";
import { compileEach } from "./harness.js";

const refused: readonly (readonly [code: string, body: string])[] = [
  // Something else happens between a push and the await.
  [
    "SP1404",
    `for (const x of xs) { const f = await fetchItem(String(x)); calls.push(double(f.price)); } return await Promise.all(calls);`,
  ],
  ["SP1404", `for (const x of xs) { if (x > 2) return 0; calls.push(double(x)); } return await Promise.all(calls);`],
  ["SP1404", `for (const x of xs) calls.push(double(x)); if (xs.length > 1) await Promise.all(calls); return 1;`],
  [
    "SP1404",
    `for (const x of xs) { calls.push(double(x)); await release("x"); } const f = await fetchItem("f"); return [f, await Promise.all(calls)];`,
  ],
  [
    "SP1404",
    `let k = 0; for (const x of xs) calls.push((async () => k + (await double(x)))()); const f = await fetchItem("f"); k = f.price; return await Promise.all(calls);`,
  ],
  [
    "SP1404",
    `for (const x of xs) { calls.push(double(x)); if (x > 2) await Promise.all(calls); } return await Promise.all(calls);`,
  ],
  ["SP1412", `for (const x of xs) calls.push(double(x)); return xs.length;`],
  [
    "SP1413",
    `let sum = 0; for (const x of xs) { sum += x; calls.push((async () => sum + (await double(x)))()); } return await Promise.all(calls);`,
  ],
  // Another name for the list does not see what takes its place.
  [
    "SP1403",
    `let all = [double(1)]; const old = all; all = [...all, double(2)]; return [await Promise.all(all), await Promise.all(old)];`,
  ],
  ["SP1403", `const [all] = [[double(1)]]; for (const x of xs) all.push(double(x)); return await Promise.all(all);`],
  ["SP1403", `for (const x of xs) calls.unshift(double(x)); return await Promise.all(calls);`],
  // Nothing holds promises by keys that are known only when the workflow runs.
  [
    "SP1404",
    `const byId: Record<string, Promise<number>> = {}; for (const x of xs) byId[String(x)] = double(x); return calls.length;`,
  ],
  [
    "SP1404",
    `const cache = new Map<number, Promise<number>>(); for (const x of xs) cache.set(x, double(x)); return calls.length;`,
  ],
  // The call would begin when the promise has ended.
  [
    "SP1404",
    `const rate = double(4); let sum = 0; for (const x of xs) sum += (await double(x)) * (await rate); return sum;`,
  ],
  ["SP2103", `await Promise.all(xs.map(async (x) => { calls.push(double(x)); })); return await Promise.all(calls);`],
  // A second name for a list that grows where its calls are not known.
  [
    "SP1412",
    `const list = [double(1)]; const { ys } = { ys: list }; const more = ys; more.push(double(2)); return [ys.length, await Promise.all(more)];`,
  ],
];

test("lists of calls whose calls would begin at another time are refused", { timeout: 120_000 }, () => {
  const { compiled, refused: found } = compileEach(
    refused.map(([, body]) => ({
      name: body,
      body: `async (xs: number[]) => { const calls: Promise<number>[] = []; ${body} }`,
    })),
  );
  expect(compiled.map(({ name }) => name)).toEqual([]);
  expect(found.map(({ diagnostics }) => diagnostics[0]?.code)).toEqual(refused.map(([code]) => code));
});
