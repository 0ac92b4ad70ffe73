import type { Row } from "./row.js";
import { item, fails } from "./stubs.js";

/** Calls: one after another, at once, of other workflows and of people. */
export const calls: readonly Row[] = [
  {
    name: "one task",
    body: `async (n: number) => double(n)`,
    scenarios: [
      { input: 2, stubs: { double: { result: 4 } } },
      { input: 2, stubs: { double: fails("Broken") } },
    ],
  },
  {
    name: "inputs of every type",
    body: `async (input: { n: number; s: string; list: (number | string)[]; any: string | { a: number } | null }) => { await double(input.n); await fetchItem(input.s); await fetchItem("12"); await echo(input.list); await echo(input.any); await echo(null); await echo(true); await echo([]); return echo(input.n > 1 ? [input.n] : "none"); }`,
    scenarios: [
      {
        input: { n: 2, s: "2", list: [], any: "x" },
        stubs: { double: { result: 4 }, fetchItem: item("a"), echo: (x: unknown) => x },
      },
      {
        input: { n: 0.5, s: "{}", list: [1, "1"], any: { a: 1 } },
        stubs: { double: { result: 4 }, fetchItem: item("a"), echo: (x: unknown) => x },
      },
      {
        input: { n: 0.5, s: "", list: ["true"], any: null },
        stubs: { double: { result: 4 }, fetchItem: item("a"), echo: (x: unknown) => x },
      },
    ],
  },
  {
    name: "tasks in a row, values between",
    body: `async (n: number) => { const first = await double(n); const sum = first + n; const second = await double(sum); return { first, second, total: first + second }; }`,
    scenarios: [{ input: 2, stubs: { double: (x: number) => x * 2 } }],
  },
  {
    name: "await inside an expression",
    body: `async (n: number) => (await double(n)) + (await double(n + 1)) * 2`,
    scenarios: [{ input: 3, stubs: { double: (x: number) => x * 2 } }],
  },
  {
    name: "a value read before a variable changes",
    body: `async (n: number) => { let x = n; const pair = [x, await double((x = x + 1)), x]; return pair; }`,
    scenarios: [{ input: 3, stubs: { double: (x: number) => x * 2 } }],
  },
  {
    name: "a call that depends on a condition",
    body: `async (n: number) => { const value = n > 0 ? await double(n) : 0; const other = n > 5 && (await check(n)); return { value, other }; }`,
    scenarios: [
      { input: 0, stubs: {} },
      { input: 3, stubs: { double: (x: number) => x * 2 } },
      { input: 9, stubs: { double: (x: number) => x * 2, check: { result: true } } },
      { input: 9, stubs: { double: (x: number) => x * 2, check: { result: false } } },
    ],
  },
  {
    name: "optional property of a result",
    body: `async (id: string) => { const found = await fetchItem(id); const note = found.note; await release(note ?? "no note"); return { note, has: note !== undefined, tags: found.tags }; }`,
    scenarios: [
      { input: "a", stubs: { fetchItem: item("a"), release: { result: null } } },
      {
        input: "a",
        stubs: { fetchItem: { result: { id: "a", price: 1, tags: ["x"], note: "n" } }, release: { result: null } },
      },
    ],
  },
  {
    name: "Promise.all of calls",
    concurrent: true,
    body: `async (id: string) => { const [found, twice] = await Promise.all([fetchItem(id), double(2)]); return { price: found.price, twice }; }`,
    scenarios: [{ input: "a", stubs: { fetchItem: item("a"), double: { result: 4 } } }],
  },
  {
    name: "Promise.all with async functions and values",
    concurrent: true,
    body: `async (id: string) => { const factor = 3; const load = async (key: string) => { const found = await fetchItem(key); if (found.price > 5) return found.price * factor; return 0; }; const [a, b, c] = await Promise.all([load(id), (async () => { const n = await double(2); return n + factor; })(), 7]); return [a, b, c]; }`,
    scenarios: [
      { input: "a", stubs: { fetchItem: item("a", 10), double: { result: 4 } } },
      { input: "a", stubs: { fetchItem: item("a", 1), double: { result: 4 } } },
    ],
  },
  {
    name: "Promise.all that fails",
    concurrent: "fails",
    body: `async (id: string) => { try { const [found] = await Promise.all([fetchItem(id), double(2)]); return found.id; } catch (error) { if (error instanceof OutOfStock) return "caught " + error.message; throw error; } }`,
    scenarios: [
      { input: "a", stubs: { fetchItem: fails("OutOfStock", "none"), double: { result: 4 } } },
      { input: "a", stubs: { fetchItem: fails("Else", "what"), double: { result: 4 } } },
    ],
  },
  {
    name: "Promise.all over items",
    concurrent: true,
    body: `async (ids: string[]) => { const tax = 2; const prices = await Promise.all(ids.map(async (id, index) => { const found = await fetchItem(id); return found.price * tax + index; })); return prices; }`,
    scenarios: [
      { input: [], stubs: {} },
      { input: ["a", "b"], stubs: { fetchItem: (id: string) => ({ id, price: id === "a" ? 1 : 2, tags: [] }) } },
    ],
  },
  {
    name: "map with limited concurrency",
    body: `async (ids: string[]) => map(ids, { concurrency: 1 }, async (id) => { if (id === "skip") return null; const found = await fetchItem(id); return { id, price: found.price }; })`,
    scenarios: [{ input: ["a", "skip", "b"], stubs: { fetchItem: (id: string) => ({ id, price: 5, tags: [] }) } }],
  },
  {
    name: "nested workflow",
    nested: {
      child: `async (n: number) => { if (n > 5) throw new Declined(\`\${n}\`); const twice = await double(n); return { twice }; }`,
    },
    body: `async (n: number) => { const { twice } = await child(n); return twice + 1; }`,
    scenarios: [
      { input: 2, stubs: { double: { result: 4 } } },
      { input: 6, stubs: {} },
      { input: 2, stubs: { double: fails("Deep", "below") } },
    ],
  },
  {
    name: "nested workflow whose error is caught",
    nested: { child: `async (n: number) => { await release("r"); throw new Declined("never"); }` },
    body: `async (n: number) => { try { await child(n); } catch (error) { if (error instanceof Declined) return error.message; if (error instanceof Error) return error.name + " " + error.message; } return "no"; }`,
    scenarios: [
      { input: 2, stubs: { release: { result: null } } },
      { input: 2, stubs: { release: fails("Deep", "below") } },
    ],
  },
  {
    name: "human step",
    body: `async (id: string) => { const answer = await review({ id }, { timeout: "24h" }); if (!answer.approved) throw new Declined(answer.reason); return answer.reason; }`,
    scenarios: [
      { input: "a", stubs: { review: { result: { approved: true, reason: "looks fine" } } } },
      { input: "a", stubs: { review: { result: { approved: false, reason: "odd" } } } },
      { input: "a", stubs: { review: fails("HumanTaskRejected", "not me") } },
    ],
  },
  {
    name: "sleep and events",
    body: `async (id: string) => { await sleep("24h"); await bus.publish("Done", { id }); await sleepUntil("2020-01-01T00:00:00Z"); return id; }`,
    scenarios: [{ input: "a", stubs: { "events:putEvents": { result: { FailedEntryCount: 0 } } } }],
  },
  {
    name: "atomic counter",
    body: `async (name: string) => { const { Attributes } = await counters.updateItem({ Key: { name: { S: name } }, UpdateExpression: "ADD #v :one", ExpressionAttributeNames: { "#v": "value" }, ExpressionAttributeValues: { ":one": { N: "1" } }, ReturnValues: "UPDATED_NEW" }); return Number(Attributes?.value?.N ?? "0"); }`,
    scenarios: [
      { input: "o", stubs: { "dynamodb:updateItem": { result: { Attributes: { value: { N: "12" } } } } } },
      { input: "o", stubs: { "dynamodb:updateItem": { result: {} } } },
    ],
  },
  {
    name: "retry",
    body: `async (n: number) => double(n, { retry: { errors: ["Busy"], maxAttempts: 2 } })`,
    scenarios: [
      { input: 1, stubs: { double: [fails("Busy"), fails("Busy"), { result: 2 }] } },
      { input: 1, stubs: { double: fails("Busy") } },
      { input: 1, stubs: { double: fails("Else") } },
    ],
  },
  {
    name: "helpers with calls",
    before: `async function priced(id: string) { const found = await fetchItem(id); return found.price; } const safely = async (id: string) => { try { return await priced(id); } catch { return -1; } };`,
    body: `async (ids: { a: string; b: string }) => { const a = await safely(ids.a); const b = await safely(ids.b); return a + b; }`,
    scenarios: [
      { input: { a: "x", b: "y" }, stubs: { fetchItem: [item("x", 3), item("y", 4)] } },
      { input: { a: "x", b: "y" }, stubs: { fetchItem: [item("x", 3), fails("Gone")] } },
    ],
  },
  {
    name: "a promise that is returned without await",
    body: `async (id: string) => { const found = await fetchItem(id); return found.price > 5 ? charge({ id, amount: found.price }) : { receipt: "none" }; }`,
    scenarios: [
      { input: "a", stubs: { fetchItem: item("a", 9), charge: { result: { receipt: "r" } } } },
      { input: "a", stubs: { fetchItem: item("a", 2) } },
    ],
  },
];
