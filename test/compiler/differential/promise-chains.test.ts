import { expect, test } from "vitest";
import { compileEach } from "./harness.js";

test(
  "a chain whose call waits for something first is refused where it would become a branch",
  { timeout: 120_000 },
  () => {
    const chains = [
      `const all = await Promise.allSettled([double((await echo(n)) as number).catch(() => -1)]); return all.length;`,
      `const started = double((await echo(n)) as number).catch(() => -1); return await started;`,
    ];
    const { compiled, refused } = compileEach(
      chains.map((body) => ({ name: body, body: `async (n: number) => { ${body} }` })),
    );
    expect(compiled).toEqual([]);
    expect(refused.map(({ diagnostics }) => diagnostics.map(({ code }) => code))).toEqual([["SP1414"], ["SP1414"]]);
  },
);
