import type { Row } from "./row.js";
import { fails, item } from "./stubs.js";

const ok = (result: unknown) => ({ result });
const double = (x: number) => x * 2;
const receipt = (order: { id: string }) => ({ receipt: `r-${order.id}` });

/** Lists that functions are added to while the workflow runs, above all those of compensations. */
export const growingLists: readonly Row[] = [
  {
    name: "compensations in reverse order, with what they close over",
    body: `async (input: { id: string; amount: number; n: number }) => {
  const undo: (() => Promise<void>)[] = [];
  try {
    const first = await fetchItem(input.id);
    undo.push(() => release(first.id));
    const { receipt } = await charge({ id: first.id, amount: input.amount });
    undo.push(async () => {
      await echo({ refund: receipt, of: input.amount });
    });
    const twice = await double(input.n);
    if (twice > 10) undo.push(() => release(\`big \${twice}\`));
    const valid = await check(twice);
    if (!valid) throw new Declined("no");
    return { receipt, steps: undo.length };
  } catch (error) {
    for (const compensate of undo.toReversed()) await compensate();
    throw error;
  }
}`,
    scenarios: [
      {
        input: { id: "a", amount: 5, n: 2 },
        stubs: { fetchItem: item("x"), charge: receipt, double, check: ok(true) },
      },
      {
        input: { id: "a", amount: 5, n: 7 },
        stubs: { fetchItem: item("x"), charge: receipt, double, check: ok(false), release: ok(null), echo: ok(null) },
      },
      {
        input: { id: "a", amount: 5, n: 7 },
        stubs: {
          fetchItem: item("x"),
          charge: receipt,
          double,
          check: fails("Oops"),
          release: ok(null),
          echo: fails("Stuck"),
        },
      },
      {
        input: { id: "a", amount: 5, n: 1 },
        stubs: { fetchItem: item("x"), charge: fails("Declined"), release: ok(null) },
      },
      { input: { id: "a", amount: 5, n: 1 }, stubs: { fetchItem: fails("Gone") } },
    ],
  },
  {
    name: "a list handed to a helper, records with a message and a function, added in front",
    before: `
interface Step { message: string; run: () => Promise<unknown> }
async function compensate(steps: Step[] = []): Promise<string[]> {
  const told: string[] = [];
  for (const { message, run } of steps) {
    try {
      await run();
      told.push(message);
    } catch (error) {
      told.push(\`\${message}: \${(error as Error).message}\`);
    }
  }
  return told;
}`,
    body: `async (input: { ids: string[]; fail: string }) => {
  const steps: Step[] = [];
  try {
    for (const id of input.ids) {
      const found = await fetchItem(id);
      steps.unshift({ message: \`release \${found.price}\`, run: () => release(id) });
      if (found.tags.length > 0) steps.unshift({ message: "double", run: () => double(found.price) });
      if (id === input.fail) throw new OutOfStock(id);
    }
    return steps.length;
  } catch {
    return await compensate(steps);
  }
}`,
    scenarios: [
      {
        input: { ids: ["a", "b", "c"], fail: "b" },
        stubs: { fetchItem: [item("a", 3, ["t"]), item("b", 4)], release: ok(null), double },
      },
      {
        input: { ids: ["a", "b"], fail: "b" },
        stubs: { fetchItem: [item("a", 3), item("b", 4, ["t"])], release: [fails("Busy"), ok(null)], double },
      },
      { input: { ids: ["a"], fail: "" }, stubs: { fetchItem: item("a", 3) } },
      { input: { ids: [], fail: "" } },
    ],
  },
  {
    name: "taking functions out from the end and the front",
    body: `async (input: { list: number[]; front: boolean }) => {
  const todo: ((by: number) => Promise<number>)[] = [];
  for (const n of input.list) {
    if (n > 5) todo.push((by) => double(n + by));
    else todo.push(async (by) => n - by);
  }
  const results: number[] = [];
  while (todo.length > 0) {
    if (input.front) {
      const next = todo.shift()!;
      results.push(await next(results.length));
    } else results.push(await todo.pop()!(results.length));
  }
  const none = todo.pop();
  return { results, none: none === undefined, left: todo.length };
}`,
    scenarios: [
      { input: { list: [1, 7, 3, 9], front: true }, stubs: { double } },
      { input: { list: [1, 7, 3, 9], front: false }, stubs: { double } },
      { input: { list: [], front: true } },
    ],
  },
  {
    name: "functions that are there from the start, reversed in place, dropped and asked for",
    body: `async (input: { n: number }) => {
  const undo = [() => release("first"), async () => { await release("second"); }];
  if (input.n > 1) undo.push(() => release(String(input.n)));
  if (input.n > 2) undo.pop();
  if (input.n > 3) undo.shift();
  undo.reverse();
  await undo.pop()?.();
  await undo.pop()?.();
  await undo.pop()?.();
  const last = undo.pop();
  if (last) await last();
  return undo.length;
}`,
    scenarios: [1, 2, 3, 4].map((n) => ({ input: { n }, stubs: { release: ok(null) } })),
  },
  {
    name: "a helper that does a step and keeps how to undo it",
    before: `
async function saga<T>(undo: (() => Promise<void>)[], run: () => Promise<T>, back: (result: T) => Promise<void>): Promise<T> {
  const result = await run();
  undo.push(() => back(result));
  return result;
}`,
    body: `async (input: { id: string; n: number }) => {
  const undo: (() => Promise<void>)[] = [];
  const item = await saga(undo, () => fetchItem(input.id), ({ id }) => release(id));
  try {
    const paid = await saga(undo, () => charge({ id: item.id, amount: item.price }), async (done) => { await echo(done); });
    const twice = await saga(undo, () => double(input.n), async (n) => { await echo({ n, was: input.n, paid }); });
    if (twice > 5) throw new Declined("too many");
    return paid.receipt;
  } catch (error) {
    for (const back of [...undo].reverse()) await back();
    return (error as Error).message;
  }
}`,
    scenarios: [
      {
        input: { id: "a", n: 2 },
        stubs: { fetchItem: item("x"), charge: receipt, double },
      },
      {
        input: { id: "a", n: 5 },
        stubs: { fetchItem: item("x"), charge: receipt, double, echo: ok(1), release: ok(null) },
      },
      {
        input: { id: "a", n: 5 },
        stubs: { fetchItem: item("x"), charge: receipt, double: fails("No"), echo: ok(1), release: fails("Stuck") },
      },
    ],
  },
  {
    name: "variables that change are seen as they are when the function runs",
    body: `async (input: { list: number[] }) => {
  let total = 0;
  const log: string[] = [];
  const later = [];
  const tell = async (text: string) => { log.push(\`\${text} at \${total}\`); };
  for (const n of input.list) {
    total += n;
    const seen = total;
    const chosen = n % 2 === 0 ? (text: string) => \`even \${text}\` : (text: string) => \`odd \${text}\`;
    later.push(() => tell(chosen(\`\${n}/\${seen}\`)));
  }
  later.push(async () => { total = 0; });
  total = 100;
  for (const run of later) { await run(); total++; }
  for (const run of later.slice().reverse()) { if (total > 3) break; await run(); }
  return { total, log };
}`,
    scenarios: [{ input: { list: [1, 2, 3] } }, { input: { list: [] } }],
  },
  {
    name: "named functions, task functions and finally",
    before: `const announce = async () => { await echo("announced"); };`,
    body: `async (input: { n: number; text?: string }) => {
  const cleanUps: (() => Promise<unknown>)[] = [];
  const done: string[] = [];
  const note = input.text;
  const local = async () => { done.push("local"); };
  try {
    cleanUps.push(announce);
    cleanUps.push(local, () => echo({ note: note ?? "none" }));
    if (input.n > 1) return await double(input.n);
    throw new OutOfStock("none");
  } finally {
    while (cleanUps.length) await cleanUps.pop()!();
  }
}`,
    scenarios: [
      { input: { n: 1 }, stubs: { echo: ok(null) } },
      { input: { n: 2, text: "hello" }, stubs: { echo: ok(null), double } },
      { input: { n: 3 }, stubs: { echo: fails("Broken"), double } },
    ],
  },
  {
    name: "all at once",
    body: `async (input: { ids: string[] }) => {
  const undo: { of: string; run: () => Promise<unknown> }[] = [];
  for (const id of input.ids) {
    const { price } = await fetchItem(id);
    undo.push({ of: id, run: () => release(id) }, { of: \`\${id}!\`, run: () => double(price) });
  }
  const results = await Promise.all(undo.map(async ({ of, run }) => ({ of, result: await run() })));
  const plain: (() => Promise<unknown>)[] = [];
  for (const id of input.ids) plain.push(() => echo(id));
  await Promise.all(plain.map((run) => run()));
  const settled = await Promise.allSettled(undo.map(({ run }) => run()));
  return { results, settled: settled.map(({ status }) => status) };
}`,
    concurrent: true,
    scenarios: [
      { input: { ids: ["a", "b"] }, stubs: { fetchItem: item("x", 4), release: ok(null), double, echo: ok(1) } },
      { input: { ids: [] } },
    ],
  },
];
