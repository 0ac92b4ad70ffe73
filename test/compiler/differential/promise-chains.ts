import type { Row } from "./row.js";

/** `then`, `catch` and `finally`. */
export const promiseChains: readonly Row[] = [
  {
    name: "then chain",
    body: `async (n: number) => double(n).then((x) => x + 1)`,
    scenarios: [
      { input: 1, stubs: { double: (x: number) => x * 2 } },
      { input: 1, stubs: { double: [{ error: "X", message: "m" }] } },
    ],
  },
  {
    name: "catch chain",
    body: `async (n: number) => double(n).catch(() => -1)`,
    scenarios: [
      { input: 1, stubs: { double: (x: number) => x * 2 } },
      { input: 1, stubs: { double: [{ error: "X", message: "m" }] } },
    ],
  },
  {
    name: "catch error",
    body: `async (n: number) => await double(n).catch((error) => error.name + ":" + (error as Error).message)`,
    scenarios: [
      { input: 1, stubs: { double: (x: number) => x * 2 } },
      { input: 1, stubs: { double: [{ error: "X", message: "m" }] } },
    ],
  },
  {
    name: "catch rethrow",
    body: `async (n: number) => await double(n).catch((error: Error) => { if (error.name === "X") throw new Declined("no: " + error.message); return 0; })`,
    scenarios: [
      { input: 1, stubs: { double: (x: number) => x * 2 } },
      { input: 1, stubs: { double: [{ error: "X", message: "m" }] } },
    ],
  },
  {
    name: "catch undefined",
    body: `async (n: number) => { const r = await double(n).catch(() => undefined); return r ?? "none"; }`,
    scenarios: [
      { input: 1, stubs: { double: (x: number) => x * 2 } },
      { input: 1, stubs: { double: [{ error: "X", message: "m" }] } },
    ],
  },
  {
    name: "catch null release",
    body: `async (n: number) => { await release("x").catch(() => null); return n; }`,
    scenarios: [
      { input: 1, stubs: { release: () => null } },
      { input: 1, stubs: { release: [{ error: "X", message: "m" }] } },
    ],
  },
  {
    name: "finally chain",
    body: `async (n: number) => { const r = await double(n).finally(() => release("x")); return r; }`,
    scenarios: [
      { input: 1, stubs: { double: (x: number) => x * 2, release: () => null } },
      { input: 1, stubs: { release: () => null, double: [{ error: "X", message: "m" }] } },
    ],
  },
  {
    name: "then catch finally",
    body: `async (n: number) => { const log: string[] = []; const r = await double(n).then((x) => { log.push("t"); return double(x); }).catch((e) => { log.push(e.name); return 0; }).finally(() => { log.push("f"); }); return { r, log }; }`,
    scenarios: [
      { input: 1, stubs: { double: (x: number) => x * 2 } },
      { input: 1, stubs: { double: [{ error: "X", message: "m" }] } },
      { input: 1, stubs: { double: [{ result: 2 }, { error: "Y", message: "m" }] } },
    ],
  },
  {
    name: "handler awaits",
    body: `async (n: number) => double(n).catch(async (e) => { await release(e.message); return double(7); })`,
    scenarios: [
      { input: 1, stubs: { double: (x: number) => x * 2, release: () => null } },
      { input: 1, stubs: { release: () => null, double: [{ error: "X", message: "m" }, { result: 14 }] } },
    ],
  },
  {
    name: "all with catch",
    concurrent: true,
    body: `async (l: number[]) => Promise.all(l.map((n) => double(n).catch(() => null)))`,
    scenarios: [
      {
        input: [1, 2, 3],
        stubs: {
          double: (x) => {
            if (x === 2) throw Object.assign(new Error("bad"), { name: "Bad" });
            return x * 2;
          },
        },
      },
    ],
  },
  {
    name: "all tuple with catch",
    concurrent: true,
    body: `async (n: number) => { const [a, b] = await Promise.all([double(n).then((x) => x + 1), double(2).catch(() => 9)]); return a + b; }`,
    scenarios: [
      {
        input: 1,
        stubs: {
          double: (x) => {
            if (x === 2) throw Object.assign(new Error("bad"), { name: "Bad" });
            return x * 2;
          },
        },
      },
      {
        input: 2,
        stubs: {
          double: (x) => {
            if (x === 2) throw Object.assign(new Error("bad"), { name: "Bad" });
            return x * 2;
          },
        },
      },
    ],
  },
  {
    name: "started later",
    concurrent: true,
    body: `async (n: number) => { const p = double(n).catch(() => -1); const q = await double(5); return (await p) + q; }`,
    scenarios: [
      {
        input: 2,
        stubs: {
          double: (x) => {
            if (x === 2) throw Object.assign(new Error("bad"), { name: "Bad" });
            return x * 2;
          },
        },
      },
      {
        input: 1,
        stubs: {
          double: (x) => {
            if (x === 2) throw Object.assign(new Error("bad"), { name: "Bad" });
            return x * 2;
          },
        },
      },
    ],
  },
  {
    name: "named handler",
    before: `const onError = (e: Error) => { if (e.name === "X") return -1; throw e; };`,
    body: `async (n: number) => double(n).catch(onError)`,
    scenarios: [
      { input: 1, stubs: { double: (x: number) => x * 2 } },
      { input: 1, stubs: { double: [{ error: "X", message: "m" }] } },
      { input: 1, stubs: { double: [{ error: "Z", message: "m" }] } },
    ],
  },
  {
    name: "instanceof in catch",
    body: `async (n: number) => charge({ id: "a", amount: n }).then((r) => r.receipt).catch((e) => (e instanceof Declined ? "declined" : "other"))`,
    scenarios: [
      { input: 1, stubs: { charge: ({ id }: { id: string }) => ({ receipt: `r-${id}` }) } },
      { input: 1, stubs: { charge: [{ error: "Declined", message: "m" }] } },
      { input: 1, stubs: { charge: [{ error: "Q", message: "m" }] } },
    ],
  },
  {
    name: "async helper then",
    before: `async function price(id: string) { const i = await fetchItem(id); return i.price; }`,
    body: `async (id: string) => price(id).then((p) => p * 2).catch(() => 0)`,
    scenarios: [{ input: "ab", stubs: { fetchItem: (id: string) => ({ id, price: id.length * 10, tags: [id] }) } }],
  },
  {
    name: "then destructure",
    body: `async (id: string) => fetchItem(id).then(({ price, tags: [first] }) => ({ price, first: first ?? null }))`,
    scenarios: [{ input: "ab", stubs: { fetchItem: (id: string) => ({ id, price: id.length * 10, tags: [id] }) } }],
  },
  {
    name: "void value",
    body: `async (n: number) => { let x = 0; const f = () => { x++; return x; }; void f(); void n; return x; }`,
    scenarios: [{ input: 1 }, { input: 1, stubs: { double: [{ error: "X", message: "m" }] } }],
  },
  {
    name: "in loop",
    body: `async (l: number[]) => { let s = 0; for (const n of l) { s += await double(n).catch(() => 100); } return s; }`,
    scenarios: [
      {
        input: [1, 2, 3],
        stubs: {
          double: (x) => {
            if (x === 2) throw Object.assign(new Error("bad"), { name: "Bad" });
            return x * 2;
          },
        },
      },
    ],
  },
  {
    name: "an argument that fails before the call",
    body: `async (n: number) => double((await echo(n)) as number).catch(() => -1)`,
    scenarios: [
      { input: 1, stubs: { double: (x: number) => x * 2, echo: (x: unknown) => x } },
      { input: 1, stubs: { double: (x: number) => x * 2, echo: [{ error: "X", message: "m" }] } },
      { input: 1, stubs: { echo: (x: unknown) => x, double: [{ error: "Y", message: "m" }] } },
    ],
  },
  {
    name: "an argument that fails before a chain",
    body: `async (n: number) => double((await echo(n)) as number).then((x) => x + 1).catch(() => -1).finally(() => release("z"))`,
    scenarios: [
      { input: 1, stubs: { double: (x: number) => x * 2, release: () => null, echo: (x: unknown) => x } },
      { input: 1, stubs: { double: (x: number) => x * 2, release: () => null, echo: [{ error: "X", message: "m" }] } },
      { input: 1, stubs: { release: () => null, echo: (x: unknown) => x, double: [{ error: "Y", message: "m" }] } },
    ],
  },
  {
    name: "a helper that throws before the call",
    before: `const positive = (n: number): number => { if (n < 5) throw new Declined("small"); return n; };`,
    body: `async (n: number) => double(positive(n)).catch(() => -1)`,
    scenarios: [
      { input: 1, stubs: { double: (x: number) => x * 2 } },
      { input: 1, stubs: { double: (x: number) => x * 2, echo: [{ error: "X", message: "m" }] } },
      { input: 1, stubs: { double: [{ error: "Y", message: "m" }] } },
      { input: 7, stubs: { double: (x: number) => x * 2 } },
    ],
  },
  {
    name: "an async helper that throws",
    before: `const load = async (n: number): Promise<number> => { if (n < 5) throw new Declined("small"); return double(n); };`,
    body: `async (n: number) => load(n).catch((e: Error) => e.message.length)`,
    scenarios: [
      { input: 1, stubs: { double: (x: number) => x * 2 } },
      { input: 1, stubs: { double: (x: number) => x * 2, echo: [{ error: "X", message: "m" }] } },
      { input: 1, stubs: { double: [{ error: "Y", message: "m" }] } },
      { input: 7, stubs: { double: (x: number) => x * 2 } },
    ],
  },
  {
    name: "a helper that gives a promise",
    before: `const load = (n: number): Promise<number> => double(n + 1);`,
    body: `async (n: number) => load(n).catch(() => -1)`,
    scenarios: [
      { input: 1, stubs: { double: (x: number) => x * 2 } },
      { input: 1, stubs: { double: (x: number) => x * 2, echo: [{ error: "X", message: "m" }] } },
      { input: 1, stubs: { double: [{ error: "Y", message: "m" }] } },
    ],
  },
  {
    name: "all with a handler",
    concurrent: true,
    body: `async (n: number) => Promise.all([double(n), double(n + 1)]).then((l) => l.length).catch(() => 0)`,
    scenarios: [
      { input: 1, stubs: { double: (x: number) => x * 2 } },
      { input: 1, stubs: { double: (x: number) => x * 2, echo: [{ error: "X", message: "m" }] } },
      { input: 1, stubs: { double: [{ error: "Y", message: "m" }] } },
    ],
  },
];
