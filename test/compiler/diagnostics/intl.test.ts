import { expect, test } from "vitest";
import { compileEach } from "../differential/harness.js";

const compile = (body: string) =>
  compileEach([{ name: "intl", before: "", body: `async (n: number) => { ${body} }` }]).refused.flatMap(
    ({ diagnostics }) => diagnostics.map(({ code, hint }) => `${code} ${hint}`),
  );

test.each([
  ["return n.toLocaleString('en-US', { notation: 'compact' });", "SP1302 Numbers, amounts and percentages"],
  ["return n.toLocaleString('en-IN');", "SP1302 Numbers, amounts and percentages"],
  ["return n.toLocaleString('en', { style: 'currency' });", "SP1302 Intl.NumberFormat says: Currency code is required"],
  ["return n.toLocaleString('no such locale');", "SP1302 Intl.NumberFormat says: Incorrect locale"],
  [
    "return n.toLocaleString('en', { minimumFractionDigits: n > 3 ? 2 : 0 });",
    "SP1302 Write the locale and the options",
  ],
  ["const f = new Intl.NumberFormat('de-DE'); return f;", "SP1238"],
  ["const f = new Intl.NumberFormat('de-DE'); const g = f; return g.format(n);", "SP1238"],
  ["const c = new Intl.Collator('sv'); return ['b', 'a'].toSorted(c.compare);", "SP1302 Leave it out"],
  ["return new Intl.DateTimeFormat('en').format(n);", "SP1"],
])("what no machine writes as Intl does is refused: %s", (body, start) => {
  const [first] = compile(body);
  expect(first?.slice(0, start.length)).toBe(start);
});
