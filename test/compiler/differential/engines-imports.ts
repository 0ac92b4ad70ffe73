import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Workflows that bring data from one system to another. */
export const importEngines: readonly Row[] = [
  {
    name: "contact import in chunks with a limit of errors",
    before: `${declarations}interface Contact { email: string; name?: string; tags?: string[] }
interface ImportRequest { listId: string; contacts: Contact[]; chunkSize?: number; maxErrors?: number }
interface ChunkResult { inserted: number; updated: number; rejected: { email: string; reason: string }[] }
const upsertContacts = lambda<{ listId: string; contacts: Contact[] }, ChunkResult>("upsertContacts", elsewhere);
const writeReport = lambda<{ listId: string; lines: string[] }, { key: string }>("writeReport", elsewhere);
class TooManyErrors extends WorkflowError {
  constructor(readonly listId: string, readonly count: number) {
    super(\`\${count} errors while importing into \${listId}\`);
  }
}
const chunk = <T>(items: readonly T[], size: number): T[][] => {
  const chunks: T[][] = [];
  for (let i = 0; i < items.length; i += size) chunks.push(items.slice(i, i + size));
  return chunks;
};
const EMAIL = /^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$/i;`,
    body: `async (request: ImportRequest) => {
  const { listId, contacts, chunkSize = 2, maxErrors = 3 } = request;
  const seen = new Set<string>();
  const valid: Contact[] = [];
  const problems: { email: string; reason: string }[] = [];
  contacts.forEach((contact, index) => {
    const email = contact.email.trim().toLowerCase();
    if (!EMAIL.test(email)) {
      problems.push({ email: contact.email || \`row \${index + 1}\`, reason: "invalid" });
      return;
    }
    if (seen.has(email)) {
      problems.push({ email, reason: "duplicate" });
      return;
    }
    seen.add(email);
    valid.push({ ...contact, email, tags: [...new Set(contact.tags ?? [])].sort() });
  });

  const totals = { inserted: 0, updated: 0, chunks: 0 };
  const chunks = chunk(valid, chunkSize);
  for (const [index, part] of chunks.entries()) {
    let result: ChunkResult | null = null;
    for (let attempt = 1; attempt <= 3 && !result; attempt++) {
      try {
        result = await upsertContacts({ listId, contacts: part });
      } catch (error) {
        if (attempt === 3) {
          problems.push(...part.map(({ email }) => ({ email, reason: (error as Error).message })));
        } else {
          await sleep(\`\${attempt * 10}s\`);
        }
      }
    }
    if (result) {
      totals.inserted += result.inserted;
      totals.updated += result.updated;
      totals.chunks += 1;
      problems.push(...result.rejected);
    }
    if (problems.length > maxErrors) {
      await writeReport({ listId, lines: problems.map((p) => \`\${p.email};\${p.reason}\`) });
      throw new TooManyErrors(listId, problems.length);
    }
    if (index < chunks.length - 1) await sleep("1s");
  }
  const byReason: Record<string, number> = {};
  for (const { reason } of problems) byReason[reason] = (byReason[reason] ?? 0) + 1;
  const { key } = problems.length > 0 ? await writeReport({ listId, lines: problems.map((p) => \`\${p.email};\${p.reason}\`) }) : { key: null };
  return { ...totals, failed: problems.length, byReason, report: key };
}`,
    scenarios: runs(
      [
        {
          listId: "L",
          contacts: [
            { email: "A@x.de", tags: ["b", "a", "b"] },
            { email: "a@x.de" },
            { email: "nope" },
            { email: "c@x.de" },
            { email: "d@x.de" },
          ],
        },
        {
          upsertContacts: [
            { result: { inserted: 1, updated: 1, rejected: [] } },
            fails("Down"),
            { result: { inserted: 0, updated: 0, rejected: [{ email: "d@x.de", reason: "blocked" }] } },
          ],
          writeReport: { result: { key: "k" } },
        },
      ],
      [
        {
          listId: "L",
          contacts: [{ email: "a@x.de" }, { email: "b@x.de" }, { email: "" }, { email: "c@x.de" }, { email: "d@x.de" }],
        },
        { upsertContacts: fails("Down", "db is down"), writeReport: { result: { key: "k" } } },
      ],
      [
        { listId: "L", contacts: [{ email: "a@x.de" }] },
        { upsertContacts: { result: { inserted: 1, updated: 0, rejected: [] } } },
      ],
      [{ listId: "L", contacts: [] }],
    ),
  },
  {
    name: "ETL with cursor and pages, watermarks and a dead letter list",
    before: `${declarations}interface Page<T> { items: T[]; next?: string }
interface RawOrder { id: string; at: string; amount: string; currency: string; country?: string | null }
interface CleanOrder { id: string; day: string; cents: number; currency: string; country: string }
const fetchPage = lambda<{ source: string; since: string; cursor?: string; limit: number }, Page<RawOrder>>("fetchPage", elsewhere);
const loadRows = lambda<{ table: string; rows: CleanOrder[] }, { written: number }>("loadRowsEtl", elsewhere);
const saveWatermark = lambda<{ source: string; watermark: string }, void>("saveWatermark", elsewhere);
class Malformed extends WorkflowError {}
function transform(raw: RawOrder): CleanOrder {
  const amount = Number(raw.amount.replace(",", "."));
  if (Number.isNaN(amount)) throw new Malformed(\`\${raw.id}: amount "\${raw.amount}"\`);
  const [day] = raw.at.split("T");
  if (!day || !/^\\d{4}-\\d{2}-\\d{2}$/.test(day)) throw new Malformed(\`\${raw.id}: date "\${raw.at}"\`);
  return { id: raw.id, day, cents: Math.round(amount * 100), currency: raw.currency.toUpperCase(), country: raw.country?.trim() || "unknown" };
}`,
    body: `async ({ source, since, limit = 100, maxPages = 50 }: { source: string; since: string; limit?: number; maxPages?: number }) => {
  let cursor: string | undefined;
  let watermark = since;
  let pages = 0;
  const stats = { read: 0, written: 0, skipped: 0 };
  const deadLetters: { id: string; error: string }[] = [];
  const byDay: Record<string, { orders: number; cents: number }> = {};
  do {
    const page: Page<RawOrder> = await fetchPage({ source, since, limit, ...(cursor ? { cursor } : {}) }, { retry: { errors: ["Throttled"], maxAttempts: 2, interval: "2s" } });
    pages++;
    stats.read += page.items.length;
    const rows: CleanOrder[] = [];
    for (const raw of page.items) {
      try {
        const row = transform(raw);
        if (row.cents === 0) { stats.skipped++; continue; }
        rows.push(row);
        const day = (byDay[row.day] ??= { orders: 0, cents: 0 });
        day.orders += 1;
        day.cents += row.cents;
        if (raw.at > watermark) watermark = raw.at;
      } catch (error) {
        if (error instanceof Malformed) deadLetters.push({ id: raw.id, error: error.message });
        else throw error;
      }
    }
    if (rows.length > 0) {
      const { written } = await loadRows({ table: "orders", rows });
      stats.written += written;
    }
    cursor = page.next;
  } while (cursor !== undefined && pages < maxPages);
  if (watermark !== since) await saveWatermark({ source, watermark });
  const days = Object.entries(byDay)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([day, { orders, cents }]) => \`\${day}: \${orders} (\${(cents / 100).toFixed(2)})\`);
  return { ...stats, pages, truncated: cursor !== undefined, watermark, days, deadLetters };
}`,
    scenarios: runs(
      [
        { source: "shop", since: "2024-01-01" },
        {
          fetchPage: [
            {
              result: {
                items: [
                  { id: "1", at: "2024-01-02T08:00:00Z", amount: "12,50", currency: "eur" },
                  { id: "2", at: "2024-01-01T08:00:00Z", amount: "x", currency: "eur" },
                ],
                next: "n",
              },
            },
            fails("Throttled"),
            {
              result: {
                items: [
                  { id: "3", at: "2024-01-01T09:00:00Z", amount: "0", currency: "eur", country: null },
                  { id: "4", at: "bad", amount: "1", currency: "eur", country: " DE " },
                  { id: "5", at: "2024-01-01T09:00:00Z", amount: "3", currency: "usd", country: " DE " },
                ],
              },
            },
          ],
          loadRowsEtl: ({ rows }: { rows: unknown[] }) => ({ written: rows.length }),
          saveWatermark: { result: null },
        },
      ],
      [{ source: "shop", since: "2024-01-01", maxPages: 2 }, { fetchPage: { result: { items: [], next: "again" } } }],
      [{ source: "shop", since: "2024-01-01" }, { fetchPage: fails("Throttled", "slow") }],
    ),
  },
  {
    name: "inventory sync of two systems with a plan and a dry run",
    before: `${declarations}interface Product { sku: string; title: string; price: number; stock: number; updated: string }
type Change = { kind: "create"; product: Product } | { kind: "update"; sku: string; fields: Partial<Omit<Product, "sku">> } | { kind: "delete"; sku: string };
const erpProducts = lambda<{ page: number }, { products: Product[]; more: boolean }>("erpProducts", elsewhere);
const shopProducts = lambda<{ page: number }, { products: Product[]; more: boolean }>("shopProducts", elsewhere);
const applyChange = lambda<Change, { ok: boolean; error?: string }>("applyChange", elsewhere);
const confirmPlan = human<{ summary: string }, { go: boolean }>("confirmPlan", { title: "Go?", form: { type: "object", properties: { go: { type: "boolean" } }, required: ["go"] } });
const everything = async (fetchPage: (input: { page: number }) => Promise<{ products: Product[]; more: boolean }>) => {
  const all: Product[] = [];
  for (let page = 1; ; page++) {
    const { products, more } = await fetchPage({ page });
    all.push(...products);
    if (!more) return all;
  }
};
const FIELDS = ["title", "price", "stock"] as const;`,
    concurrent: true,
    body: `async ({ dryRun = false, maxDeletes = 1 }: { dryRun?: boolean; maxDeletes?: number }) => {
  const source = await everything((input) => erpProducts(input));
  const target = await everything((input) => shopProducts(input));
  const existing = new Map(target.map((p) => [p.sku, p] as const));
  const changes: Change[] = [];
  for (const product of source) {
    const current = existing.get(product.sku);
    existing.delete(product.sku);
    if (!current) {
      changes.push({ kind: "create", product });
      continue;
    }
    if (current.updated >= product.updated) continue;
    const fields: Record<string, unknown> = {};
    for (const field of FIELDS) {
      if (product[field] !== current[field]) fields[field] = product[field];
    }
    if (Object.keys(fields).length > 0) changes.push({ kind: "update", sku: product.sku, fields });
  }
  for (const sku of existing.keys()) changes.push({ kind: "delete", sku });
  const count = (kind: Change["kind"]) => changes.filter((c) => c.kind === kind).length;
  const summary = (["create", "update", "delete"] as const).map((kind) => \`\${count(kind)} \${kind}s\`).join(", ");
  if (dryRun) return { summary, changes };
  if (count("delete") > maxDeletes) {
    const { go } = await confirmPlan({ summary });
    if (!go) return { summary, aborted: true };
  }
  const results = await map(changes, { concurrency: 5 }, (change) => applyChange(change));
  const errors = results.flatMap((r, i) => (r.ok ? [] : [{ change: changes[i]!.kind, error: r.error ?? "unknown" }]));
  return { summary, applied: results.length - errors.length, errors };
}`,
    scenarios: runs(
      [
        {},
        {
          erpProducts: [
            { result: { products: [{ sku: "a", title: "A", price: 2, stock: 1, updated: "2" }], more: true } },
            {
              result: {
                products: [
                  { sku: "b", title: "B", price: 2, stock: 1, updated: "2" },
                  { sku: "c", title: "C", price: 1, stock: 0, updated: "1" },
                ],
                more: false,
              },
            },
          ],
          shopProducts: {
            result: {
              products: [
                { sku: "a", title: "A", price: 3, stock: 0, updated: "1" },
                { sku: "c", title: "x", price: 1, stock: 0, updated: "1" },
                { sku: "d", title: "x", price: 1, stock: 0, updated: "1" },
              ],
              more: false,
            },
          },
          applyChange: (c: { kind: string }) => (c.kind === "delete" ? { ok: false } : { ok: true }),
        },
      ],
      [
        { dryRun: true },
        {
          erpProducts: {
            result: { products: [{ sku: "a", title: "A", price: 2, stock: 1, updated: "2" }], more: false },
          },
          shopProducts: { result: { products: [], more: false } },
        },
      ],
      [
        { maxDeletes: 0 },
        {
          erpProducts: { result: { products: [], more: false } },
          shopProducts: {
            result: { products: [{ sku: "a", title: "A", price: 2, stock: 1, updated: "2" }], more: false },
          },
          confirmPlan: { result: { go: false } },
        },
      ],
    ),
  },
];
