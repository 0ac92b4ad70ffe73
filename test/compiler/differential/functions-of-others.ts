import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `import { lambdaFunction } from "setpiece/aws/lambda";`;

/** Lambda functions that others deploy, by names that are constants or computed, and options that are computed. */
export const functionsOfOthers: readonly Row[] = [
  {
    name: "a name that changes behind the function's back",
    before,
    body: `async (input: { names: string[]; n: number }) => { let name = input.names[0]!; const f = lambdaFunction<number, number>(name); name = "other"; return await f(input.n); }`,
    scenarios: runs([{ names: ["double"], n: 2 }]),
  },
  {
    name: "a function for each name, in turn and at once",
    before,
    body: `async (input: { names: string[]; n: number }) => { const out: number[] = []; for (const name of input.names) { const f = lambdaFunction<number, number>(name); out.push(await f(input.n)); } const again = await Promise.all(input.names.map(async (name) => lambdaFunction<number, number>(name)(input.n))); return { out, again }; }`,
    scenarios: runs([{ names: ["double", "echo"], n: 2 }], [{ names: [], n: 2 }]),
  },
  {
    name: "the name is read before the input is made",
    before,
    body: `async (input: { name: string }) => { let name = input.name; const next = async () => { name = "echo"; return double(1); }; return await lambdaFunction<number, number>(name)(await next()); }`,
    scenarios: runs([{ name: "double" }]),
  },
  {
    name: "a constant in the workflow, called at once and awaited later",
    before,
    body: `async (input: { n: number }) => { const f = lambdaFunction<number, number>("double"); const later = f(input.n); const [a, b] = await Promise.all([f(1), f(2)]); return a + b + (await later); }`,
    scenarios: runs([{ n: 4 }]),
  },
  {
    name: "times and roles that are computed",
    body: `async (input: { minutes: number; role: string; ids: string[] }) => { const prices: number[] = []; for (const [index, id] of input.ids.entries()) { const found = await fetchItem(id, { timeout: \`\${input.minutes * (index + 1)}m\`, roleArn: input.role }); prices.push(found.price); } const { approved } = await review({ id: "ab" }, { timeout: \`\${input.minutes / 2}h\` }); await sleep(\`\${prices.length + 1}s\`); return { prices, approved }; }`,
    scenarios: runs([{ minutes: 2, role: "arn:aws:iam::1:role/r", ids: ["a", "bc"] }]),
  },
  {
    name: "bounds of maps that are computed, and maps that are tried again",
    body: `async (input: { lanes: number; ids: string[] }) => { const retry = { errors: ["Busy"], maxAttempts: 2 } as const; const prices = await map(input.ids, { concurrency: Math.min(input.lanes, 40), retry }, async (id) => (await fetchItem(id)).price); const counts = await distributedMap(input.ids, { concurrency: input.lanes, itemsPerBatch: input.lanes + 1, toleratedFailurePercentage: input.lanes / 4 }, async (batch) => double(batch.length)); return { prices, counts }; }`,
    scenarios: runs(
      [{ lanes: 1, ids: ["a", "bb", "ccc"] }],
      [
        { lanes: 1, ids: ["a", "bb"] },
        { fetchItem: [{ result: { price: 1 } }, { error: "Busy", message: "later" }, { result: { price: 2 } }] },
      ],
      [{ lanes: 2, ids: ["a"] }, { fetchItem: { error: "Busy", message: "later" } }],
    ),
  },
];
