import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Passes, migrations, payrolls and trades, as their authors first write them. */
export const authorsMarkets: readonly Row[] = [
  {
    name: "satellite passes scheduled without overlaps",
    before: `${declarations}interface Pass { satellite: string; start: string; end: string; priority: number }
interface Slot { satellite: string; station: string; minutes: number }
const passesOver = lambda<{ station: string; day: string }, Pass[]>("passesOver", elsewhere);
const reserve = lambda<{ station: string; pass: Pass }, boolean>("reserve", elsewhere);
const overlaps = (a: Pass, b: Pass) => a.start < b.end && b.start < a.end;
const minutesOf = ({ start, end }: Pass) => Math.round((+new Date(end) - +new Date(start)) / 60_000);`,
    body: `async ({ stations, day, least = 5 }: { stations: [string, ...string[]]; day: string; least?: number }) => {
  const slots: Slot[] = [];
  const conflicts = new Set<string>();
  station: for (const station of stations) {
    const passes = await passesOver({ station, day });
    passes.sort((a, b) => b.priority - a.priority || a.start.localeCompare(b.start));
    const taken: Pass[] = [];
    for (const pass of passes) {
      if (minutesOf(pass) < least) continue;
      const clash = taken.find((other) => overlaps(pass, other));
      if (clash) {
        conflicts.add(\`\${pass.satellite}/\${clash.satellite}\`);
        continue;
      }
      if (!(await reserve({ station, pass }))) {
        if (taken.length === 0) continue station;
        continue;
      }
      taken.push(pass);
      slots.push({ satellite: pass.satellite, station, minutes: minutesOf(pass) });
    }
  }
  const minutes: { [satellite: string]: number } = {};
  for (const slot of slots) minutes[slot.satellite] = (minutes[slot.satellite] ?? 0) + slot.minutes;
  const [longest = null] = Object.entries(minutes).toSorted(([, a], [, b]) => b - a);
  return { slots: slots.length, minutes, conflicts: [...conflicts], longest };
}`,
    scenarios: runs(
      [
        { stations: ["kiruna", "svalbard"], day: "d" },
        {
          passesOver: ({ station }: { station: string }) =>
            station === "kiruna"
              ? [
                  { satellite: "a", start: "2024-01-01T10:00Z", end: "2024-01-01T10:10Z", priority: 1 },
                  { satellite: "b", start: "2024-01-01T10:05Z", end: "2024-01-01T10:20Z", priority: 3 },
                  { satellite: "c", start: "2024-01-01T11:00Z", end: "2024-01-01T11:02Z", priority: 3 },
                ]
              : [{ satellite: "a", start: "2024-01-01T12:00Z", end: "2024-01-01T12:30Z", priority: 1 }],
          reserve: ({ station }: { station: string }) => station === "kiruna",
        },
      ],
      [
        { stations: ["kiruna"], day: "d", least: 1 },
        {
          passesOver: () => [
            { satellite: "a", start: "2024-01-01T10:00Z", end: "2024-01-01T10:10Z", priority: 1 },
            { satellite: "b", start: "2024-01-01T10:20Z", end: "2024-01-01T10:30Z", priority: 1 },
          ],
          reserve: () => true,
        },
      ],
    ),
  },
  {
    name: "database migration steps with checksums and a dry run",
    before: `${declarations}interface Step { id: number; name: string; sql: string; checksum: string }
interface Applied { id: number; checksum: string }
const appliedSteps = lambda<{ database: string }, Applied[]>("appliedSteps", elsewhere);
const runSql = lambda<{ database: string; sql: string; timeoutSeconds?: number }, { rows: number }>("runSql", elsewhere);
const recordStep = lambda<{ database: string; step: Applied }, void>("recordStep", elsewhere);
class ChecksumMismatch extends WorkflowError {}
class MigrationFailed extends WorkflowError {
  constructor(step: Step, cause: unknown) {
    super(\`step \${step.id} (\${step.name}): \${(cause as Error).message}\`, { cause });
  }
}
const isDangerous = (sql: string) => /\\b(drop\\s+table|truncate)\\b/i.test(sql) && !sql.includes("-- confirmed");`,
    body: `async ({ database, steps, dryRun = false, to }: { database: string; steps: Step[]; dryRun?: boolean; to?: number }) => {
  const done = new Map((await appliedSteps({ database })).map(({ id, checksum }) => [id, checksum]));
  const ordered = [...steps].sort((a, b) => a.id - b.id);
  const gap = ordered.find((step, i) => i > 0 && step.id !== ordered[i - 1]!.id + 1);
  if (gap) throw new Error(\`step before \${gap.id} is missing\`);
  for (const { id, checksum, name } of ordered) {
    const known = done.get(id);
    if (known && known !== checksum) throw new ChecksumMismatch(\`\${name} changed after it was applied\`);
  }
  const pending = ordered.filter((s) => !done.has(s.id) && s.id <= (to ?? Number.MAX_SAFE_INTEGER));
  const plan = pending.map((s) => \`\${String(s.id).padStart(4, "0")}_\${s.name}\${isDangerous(s.sql) ? " (!)" : ""}\`);
  if (dryRun || pending.length === 0) return { plan, rows: 0 };
  if (pending.some((s) => isDangerous(s.sql))) throw new Error(\`refusing to run \${plan.filter((p) => p.endsWith("(!)")).join(", ")}\`);
  let rows = 0;
  await runSql({ database, sql: "select lock()" });
  try {
    for (const step of pending) {
      try {
        const result = await runSql({ database, sql: step.sql, ...(step.sql.length > 30 ? { timeoutSeconds: 60 } : {}) });
        rows += result.rows;
      } catch (cause) {
        throw new MigrationFailed(step, cause);
      }
      await recordStep({ database, step: { id: step.id, checksum: step.checksum } });
    }
  } finally {
    await runSql({ database, sql: "select unlock()" });
  }
  return { plan, rows };
}`,
    scenarios: runs(
      [
        {
          database: "db",
          steps: [
            { id: 2, name: "add_index", sql: "create index concurrently on orders (id)", checksum: "b" },
            { id: 1, name: "init", sql: "create table", checksum: "a" },
            { id: 3, name: "later", sql: "x", checksum: "c" },
          ],
          to: 2,
        },
        {
          appliedSteps: () => [{ id: 1, checksum: "a" }],
          runSql: ({ sql }: { sql: string }) => ({ rows: sql.length }),
          recordStep: () => null,
        },
      ],
      [
        { database: "db", steps: [{ id: 1, name: "init", sql: "bad", checksum: "a" }] },
        {
          appliedSteps: () => [],
          runSql: ({ sql }: { sql: string }) => {
            if (sql === "bad") throw new Error("syntax error");
            return { rows: 0 };
          },
        },
      ],
      [
        { database: "db", steps: [{ id: 1, name: "init", sql: "Drop  table x", checksum: "a" }] },
        { appliedSteps: () => [] },
      ],
      [
        {
          database: "db",
          dryRun: true,
          steps: [
            { id: 1, name: "init", sql: "truncate x -- confirmed", checksum: "a" },
            { id: 2, name: "x", sql: "TRUNCATE y", checksum: "a" },
          ],
        },
        { appliedSteps: () => [] },
      ],
      [
        {
          database: "db",
          steps: [
            { id: 1, name: "init", sql: "x", checksum: "z" },
            { id: 3, name: "x", sql: "x", checksum: "z" },
          ],
        },
        { appliedSteps: () => [{ id: 1, checksum: "a" }] },
      ],
    ),
  },
  {
    name: "blood bank matching by compatibility and age of units",
    before: `${declarations}type BloodType = \`\${"A" | "B" | "AB" | "O"}\${"+" | "-"}\`;
interface Unit { id: string; type: BloodType; collected: string; ml: number }
interface Request { patient: string; type: BloodType; ml: number; urgent?: boolean }
const unitsAt = lambda<{ site: string }, Unit[]>("unitsAt", elsewhere);
const crossMatch = lambda<{ unit: string; patient: string }, { compatible: boolean }>("crossMatch", elsewhere);
const dispatch = lambda<{ patient: string; units: string[] }, { courier: string }>("dispatch", elsewhere);
const donors: Record<BloodType, readonly BloodType[]> = {
  "O-": ["O-"],
  "O+": ["O+", "O-"],
  "A-": ["A-", "O-"],
  "A+": ["A+", "A-", "O+", "O-"],
  "B-": ["B-", "O-"],
  "B+": ["B+", "B-", "O+", "O-"],
  "AB-": ["AB-", "A-", "B-", "O-"],
  "AB+": ["AB+", "AB-", "A+", "A-", "B+", "B-", "O+", "O-"],
};
class InsufficientBlood extends WorkflowError {}`,
    body: `async ({ site, requests, today }: { site: string; requests: Request[]; today: string }) => {
  const shelf = (await unitsAt({ site }))
    .filter(({ collected }) => (Date.parse(today) - Date.parse(collected)) / 86_400_000 <= 42)
    .sort((a, b) => a.collected.localeCompare(b.collected));
  const used = new Set<string>();
  const results: Array<{ patient: string; courier?: string; missing?: number }> = [];
  const queue = [...requests.filter((r) => r.urgent), ...requests.filter((r) => !r.urgent)];
  for (const { patient, type, ml, urgent = false } of queue) {
    const preference = donors[type];
    const candidates = shelf
      .filter((u) => !used.has(u.id) && preference.includes(u.type))
      .sort((a, b) => preference.indexOf(a.type) - preference.indexOf(b.type));
    const chosen: Unit[] = [];
    let got = 0;
    for (const unit of candidates) {
      if (got >= ml) break;
      if (!urgent) {
        const { compatible } = await crossMatch({ unit: unit.id, patient });
        if (!compatible) continue;
      }
      chosen.push(unit);
      got += unit.ml;
    }
    if (got < ml) {
      if (urgent) throw new InsufficientBlood(\`\${patient} needs \${ml - got} ml more of \${type}\`);
      results.push({ patient, missing: ml - got });
      continue;
    }
    chosen.forEach((unit) => used.add(unit.id));
    const { courier } = await dispatch({ patient, units: chosen.map((u) => u.id) });
    results.push({ patient, courier });
  }
  return { results, left: shelf.filter((u) => !used.has(u.id)).length };
}`,
    scenarios: runs(
      [
        {
          site: "s",
          today: "2024-03-01",
          requests: [
            { patient: "p1", type: "A+", ml: 500 },
            { patient: "p2", type: "O-", ml: 300, urgent: true },
            { patient: "p3", type: "B-", ml: 900 },
          ],
        },
        {
          unitsAt: () => [
            { id: "u1", type: "A+", collected: "2024-02-20", ml: 450 },
            { id: "u2", type: "O-", collected: "2024-02-01", ml: 450 },
            { id: "u3", type: "O+", collected: "2024-02-10", ml: 450 },
            { id: "u4", type: "O-", collected: "2023-02-10", ml: 450 },
          ],
          crossMatch: () => ({ compatible: true }),
          dispatch: ({ units }: { units: string[] }) => ({ courier: units.join() }),
        },
      ],
      [
        { site: "s", today: "2024-03-01", requests: [{ patient: "p2", type: "AB-", ml: 300, urgent: true }] },
        { unitsAt: () => [{ id: "u1", type: "A+", collected: "2024-02-20", ml: 450 }] },
      ],
    ),
  },
  {
    name: "software licence seats reclaimed from inactive users",
    before: `${declarations}interface Seat { user: string; product: string; lastUsed: string | null; pinned?: boolean }
interface Policy { product: string; idleDays: number; keep: number }
const seatsOf = lambda<{ product: string }, Seat[]>("seatsOf", elsewhere);
const askUser = lambda<{ user: string; product: string }, { keep: boolean } | null>("askUser", elsewhere);
const revoke = lambda<{ user: string; product: string }, { refund: number }>("revoke", elsewhere);
const idleFor = (seat: Seat, now: Date) =>
  seat.lastUsed === null ? Number.POSITIVE_INFINITY : Math.floor((now.getTime() - new Date(seat.lastUsed).getTime()) / 86_400_000);`,
    body: `async ({ policies, now: nowText }: { policies: Policy[]; now: string }) => {
  const now = new Date(nowText);
  const report: { product: string; revoked: string[]; kept: number; saved: number }[] = [];
  for (const { product, idleDays, keep } of policies) {
    const seats = await seatsOf({ product });
    const idle = seats.filter((seat) => !seat.pinned && idleFor(seat, now) > idleDays);
    idle.sort((a, b) => (a.lastUsed ?? "").localeCompare(b.lastUsed ?? ""));
    const entry = { product, revoked: [] as string[], kept: seats.length, saved: 0 };
    for (const { user } of idle) {
      if (entry.kept <= keep) break;
      const answer = await askUser({ user, product });
      if (answer?.keep) continue;
      try {
        const { refund } = await revoke({ user, product });
        entry.saved += refund;
      } catch (error) {
        if ((error as Error).name === "NotFound") continue;
        throw error;
      }
      entry.revoked.push(user);
      entry.kept--;
    }
    report.push(entry);
  }
  const saved = report.reduce((sum, r) => sum + r.saved, 0);
  return { report, saved, summary: report.map((r) => \`\${r.product}: \${r.revoked.length ? r.revoked.join("/") : "none"}\`).join("; ") };
}`,
    scenarios: runs(
      [
        {
          now: "2024-06-01T00:00:00Z",
          policies: [
            { product: "ide", idleDays: 30, keep: 1 },
            { product: "crm", idleDays: 1, keep: 5 },
          ],
        },
        {
          seatsOf: ({ product }: { product: string }) =>
            product === "crm"
              ? []
              : [
                  { user: "a", product, lastUsed: "2024-05-30T00:00:00Z" },
                  { user: "b", product, lastUsed: null },
                  { user: "c", product, lastUsed: "2024-01-01T00:00:00Z" },
                  { user: "d", product, lastUsed: "2023-01-01T00:00:00Z", pinned: true },
                  { user: "e", product, lastUsed: "2024-02-01T00:00:00Z" },
                ],
          askUser: ({ user }: { user: string }) => (user === "c" ? { keep: true } : null),
          revoke: ({ user }: { user: string }) => {
            if (user === "e") throw Object.assign(new Error("gone"), { name: "NotFound" });
            return { refund: 12.5 };
          },
        },
      ],
      [
        { now: "2024-06-01T00:00:00Z", policies: [{ product: "ide", idleDays: 30, keep: 0 }] },
        {
          seatsOf: () => [{ user: "b", product: "ide", lastUsed: null }],
          askUser: () => null,
          revoke: fails("Locked", "contract"),
        },
      ],
    ),
  },
  {
    name: "payroll with cumulative tax brackets and a four eyes check",
    before: `${declarations}interface Timesheet { employee: string; days: { date: string; hours: number; holiday?: boolean }[] }
interface Contract { hourly: number; dependants?: number; pension?: \`\${number}%\` }
const contractOf = lambda<string, Contract>("contractOf", elsewhere);
const pay = lambda<{ employee: string; net: number }, { ref: string }>("payPayroll", elsewhere);
const brackets = [
  { upTo: 1000, rate: 0 },
  { upTo: 3000, rate: 0.2 },
  { upTo: Infinity, rate: 0.4 },
];
const taxOn = (gross: number): number => {
  let tax = 0;
  let from = 0;
  for (const { upTo, rate } of brackets) {
    if (gross <= from) break;
    tax += (Math.min(gross, upTo) - from) * rate;
    from = upTo;
  }
  return tax;
};
const isWeekend = (date: string) => [0, 6].includes(new Date(date).getUTCDay());
const percent = (text: string | undefined) => (text ? parseFloat(text) / 100 : 0);`,
    body: `async ({ month, timesheets }: { month: string; timesheets: Timesheet[] }) => {
  const slips: { employee: string; gross: number; tax: number; net: number; ref?: string }[] = [];
  const needsReview: string[] = [];
  for (const { employee, days } of timesheets) {
    const inMonth = days.filter(({ date }) => date.startsWith(month));
    if (inMonth.length !== days.length) throw new RangeError(\`\${employee} has days outside \${month}\`);
    const { hourly, dependants = 0, pension } = await contractOf(employee);
    const gross = inMonth.reduce((sum, { date, hours, holiday }) => {
      const factor = holiday ? 2 : isWeekend(date) ? 1.5 : 1;
      const overtime = Math.max(0, hours - 8);
      return sum + (hours + overtime * 0.5) * hourly * factor;
    }, 0);
    const tax = Math.max(0, taxOn(gross) - dependants * 50);
    const net = Math.floor((gross - tax) * (1 - percent(pension)) * 100) / 100;
    if (net > 2500) {
      const { approved, reason } = await review({ id: \`\${employee}-\${month}\` });
      if (!approved) {
        needsReview.push(\`\${employee}: \${reason}\`);
        continue;
      }
    }
    const { ref } = await pay({ employee, net });
    slips.push({ employee, gross, tax, net, ref });
  }
  const totals = slips.reduce((t, s) => ({ gross: t.gross + s.gross, net: t.net + s.net }), { gross: 0, net: 0 });
  return { totals, needsReview, refs: slips.map((s) => s.ref ?? "-") };
}`,
    scenarios: runs(
      [
        {
          month: "2024-03",
          timesheets: [
            {
              employee: "ann",
              days: [
                { date: "2024-03-01", hours: 9 },
                { date: "2024-03-02", hours: 4 },
                { date: "2024-03-29", hours: 8, holiday: true },
              ],
            },
            { employee: "bob", days: [] },
          ],
        },
        {
          contractOf: (id: string) => (id === "ann" ? { hourly: 100, dependants: 1, pension: "5%" } : { hourly: 10 }),
          payPayroll: ({ net }: { net: number }) => ({ ref: `p${net}` }),
        },
      ],
      [
        {
          month: "2024-03",
          timesheets: [
            { employee: "cyd", days: [{ date: "2024-03-01", hours: 8 }] },
            { employee: "dora", days: [{ date: "2024-03-01", hours: 8 }] },
          ],
        },
        { contractOf: () => ({ hourly: 1000 }), payPayroll: ({ net }: { net: number }) => ({ ref: `p${net}` }) },
      ],
      [{ month: "2024-03", timesheets: [{ employee: "cyd", days: [{ date: "2024-04-01", hours: 8 }] }] }, {}],
    ),
  },
  {
    name: "ferry boarding by lanes with weights balanced",
    before: `${declarations}interface Vehicle { plate: string; kind: "car" | "van" | "truck"; tonnes: number; booked: boolean }
interface Lane { name: string; side: "port" | "starboard"; tonnes: number; count: number }
const weigh = lambda<{ plate: string }, number>("weigh", elsewhere);
const signal = lambda<{ plate: string; lane: string }, void>("signal", elsewhere);
const lengths = { car: 5, van: 7, truck: 16 } as const;
class Unbalanced extends WorkflowError {}`,
    body: `async ({ vehicles, laneLength, tilt }: { vehicles: Vehicle[]; laneLength: number; tilt: number }) => {
  const lanes: Record<"p1" | "s1", Lane> = {
    p1: { name: "p1", side: "port", tonnes: 0, count: 0 },
    s1: { name: "s1", side: "starboard", tonnes: 0, count: 0 },
  };
  const free = { p1: laneLength, s1: laneLength };
  const left: string[] = [];
  const ordered = [...vehicles].sort((a, b) => Number(b.booked) - Number(a.booked) || b.tonnes - a.tonnes);
  for (const vehicle of ordered) {
    const tonnes = vehicle.kind === "car" ? vehicle.tonnes : await weigh({ plate: vehicle.plate });
    const length = lengths[vehicle.kind];
    const side = lanes.p1.tonnes <= lanes.s1.tonnes ? "p1" : "s1";
    const other = side === "p1" ? "s1" : "p1";
    const lane = free[side] >= length ? side : free[other] >= length ? other : null;
    if (lane === null) {
      left.push(vehicle.plate);
      continue;
    }
    free[lane] -= length;
    lanes[lane].tonnes += tonnes;
    lanes[lane].count++;
    await signal({ plate: vehicle.plate, lane });
  }
  const difference = Math.abs(lanes.p1.tonnes - lanes.s1.tonnes);
  if (difference > tilt) throw new Unbalanced(\`\${difference.toFixed(1)} t more to \${lanes.p1.tonnes > lanes.s1.tonnes ? lanes.p1.side : lanes.s1.side}\`);
  return { left, lanes: Object.values(lanes).map(({ name, tonnes, count }) => \`\${name}: \${count} (\${tonnes} t)\`) };
}`,
    scenarios: runs(
      [
        {
          laneLength: 20,
          tilt: 10,
          vehicles: [
            { plate: "A", kind: "car", tonnes: 2, booked: false },
            { plate: "B", kind: "truck", tonnes: 10, booked: true },
            { plate: "C", kind: "van", tonnes: 3, booked: true },
            { plate: "D", kind: "truck", tonnes: 20, booked: false },
          ],
        },
        { weigh: ({ plate }: { plate: string }) => (plate === "B" ? 12 : 4), signal: () => null },
      ],
      [
        { laneLength: 20, tilt: 1, vehicles: [{ plate: "B", kind: "truck", tonnes: 10, booked: true }] },
        { weigh: () => 12.25, signal: () => null },
      ],
    ),
  },
  {
    name: "translation jobs with placeholders kept and a glossary",
    before: `${declarations}interface Segment { id: string; source: string; target?: string }
interface TranslationJob { language: string; segments: Segment[]; glossary?: Record<string, string> }
const translate = lambda<{ text: string; language: string }, { text: string; confidence: number }>("translateTranslation", elsewhere);
const saveSegments = lambda<{ language: string; segments: { id: string; target: string }[] }, number>("saveSegments", elsewhere);
const PLACEHOLDER = /\\{(\\w+)\\}/g;
const placeholders = (text: string): string[] => [...text.matchAll(PLACEHOLDER)].map(([, name]) => name!).sort();
const sameList = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((x, i) => x === b[i]);`,
    body: `async ({ language, segments, glossary = {} }: TranslationJob) => {
  const memory: Record<string, string> = {};
  const translated: { id: string; target: string }[] = [];
  const warnings: string[] = [];
  for (const { id, source, target } of segments) {
    if (target) {
      translated.push({ id, target });
      memory[source] ??= target;
      continue;
    }
    const known = memory[source];
    if (known !== undefined) {
      translated.push({ id, target: known });
      continue;
    }
    let text = source;
    for (const [term, replacement] of Object.entries(glossary)) text = text.replaceAll(term, replacement);
    let result = await translate({ text, language });
    for (let tries = 1; tries < 3 && !sameList(placeholders(result.text), placeholders(source)); tries++) {
      result = await translate({ text: \`\${text} [keep \${placeholders(source).join(", ")}]\`, language });
    }
    if (!sameList(placeholders(result.text), placeholders(source))) {
      warnings.push(\`\${id}: placeholders lost\`);
      continue;
    }
    if (result.confidence < 0.7) warnings.push(\`\${id}: \${Math.round(result.confidence * 100)}% sure\`);
    memory[source] = result.text;
    translated.push({ id, target: result.text });
  }
  const saved = translated.length > 0 ? await saveSegments({ language, segments: translated }) : 0;
  return { saved, warnings, memory: Object.keys(memory).length, complete: saved === segments.length };
}`,
    scenarios: runs(
      [
        {
          language: "de",
          glossary: { cart: "Korb" },
          segments: [
            { id: "1", source: "Hi {name}, your cart" },
            { id: "2", source: "Bye", target: "Ciao" },
            { id: "3", source: "Bye" },
            { id: "4", source: "{a} and {b}" },
            { id: "5", source: "Hi {name}, your cart" },
          ],
        },
        {
          translateTranslation: ({ text }: { text: string }) =>
            text.startsWith("{a}")
              ? { text: "{a}", confidence: 1 }
              : { text: text.toUpperCase().replace("{NAME}", "{name}"), confidence: 0.655 },
          saveSegments: ({ segments }: { segments: unknown[] }) => segments.length,
        },
      ],
      [{ language: "de", segments: [] }, {}],
    ),
  },
  {
    name: "stock trading strategy with a moving window and stop loss",
    before: `${declarations}interface Tick { price: number; volume: number }
type Position = { open: false } | { open: true; entry: number; size: number; peak: number };
const nextTick = lambda<{ symbol: string; index: number }, Tick | null>("nextTick", elsewhere);
const trade = lambda<{ symbol: string; side: "buy" | "sell"; size: number; reason: string }, { fill: number }>("trade", elsewhere);`,
    body: `async ({ symbol, cash, window = 3, stop = 0.1 }: { symbol: string; cash: number; window?: number; stop?: number }) => {
  const prices: number[] = [];
  const trades: string[] = [];
  let position = { open: false } as Position;
  let index = 0;
  let balance = cash;
  for (let tick = await nextTick({ symbol, index }); tick !== null; tick = await nextTick({ symbol, index })) {
    index++;
    prices.push(tick.price);
    if (prices.length > window) prices.shift();
    if (prices.length < window) continue;
    const average = prices.reduce((a, b) => a + b, 0) / prices.length;
    if (!position.open) {
      const size = Math.floor(balance / tick.price);
      if (tick.price > average && size > 0 && tick.volume >= size) {
        const { fill } = await trade({ symbol, side: "buy", size, reason: \`above \${average.toFixed(2)}\` });
        balance -= fill * size;
        position = { open: true, entry: fill, size, peak: fill };
        trades.push(\`+\${size}@\${fill}\`);
      }
      continue;
    }
    position = { ...position, peak: Math.max(position.peak, tick.price) };
    const stopped = tick.price < position.peak * (1 - stop);
    if (stopped || tick.price < average) {
      const { fill } = await trade({ symbol, side: "sell", size: position.size, reason: stopped ? "stop" : "trend" });
      balance += fill * position.size;
      trades.push(\`-\${position.size}@\${fill}\`);
      position = { open: false };
    }
  }
  const profit = balance - cash;
  return { trades, balance, open: position.open, profit: \`\${profit >= 0 ? "+" : "-"}\${Math.abs(profit).toFixed(2)}\` };
}`,
    scenarios: runs(
      [
        { symbol: "X", cash: 100 },
        {
          nextTick: ({ index }: { index: number }) =>
            index < 7 ? { price: [10, 10, 12, 15, 13, 9, 9][index], volume: 100 } : null,
          trade: ({ side }: { side: string }) => ({ fill: side === "buy" ? 12 : 13 }),
        },
      ],
      [
        { symbol: "X", cash: 5, window: 1 },
        { nextTick: ({ index }: { index: number }) => (index < 3 ? { price: 10, volume: 1 } : null) },
      ],
      [
        { symbol: "X", cash: 100, window: 2 },
        {
          nextTick: ({ index }: { index: number }) => (index < 2 ? { price: 10 + index, volume: 10 } : null),
          trade: fails("Rejected", "market closed"),
        },
      ],
    ),
  },
];
