import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `interface Row { name: string; n: number }
const byName = (a: Row, b: Row) => a.name.localeCompare(b.name) || a.n - b.n;
const compare = (a: string, b: string) => a.localeCompare(b, "en-US", { sensitivity: "base" });
const natural = (a: string, b: string) => a.localeCompare(b, undefined, { numeric: true, sensitivity: "base" });`;

const intl = `interface Row { name: string; n: number }
const usd = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const natural = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
const money = (cents: number) => usd.format(cents / 100);`;

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

const written = [
  `return input.rows.map((r) => \`\${r.name}: \${money(r.n)}\`);`,
  `return input.rows.map((r) => r.n.toLocaleString());`,
  `const f = new Intl.NumberFormat('de-DE', { minimumFractionDigits: 2 }); const out: string[] = []; for (const r of input.rows) { await release(f.format(r.n)); out.push(f.format(-r.n)); } return out;`,
  `return input.texts.toSorted(natural.compare);`,
  `return input.texts.toSorted((a, b) => natural.compare(b, a));`,
  `const collator = new Intl.Collator('en'); return input.texts.sort(collator.compare);`,
  `return input.rows.map((r) => r.n).map(usd.format);`,
  `return new Intl.NumberFormat('en-US', { style: 'percent' }).format(input.rows[0]!.n / 7);`,
  `return Intl.NumberFormat('en-US').format(input.rows[0]!.n / 7);`,
];

/** What objects of `Intl` do. */
export const intlObjects: readonly Row[] = written.map((body) => ({
  name: body,
  before: intl,
  body: `async (input: { texts: string[]; rows: Row[] }) => { ${body} }`,
  scenarios: runs([
    {
      texts,
      rows: [
        { name: "x", n: 1234567 },
        { name: "y", n: -5 },
      ],
    },
  ]),
}));
