import type { Program, Scenario } from "./harness.js";

export interface Row extends Program {
  readonly scenarios: readonly Scenario[];
  /** True when calls may come in any order; `"fails"` when, besides, a failure cuts other branches short. */
  readonly concurrent?: boolean | "fails";
}

const item = (id: string, price = 10, tags: string[] = []) => ({ result: { id, price, tags } });
const fails = (error: string, message = "sorry") => ({ error, message });
const inputs = (...values: readonly unknown[]): readonly Scenario[] => values.map((input) => ({ input }));

/** Small programs, each run natively and compiled, with the same stubs. */
export const programs: readonly Row[] = [
  { name: "a constant", body: `async () => 42`, scenarios: inputs({}) },
  { name: "the input itself", body: `async (input: { a: number }) => input`, scenarios: inputs({ a: 1 }, { a: 2.5 }) },
  { name: "nothing", body: `async (input: number) => { void 0; }`.replace("void 0;", ""), scenarios: inputs(1) },
  {
    name: "object and array literals",
    body: `async (input: { a: number; list: number[] }) => ({ a: [input.a, [input.a]], list: [...input.list, input.list], "odd key": null })`,
    scenarios: inputs({ a: 1, list: [] }, { a: 1, list: [1] }, { a: 1, list: [1, 2] }),
  },
  {
    name: "data that looks like a machine",
    body: `async (n: number) => ({ Next: "nowhere", States: { a: { Type: "x", Choices: [n], End: false } }, text: "{% no %}", lines: "a\\nb", empty: "", nested: [[1], ["x"]] })`,
    scenarios: inputs(1),
  },
  {
    name: "arithmetic",
    body: `async ({ a, b }: { a: number; b: number }) => ({ sum: a + b, minus: a - -b, times: a * b * 2, third: a / 3, rest: a % 7, power: a ** 2, negative: -a })`,
    scenarios: inputs({ a: 7, b: 3 }, { a: -1.5, b: 0.1 }, { a: 0, b: 0 }),
  },
  {
    name: "comparison and logic",
    body: `async ({ a, b, s }: { a: number; b: number; s?: string }) => [a < b, a === b, a !== b, s === undefined, s !== "x", !s, s ?? "none", s || "empty", a && b, typeof s]`,
    scenarios: inputs({ a: 1, b: 2 }, { a: 2, b: 2, s: "" }, { a: 0, b: 1, s: "x" }),
  },
  {
    name: "template strings",
    body: "async ({ a, s, b }: { a: number; s: string; b: boolean | null }) => `${a}-${s}/${b} ${a + 0.1} ${s}${s}${a}|`",
    scenarios: inputs({ a: 1, s: "x", b: true }, { a: 0.1, s: "", b: null }, { a: -3, s: "%}", b: false }),
  },
  {
    name: "conditional expressions",
    body: `async (n: number) => (n > 10 ? "big" : n > 5 ? "middle" : "small")`,
    scenarios: inputs(11, 7, 1),
  },
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
    name: "if with tasks in both branches",
    body: `async (id: string) => { const found = await fetchItem(id); let receipt = "free"; if (found.price > 5) { const paid = await charge({ id, amount: found.price }); receipt = paid.receipt; } else { await release(id); } return { id: found.id, receipt }; }`,
    scenarios: [
      { input: "a", stubs: { fetchItem: item("a", 10), charge: { result: { receipt: "r1" } } } },
      { input: "b", stubs: { fetchItem: item("b", 1), release: { result: null } } },
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
    name: "throw",
    body: `async (n: number) => { if (n > 3) throw new OutOfStock(\`\${n} is too many\`); return n; }`,
    scenarios: inputs(1, 5),
  },
  {
    name: "try and catch of a task",
    body: `async (id: string) => { try { const found = await fetchItem(id); return found.price; } catch (error) { if (error instanceof OutOfStock) return error.message; throw error; } }`,
    scenarios: [
      { input: "a", stubs: { fetchItem: item("a", 3) } },
      { input: "a", stubs: { fetchItem: fails("OutOfStock", "none left") } },
      { input: "a", stubs: { fetchItem: fails("Other", "what") } },
    ],
  },
  {
    name: "compensation and rethrow",
    body: `async (id: string) => { const found = await fetchItem(id); try { await charge({ id, amount: found.price }); } catch (error) { await release(id); throw error; } return "paid"; }`,
    scenarios: [
      { input: "a", stubs: { fetchItem: item("a"), charge: { result: { receipt: "r" } } } },
      { input: "a", stubs: { fetchItem: item("a"), charge: fails("Declined", "no money"), release: { result: null } } },
      { input: "a", stubs: { fetchItem: item("a"), charge: fails("Declined"), release: fails("Stuck") } },
    ],
  },
  {
    name: "throw inside try, by name",
    body: `async (n: number) => { let note = "start"; try { if (n > 1) throw new Declined("over"); note = "fine"; await release("x"); note = "released"; } catch (error) { if (error instanceof Error) note = \`\${note} \${error.name}: \${error.message}\`; } return note; }`,
    scenarios: [
      { input: 1, stubs: { release: { result: null } } },
      { input: 2, stubs: {} },
      { input: 1, stubs: { release: fails("Broken", "lamp") } },
    ],
  },
  {
    name: "try in a loop, going on after errors",
    body: `async (ids: string[]) => { let failed = 0; let total = 0; for (const id of ids) { try { const found = await fetchItem(id); if (found.price === 0) continue; total += found.price; } catch { failed++; } } return { failed, total }; }`,
    scenarios: [
      { input: ["a", "b", "c", "d"], stubs: { fetchItem: [item("a", 1), fails("X"), item("c", 0), item("d", 5)] } },
    ],
  },
  {
    name: "nested try",
    body: `async (id: string) => { try { try { await release(id); } catch (inner) { if (inner instanceof Declined) throw new OutOfStock("mapped"); throw inner; } return "ok"; } catch (outer) { if (outer instanceof OutOfStock) return "out"; return "other"; } }`,
    scenarios: [
      { input: "a", stubs: { release: { result: null } } },
      { input: "a", stubs: { release: fails("Declined") } },
      { input: "a", stubs: { release: fails("Else") } },
    ],
  },
  {
    name: "finally on every way out",
    body: `async (n: number) => { let log = ""; for (let i = 0; i < 3; i++) { try { if (n === 1 && i === 1) break; if (n === 2 && i === 0) continue; if (n === 3) return "returned " + log; if (n === 4) await release("x"); log = log + "b"; } finally { log = log + "f"; await double(i); } } return log; }`,
    scenarios: [0, 1, 2, 3].map((input) => ({ input, stubs: { double: { result: 0 } } })),
  },
  {
    name: "finally when a task fails",
    body: `async (n: number) => { try { await release("x"); return "fine"; } catch (error) { if (n > 1) throw error; return "caught"; } finally { await double(n); } }`,
    scenarios: [
      { input: 1, stubs: { release: { result: null }, double: { result: 0 } } },
      { input: 1, stubs: { release: fails("A"), double: { result: 0 } } },
      { input: 2, stubs: { release: fails("A"), double: { result: 0 } } },
      { input: 1, stubs: { release: { result: null }, double: fails("InFinally") } },
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
    name: "constants and helpers outside",
    before: `const RATES = { DE: 0.19, FR: 0.2 } as const; const LIMIT = 10 * 2; enum Kind { Small = "small", Large = "large" } function rate(country: "DE" | "FR"): number { return RATES[country]; } const kindOf = (n: number): Kind => { if (n > LIMIT) return Kind.Large; return Kind.Small; }; const net = (gross: number, country: "DE" | "FR" = "DE") => { const r = rate(country); return Math.round((gross / (1 + r)) * 100) / 100; };`,
    body: `async (input: { gross: number; country: "DE" | "FR" }) => ({ kind: kindOf(input.gross), net: net(input.gross, input.country), home: net(input.gross) })`,
    scenarios: inputs({ gross: 119, country: "DE" }, { gross: 12, country: "FR" }),
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
    name: "closures over outer variables",
    body: `async (n: number) => { let count = 0; const add = (by: number) => { count = count + by; return count; }; const first = add(n); add(1); const last = await double(add(first)); return { first, count, last }; }`,
    scenarios: [{ input: 3, stubs: { double: (x: number) => x * 2 } }],
  },
  {
    name: "array methods with callbacks",
    body: `async (items: { id: string; n: number }[]) => ({ ids: items.map((i) => i.id), big: items.filter((i) => i.n > 2), some: items.some((i) => i.n === 1), first: items.find((i) => i.n > 1)?.id ?? null, sum: items.reduce((s, i) => s + i.n, 0), labels: items.map((i) => { const half = i.n / 2; if (half > 1) return "many"; return "few"; }) })`,
    scenarios: inputs(
      [],
      [{ id: "a", n: 1 }],
      [
        { id: "a", n: 1 },
        { id: "b", n: 3 },
        { id: "c", n: 5 },
      ],
    ),
  },
  {
    name: "destructuring",
    body: `async ({ a, b: { c, ...rest }, list: [first, , third = 9, ...others] }: { a?: number; b: { c: string; d: number; e: number }; list: number[] }) => { const { d, e = 3 } = rest; const [x = 1, y] = [a ?? 4, d]; return { a: a ?? null, c, d, e, first: first ?? null, third, others, x, y }; }`,
    scenarios: inputs(
      { b: { c: "c", d: 1, e: 2 }, list: [1] },
      { a: 5, b: { c: "c", d: 1, e: 2 }, list: [1, 2, 3, 4, 5] },
    ),
  },
  {
    name: "switch",
    body: `async (n: number) => { let text = ""; switch (n) { case 1: text = "one"; break; case 2: case 3: text = "few"; break; case 4: text = await (async () => \`\${await double(n)}\`)(); default: text = text + "many"; } switch (text) { case "one": return "first"; default: return text; } }`,
    scenarios: [1, 2, 3, 4, 9].map((input) => ({ input, stubs: { double: (x: number) => x * 2 } })),
  },
  {
    name: "variables that may be undefined cross states",
    body: `async (n: number) => { let best: { id: string; price: number } | undefined; let name: string | undefined; for (const id of ["a", "b"]) { const found = await fetchItem(id); if (found.price > n) { best = { id: found.id, price: found.price }; name = found.note; } } return { best: best ?? null, price: best?.price ?? 0, name: name ?? "none", missing: name === undefined }; }`,
    scenarios: [
      { input: 5, stubs: { fetchItem: [item("a", 3), item("b", 9)] } },
      { input: 50, stubs: { fetchItem: [item("a", 3), item("b", 9)] } },
      { input: 1, stubs: { fetchItem: [{ result: { id: "a", price: 2, tags: [], note: "n" } }, item("b", 0)] } },
    ],
  },
  {
    name: "arrays stay arrays across states",
    body: `async (n: number) => { const one = [n]; const none: number[] = []; const nested = [[n]]; await release("x"); return { one, none, nested, more: [...one, ...none, nested], length: one.length + none.length }; }`,
    scenarios: [{ input: 1, stubs: { release: { result: null } } }],
  },
  {
    name: "a promise that is returned without await",
    body: `async (id: string) => { const found = await fetchItem(id); return found.price > 5 ? charge({ id, amount: found.price }) : { receipt: "none" }; }`,
    scenarios: [
      { input: "a", stubs: { fetchItem: item("a", 9), charge: { result: { receipt: "r" } } } },
      { input: "a", stubs: { fetchItem: item("a", 2) } },
    ],
  },
  {
    name: "objects and arrays that a variable owns",
    body: `async (ids: string[]) => { const list: { id: string; price: number }[] = []; const counts: Record<string, number> = {}; const order = { status: "new", total: 0, lines: [] as string[] }; for (const id of ids) { const found = await fetchItem(id); list.push({ id, price: found.price }); counts[found.id] = (counts[found.id] ?? 0) + 1; order.total += found.price; order.lines.push(id); } order.status = "done"; const last = list.pop(); list.unshift({ id: "first", price: 0 }); delete counts.b; const flags = [1, 2, 3]; flags[1] = 9; flags[3] = 4; return { list, counts, order, last: last ?? null, flags }; }`,
    scenarios: [
      { input: [], stubs: {} },
      { input: ["a", "b", "a"], stubs: { fetchItem: (id: string) => ({ id, price: 3, tags: [] }) } },
    ],
  },
  {
    name: "a wait in a pure loop",
    body: `async (n: number) => { let left = n; let log = ""; while (left > 0) { await sleep("1h"); left -= 1; log = log + \`\${left}\`; } return log; }`,
    scenarios: inputs(0, 3),
  },
  {
    name: "values made of a random one",
    body: `async (n: number) => { const a = crypto.randomUUID(); const b = a + "x"; const c = b + "y"; await check(n); const d = crypto.randomUUID(); const e = d + "x"; const f = e + "y"; await check(n); return [c.startsWith(b), f.startsWith(e), b === e]; }`,
    scenarios: [{ input: 1, stubs: { check: { result: true } } }],
  },
  {
    name: "copies of random values in inlined functions and loops",
    before: `const use = async (key: string): Promise<string> => { await check(key.length); return key; };`,
    body: `async (n: number) => { const first = crypto.randomUUID(); let last: string = first; let same = true; for (let i = 0; i < n; i++) { const held = await use(first); const id = crypto.randomUUID(); const x = await use(id); const y = await use(id); same = same && held === first && x === y && x === id && last !== id; last = id; if (await check(i)) last = await use(last); } return [same, (last === first) === (n === 0), (await use(last)) === last]; }`,
    scenarios: [0, 1, 3].map((input) => ({ input, stubs: { check: { result: true } } })),
  },
  {
    name: "a copy of a random value outlives it",
    before: `const use = async (key: string): Promise<string> => { await check(1); return key; };`,
    body: `async (n: number) => { let id: string = crypto.randomUUID(); const first = await use(id); let before: string = id; for (let i = 0; i < n; i++) { before = id; await check(i); id = crypto.randomUUID(); await check(i); } return [before === id, first === before, first === id]; }`,
    scenarios: [0, 1, 2].map((input) => ({ input, stubs: { check: { result: true } } })),
  },
  {
    name: "copies of a random value in iterations",
    before: `const use = async (key: string): Promise<string> => { await check(1); return key; };`,
    body: `async (n: number) => { await check(n); const id = crypto.randomUUID(); const held = await use(id); const same = await map([1, 2], {}, async (i) => { const own = crypto.randomUUID(); const there = await use(id); const here = await use(own); return there === held && here === own && here !== id; }); return [same, held === id]; }`,
    scenarios: [{ input: 1, stubs: { check: { result: true } } }],
    concurrent: true,
  },
];
