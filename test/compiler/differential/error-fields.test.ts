import { expect, test } from "vitest";
import { compileEach } from "./harness.js";

const before = "class Long extends WorkflowError { constructor(readonly length: number) { super('long'); } }";

const refused: readonly string[] = [
  // An iteration throws what comes from outside of it.
  `const saved = new Long(7);
   try { await Promise.all(xs.map(async (x) => { if (await check(x)) throw saved; })); }
   catch (error) { if (error instanceof Long) return error.length; throw error; }
   return 0;`,
  `try { if (xs.length > 1) throw new Long(xs.length); }
   catch (error) {
     try { await Promise.all(xs.map(async (x) => { if (await check(x)) throw error; })); }
     catch (again) { if (again instanceof Long) return again.length; throw again; }
   }
   return 0;`,
  // The error has left the iteration in an earlier round.
  `let last: Long | undefined;
   for (const round of [1, 2]) {
     try {
       await Promise.all(xs.map(async (x) => {
         try { if (last !== undefined) throw last; throw new Long(await double(x)); }
         catch (error) { if (error instanceof Long) await echo(error.length); if (round > 0) throw error; }
       }));
     } catch (error) { if (error instanceof Long) last = error; }
   }
   return 0;`,
  `try { await Promise.all(xs.map(async (x) => { if (await check(x)) throw new Long(x); })); }
   catch (error) { const { length } = error as Long; return length; }
   return 0;`,
];

test("fields of errors that may have left their branch are refused", { timeout: 60_000 }, () => {
  const { compiled, refused: found } = compileEach(
    refused.map((body) => ({ name: body, before, body: `async (xs: number[]) => { ${body} }` })),
  );
  expect(compiled.map(({ name }) => name)).toEqual([]);
  expect(found.flatMap(({ diagnostics }) => diagnostics.slice(0, 1).map(({ code }) => code))).toEqual(
    refused.map(() => "SP1247"),
  );
});
