import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `interface Row { name: string; n: number }
const byName = (a: Row, b: Row) => a.name.localeCompare(b.name) || a.n - b.n;
const compare = (a: string, b: string) => a.localeCompare(b, "en-US", { sensitivity: "base" });
const natural = (a: string, b: string) => a.localeCompare(b, undefined, { numeric: true, sensitivity: "base" });`;

const names = "résumé Resume resume Zoë zoe Müller Mueller Straße strasse a-b ab co-op coop $5 O'Neil".split(" ");
const texts = [...names, "", "apple 10", "Apple 9", "apple 010"];
const rows = [
  { name: "b", n: 1 },
  { name: "B", n: 0 },
  { name: "á", n: 2 },
  { name: "b", n: 0 },
];

const bodies = [
  `return input.texts.sort((a, b) => a.localeCompare(b));`,
  `return [...input.texts].sort((a, b) => b.localeCompare(a));`,
  `return input.texts.toSorted(compare);`,
  `return input.texts.toSorted(natural);`,
  `return input.rows.toSorted(byName);`,
  `const rows = input.rows.map((row) => ({ ...row, x: 1 })); rows.sort((a, b) => a.n - b.n || b.name.localeCompare(a.name)); return rows;`,
  `return input.texts.map((t) => t.localeCompare('Müller'));`,
  `return input.texts.filter((t) => t.localeCompare('resume', undefined, { sensitivity: 'base' }) === 0);`,
  `return \`\${input.texts[0]!.localeCompare(input.texts[1]!)} \${''.localeCompare('')} \${'a'.localeCompare('')}\`;`,
  `let best = ''; for (const t of input.texts) { if (best === '' || t.localeCompare(best) < 0) best = t; await release(best); } return best;`,
];

/** Texts as in a dictionary. */
export const dictionaryOrder: readonly Row[] = bodies.map((body) => ({
  name: body,
  before,
  body: `async (input: { texts: string[]; rows: Row[] }) => { ${body} }`,
  scenarios: runs([{ texts, rows }], [{ texts: ["b", "a"], rows: rows.slice(0, 1) }]),
}));
