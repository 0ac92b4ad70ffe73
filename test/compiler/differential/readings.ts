import type { Row } from "./row.js";
import { runs } from "./stubs.js";

/** Whole workflows over readings and texts, as their authors write them. */
export const readings: readonly Row[] = [
  {
    name: "sensor alert aggregation",
    before: `interface Reading { sensor: string; at: string; value: number; unit?: "C" | "F" | "K" }
interface Threshold { sensor: string; min?: number; max?: number; window: number }
interface Alert { sensor: string; from: string; to: string; peak: number; kind: "low" | "high"; samples: number }
const toCelsius = ({ value, unit = "C" }: Reading): number => {
  switch (unit) {
    case "F": return ((value - 32) * 5) / 9;
    case "K": return value - 273.15;
    default: return value;
  }
};
const median = (xs: number[]): number => {
  const sorted = xs.toSorted((a, b) => a - b);
  const mid = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[mid]! : (sorted[mid - 1]! + sorted[mid]!) / 2;
};
const stats = (xs: number[]) => {
  const mean = xs.reduce((a, b) => a + b, 0) / xs.length;
  const variance = xs.map((x) => (x - mean) ** 2).reduce((a, b) => a + b, 0) / xs.length;
  return { min: Math.min(...xs), max: Math.max(...xs), mean: +mean.toFixed(2), sd: +Math.sqrt(variance).toFixed(3), median: median(xs) };
};`,
    body: `async ({ readings, thresholds, quietHours }: { readings: Reading[]; thresholds: Threshold[]; quietHours?: { from: string; to: string } }) => {
  const bySensor = new Map<string, { at: string; celsius: number }[]>();
  for (const r of readings) {
    const list = bySensor.get(r.sensor) ?? [];
    list.push({ at: r.at, celsius: Math.round(toCelsius(r) * 10) / 10 });
    bySensor.set(r.sensor, list);
  }
  const alerts: Alert[] = [];
  for (const { sensor, min, max, window } of thresholds) {
    const samples = (bySensor.get(sensor) ?? []).toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
    let open: Alert | null = null;
    for (const { at, celsius } of samples) {
      const kind = max !== undefined && celsius > max ? "high" : min !== undefined && celsius < min ? "low" : null;
      if (kind === null) {
        if (open && open.samples >= window) alerts.push(open);
        open = null;
        continue;
      }
      if (open === null || open.kind !== kind) {
        if (open !== null && open.samples >= window) alerts.push(open);
        open = { sensor, from: at, to: at, peak: celsius, kind, samples: 1 };
      } else {
        const current: Alert = open;
        open = { ...current, to: at, samples: current.samples + 1, peak: kind === "high" ? Math.max(current.peak, celsius) : Math.min(current.peak, celsius) };
      }
    }
    if (open && open.samples >= window) alerts.push(open);
  }
  const isQuiet = (iso: string) => {
    if (!quietHours) return false;
    const time = iso.slice(11, 16);
    const { from, to } = quietHours;
    return from < to ? time >= from && time < to : time >= from || time < to;
  };
  const [muted, loud] = alerts.reduce<[Alert[], Alert[]]>(([m, l], a) => (isQuiet(a.from) ? [[...m, a], l] : [m, [...l, a]]), [[], []]);
  const notified = await Promise.all(
    loud.map(async (a, i) => {
      const text = \`\${a.sensor} \${a.kind === "high" ? ">" : "<"} \${a.peak}°C for \${(Date.parse(a.to) - Date.parse(a.from)) / 60_000} min\`;
      if (a.samples > 3) {
        const { approved } = await review({ id: a.sensor });
        return approved ? \`\${i}: \${text}\` : null;
      }
      await echo(text);
      return \`\${i}: \${text}\`;
    }),
  );
  const summary: Record<string, ReturnType<typeof stats>> = {};
  for (const [sensor, list] of bySensor) summary[sensor] = stats(list.map((s) => s.celsius));
  return { notified: notified.filter((n) => n !== null), muted: muted.length, summary };
}`,
    scenarios: runs(
      [
        {
          readings: [
            { sensor: "s1", at: "2024-01-01T10:10:00Z", value: 31 },
            { sensor: "s1", at: "2024-01-01T10:00:00Z", value: 88, unit: "F" },
            { sensor: "s1", at: "2024-01-01T10:20:00Z", value: 305, unit: "K" },
            { sensor: "s1", at: "2024-01-01T10:30:00Z", value: 20 },
            { sensor: "s2", at: "2024-01-01T23:00:00Z", value: -5 },
            { sensor: "s2", at: "2024-01-01T23:10:00Z", value: -7.25 },
            { sensor: "s2", at: "2024-01-01T23:40:00Z", value: 40 },
          ],
          thresholds: [
            { sensor: "s1", max: 30, window: 2 },
            { sensor: "s2", min: 0, max: 35, window: 1 },
            { sensor: "s3", window: 1 },
          ],
          quietHours: { from: "22:00", to: "06:00" },
        },
      ],
      [
        {
          readings: [0, 1, 2, 3, 4].map((n) => ({ sensor: "abcd", at: `2024-01-01T10:0${n}:00Z`, value: 40 + n })),
          thresholds: [{ sensor: "abcd", max: 30, window: 2 }],
        },
      ],
      [{ readings: [], thresholds: [{ sensor: "x", window: 1 }] }],
    ),
  },
  {
    name: "localized invoice text",
    before: `interface InvoiceLine { text: string; qty: number; unit: number; vat: 0 | 7 | 19 }
interface Invoice { no: number; date: string; due?: number; customer: { name: string; address: string[]; vatId?: string | null }; lines: InvoiceLine[]; lang?: "en" | "de" }
const texts = {
  en: { invoice: "Invoice", total: "Total", vat: "VAT", due: "Payable until", none: "No items", page: (n: number, of: number) => \`Page \${n} of \${of}\` },
  de: { invoice: "Rechnung", total: "Summe", vat: "MwSt", due: "Zahlbar bis", none: "Keine Positionen", page: (n: number, of: number) => \`Seite \${n} von \${of}\` },
};
type Lang = keyof typeof texts;
const MONTHS: Record<Lang, string[]> = { en: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" "), de: "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez".split(" ") };
function formatDate(iso: string, lang: Lang): string {
  const d = new Date(iso);
  const month = MONTHS[lang][d.getUTCMonth()];
  return lang === "de" ? \`\${d.getUTCDate()}. \${month} \${d.getUTCFullYear()}\` : \`\${month} \${d.getUTCDate()}, \${d.getUTCFullYear()}\`;
}
function formatMoney(value: number, lang: Lang): string {
  const [whole = "0", fraction = "00"] = Math.abs(value).toFixed(2).split(".");
  const groups: string[] = [];
  for (let end = whole.length; end > 0; end -= 3) groups.unshift(whole.slice(Math.max(0, end - 3), end));
  const sign = value < 0 ? "-" : "";
  return lang === "de" ? \`\${sign}\${groups.join(".")},\${fraction} €\` : \`\${sign}€\${groups.join(",")}.\${fraction}\`;
}
const row = (cells: [string, string, string], widths = [24, 6, 14] as const) => cells.map((c, i) => (i === 0 ? c.slice(0, widths[0]).padEnd(widths[0]) : c.padStart(widths[i]!))).join("|");
function wrap(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const current = lines[lines.length - 1]!;
    if (current.length + word.length + 1 > width && current !== "") lines.push(word);
    else lines[lines.length - 1] = current === "" ? word : \`\${current} \${word}\`;
  }
  return lines;
}`,
    body: `async (invoice: Invoice) => {
  const lang: Lang = invoice.lang ?? "en";
  const t = texts[lang];
  const out: string[] = [];
  const print = (...lines: string[]): void => void out.push(...lines);
  print(\`\${t.invoice} \${\`\${invoice.no}\`.padStart(5, "0")}\`.toUpperCase(), formatDate(invoice.date, lang), "");
  print(invoice.customer.name, ...invoice.customer.address.map((l) => \`  \${l}\`));
  if (invoice.customer.vatId) print(\`  \${invoice.customer.vatId}\`);
  print("-".repeat(46));
  const perVat: { [rate: number]: number } = {};
  let net = 0;
  for (const [i, line] of invoice.lines.entries()) {
    const amount = line.qty * line.unit;
    net += amount;
    perVat[line.vat] = (perVat[line.vat] ?? 0) + amount * (line.vat / 100);
    const [head = "", ...tail] = wrap(\`\${i + 1}. \${line.text}\`, 24);
    print(row([head, \`\${line.qty}x\`, formatMoney(amount, lang)]));
    for (const more of tail) print(row([\`   \${more}\`, "", ""]));
  }
  if (invoice.lines.length === 0) print(t.none);
  print("=".repeat(46));
  const rates = Object.keys(perVat).map(Number).filter((r) => r > 0);
  for (const rate of rates) print(row([\`\${t.vat} \${rate}%\`, "", formatMoney(perVat[rate]!, lang)]));
  const total = Math.round((net + Object.values(perVat).reduce((a, b) => a + b, 0)) * 100) / 100;
  print(row([t.total, "", formatMoney(total, lang)]));
  if (invoice.due !== undefined) {
    const due = new Date(invoice.date);
    due.setUTCDate(due.getUTCDate() + invoice.due);
    print(\`\${t.due} \${formatDate(due.toISOString(), lang)}\`);
  }
  const pageSize = 8;
  const pages: string[] = [];
  const count = Math.ceil(out.length / pageSize);
  for (let p = 0; p < count; p++) pages.push([...out.slice(p * pageSize, (p + 1) * pageSize), t.page(p + 1, count)].join("\\n"));
  const stored: string[] = [];
  for (const [i, page] of pages.entries()) stored.push(String(await echo({ key: \`\${invoice.no}/\${i + 1}\`, length: page.length }) !== null));
  return { pages, total, stored };
}`,
    scenarios: runs(
      [
        {
          no: 42,
          date: "2024-01-31",
          due: 30,
          lang: "de",
          customer: { name: "Frau Müller", address: ["Weg 1", "Ort"], vatId: "DE1" },
          lines: [
            { text: "Handmade wooden chair with arms and a very soft cushion", qty: 2, unit: 1234.5, vat: 19 },
            { text: "Book", qty: 1, unit: 20, vat: 7 },
            { text: "Credit", qty: 1, unit: -1500000, vat: 0 },
          ],
        },
      ],
      [{ no: 123456, date: "2024-02-29", customer: { name: "Al", address: [], vatId: null }, lines: [] }],
      [
        {
          no: 1,
          date: "2023-12-31T23:59:59Z",
          due: 1,
          customer: { name: "Al", address: ["x"] },
          lines: [{ text: "x", qty: 1000, unit: 1000, vat: 19 }],
        },
      ],
    ),
  },
];
