import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Whole workflows of several trades, as their authors write them. */
export const trades: readonly Row[] = [
  {
    name: "insurance claim triage",
    before: `type Coverage = "collision" | "liability" | "glass" | "theft";
interface Policy { readonly id: string; holder: { name: string; since: string }; coverages: Partial<Record<Coverage, { limit: number; deductible: number }>>; history?: { year: number; claims: number }[] }
interface Damage { part: string; type: Coverage; estimate: number; photos?: string[] }
interface Claim { id: string; policy: Policy; damages: Damage[]; reportedAt: string; occurredAt: string; police?: { report: string } | null }
enum Verdict { Auto = "AUTO", Adjuster = "ADJUSTER", Rejected = "REJECTED" }
class NotCovered extends WorkflowError { constructor(readonly type: Coverage, readonly amount: number) { super(\`\${type} is not covered (\${amount.toFixed(2)})\`); } }
class LateReport extends WorkflowError {}
const DAY = 24 * 60 * 60 * 1000;
const bonus = (history: Policy["history"] = [], year: number) => {
  const recent = history.filter((h) => h.year > year - 3);
  if (!recent.length) return 0.1;
  const claims = recent.map(({ claims }) => claims).reduce((a, b) => a + b, 0);
  return claims === 0 ? 0.15 : Math.max(-0.3, -0.1 * claims);
};
function assess(policy: Policy, damage: Damage): { payable: number; note?: string } {
  const cover = policy.coverages[damage.type];
  if (!cover) throw new NotCovered(damage.type, damage.estimate);
  const net = damage.estimate - cover.deductible;
  if (net <= 0) return { payable: 0, note: "below deductible" };
  if (net > cover.limit) return { payable: cover.limit, note: \`capped from \${net}\` };
  return { payable: net };
}`,
    body: `async (claim: Claim) => {
  const { policy, damages, occurredAt, reportedAt } = claim;
  const delay = Math.floor((Date.parse(reportedAt) - Date.parse(occurredAt)) / DAY);
  if (delay < 0 || delay > 30) throw new LateReport(\`\${claim.id} was reported after \${delay} days\`);
  const year = Number(occurredAt.slice(0, 4));
  const problems: string[] = [];
  const lines: { part: string; payable: number; note?: string }[] = [];
  for (const damage of damages) {
    try {
      const { payable, note } = assess(policy, damage);
      lines.push({ part: damage.part, payable, ...(note !== undefined ? { note } : {}) });
    } catch (error) {
      if (!(error instanceof NotCovered)) throw error;
      problems.push(error.message);
      if (error.type === "theft" && !claim.police?.report) problems.push("no police report");
    }
  }
  const gross = lines.reduce((sum, l) => sum + l.payable, 0);
  const factor = 1 + bonus(policy.history, year);
  const total = Math.round(gross * factor * 100) / 100;
  const evidence = damages.flatMap((d) => d.photos ?? []).length;
  let verdict: Verdict;
  if (lines.length === 0) verdict = Verdict.Rejected;
  else if (total > 1000 || problems.length > 1 || evidence < lines.length) {
    verdict = Verdict.Adjuster;
    const { approved, reason } = await review({ id: claim.id });
    if (!approved) return { verdict: Verdict.Rejected, reason, problems };
  } else verdict = Verdict.Auto;
  const receipt = verdict === Verdict.Rejected ? undefined : (await charge({ id: policy.id, amount: -total })).receipt;
  return { verdict, total, lines, problems, ...(receipt && { receipt }), holder: policy.holder.name.toUpperCase() };
}`,
    scenarios: runs(
      [
        {
          id: "c1",
          reportedAt: "2024-03-05T10:00:00Z",
          occurredAt: "2024-03-01T10:00:00Z",
          policy: {
            id: "p",
            holder: { name: "Ann", since: "2010" },
            coverages: { glass: { limit: 500, deductible: 100 }, collision: { limit: 900, deductible: 50 } },
            history: [
              { year: 2023, claims: 2 },
              { year: 2019, claims: 9 },
            ],
          },
          damages: [
            { part: "w", type: "glass", estimate: 333.33, photos: ["a", "b", "c"] },
            { part: "d", type: "collision", estimate: 2000 },
            { part: "x", type: "theft", estimate: 10 },
          ],
        },
      ],
      [
        {
          id: "c12",
          reportedAt: "2024-03-05T10:00:00Z",
          occurredAt: "2024-03-01T10:00:00Z",
          police: null,
          policy: { id: "p", holder: { name: "Ann", since: "2010" }, coverages: {} },
          damages: [{ part: "x", type: "theft", estimate: 10 }],
        },
      ],
      [
        {
          id: "c13",
          reportedAt: "2024-05-05T10:00:00Z",
          occurredAt: "2024-03-01T10:00:00Z",
          policy: { id: "p", holder: { name: "Ann", since: "2010" }, coverages: {} },
          damages: [],
        },
      ],
      [
        {
          id: "c13",
          reportedAt: "2024-03-05T10:00:00Z",
          occurredAt: "2024-03-01T10:00:00Z",
          police: { report: "r" },
          policy: {
            id: "p",
            holder: { name: "é", since: "2010" },
            coverages: { glass: { limit: 500, deductible: 400 } },
            history: [],
          },
          damages: [{ part: "w", type: "glass", estimate: 333, photos: ["p"] }],
        },
      ],
    ),
  },
  {
    name: "hr onboarding",
    before: `interface Hire { name: string; email?: string; role: "engineer" | "manager" | "intern"; start: string; country: string; equipment?: string[]; buddy?: { id: string } }
interface Step { readonly id: string; readonly title: (h: Hire) => string; readonly when?: (h: Hire) => boolean; readonly dependsOn?: readonly string[]; readonly run: (h: Hire) => Promise<string | number> }
const slug = (name: string) => name.trim().toLowerCase().split(/\\s+/).map((part) => part.replace(/[^a-z]/g, "")).filter(Boolean).join(".");
const steps: readonly Step[] = [
  { id: "account", title: (h) => \`account for \${h.name}\`, run: async (h) => (await fetchItem(h.email ?? \`\${slug(h.name)}@example.com\`)).id },
  { id: "laptop", title: (h) => \`\${h.equipment?.length ?? 1} devices\`, dependsOn: ["account"], run: (h) => double(h.equipment?.length ?? 1) },
  { id: "visa", title: () => "visa", when: ({ country }) => !["DE", "FR"].includes(country), run: async (h) => { const { approved, reason } = await review({ id: h.country }); if (!approved) throw new Declined(reason); return "visa ok"; } },
  { id: "mentor", title: (h) => \`buddy \${h.buddy?.id ?? "?"}\`, when: (h) => h.role === "intern" || h.buddy !== undefined, dependsOn: ["visa"], run: async () => "met" },
];`,
    body: `async (hire: Hire) => {
  const log: string[] = [];
  const results: Record<string, string | number> = {};
  const failed: string[] = [];
  for (const step of steps) {
    const title = step.title(hire);
    if (step.when && !step.when(hire)) { log.push(\`skip \${title}\`); continue; }
    if (step.dependsOn?.some((d) => failed.includes(d))) { failed.push(step.id); log.push(\`blocked \${title}\`); continue; }
    try {
      results[step.id] = await step.run(hire);
      log.push(\`done \${title}\`);
    } catch (e) {
      failed.push(step.id);
      log.push(\`failed \${title}: \${e instanceof Error ? e.message : "?"}\`);
    }
  }
  const ok = failed.length === 0;
  return { ok, results, failed, log, first: Object.keys(results)[0] ?? null };
}`,
    scenarios: runs(
      [{ name: " Ann  O'Neil ", role: "engineer", start: "2024-01-01", country: "DE", buddy: { id: "b" } }],
      [{ name: "X", email: "x@y", role: "intern", start: "", country: "USA", equipment: ["a", "b"] }],
      [{ name: "X", role: "manager", start: "", country: "US" }, { fetchItem: fails("NoLdap", "down") }],
      [{ name: "", role: "manager", start: "", country: "FR", equipment: [] }],
    ),
  },
  {
    name: "text adventure interpreter",
    before: `interface Room { name: string; exits: Partial<Record<"north" | "south" | "east" | "west", string>>; items?: string[]; locked?: string }
type World = Record<string, Room>;
const aliases: Record<string, string> = { n: "north", s: "south", e: "east", w: "west", i: "inventory", get: "take" };
const isDirection = (s: string): s is "north" | "south" | "east" | "west" => ["north", "south", "east", "west"].includes(s);
const article = (s: string) => (/^[aeiou]/.test(s) ? \`an \${s}\` : \`a \${s}\`);
const listOf = (xs: string[]) => (xs.length === 0 ? "nothing" : xs.length === 1 ? article(xs[0]!) : \`\${xs.slice(0, -1).map(article).join(", ")} and \${article(xs.at(-1)!)}\`);`,
    body: `async ({ world, start, commands }: { world: World; start: string; commands: string[] }) => {
  const rooms = structuredClone(world);
  let here = start;
  const bag: string[] = [];
  const out: string[] = [];
  const say = (...lines: string[]) => { for (const l of lines) out.push(l); };
  let turns = 0;
  play: for (const raw of commands) {
    const [first = "", ...args] = raw.trim().toLowerCase().split(/\\s+/);
    const verb = aliases[first] ?? first;
    const noun = args.filter((a) => a !== "the").join(" ");
    turns++;
    switch (verb) {
      case "": turns--; continue play;
      case "quit": break play;
      case "inventory": say(\`You have \${listOf(bag)}.\`); break;
      case "take": {
        const items = rooms[here]?.items ?? [];
        if (!items.includes(noun)) { say(\`There is no \${noun || "thing"}.\`); break; }
        bag.push(noun);
        const room = rooms[here];
        if (room) room.items = items.filter((i) => i !== noun);
        say("Taken.");
        if (noun === "lamp") await echo("light");
        break;
      }
      case "look":
        say(rooms[here]?.name ?? "Nowhere", \`You see \${listOf(rooms[here]?.items ?? [])}.\`);
        break;
      default: {
        if (!isDirection(verb)) { say(\`What is "\${verb}"?\`); continue; }
        const to = rooms[here]?.exits[verb];
        if (to === undefined) { say("You cannot go there."); break; }
        const lock = rooms[to]?.locked;
        if (lock && !bag.includes(lock)) { say(\`You need \${article(lock)}.\`); break; }
        here = to;
        say(\`-> \${rooms[to]?.name ?? to}\`);
      }
    }
  }
  return { here, bag, turns, out };
}`,
    scenarios: runs(
      [
        {
          start: "hall",
          world: {
            hall: { name: "Hall", exits: { north: "vault", east: "shed" }, items: ["egg"] },
            shed: { name: "Shed", exits: { west: "hall" }, items: ["key", "lamp"] },
            vault: { name: "Vault", exits: {}, locked: "key" },
          },
          commands: [
            "look",
            "n",
            "e",
            "get the key",
            "take lamp",
            "take",
            "w",
            "i",
            "dance",
            "",
            "north",
            "look",
            "quit",
            "i",
          ],
        },
      ],
      [{ start: "q", world: {}, commands: ["look", "s", "take x"] }],
      [{ start: "q", world: {}, commands: [] }],
    ),
  },
  {
    name: "restaurant order splitting",
    before: `interface Item { name: string; price: number; qty?: number; sharedBy?: string[]; course: "starter" | "main" | "dessert" }
const courses = ["starter", "main", "dessert"] as const;
type Split = Record<string, { items: string[]; cents: number }>;
const toCents = (p: number) => Math.round(p * 100);`,
    body: `async ({ guests, items, tip = 0 }: { guests: string[]; items: Item[]; tip?: number }) => {
  if (guests.length === 0) throw new Declined("no guests");
  const split: Split = {};
  for (const g of guests) split[g] = { items: [], cents: 0 };
  let unassigned = 0;
  for (const { name, price, qty = 1, sharedBy = guests } of items) {
    const total = toCents(price) * qty;
    const among = sharedBy.filter((g) => g in split);
    if (among.length === 0) { unassigned += total; continue; }
    const share = Math.floor(total / among.length);
    let rest = total - share * among.length;
    for (const g of among) {
      const mine = split[g]!;
      mine.items.push(among.length > 1 ? \`\${name} (1/\${among.length})\` : name);
      mine.cents += share + (rest-- > 0 ? 1 : 0);
    }
  }
  const bills = Object.entries(split).map(([guest, { items: list, cents }]) => ({ guest, list, due: Math.round(cents * (1 + tip / 100)) }));
  const kitchen = courses.map((c) => ({ course: c, n: items.filter((i) => i.course === c).reduce((n, i) => n + (i.qty ?? 1), 0) })).filter(({ n }) => n > 0);
  for (const { course, n } of kitchen) await echo({ course, n });
  const receipts = [];
  for (const { guest, due } of bills) if (due) receipts.push((await charge({ id: guest, amount: due })).receipt);
  return { bills, kitchen, receipts, unassigned, check: bills.reduce((s, b) => s + b.due, 0) };
}`,
    scenarios: runs(
      [
        {
          guests: ["ann", "bo", "cy"],
          items: [
            { name: "soup", price: 5, course: "starter" },
            { name: "steak", price: 19.99, sharedBy: ["ann"], course: "main" },
            { name: "cake", price: 7.01, qty: 2, sharedBy: ["bo", "cy", "zed"], course: "dessert" },
            { name: "x", price: 1, sharedBy: [], course: "main" },
          ],
          tip: 10,
        },
      ],
      [{ guests: [], items: [] }],
      [{ guests: ["a"], items: [] }],
    ),
  },
  {
    name: "genealogy import",
    before: `interface Person { id: string; name: string; born?: number; parents: string[] }
const parseLine = (line: string): Person | string => {
  const [id, name, born, ...parents] = line.split(";").map((p) => p.trim());
  if (!id || !name) return \`bad line: \${line}\`;
  const year = Number(born);
  if (born && (Number.isNaN(year) || year < 1000)) return \`bad year: \${born}\`;
  return { id, name, parents: parents.filter((p) => p !== ""), ...(born ? { born: year } : {}) };
};`,
    body: `async (text: string) => {
  const people = new Map<string, Person>();
  const errors: string[] = [];
  for (const line of text.split("\\n")) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const p = parseLine(line);
    if (typeof p === "string") errors.push(p);
    else if (people.has(p.id)) errors.push(\`twice: \${p.id}\`);
    else people.set(p.id, p);
  }
  const generation: Record<string, number> = {};
  let open = [...people.keys()];
  for (let round = 0; open.length > 0 && round <= people.size; round++) {
    const next: string[] = [];
    for (const id of open) {
      const parents = (people.get(id)?.parents ?? []).filter((x) => people.has(x));
      if (parents.every((x) => x in generation)) generation[id] = parents.length ? 1 + Math.max(...parents.map((x) => generation[x] ?? 0)) : 0;
      else next.push(id);
    }
    if (next.length === open.length) { errors.push(\`cycle: \${next.join()}\`); break; }
    open = next;
  }
  const odd = [...people.values()].filter((p) => p.born !== undefined && p.parents.some((x) => (people.get(x)?.born ?? 0) > p.born! - 12)).map((p) => p.name);
  if (errors.length) await echo(errors);
  return { generation, errors, odd, children: Object.fromEntries([...people.keys()].map((id) => [id, [...people.values()].filter((p) => p.parents.includes(id)).length])) };
}`,
    scenarios: runs(
      ["# tree\na; Ann; 1900\nb; Bob; 1930; a\nc; Cy; 1935; b; z\n; x\nd; Di; 99; a\nb; Bob2\ne;Eve;;f\nf;Fay;;e"],
      [""],
      ["a;A"],
    ),
  },
];
