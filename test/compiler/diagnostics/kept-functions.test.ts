import { expect, test } from "vitest";
import { compileEach } from "../differential/harness.js";

test.each([
  "const chosen = n % 2 === 0 ? (t: string) => `even ${t}` : (t: string) => `odd ${t}`;",
  "const chosen = (t: string) => t + limit; const limit = n;",
  "const [chosen] = [(t: string) => t + n];",
])("a function that is kept for later and reads what is declared behind it is refused: %s", (declaration) => {
  const body = `async (list: number[]) => {
    const later: (() => Promise<void>)[] = [];
    for (const n of list) { later.push(() => release(chosen(String(n)))); ${declaration} }
    for (const run of later) await run();
  }`;
  const { refused } = compileEach([{ name: "kept", before: "", body }]);
  const messages = refused.flatMap(({ diagnostics }) => diagnostics.map(({ code, message }) => `${code} ${message}`));
  expect(messages).toEqual([
    "SP1249 the function is kept for later, and `chosen`, which is declared behind it, cannot be kept with it",
  ]);
});
