import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Workflows with locks, orders and transitions, as a developer writes them who has read no list of restrictions. */
export const deployments: readonly Row[] = [
  {
    name: "state machine by table of handlers",
    before: `
import { lambda } from "setpiece";
const noCode = (): never => { throw new Error("no stub"); };
type State = "new" | "paid" | "packed" | "sent" | "cancelled";
type Event = { type: "pay"; amount: number } | { type: "pack" } | { type: "send"; carrier: string } | { type: "cancel"; reason?: string | undefined };
interface Order { id: string; state: State; paid: number; total: number; history: string[] }
const nextEvent = lambda<{ id: string; n: number }, Event | null>("nextEventOf8", noCode);
const transitions: { [S in State]?: { [E in Event["type"]]?: State } } = {
  new: { pay: "paid", cancel: "cancelled" },
  paid: { pack: "packed", cancel: "cancelled" },
  packed: { send: "sent" },
};
`,
    body: `async ({ id, total }: { id: string; total: number }) => {
  const order: Order = { id, state: "new", paid: 0, total, history: [] };
  for (let n = 0; n < 10; n++) {
    const event = await nextEvent({ id, n });
    if (event === null) break;
    const target = transitions[order.state]?.[event.type];
    if (target === undefined) {
      order.history.push(\`ignored \${event.type} in \${order.state}\`);
      continue;
    }
    if (event.type === "pay") {
      order.paid += event.amount;
      if (order.paid < order.total) continue;
    } else if (event.type === "send") {
      order.history.push(\`by \${event.carrier}\`);
    } else if (event.type === "cancel" && event.reason) {
      order.history.push(event.reason);
    }
    order.history.push(\`\${order.state} -> \${target}\`);
    order.state = target;
    if (order.state === "sent" || order.state === "cancelled") break;
  }
  return order;
}`,
    scenarios: runs(
      [
        { id: "o", total: 10 },
        {
          nextEventOf8: [
            { result: { type: "pack" } },
            { result: { type: "pay", amount: 4 } },
            { result: { type: "pay", amount: 6 } },
            { result: { type: "pack" } },
            { result: { type: "send", carrier: "c" } },
          ],
        },
      ],
      [{ id: "o", total: 10 }, { nextEventOf8: [{ result: { type: "cancel", reason: "late" } }] }],
      [{ id: "o", total: 10 }, { nextEventOf8: [{ result: { type: "cancel" } }] }],
    ),
  },
  {
    name: "dependency ordered deployment",
    before: `
import { lambda } from "setpiece";
const noCode = (): never => { throw new Error("no stub"); };
interface Module { name: string; needs: string[] }
const deploy = lambda<{ name: string }, { ms: number }>("deployOf8", noCode);
class Cycle extends WorkflowError {
  constructor(readonly modules: string[]) {
    super(\`cycle among \${modules.join(", ")}\`);
  }
}
`,
    body: `async ({ modules }: { modules: Module[] }) => {
  const remaining = new Map(modules.map((m) => [m.name, new Set(m.needs)]));
  const waves: string[][] = [];
  let ms = 0;
  while (remaining.size > 0) {
    const ready = [...remaining].filter(([, needs]) => needs.size === 0).map(([name]) => name);
    if (ready.length === 0) throw new Cycle([...remaining.keys()]);
    const results = await Promise.all(ready.map((name) => deploy({ name })));
    ms += Math.max(...results.map((r) => r.ms));
    for (const name of ready) remaining.delete(name);
    for (const needs of remaining.values()) ready.forEach((name) => needs.delete(name));
    waves.push(ready);
  }
  return { waves, ms };
}`,
    concurrent: true,
    scenarios: runs(
      [
        {
          modules: [
            { name: "a", needs: ["b", "c"] },
            { name: "b", needs: ["c"] },
            { name: "c", needs: [] },
            { name: "d", needs: [] },
          ],
        },
        { deployOf8: ({ name }: { name: string }) => ({ ms: name.charCodeAt(0) }) },
      ],
      [
        {
          modules: [
            { name: "a", needs: ["b"] },
            { name: "b", needs: ["a"] },
          ],
        },
        {},
      ],
    ),
  },
  {
    name: "nested try finally with locks",
    before: `
import { lambda } from "setpiece";
const noCode = (): never => { throw new Error("no stub"); };
const lock = lambda<{ key: string; owner: string }, { acquired: boolean }>("lockOf8", noCode);
const unlock = lambda<{ key: string }, void>("unlockOf8", noCode);
const read = lambda<{ key: string }, { version: number; value: number }>("readOf8", noCode);
const write = lambda<{ key: string; version: number; value: number }, void>("writeOf8", noCode);
const withLock = async <T>(key: string, owner: string, fn: () => Promise<T>): Promise<T> => {
  for (let i = 0; ; i++) {
    const { acquired } = await lock({ key, owner });
    if (acquired) break;
    if (i >= 3) throw new WorkflowError(\`no lock on \${key}\`);
    await sleep("5s");
  }
  try {
    return await fn();
  } finally {
    await unlock({ key });
  }
};
`,
    body: `async ({ from, to, amount }: { from: string; to: string; amount: number }) => {
  const [first, second] = [from, to].sort() as [string, string];
  return await withLock(first, "me", () =>
    withLock(second, "me", async () => {
      const [a, b] = await Promise.all([read({ key: from }), read({ key: to })]);
      if (a.value < amount) return { ok: false, reason: \`only \${a.value}\` };
      await write({ key: from, version: a.version + 1, value: a.value - amount });
      try {
        await write({ key: to, version: b.version + 1, value: b.value + amount });
      } catch (error) {
        await write({ key: from, version: a.version + 2, value: a.value });
        throw error;
      }
      return { ok: true, left: a.value - amount };
    }),
  );
}`,
    concurrent: true,
    scenarios: runs(
      [
        { from: "b", to: "a", amount: 5 },
        {
          lockOf8: [{ result: { acquired: false } }, { result: { acquired: true } }],
          readOf8: ({ key }: { key: string }) => ({ version: 1, value: key === "b" ? 10 : 1 }),
          writeOf8: () => null,
          unlockOf8: () => null,
        },
      ],
      [
        { from: "b", to: "a", amount: 50 },
        {
          lockOf8: () => ({ acquired: true }),
          readOf8: () => ({ version: 1, value: 10 }),
          writeOf8: () => null,
          unlockOf8: () => null,
        },
      ],
      [
        { from: "b", to: "a", amount: 5 },
        {
          lockOf8: () => ({ acquired: true }),
          readOf8: () => ({ version: 1, value: 10 }),
          writeOf8: [{ result: null }, fails("Conflict"), { result: null }],
          unlockOf8: () => null,
        },
      ],
    ),
  },
  {
    name: "meter readings interpolation",
    before: `
import { lambda } from "setpiece";
const noCode = (): never => { throw new Error("no stub"); };
interface Reading { at: string; kwh: number }
const readings = lambda<{ meter: string; from: string; to: string }, Reading[]>("readingsOf8", noCode);
const flag = lambda<{ meter: string; reasons: string[] }, void>("flagOf8", noCode);
const hours = (a: Reading, b: Reading) => (Date.parse(b.at) - Date.parse(a.at)) / 3_600_000;
`,
    body: `async ({ meter, from, to, maxPerHour = 10 }: { meter: string; from: string; to: string; maxPerHour?: number }) => {
  const list = (await readings({ meter, from, to })).toSorted((a, b) => a.at.localeCompare(b.at));
  const reasons: string[] = [];
  const usage: number[] = [];
  for (const [i, current] of list.entries()) {
    const previous = list[i - 1];
    if (!previous) continue;
    const used = current.kwh - previous.kwh;
    const span = hours(previous, current);
    if (used < 0) reasons.push(\`ran backwards at \${current.at.substring(11, 16)}\`);
    else if (used / span > maxPerHour) reasons.push(\`\${(used / span).toFixed(1)} kWh/h at \${current.at.substring(11, 16)}\`);
    else usage.push(used);
  }
  if (reasons.length) await flag({ meter, reasons });
  const total = usage.reduce((a, b) => a + b, 0);
  const mean = usage.length ? total / usage.length : 0;
  const deviation = usage.length ? Math.sqrt(usage.map((u) => (u - mean) ** 2).reduce((a, b) => a + b, 0) / usage.length) : 0;
  return { meter, total, mean: Math.round(mean * 1000) / 1000, deviation: Math.round(deviation * 1000) / 1000, gaps: list.filter((r, i) => i > 0 && hours(list[i - 1]!, r) > 2).length, reasons };
}`,
    scenarios: runs(
      [
        { meter: "m", from: "a", to: "b" },
        {
          readingsOf8: () => [
            { at: "2024-01-01T02:00:00Z", kwh: 12 },
            { at: "2024-01-01T01:00:00Z", kwh: 10 },
            { at: "2024-01-01T05:00:00Z", kwh: 20 },
            { at: "2024-01-01T06:00:00Z", kwh: 19 },
            { at: "2024-01-01T07:00:00Z", kwh: 40 },
          ],
          flagOf8: () => null,
        },
      ],
      [{ meter: "m", from: "a", to: "b" }, { readingsOf8: () => [] }],
    ),
  },
  {
    name: "voucher codes and uniqueness",
    before: `
import { lambda } from "setpiece";
const noCode = (): never => { throw new Error("no stub"); };
const exists = lambda<{ code: string }, boolean>("existsOf8", noCode);
const create = lambda<{ codes: string[]; expires: string }, { batch: string }>("createOf8", noCode);
const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const codeFor = (seed: number, length = 6): string => {
  let n = seed;
  let code = "";
  for (let i = 0; i < length; i++) {
    n = (n * 1103515245 + 12345) % 2147483648;
    code += ALPHABET[Math.floor(n / 65536) % ALPHABET.length];
  }
  return code;
};
const checksum = (code: string) => [...code].reduce((sum, ch, i) => sum + ALPHABET.indexOf(ch) * (i + 1), 0) % 97;
`,
    body: `async ({ count, seed, days }: { count: number; seed: number; days: number }) => {
  const codes = new Set<string>();
  let tries = 0;
  for (let n = seed; codes.size < count && tries < count * 3; n++, tries++) {
    const code = codeFor(n);
    if (codes.has(code) || (await exists({ code }))) continue;
    codes.add(code);
  }
  const list = Array.from(codes, (code) => \`\${code.slice(0, 3)}-\${code.slice(3)}-\${checksum(code).toString().padStart(2, "0")}\`);
  const { batch } = await create({ codes: list, expires: new Date(Date.UTC(2024, 0, 31 + days)).toISOString() });
  return { batch, list, tries };
}`,
    scenarios: runs([
      { count: 3, seed: 7, days: 30 },
      {
        existsOf8: [{ result: false }, { result: true }, { result: false }, { result: false }],
        createOf8: () => ({ batch: "b" }),
      },
    ]),
  },
];
