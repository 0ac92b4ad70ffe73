import { expect, test } from "vitest";
import { compileEach, compilePrograms, observeMachine, observeNative } from "./harness.js";

const before = "class Long extends WorkflowError { constructor(readonly text: string) { super('long'); } }";

const refused: readonly string[] = [
  // A child of a distributed Map is an execution of its own.
  `try { await distributedMap(xs, {}, async (x) => { if (await check(x)) throw new Long("a"); }); }
   catch (error) { if (error instanceof Long) return error.text; throw error; }
   return "";`,
  `try { if (xs.length > 1) throw new Long("b"); }
   catch (error) {
     try { await distributedMap(xs, {}, async (x) => { await Promise.all([echo(x), (async () => { if (await check(x)) throw new Long("c"); })()]); }); }
     catch (again) { const { text } = again as Long; return text; }
   }
   return "";`,
  `const ended = await Promise.allSettled([distributedMap(xs, {}, async (x) => { if (await check(x)) throw new Long("d"); }), echo(1)]);
   return ended.map((one) => (one.status === "rejected" && one.reason instanceof Long ? one.reason.text : ""));`,
  // The type is none of an error.
  `const ended = await Promise.allSettled(xs.map(async (x) => { if (await check(x)) throw new Long("e"); }));
   return ended.map((one) => (one.status === "rejected" ? (one.reason as { text: string }).text : ""));`,
];

test(
  "fields of errors that may have left their execution, or are of no error class, are refused",
  { timeout: 60_000 },
  () => {
    const { compiled, refused: found } = compileEach(
      refused.map((body) => ({ name: body, before, body: `async (xs: number[]) => { ${body} }` })),
    );
    expect(compiled.map(({ name }) => name)).toEqual([]);
    expect(found.flatMap(({ diagnostics }) => diagnostics.slice(0, 1).map(({ code }) => code))).toEqual(
      refused.map(() => "SP1247"),
    );
  },
);

const thrown = `async (input: { count: number; inside: boolean }) => {
  try {
    await Promise.all([echo(1), (async () => {
      try { await echo(2); if (input.count > 0) throw new Long("a😀".repeat(input.count)); }
      catch (error) { if (input.inside && error instanceof Long) return; throw error; }
    })()]);
  } catch (error) { return error instanceof Long ? error.text.length : "other"; }
  return 0;
}`;

test("an error whose fields a cause cannot hold fails the execution", { timeout: 60_000 }, async () => {
  const [program] = compilePrograms([{ name: "long", before, body: thrown }]);
  if (program === undefined) throw new Error("no program");
  const stubs = { echo: { result: null } };
  for (const input of [
    { count: 10_000, inside: false },
    { count: 20_000, inside: true },
  ]) {
    const scenario = { input, stubs };
    expect((await observeMachine(program, scenario)).end).toEqual((await observeNative(program, scenario)).end);
  }
  const { end } = await observeMachine(program, { input: { count: 11_000, inside: false }, stubs });
  expect(end).toMatchObject({
    error: "States.QueryEvaluationError",
    message: expect.stringContaining("an error and its fields take more than 32,768 characters") as string,
  });
});
