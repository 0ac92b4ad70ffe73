import type { Row } from "./row.js";
import { runs } from "./stubs.js";

/** Whole workflows of shops and warehouses, as their authors write them. */
export const retail: readonly Row[] = [
  {
    name: "retail returns desk",
    before: `enum ReturnReason { Damaged = "damaged", WrongItem = "wrong-item", ChangedMind = "changed-mind", Late = "late" }
interface ReturnLine { sku: string; qty: number; reason: ReturnReason; photos?: string[] }
interface OrderLine { sku: string; qty: number; unitPrice: number; discountPct?: number }
interface ReturnRequest { rma: string; order: { id: string; placedAt: string; lines: OrderLine[]; paidWith: "card" | "voucher" | "invoice" }; lines: ReturnLine[]; requestedAt: string }
interface Refund { sku: string; amount: number; restockingFee: number }
class ReturnError extends WorkflowError {
  constructor(message: string, readonly sku: string) { super(message); this.name = "ReturnError"; }
}
const MS_PER_DAY = 86_400_000;
const RETURN_WINDOW_DAYS: Record<ReturnReason, number> = {
  [ReturnReason.Damaged]: 90,
  [ReturnReason.WrongItem]: 60,
  [ReturnReason.ChangedMind]: 30,
  [ReturnReason.Late]: 14,
};
const round2 = (n: number) => Math.round(n * 100) / 100;
const daysBetween = (from: string, to: string): number => Math.floor((new Date(to).getTime() - new Date(from).getTime()) / MS_PER_DAY);
function findLine(lines: OrderLine[], sku: string): OrderLine {
  const line = lines.find((l) => l.sku === sku);
  if (!line) throw new ReturnError(\`no such line: \${sku}\`, sku);
  return line;
}
function computeRefund(line: OrderLine, ret: ReturnLine): Refund {
  const gross = line.unitPrice * ret.qty * (1 - (line.discountPct ?? 0) / 100);
  const restockingFee = ret.reason === ReturnReason.ChangedMind ? round2(gross * 0.1) : 0;
  return { sku: ret.sku, amount: round2(gross - restockingFee), restockingFee };
}`,
    body: `async (request: ReturnRequest) => {
  const { order, lines, requestedAt } = request;
  const age = daysBetween(order.placedAt, requestedAt);
  const refunds: Refund[] = [];
  const rejected: Array<{ sku: string; why: string }> = [];
  const needsReview: ReturnLine[] = [];

  for (const line of lines) {
    try {
      const ordered = findLine(order.lines, line.sku);
      if (line.qty > ordered.qty) throw new ReturnError(\`only \${ordered.qty} of \${line.sku} were ordered\`, line.sku);
      if (age > RETURN_WINDOW_DAYS[line.reason]) {
        rejected.push({ sku: line.sku, why: \`window of \${RETURN_WINDOW_DAYS[line.reason]} days passed\` });
        continue;
      }
      if (line.reason === ReturnReason.Damaged && !line.photos?.length) {
        needsReview.push(line);
        continue;
      }
      refunds.push(computeRefund(ordered, line));
    } catch (err) {
      if (err instanceof ReturnError) {
        rejected.push({ sku: err.sku, why: err.message });
      } else {
        throw err;
      }
    }
  }

  if (needsReview.length > 0) {
    const decision = await review({ id: \`\${request.rma}/\${needsReview.map((l) => l.sku).join("+")}\` });
    for (const line of needsReview) {
      if (decision.approved) refunds.push(computeRefund(findLine(order.lines, line.sku), line));
      else rejected.push({ sku: line.sku, why: decision.reason });
    }
  }

  const total = round2(refunds.reduce((sum, r) => sum + r.amount, 0));
  let receipt: string | null = null;
  if (total > 0) {
    switch (order.paidWith) {
      case "card":
      case "invoice":
        ({ receipt } = await charge({ id: order.id, amount: -total }));
        break;
      case "voucher":
        receipt = \`V-\${request.rma}\`;
        break;
      default: {
        const never: never = order.paidWith;
        throw new Error(\`unexpected: \${never}\`);
      }
    }
  }
  await Promise.all(refunds.map((r) => release(r.sku)));
  return { rma: request.rma, total, receipt, refunds, rejected, fees: refunds.map((r) => r.restockingFee).reduce((a, b) => a + b, 0) };
}`,
    scenarios: runs(
      [
        {
          rma: "R1",
          requestedAt: "2024-03-20T00:00:00Z",
          order: {
            id: "o1",
            placedAt: "2024-03-01T12:00:00Z",
            paidWith: "card",
            lines: [
              { sku: "a", qty: 2, unitPrice: 19.99 },
              { sku: "b", qty: 1, unitPrice: 100, discountPct: 15 },
              { sku: "c", qty: 5, unitPrice: 3 },
            ],
          },
          lines: [
            { sku: "a", qty: 1, reason: "changed-mind" },
            { sku: "b", qty: 1, reason: "damaged" },
            { sku: "c", qty: 6, reason: "wrong-item" },
            { sku: "zz", qty: 1, reason: "late" },
            { sku: "c", qty: 1, reason: "late" },
          ],
        },
      ],
      [
        {
          rma: "R12",
          requestedAt: "2024-03-20T00:00:00Z",
          order: {
            id: "o1",
            placedAt: "2024-03-01T12:00:00Z",
            paidWith: "voucher",
            lines: [{ sku: "b", qty: 1, unitPrice: 100, discountPct: 15 }],
          },
          lines: [{ sku: "b", qty: 1, reason: "damaged", photos: ["x"] }],
        },
      ],
      [
        {
          rma: "R3",
          requestedAt: "2025-03-20T00:00:00Z",
          order: { id: "o1", placedAt: "2024-03-01T12:00:00Z", paidWith: "invoice", lines: [] },
          lines: [],
        },
      ],
    ),
  },
  {
    name: "warehouse wave picking",
    concurrent: true,
    before: `interface PickTask { orderId: string; sku: string; qty: number; location: string; priority?: number; fragile?: boolean }
interface Tote { id: number; tasks: PickTask[]; weight: number }
interface Options { maxPerTote?: number; zones?: string[]; dryRun?: boolean }
const DEFAULTS: Required<Options> = { maxPerTote: 3, zones: ["A", "B", "C"], dryRun: false };
/** "A-12-3" -> zone, aisle, shelf */
function parseLocation(location: string) {
  const [zone = "?", aisle = "0", shelf = "0"] = location.split("-");
  return { zone, aisle: parseInt(aisle, 10), shelf: parseInt(shelf, 10) };
}
const byLocation = (a: PickTask, b: PickTask) => {
  const la = parseLocation(a.location);
  const lb = parseLocation(b.location);
  if (la.zone !== lb.zone) return la.zone < lb.zone ? -1 : 1;
  if (la.aisle !== lb.aisle) return la.aisle - lb.aisle;
  return la.aisle % 2 === 0 ? lb.shelf - la.shelf : la.shelf - lb.shelf;
};
function chunk<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let i = 0; i < items.length; i += size) chunks.push(items.slice(i, i + size));
  return chunks;
}
function groupBy<T, K extends string>(items: T[], key: (item: T) => K): Record<K, T[]> {
  return items.reduce((groups, item) => {
    const k = key(item);
    (groups[k] ||= []).push(item);
    return groups;
  }, {} as Record<K, T[]>);
}`,
    body: `async ({ wave, tasks, options = {} }: { wave: string; tasks: PickTask[]; options?: Options }) => {
  const { maxPerTote, zones, dryRun } = { ...DEFAULTS, ...options };
  const pickable = tasks.filter((t) => zones.includes(parseLocation(t.location).zone));
  const skipped = tasks.length - pickable.length;
  const byZone = groupBy(pickable, (t) => parseLocation(t.location).zone);
  const totes: Tote[] = [];
  for (const zone of Object.keys(byZone).sort()) {
    const sorted = [...byZone[zone]!].sort((a, b) => (b.priority ?? 0) - (a.priority ?? 0) || byLocation(a, b));
    for (const part of chunk(sorted, maxPerTote)) {
      totes.push({ id: totes.length + 1, tasks: part, weight: part.reduce((w, t) => w + t.qty * (t.fragile ? 2 : 1), 0) });
    }
  }
  if (dryRun) return { wave, totes: totes.length, skipped, picks: [] };

  const picks = await Promise.all(
    totes.map(async (tote) => {
      const shortages: string[] = [];
      let picked = 0;
      for (const task of tote.tasks) {
        const item = await fetchItem(task.sku);
        if (item.price < task.qty) {
          shortages.push(\`\${task.orderId}:\${task.sku} (\${item.price}/\${task.qty})\`);
          picked += item.price;
        } else {
          picked += task.qty;
        }
      }
      return { tote: tote.id, picked, shortages };
    }),
  );
  const shortages = picks.flatMap((p) => p.shortages);
  if (shortages.length > 0) await echo({ wave, shortages: shortages.sort() });
  const heaviest = totes.reduce<Tote | undefined>((max, t) => (max === undefined || t.weight > max.weight ? t : max), undefined);
  return { wave, totes: totes.length, skipped, picks, heaviest: heaviest?.id ?? null, orders: new Set(pickable.map((t) => t.orderId)).size };
}`,
    scenarios: runs(
      [
        {
          wave: "w1",
          tasks: [
            { orderId: "o1", sku: "abc", qty: 2, location: "B-3-1" },
            { orderId: "o1", sku: "ab", qty: 3, location: "A-2-1", fragile: true },
            { orderId: "o2", sku: "xyz", qty: 1, location: "A-2-5" },
            { orderId: "o3", sku: "q", qty: 1, location: "A-1-9", priority: 2 },
            { orderId: "o3", sku: "qq", qty: 9, location: "A-10-1" },
            { orderId: "o4", sku: "n", qty: 1, location: "Z-1" },
          ],
        },
      ],
      [
        {
          wave: "w2",
          tasks: [{ orderId: "o1", sku: "abc", qty: 2, location: "B-3-1" }],
          options: { dryRun: true, maxPerTote: 1 },
        },
      ],
      [{ wave: "w3", tasks: [], options: { zones: [] } }],
    ),
  },
  {
    name: "inventory reconciliation",
    concurrent: true,
    before: `interface Count { sku: string; location: string; counted: number; countedBy: string }
interface StockLevel { sku: string; location: string; expected: number; unitCost: number }
interface Difference { key: string; delta: number; value: number; severity: Severity }
const Severity = { None: 0, Minor: 1, Major: 2, Critical: 3 } as const;
type Severity = (typeof Severity)[keyof typeof Severity];
const keyOf = ({ sku, location }: { sku: string; location: string }) => \`\${location}/\${sku}\`;
function severityOf(delta: number, value: number): Severity {
  const abs = Math.abs(value);
  if (delta === 0) return Severity.None;
  if (abs < 10) return Severity.Minor;
  return abs < 100 ? Severity.Major : Severity.Critical;
}
function index<T extends { sku: string; location: string }>(items: T[]): Map<string, T> {
  const map = new Map<string, T>();
  for (const item of items) map.set(keyOf(item), item);
  return map;
}`,
    body: `async ({ counts, levels, tolerance = 0 }: { counts: Count[]; levels: StockLevel[]; tolerance?: number }) => {
  const expected = index(levels);
  const counted = index(counts);
  const keys = [...new Set([...expected.keys(), ...counted.keys()])].sort();
  const differences: Difference[] = keys
    .map((key) => {
      const level = expected.get(key);
      const delta = (counted.get(key)?.counted ?? 0) - (level?.expected ?? 0);
      const value = delta * (level?.unitCost ?? 0);
      return { key, delta, value, severity: severityOf(delta, value) };
    })
    .filter((d) => Math.abs(d.delta) > tolerance);
  const bySeverity: Record<Severity, Difference[]> = { 0: [], 1: [], 2: [], 3: [] };
  for (const d of differences) bySeverity[d.severity].push(d);

  const results = await Promise.allSettled(
    bySeverity[Severity.Major].map(async (d) => {
      const [location, sku] = d.key.split("/") as [string, string];
      const item = await fetchItem(sku);
      if (item.tags.includes("frozen")) throw new Error(\`\${sku} is frozen in \${location}\`);
      await echo({ adjust: d.key, by: d.delta });
      return d.key;
    }),
  );
  const adjusted = results.filter((r) => r.status === "fulfilled").map((r) => r.value);
  const failures = results.filter((r) => r.status === "rejected").map((r) => (r.reason as Error).message);

  let approvedBy: string | undefined;
  const critical = bySeverity[Severity.Critical];
  if (critical.length > 0) {
    const worst = critical.reduce((a, b) => (Math.abs(b.value) > Math.abs(a.value) ? b : a));
    const { approved, reason } = await review({ id: worst.key });
    if (!approved) throw new Declined(\`recount of \${critical.length} positions: \${reason}\`);
    approvedBy = reason;
    for (const { key, delta } of critical) await echo({ adjust: key, by: delta });
  }
  const counters = Object.entries(bySeverity).map(([severity, list]) => [severity, list.length]);
  return { adjusted, failures, approvedBy, counters: Object.fromEntries(counters), shrinkage: differences.filter((d) => d.value < 0).reduce((s, d) => s + d.value, 0) };
}`,
    scenarios: runs(
      [
        {
          counts: [
            { sku: "a", location: "L1", counted: 5, countedBy: "x" },
            { sku: "bb", location: "L1", counted: 7, countedBy: "x" },
            { sku: "new", location: "L2", counted: 1, countedBy: "y" },
          ],
          levels: [
            { sku: "a", location: "L1", expected: 6, unitCost: 3 },
            { sku: "bb", location: "L1", expected: 2, unitCost: 5 },
            { sku: "frozen", location: "L3", expected: 4, unitCost: 10 },
            { sku: "c", location: "L9", expected: 10, unitCost: 90 },
            { sku: "d", location: "L10", expected: 10, unitCost: 99 },
          ],
        },
      ],
      [
        {
          counts: [{ sku: "a", location: "L1", counted: 5, countedBy: "x" }],
          levels: [{ sku: "a", location: "L1", expected: 6, unitCost: 300 }],
          tolerance: 1,
        },
      ],
      [{ counts: [], levels: [] }],
      [{ counts: [], levels: [{ sku: "abcd", location: "L", expected: 1, unitCost: 1000 }] }],
    ),
  },
];
