import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Whole workflows that move data, as their authors write them. */
export const pipelines: readonly Row[] = [
  {
    name: "polling an export job until it is ready",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
type JobState = { status: "queued" | "running"; progress?: number } | { status: "done"; url: string; rows: number } | { status: "failed"; reason: string };
const startExport = lambda<{ report: string; from: string; to: string }, { jobId: string }>("startExport", elsewhere);
const exportState = lambda<string, JobState>("exportState", elsewhere);
class ExportFailed extends WorkflowError {}
class GaveUp extends WorkflowError {}
const monthRange = (month: string) => {
  const [year = 0, m = 1] = month.split("-").map(Number);
  const from = new Date(Date.UTC(year, m - 1, 1));
  const to = new Date(Date.UTC(year, m, 0));
  const iso = (d: Date) => d.toISOString().slice(0, 10);
  return { from: iso(from), to: iso(to), days: to.getUTCDate() };
};`,
    body: `async ({ report, month, maxPolls = 5 }: { report: string; month: string; maxPolls?: number }) => {
  const { from, to, days } = monthRange(month);
  const { jobId } = await startExport({ report, from, to });
  const seen: number[] = [];
  let state = await exportState(jobId);
  let polls = 1;
  while (state.status === "queued" || state.status === "running") {
    if (polls >= maxPolls) throw new GaveUp(\`\${jobId} is at \${seen.at(-1) ?? 0}% after \${polls} polls\`);
    seen.push(Math.round((state.progress ?? 0) * 100));
    await sleep(state.status === "queued" ? "30s" : "10s");
    state = await exportState(jobId);
    polls++;
  }
  switch (state.status) {
    case "failed":
      throw new ExportFailed(state.reason);
    case "done":
      return { url: state.url, perDay: Math.round(state.rows / days), progress: seen.map((p) => \`\${p}%\`).join(" → "), polls };
  }
}`,
    scenarios: runs(
      [
        { report: "sales", month: "2024-02" },
        {
          startExport: { result: { jobId: "j" } },
          exportState: [
            { result: { status: "queued" } },
            { result: { status: "running", progress: 0.333 } },
            { result: { status: "done", url: "u", rows: 100 } },
          ],
        },
      ],
      [
        { report: "sales", month: "2024-02", maxPolls: 2 },
        {
          startExport: { result: { jobId: "j" } },
          exportState: [{ result: { status: "queued" } }, { result: { status: "running", progress: 0.333 } }],
        },
      ],
      [
        { report: "sales", month: "2023-12" },
        { startExport: { result: { jobId: "j" } }, exportState: { result: { status: "failed", reason: "no space" } } },
      ],
    ),
  },
  {
    name: "paginated sync with checkpoints",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Page<T> { items: T[]; next?: string }
interface Contact { id: string; email: string | null; updatedAt: string; tags?: string[] }
const listContacts = lambda<{ cursor?: string; limit: number }, Page<Contact>>("listContacts", elsewhere);
const upsert = lambda<{ contacts: Contact[] }, { written: number; skipped: string[] }>("upsert", elsewhere);
const saveCheckpoint = lambda<{ name: string; cursor: string | null; at: string }, void>("saveCheckpoint", elsewhere);
function chunk<T>(list: readonly T[], size: number): T[][] {
  const out: T[][] = [];
  for (let i = 0; i < list.length; i += size) out.push(list.slice(i, i + size));
  return out;
}
const normaliseEmail = (email: string) => email.trim().toLowerCase();`,
    body: `async (input: { since?: string; cursor?: string; batch?: number }) => {
  const stats = { pages: 0, seen: 0, written: 0, skipped: [] as string[], domains: {} as Record<string, number> };
  let cursor: string | undefined = input.cursor;
  let newest = input.since ?? "";
  do {
    const page: Page<Contact> = await listContacts({ limit: 100, ...(cursor ? { cursor } : {}) });
    stats.pages++;
    stats.seen += page.items.length;
    const fresh = page.items
      .filter((c): c is Contact & { email: string } => c.email !== null && c.updatedAt > (input.since ?? ""))
      .map((c) => ({ ...c, email: normaliseEmail(c.email), tags: [...new Set(c.tags ?? [])].sort() }));
    for (const { email, updatedAt } of fresh) {
      const domain = email.split("@")[1] ?? "unknown";
      stats.domains[domain] = (stats.domains[domain] ?? 0) + 1;
      if (updatedAt > newest) newest = updatedAt;
    }
    for (const contacts of chunk(fresh, input.batch ?? 2)) {
      const { written, skipped } = await upsert({ contacts });
      stats.written += written;
      stats.skipped.push(...skipped);
    }
    cursor = page.next;
    await saveCheckpoint({ name: "contacts", cursor: cursor ?? null, at: newest });
  } while (cursor !== undefined);
  const [topDomain, count] = Object.entries(stats.domains).sort(([, a], [, b]) => b - a)[0] ?? ["none", 0];
  return { ...stats, newest, topDomain, share: stats.seen ? Math.round((count / stats.seen) * 100) : 0 };
}`,
    scenarios: runs(
      [
        { since: "2024-01-01" },
        {
          saveCheckpoint: () => null,
          upsert: ({ contacts }: { contacts: { id: string }[] }) => ({
            written: contacts.length - 1,
            skipped: [contacts[0]!.id],
          }),
          listContacts: [
            {
              result: {
                next: "p2",
                items: [
                  { id: "1", email: " A@x.com ", updatedAt: "2024-05-01", tags: ["b", "a", "b"] },
                  { id: "2", email: null, updatedAt: "2024-05-01" },
                  { id: "3", email: "c@x.com", updatedAt: "2023-05-01" },
                  { id: "4", email: "d@y.com", updatedAt: "2024-06-01" },
                  { id: "5", email: "e@x.com", updatedAt: "2024-02-01" },
                ],
              },
            },
            { result: { items: [{ id: "6", email: "f", updatedAt: "2024-09-01" }] } },
          ],
        },
      ],
      [{}, { saveCheckpoint: () => null, listContacts: { result: { items: [] } } }],
    ),
  },
  {
    name: "csv price list import with row errors",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Product { sku: string; name: string; price: number; currency: string; line: number }
interface RowError { line: number; message: string }
const saveProducts = lambda<{ products: Product[] }, { created: number; updated: number }>("saveProducts", elsewhere);
class BadHeader extends WorkflowError {}
class RowInvalid extends WorkflowError {
  constructor(readonly line: number, message: string) { super(\`line \${line}: \${message}\`); }
}
const REQUIRED = ["sku", "name", "price"] as const;
const CURRENCIES = new Set(["EUR", "USD", "SEK"]);
const splitCsv = (row: string, separator: string) => row.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
const parsePrice = (text: string) => {
  const value = parseFloat(text.replace(",", "."));
  return Number.isNaN(value) ? null : Math.round(value * 100) / 100;
};`,
    body: `async ({ text, separator = ";", strict = false }: { text: string; separator?: string; strict?: boolean }) => {
  const [header, ...rows] = text.split(/\\r?\\n/).filter((row) => row.trim() !== "");
  if (!header) throw new BadHeader("the file is empty");
  const columns = splitCsv(header.toLowerCase(), separator);
  const missing = REQUIRED.filter((name) => !columns.includes(name));
  if (missing.length) throw new BadHeader(\`missing columns: \${missing.join(", ")}\`);
  const index = Object.fromEntries(columns.map((name, i) => [name, i]));
  const parseRow = (row: string, line: number): Product => {
    const cells = splitCsv(row, separator);
    const cell = (name: string) => cells[index[name] ?? -1] ?? "";
    const price = parsePrice(cell("price"));
    if (cell("sku") === "") throw new RowInvalid(line, "no sku");
    if (price === null) throw new RowInvalid(line, \`"\${cell("price")}" is no price\`);
    const currency = (cell("currency") || "EUR").toUpperCase();
    if (!CURRENCIES.has(currency)) throw new RowInvalid(line, \`unknown currency \${currency}\`);
    return { sku: cell("sku"), name: cell("name"), price, currency, line };
  };
  const products = new Map<string, Product>();
  const errors: RowError[] = [];
  rows.forEach((row, i) => {
    const line = i + 2;
    try {
      const product = parseRow(row, line);
      const previous = products.get(product.sku);
      if (previous) errors.push({ line, message: \`\${product.sku} was on line \${previous.line} before\` });
      products.set(product.sku, product);
    } catch (error) {
      if (strict || !(error instanceof RowInvalid)) throw error;
      errors.push({ line: error.line, message: error.message });
    }
  });
  const valid = [...products.values()];
  if (!valid.length) return { created: 0, updated: 0, errors };
  const { created, updated } = await saveProducts({ products: valid });
  return { created, updated, errors, average: (valid.reduce((sum, { price }) => sum + price, 0) / valid.length).toFixed(2) };
}`,
    scenarios: runs(
      [
        {
          text: 'SKU;Name;Price;Currency\r\na1;"Big box";1,50;eur\n\nb2;Cup;x;usd\n;None;3\nc3;Pot;2.255;GBP\na1;Box;2\nd4;Pan;7;SEK\n',
        },
        { saveProducts: ({ products }: { products: unknown[] }) => ({ created: products.length, updated: 0 }) },
      ],
      [{ text: "sku,price", separator: "," }],
      [{ text: "" }],
      [{ text: "sku,name,price\n,x,1", separator: ",", strict: true }],
      [{ text: "sku,name,price\n,x,1", separator: "," }],
    ),
  },
  {
    name: "nightly etl with aggregation",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Sale { store: string; sku: string; qty: number; price: number; at: string }
interface Summary { store: string; revenue: number; units: number; topSku: string | null; hours: Record<string, number> }
const extract = lambda<{ date: string; store: string }, Sale[]>("extract", elsewhere);
const loadRows = lambda<{ table: string; rows: Summary[] }, { loaded: number }>("loadRows", elsewhere);
const alertOps = lambda<string, void>("alertOps", elsewhere);
const sumBy = <T>(list: readonly T[], f: (item: T) => number) => list.reduce((sum, item) => sum + f(item), 0);
const maxBy = <T>(list: readonly T[], f: (item: T) => number): T | undefined =>
  list.reduce<T | undefined>((best, item) => (best === undefined || f(item) > f(best) ? item : best), undefined);
const groupBy = <T>(list: readonly T[], key: (item: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
};
const round2 = (n: number) => Math.round(n * 100) / 100;`,
    body: `async ({ date, stores }: { date: string; stores: string[] }) => {
  const results = await Promise.allSettled(stores.map((store) => extract({ date, store })));
  const failed: { store: string; reason: string }[] = [];
  const summaries: Summary[] = [];
  for (const [i, result] of results.entries()) {
    const store = stores[i]!;
    if (result.status === "rejected") {
      failed.push({ store, reason: (result.reason as Error).message });
      continue;
    }
    const sales = result.value.filter((s) => s.qty > 0);
    const bySku = [...groupBy(sales, (s) => s.sku)].map(([sku, list]) => ({ sku, revenue: sumBy(list, (s) => s.qty * s.price) }));
    const byHour = groupBy(sales, (s) => s.at.slice(11, 13));
    summaries.push({
      store,
      revenue: round2(sumBy(sales, (s) => s.qty * s.price)),
      units: sumBy(sales, ({ qty }) => qty),
      topSku: maxBy(bySku, (x) => x.revenue)?.sku ?? null,
      hours: Object.fromEntries([...byHour].map(([hour, list]) => [\`h\${hour}\`, list.length])),
    });
  }
  if (failed.length > stores.length / 2) {
    await alertOps(\`\${date}: \${failed.length}/\${stores.length} stores failed\`);
    throw new Error(\`too many failures: \${failed.map((f) => f.store).join()}\`);
  }
  const { loaded } = await loadRows({ table: "daily_sales", rows: summaries.toSorted((a, b) => b.revenue - a.revenue || a.store.localeCompare(b.store)) });
  return { loaded, failed, total: round2(sumBy(summaries, (s) => s.revenue)) };
}`,
    scenarios: runs(
      [
        { date: "2024-01-01", stores: ["ulm", "bonn", "köln"] },
        {
          extract: ({ store }: { store: string }) => {
            if (store === "bonn") throw Object.assign(new Error("offline"), { name: "Down" });
            return store === "ulm"
              ? [
                  { store, sku: "a", qty: 2, price: 1.5, at: "2024-01-01T09:12:00Z" },
                  { store, sku: "b", qty: 1, price: 9, at: "2024-01-01T09:50:00Z" },
                  { store, sku: "a", qty: 1, price: 1.5, at: "2024-01-01T19:50:00Z" },
                  { store, sku: "a", qty: -1, price: 1.5, at: "2024-01-01T20:50:00Z" },
                ]
              : [];
          },
          loadRows: ({ rows }: { rows: unknown[] }) => ({ loaded: rows.length }),
        },
      ],
      [
        { date: "2024-01-01", stores: ["ulm", "bonn"] },
        { extract: fails("Down", "d"), alertOps: () => null },
      ],
    ),
  },
  {
    name: "video transcoding fan-out",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Video { id: string; duration: number; source: { width: number; height: number; codec: string } }
interface Rendition { name: string; height: number; bitrate: number }
const LADDER: Rendition[] = [{ name: "2160p", height: 2160, bitrate: 14000 }, { name: "1080p", height: 1080, bitrate: 5000 }, { name: "720p", height: 720, bitrate: 2500 }, { name: "360p", height: 360, bitrate: 800 }];
const transcode = lambda<{ video: string; rendition: string; segment: [number, number] }, { file: string; size: number }>("transcode", elsewhere);
const stitch = lambda<{ files: string[]; out: string }, { url: string }>("stitch", elsewhere);
const segmentsOf = (duration: number, length = 60): [number, number][] => {
  const segments: [number, number][] = [];
  let start = 0;
  while (start < duration) {
    const end = Math.min(start + length, duration);
    segments.push([start, end]);
    start = end;
  }
  return segments;
};
const fmt = (seconds: number) => [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds % 60)].map((n) => String(n).padStart(2, "0")).join(":");`,
    body: `async (video: Video) => {
  const renditions = LADDER.filter(({ height }) => height <= video.source.height);
  if (renditions.length === 0) renditions.push(LADDER[LADDER.length - 1]!);
  const segments = segmentsOf(video.duration);
  const outputs = await Promise.all(
    renditions.map(async ({ name, bitrate }) => {
      const parts = await map(segments, { concurrency: 10 }, async (segment) => transcode({ video: video.id, rendition: name, segment }));
      const size = parts.reduce((total, part) => total + part.size, 0);
      const { url } = await stitch({ files: parts.map((p) => p.file), out: \`\${video.id}/\${name}.mp4\` });
      return { name, url, size, expected: Math.round((bitrate * video.duration) / 8) };
    }),
  );
  const manifest = ["#EXTM3U", ...outputs.flatMap(({ name, url }) => [\`#EXT-X-STREAM-INF:NAME="\${name}"\`, url])].join("\\n");
  const oversized = outputs.filter(({ size, expected }) => size > expected).map((o) => o.name);
  return { manifest, oversized, duration: fmt(video.duration), segments: segments.map(([a, b]) => \`\${fmt(a)}-\${fmt(b)}\`) };
}`,
    scenarios: runs(
      [
        { id: "v", duration: 130.5, source: { width: 1280, height: 720, codec: "h264" } },
        {
          transcode: ({ rendition, segment }: { rendition: string; segment: [number, number] }) => ({
            file: `${rendition}-${segment[0]}`,
            size: rendition === "360p" ? 9000 : 10000,
          }),
          stitch: ({ files, out }: { files: string[]; out: string }) => ({ url: `${out}?${files.length}` }),
        },
      ],
      [{ id: "v", duration: 0, source: { width: 1, height: 1, codec: "h264" } }, { stitch: { result: { url: "u" } } }],
    ),
    concurrent: true,
  },
];
