import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Whole workflows of offices that decide by rules and tables. */
export const offices: readonly Row[] = [
  {
    name: "hotel overbooking",
    before: `type RoomType = "single" | "double" | "suite";
interface Booking { id: string; guest: string; type: RoomType; nights: number; loyalty?: number; arrived?: string }
const UPGRADES = { single: ["double", "suite"], double: ["suite"], suite: [] } as const satisfies Record<RoomType, readonly RoomType[]>;
const RATE: Record<RoomType, number> = { single: 80, double: 120.5, suite: 310 };
class Walked extends WorkflowError {}`,
    body: `async (input: { rooms: Partial<Record<RoomType, number>>; bookings: Booking[]; partner: string }) => {
  const left: Record<RoomType, number> = { single: 0, double: 0, suite: 0, ...input.rooms };
  const ordered = [...input.bookings].sort((a, b) => (b.loyalty ?? 0) - (a.loyalty ?? 0) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const placed: Record<string, { room: RoomType; upgraded: boolean }> = {};
  const walked: Booking[] = [];
  outer: for (const booking of ordered) {
    for (const candidate of [booking.type, ...UPGRADES[booking.type]]) {
      if (left[candidate] > 0) {
        left[candidate]--;
        placed[booking.id] = { room: candidate, upgraded: candidate !== booking.type };
        continue outer;
      }
    }
    walked.push(booking);
  }
  const letters: string[] = [];
  let compensation = 0;
  for (const w of walked) {
    try {
      const alternative = await fetchItem(\`\${input.partner}/\${w.type}\`);
      if (alternative.price > RATE[w.type]) throw new Walked(\`\${w.guest} (\${alternative.price})\`);
      compensation += w.nights * RATE[w.type];
      letters.push(\`Dear \${w.guest}, we booked \${alternative.id} for \${w.nights} night\${w.nights === 1 ? "" : "s"}.\`);
    } catch (e) {
      if (e instanceof Walked) {
        letters.push(\`Sorry \${e.message}\`);
        compensation += RATE[w.type] * w.nights * 1.5;
      } else {
        await release(w.id);
      }
    }
  }
  return { placed, letters, compensation: compensation.toFixed(2), occupancy: Object.values(left).every((n) => n === 0) ? "full" : Object.entries(left).filter(([, n]) => n).map(([k, n]) => \`\${k}:\${n}\`).join(",") };
}`,
    scenarios: runs(
      [
        {
          rooms: { single: 1, double: 1 },
          partner: "ibis",
          bookings: [
            { id: "b2", guest: "Zoë", type: "single", nights: 1 },
            { id: "b1", guest: "Al", type: "single", nights: 2, loyalty: 3 },
            { id: "b3", guest: "李", type: "double", nights: 3 },
          ],
        },
      ],
      [{ rooms: {}, partner: "", bookings: [] }],
      [
        {
          rooms: { suite: 1 },
          partner: "x",
          bookings: [
            { id: "b2", guest: "Z", type: "double", nights: 1 },
            { id: "b1", guest: "A", type: "suite", nights: 2, loyalty: 0 },
          ],
        },
        { fetchItem: fails("Down", "x") },
      ],
      [
        { rooms: { suite: 0 }, partner: "x", bookings: [{ id: "b2", guest: "Z", type: "double", nights: 1 }] },
        { fetchItem: { result: { id: "q", price: 500, tags: [] } } },
      ],
    ),
  },
  {
    name: "clinical trial intake",
    before: `interface Patient { id: string; age: number; sex: "f" | "m" | "x"; conditions?: string[]; labs: { name: string; value: number | null; unit: string }[]; consent?: { signedAt?: string } | null }
type Outcome = { kind: "enrolled"; arm: string; dose: number } | { kind: "excluded"; reasons: string[] } | { kind: "pending"; missing: string[] };
const criteria: readonly { name: string; test: (p: Patient) => boolean }[] = [
  { name: "adult", test: (p) => p.age >= 18 && p.age < 75 },
  { name: "no heart disease", test: ({ conditions = [] }) => !conditions.some((c) => /heart|cardi/i.test(c)) },
  { name: "has consent", test: (p) => Boolean(p.consent?.signedAt) },
];
const LIMITS = { hb: { min: 12, max: 18 }, alt: { max: 40 }, egfr: { min: 60 } } as const;
function labProblems(labs: Patient["labs"]) {
  const problems: string[] = [];
  for (const { name, value, unit } of labs) {
    const limits: { min?: number; max?: number } | undefined = LIMITS[name as keyof typeof LIMITS];
    if (!limits || value === null) continue;
    const { min = -Number.MAX_VALUE, max = Number.MAX_VALUE } = limits;
    if (value < min) problems.push(\`\${name} \${value}\${unit} is below \${min}\`);
    else if (value > max) problems.push(\`\${name} \${value}\${unit} is above \${max}\`);
  }
  return problems;
}
const describe = (o: Outcome): string => {
  switch (o.kind) {
    case "enrolled": return \`arm \${o.arm} at \${o.dose.toFixed(1)} mg\`;
    case "excluded": return o.reasons.join("; ");
    case "pending": return \`waiting for \${o.missing.length} result(s): \${o.missing.join()}\`;
  }
};`,
    body: `async (patients: Patient[]) => {
  const outcomes = new Map<string, Outcome>();
  let counter = 0;
  for (const patient of patients) {
    const missing = patient.labs.filter((l) => l.value === null).map((l) => l.name);
    if (missing.length) {
      outcomes.set(patient.id, { kind: "pending", missing });
      continue;
    }
    const reasons = [...criteria.filter((c) => !c.test(patient)).map((c) => \`not \${c.name}\`), ...labProblems(patient.labs)];
    if (reasons.length > 0) {
      outcomes.set(patient.id, { kind: "excluded", reasons });
      continue;
    }
    const { approved, reason } = await review({ id: patient.id });
    if (!approved) outcomes.set(patient.id, { kind: "excluded", reasons: [reason] });
    else outcomes.set(patient.id, { kind: "enrolled", arm: counter++ % 2 === 0 ? "A" : "B", dose: patient.age / 4 });
  }
  const summary = [...outcomes.values()].reduce<Record<string, number>>((acc, o) => ({ ...acc, [o.kind]: (acc[o.kind] ?? 0) + 1 }), {});
  return { summary, report: [...outcomes].map(([id, o]) => \`\${id.padStart(4, "0")}: \${describe(o)}\`), enrolled: counter };
}`,
    scenarios: runs(
      [
        [
          {
            id: "p1",
            age: 33,
            sex: "f",
            labs: [{ name: "hb", value: 13, unit: "g/dl" }],
            consent: { signedAt: "2024" },
          },
          {
            id: "p22",
            age: 40,
            sex: "m",
            labs: [
              { name: "hb", value: 11.5, unit: "g/dl" },
              { name: "alt", value: 41, unit: "" },
              { name: "q", value: 1, unit: "" },
            ],
            conditions: ["Cardiomyopathy"],
            consent: null,
          },
          { id: "p3", age: 1, sex: "x", labs: [{ name: "egfr", value: null, unit: "" }] },
          { id: "p4", age: 50.5, sex: "x", labs: [], consent: { signedAt: "x" } },
        ],
      ],
      [[]],
      [[{ id: "12345", age: 75, sex: "f", labs: [], consent: {} }]],
      [
        [{ id: "ab", age: 20, sex: "f", labs: [], consent: { signedAt: "1" } }],
        { review: fails("HumanTaskRejected", "nope") },
      ],
    ),
  },
  {
    name: "contract renewal",
    before: `type State = "draft" | "offered" | "countered" | "accepted" | "lapsed";
interface Event { type: "send" | "counter" | "accept" | "expire"; price?: number; at: string }
const transitions: Record<State, Partial<Record<Event["type"], State>>> = {
  draft: { send: "offered", expire: "lapsed" },
  offered: { counter: "countered", accept: "accepted", expire: "lapsed" },
  countered: { send: "offered", accept: "accepted", expire: "lapsed" },
  accepted: {},
  lapsed: {},
};
class IllegalTransition extends WorkflowError {
  readonly at: string;
  constructor(from: State, { type, at }: Event) {
    super(\`cannot \${type} when \${from}\`);
    this.at = at;
  }
}`,
    body: `async (input: { id: string; price: number; events: Event[]; strict?: boolean }) => {
  let state: State = "draft";
  let { price } = input;
  const history: Array<{ from: State; to: State; price: number }> = [];
  const problems: string[] = [];
  for (const event of input.events) {
    try {
      const to: State | undefined = transitions[state][event.type];
      if (!to) throw new IllegalTransition(state, event);
      switch (event.type) {
        case "counter":
          price = Math.max(event.price ?? price, price * 0.8);
          break;
        case "send":
          price = event.price ?? price;
        // falls through
        case "accept":
          if (to === "accepted") await charge({ id: input.id, amount: price });
          break;
        default:
          await release(input.id);
      }
      history.push({ from: state, to, price });
      state = to;
    } catch (error) {
      if (error instanceof IllegalTransition) {
        problems.push(\`\${error.at}: \${error.message}\`);
        if (input.strict) throw error;
      } else {
        problems.push((error as Error).message);
        state = "countered";
      }
    } finally {
      if (state === "lapsed" || state === "accepted") problems.push(\`closed \${event.at}\`);
    }
    if (state === "lapsed") break;
  }
  return { state, price, history, problems };
}`,
    scenarios: runs(
      [
        {
          id: "c",
          price: 100,
          events: [
            { type: "send", at: "1" },
            { type: "counter", price: 70, at: "2" },
            { type: "send", price: 85, at: "3" },
            { type: "accept", at: "4" },
            { type: "accept", at: "5" },
          ],
        },
      ],
      [
        {
          id: "c",
          price: 100,
          events: [
            { type: "accept", at: "1" },
            { type: "expire", at: "2" },
            { type: "send", at: "3" },
          ],
        },
      ],
      [{ id: "c", price: 100, strict: true, events: [{ type: "accept", at: "1" }] }],
      [
        {
          id: "c",
          price: 0,
          events: [
            { type: "send", at: "1" },
            { type: "accept", at: "2" },
            { type: "accept", at: "3" },
          ],
        },
        { charge: [fails("Declined", "a"), { result: { receipt: "q" } }] },
      ],
      [{ id: "c", price: -0, events: [] }],
    ),
  },
];
