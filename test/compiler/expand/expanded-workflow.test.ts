import path from "node:path";
import { CompileSession } from "setpiece/compiler";
import { expect, test } from "vitest";

const folder = path.join(import.meta.dirname, "virtual");
const main = path.join(folder, "main.ts");
const lists = path.join(folder, "lists.ts");

const helper = `export function chunk<T>(items: readonly T[], size: number): T[][] {
  if (size < 1) throw new RangeError("size");
  const out: T[][] = [];
  for (let i = 0; i < items.length; i += size) out.push(items.slice(i, i + size));
  return out;
}
`;

const workflow = (change: string) => `import { lambda, workflow } from "setpiece";
import { chunk } from "./lists.js";
interface Job { id: string; n: number }
export const double = lambda<number, number>("double", async (n) => n * 2);
export const batches = workflow("batches", async (input: { jobs: Job[]; size: number }) => {
  for (const batch of chunk(input.jobs, input.size)) {
    for (const job of batch) job.n = await double(job.n);
  }
  ${change}
  return input.jobs;
});
`;

test("states of a workflow with calls written out have names and places of the sources", () => {
  const overlay = new Map([
    [lists, helper],
    [main, workflow("")],
  ]);
  const session = new CompileSession({ paths: [], cwd: folder, overlay });
  const { workflows, diagnostics } = session.compile();
  expect(diagnostics).toEqual([]);
  const { sourceMap } = workflows[0] as (typeof workflows)[number];
  expect(sourceMap.double).toMatchObject({ file: main, line: 7, column: 44, text: "double(job.n)" });
  const thrown = Object.values(sourceMap).find(({ text }) => text.startsWith("throw"));
  expect(thrown).toMatchObject({ file: lists, line: 2, column: 17 });
  expect(thrown?.calledFrom).toMatchObject([
    { file: main, line: 6, column: 23, text: "chunk(input.jobs, input.size)" },
  ]);
  expect(session.compile()).toEqual({ workflows, diagnostics, manifest: expect.anything() as unknown });
});

test("a file that is refused written out as well keeps its own diagnostics", () => {
  const overlay = new Map([
    [lists, helper],
    [main, workflow("const saved = [input.jobs]; input.jobs[0]!.n = 1; await double(saved[0]![0]!.n);")],
  ]);
  const session = new CompileSession({ paths: [], cwd: folder, overlay });
  const places = session
    .compile()
    .diagnostics.map(({ code, location }) => `${code} ${location?.line}:${location?.column}`);
  expect(places).toEqual(["SP1244 7:30", "SP1244 9:31"]);
  overlay.set(main, workflow(""));
  expect(session.compile().diagnostics).toEqual([]);
});
