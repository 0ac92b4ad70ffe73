import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const bodies: Readonly<Record<string, string>> = {
  "of branches": `async (n: number) => { const maybe = async (k: number): Promise<void> => { await double(k); }; const [a, b] = await Promise.all([maybe(n), maybe(n + 1)]); return { a: a === undefined, b: b ?? 0 }; }`,
  "of branches that a function gives": `async (n: number) => { const maybe = async (k: number): Promise<void> => { await double(k); }; const [a, b] = await Promise.all(give([maybe(n), maybe(n + 1)])); return { a: a === undefined, b: b ?? 0 }; }`,
  "of branches, read later": `async (n: number) => { const maybe = async (k: number): Promise<void> => { await double(k); }; const l = await Promise.all([maybe(n), maybe(n + 1)]); return { a: l[0] === undefined, b: l[1] ?? 0, l }; }`,
  "of promises in a list": `async (n: number) => { const maybe = async (k: number): Promise<undefined> => { await double(k); return undefined; }; const l = [maybe(n), maybe(n + 1)]; const [a, b] = await Promise.all(l); return { a: a === undefined, b: b ?? 0 }; }`,
  "of iterations, filtered": `async (n: number) => { const maybe = async (k: number): Promise<undefined> => { await double(k); return undefined; }; const l = await Promise.all([n, n + 1].map((k) => maybe(k))); return { a: l[0] === undefined, b: l[1] ?? 0, n: l.filter((x) => x !== undefined).length }; }`,
  "of map": `async (n: number) => { const maybe = async (k: number): Promise<undefined> => { await double(k); return undefined; }; const [r] = await map([n], { concurrency: 2 }, maybe); return r === undefined; }`,
  "of a settled promise": `async (n: number) => { const maybe = async (k: number): Promise<undefined> => { await double(k); return undefined; }; const r = await Promise.allSettled([maybe(n), double(2)]); const f = r[0]; return f.status === "fulfilled" ? f.value === undefined : 9; }`,
};

/** Results of calls that give nothing: undefined in JavaScript, null in a state machine's list. */
export const nothingInLists: readonly Row[] = Object.entries(bodies).map(([name, body]) => ({
  name: `nothing in lists: ${name}`,
  before: "const give = <T>(v: T): T => v;",
  body,
  concurrent: true,
  scenarios: runs([1]),
}));
