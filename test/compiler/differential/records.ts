import type { Row } from "./row.js";
import { runs } from "./stubs.js";

/** Whole workflows that read, count and convert records. */
export const records: readonly Row[] = [
  {
    name: "election counting",
    before: `interface Ballot { ranking: string[]; weight?: number }
type Round = { round: number; tally: Record<string, number>; eliminated?: string; exhausted: number };
class Tie extends WorkflowError {
  constructor(public candidates: string[]) {
    super(\`tie between \${candidates.join(" and ")}\`);
  }
}`,
    body: `async ({ ballots, candidates }: { ballots: Ballot[]; candidates: string[] }) => {
  let standing = [...candidates];
  const rounds: Round[] = [];
  let winner: string | undefined;
  do {
    const tally: Record<string, number> = {};
    for (const c of standing) tally[c] = 0;
    let exhausted = 0;
    for (const { ranking, weight = 1 } of ballots) {
      const choice = ranking.find((c) => standing.includes(c));
      if (choice === undefined) exhausted += weight;
      else tally[choice]! += weight;
    }
    const total = Object.values(tally).reduce((a, b) => a + b, 0);
    const order = Object.entries(tally).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    const round: Round = { round: rounds.length + 1, tally, exhausted };
    const [first] = order;
    if (first && first[1] * 2 > total) {
      winner = first[0];
    } else {
      const least = order.at(-1)?.[1];
      const losers = order.filter(([, n]) => n === least).map(([c]) => c);
      if (losers.length === standing.length) {
        if (losers.length === 0) break;
        throw new Tie(losers);
      }
      let out = losers[losers.length - 1]!;
      if (losers.length > 1) {
        const { approved } = await review({ id: losers.join("/") });
        if (approved) out = losers[0]!;
      }
      round.eliminated = out;
      standing = standing.filter((c) => c !== out);
    }
    rounds.push(round);
  } while (winner === undefined && standing.length > 0);
  return { winner: winner ?? null, rounds, turnout: ballots.length };
}`,
    scenarios: runs(
      [
        {
          candidates: ["ann", "bob", "cat"],
          ballots: [
            { ranking: ["ann", "bob"] },
            { ranking: ["bob"] },
            { ranking: ["cat", "ann"] },
            { ranking: ["ann"], weight: 0.5 },
            { ranking: ["cat", "bob"] },
          ],
        },
      ],
      [{ candidates: [], ballots: [] }],
      [{ candidates: ["a", "b"], ballots: [{ ranking: ["a"] }, { ranking: ["b"] }] }],
      [{ candidates: ["a", "b", "c"], ballots: [{ ranking: ["a"] }, { ranking: [] }] }],
      [
        {
          candidates: ["x", "y", "zz"],
          ballots: [{ ranking: ["x"] }, { ranking: ["x"] }, { ranking: ["y"] }, { ranking: ["zz"] }],
        },
      ],
    ),
  },
  {
    name: "invoice ocr",
    before: `interface Field { name: string; raw: string; confidence: number }
type Parsed = { vendor: string; total: number; currency: "EUR" | "USD" | "GBP"; date: string | null; lines: number };
const symbols: Record<string, Parsed["currency"]> = { "€": "EUR", $: "USD", "£": "GBP" };
const fix = (raw: string) => raw.replace(/[oO]/g, "0").replace(/[lI]/g, "1");
function parseAmount(raw: string): { value: number; currency?: Parsed["currency"] | undefined } | null {
  const m = /^\\s*([€$£])?\\s*([\\d.,]+)\\s*([€$£])?\\s*$/.exec(fix(raw));
  if (!m) return null;
  const [, before, digits = "", after] = m;
  const decimalComma = digits.lastIndexOf(",") > digits.lastIndexOf(".");
  const plain = decimalComma ? digits.replaceAll(".", "").replace(",", ".") : digits.replaceAll(",", "");
  const value = Number(plain);
  if (Number.isNaN(value)) return null;
  const symbol = before ?? after;
  return symbol ? { value, currency: symbols[symbol] } : { value };
}
function parseDate(raw: string) {
  const dmy = raw.match(/^(\\d{1,2})[./](\\d{1,2})[./](\\d{4})$/);
  if (dmy) {
    const [, d, m, y] = dmy;
    return \`\${y}-\${m!.padStart(2, "0")}-\${d!.padStart(2, "0")}\`;
  }
  return /^\\d{4}-\\d{2}-\\d{2}$/.test(raw) ? raw : null;
}`,
    body: `async ({ fields, threshold = 0.8 }: { fields: Field[]; threshold?: number }) => {
  const doubtful = fields.filter((f) => f.confidence < threshold);
  const corrections: Record<string, string> = {};
  for (const f of doubtful) {
    const { approved, reason } = await review({ id: f.name });
    if (!approved) corrections[f.name] = reason;
  }
  const get = (name: string): string | undefined => corrections[name] ?? fields.find((f) => f.name === name)?.raw;
  const amount = parseAmount(get("total") ?? "");
  if (amount === null) throw new Declined(\`unreadable total: \${JSON.stringify(get("total") ?? null)}\`);
  const parsed: Parsed = {
    vendor: get("vendor")?.trim().replace(/\\s+/g, " ") || "unknown",
    total: amount.value,
    currency: amount.currency ?? "EUR",
    date: parseDate(get("date") ?? ""),
    lines: fields.filter(({ name }) => name.startsWith("line[")).length,
  };
  if (parsed.total > 1000) await charge({ id: parsed.vendor, amount: parsed.total });
  return { ...parsed, corrections: Object.keys(corrections).length, confidence: Math.min(...fields.map((f) => f.confidence)) };
}`,
    scenarios: runs(
      [
        {
          fields: [
            { name: "total", raw: " €1.234,5O ", confidence: 0.99 },
            { name: "vendor", raw: "  ACME \t Ltd ", confidence: 0.9 },
            { name: "date", raw: "3.12.2023", confidence: 0.85 },
            { name: "line[0]", raw: "", confidence: 1 },
          ],
        },
      ],
      [
        {
          fields: [
            { name: "total", raw: "12", confidence: 0.5 },
            { name: "datum", raw: "", confidence: 0.1 },
          ],
        },
      ],
      [{ fields: [{ name: "total", raw: "abc", confidence: 1 }] }],
      [
        {
          fields: [
            { name: "total", raw: "1,2,3 $", confidence: 1 },
            { name: "date", raw: "2024-01-01", confidence: 1 },
            { name: "vendor", raw: " ", confidence: 1 },
          ],
        },
      ],
    ),
  },
  {
    name: "data migration",
    before: `type Row = Record<string, string | number | boolean | null>;
interface Column { name: string; rename?: string; type: "int" | "float" | "bool" | "text" | "json"; default?: unknown; required?: boolean }
class Invalid extends WorkflowError {
  constructor(message: string, readonly column: string, readonly row: number) {
    super(message);
  }
}
function convert(value: Row[string] | undefined, { name, type, default: standard, required = false }: Column, row: number): unknown {
  if (value === null || value === undefined || value === "") {
    if (required && standard === undefined) throw new Invalid(\`\${name} is required\`, name, row);
    return standard ?? null;
  }
  switch (type) {
    case "int": {
      const n = typeof value === "number" ? value : Number(String(value).trim());
      if (!Number.isInteger(n)) throw new Invalid(\`\${name}: \${value} is no integer\`, name, row);
      return n;
    }
    case "float": {
      const text = String(value).replace(",", ".");
      const n = parseFloat(text);
      if (isNaN(n)) throw new Invalid(\`\${name}: \${value} is no number\`, name, row);
      return n;
    }
    case "bool":
      return ["1", "true", "yes", "y"].includes(String(value).toLowerCase());
    case "json":
      return value;
    default:
      return String(value);
  }
}`,
    body: `async ({ rows, columns, maxErrors = 2 }: { rows: Row[]; columns: Column[]; maxErrors?: number }) => {
  const good: Record<string, unknown>[] = [];
  const errors: { row: number; column: string; message: string }[] = [];
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r]!;
    try {
      const out: Record<string, unknown> = {};
      for (const column of columns) out[column.rename ?? column.name] = convert(row[column.name], column, r);
      good.push(out);
    } catch (e) {
      if (!(e instanceof Invalid)) throw e;
      errors.push({ row: e.row, column: e.column, message: e.message });
      if (errors.length > maxErrors) throw new Declined(\`too many errors, last: \${e.message}\`);
    }
  }
  for (const [i, row] of good.entries()) await echo({ i, row });
  const extra = [...new Set(rows.flatMap((r) => Object.keys(r)))].filter((k) => !columns.some((c) => c.name === k));
  return { migrated: good.length, errors, extra };
}`,
    scenarios: runs(
      [
        {
          columns: [
            { name: "id", type: "int", required: true },
            { name: "amt", type: "float", rename: "amount" },
            { name: "ok", type: "bool", default: false },
            { name: "j", type: "json" },
            { name: "t", type: "text" },
          ],
          rows: [
            { id: "7", amt: "3,5", ok: "Yes", j: '{"a":[1,null]}', t: 5, zz: 1 },
            { id: " 8 ", amt: null, ok: true, j: null, t: true },
            { id: "x", amt: 1, ok: "", j: null, t: null },
            { id: 1.5 },
          ],
        },
      ],
      [{ columns: [], rows: [{ a: 1 }, {}] }],
      [{ columns: [{ name: "j", type: "json" }], rows: [{ j: "{" }] }],
      [{ maxErrors: 0, columns: [{ name: "f", type: "float", required: true }], rows: [{ f: "abc" }] }],
      [
        {
          maxErrors: 0,
          columns: [{ name: "f", type: "float", required: true }],
          rows: [{ f: "1e3" }, { f: "-1" }, { f: ".5x" }],
        },
      ],
    ),
  },
  {
    name: "supply chain tree",
    before: `interface Part { sku: string; qty: number; children?: string[]; lead?: number }
class Cycle extends WorkflowError {}`,
    body: `async ({ parts, root, wanted }: { parts: Part[]; root: string; wanted: number }) => {
  const index: Record<string, Part> = Object.fromEntries(parts.map((p) => [p.sku, p]));
  const need = new Map<string, number>();
  const stack: { sku: string; qty: number; path: string[] }[] = [{ sku: root, qty: wanted, path: [] }];
  let deepest = 0;
  while (stack.length) {
    const { sku, qty, path } = stack.pop()!;
    if (path.includes(sku)) throw new Cycle([...path, sku].join("→"));
    deepest = Math.max(deepest, path.length);
    const part = index[sku];
    if (!part) {
      need.set(sku, (need.get(sku) ?? 0) + qty);
      continue;
    }
    const total = qty * part.qty;
    need.set(sku, (need.get(sku) ?? 0) + total);
    for (const child of part.children ?? []) stack.push({ sku: child, qty: total, path: [...path, sku] });
  }
  const shortages: string[] = [];
  for (const [sku, qty] of need) {
    const { price: stock } = await fetchItem(sku);
    if (stock < qty) shortages.push(\`\${sku}:\${qty - stock}\`);
  }
  const slowest = parts.filter((p) => need.has(p.sku)).sort((a, b) => (b.lead ?? 0) - (a.lead ?? 0)).at(0)?.sku;
  return { need: [...need].sort(([a], [b]) => (a > b ? 1 : -1)), shortages, deepest, slowest };
}`,
    scenarios: runs(
      [
        {
          root: "bike",
          wanted: 2,
          parts: [
            { sku: "bike", qty: 1, children: ["wheel", "frame"] },
            { sku: "wheel", qty: 2, children: ["spoke", "rim"], lead: 3 },
            { sku: "spoke", qty: 32 },
          ],
        },
      ],
      [
        {
          root: "a",
          wanted: 1,
          parts: [
            { sku: "a", qty: 1, children: ["b"] },
            { sku: "b", qty: 1, children: ["a"] },
          ],
        },
      ],
      [{ root: "zz", wanted: 0, parts: [] }],
    ),
  },
];
