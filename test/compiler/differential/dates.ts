import type { Row } from "./row.js";

const double = (x: number) => x * 2;

const setters = [
  ...["FullYear(2023)", "FullYear(2023, 1)", "FullYear(2023, 1, 29)", "FullYear(50)", "FullYear(2023.9)"],
  ...["FullYear(-0.5)", "Month(1)", "Month(13)", "Month(-1)", "Month(1, 1)", "Month(0.9)", "Date(0)", "Date(-40)"],
  ...["Date(15.7)", "Date(-1.5)", "Hours(25)", "Hours(-1, 90)", "Hours(1, 2, 3)", "Hours(1, 2, 3, 4)", "Minutes(61)"],
  ...["Minutes(1, 2, 3)", "Seconds(-1)", "Seconds(1, 999)", "Milliseconds(1000)"],
];
const changes = [...setters.map((text) => `setUTC${text}`), "setTime(86400000.9)", "setTime(-0.5)"];

const helpers = `const addDays = (d: Date, n: number): Date => { const e = new Date(d); e.setUTCDate(e.getUTCDate() + n); return e; };
const later = (a: Date, b: Date): Date => (a > b ? a : b);`;

const times = ["2024-01-31T22:10:05.250Z", "1969-03-15T01:02:03.004Z", "0050-02-28T01:02:03.004Z"];

/** Dates that are taken as numbers, chosen between, and changed; Sets and Maps that are chosen between, and copied. */
export const dates: readonly Row[] = [
  {
    name: "a Date as a number",
    before: helpers,
    body: `async (i: string) => { const d = new Date(i); const e = new Date(d); return [+d, Number(e), +new Date(i) - +d, new Date(new Date(i)).toISOString(), +addDays(d, 1) - +d, new Date(addDays(e, -1)).getTime(), Number(later(d, e)), [i].map((x) => +new Date(x))]; }`,
    scenarios: times.map((input) => ({ input })),
  },
  {
    name: "a choice between two Dates, Sets or Maps",
    before: helpers,
    body: `async (i: { at: string; list: number[] }) => {
  const d = i.at === "" ? new Date(0) : new Date(i.at); const end = new Date(9e11);
  const set = i.list.length > 2 ? new Set(i.list) : new Set([1]); set.add(7);
  const map = i.list.length > 2 ? new Map(i.list.map((x) => [x, x])) : new Map<number, number>(); map.set(9, 9);
  const seen = []; for (const x of i.list.length > 1 ? new Set(i.list) : new Set([1])) seen.push(x);
  const other = new Set([3]);
  return [d.toISOString(), (i.at === "" ? d : end).toISOString(), +(i.at === "" ? end : d), (d > end ? d : new Date(5)) < end, later(d, end).toISOString(), [...set], [...map], seen, (i.list.length > 1 ? set : other).has(3)];
}`,
    scenarios: [
      { input: { at: times[0], list: [5, 3, 5] } },
      { input: { at: "", list: [] } },
      { input: { at: times[1], list: [3, 4] } },
    ],
  },
  {
    name: "copies of Sets and Maps",
    before:
      "const both = (a: Set<number>, b: Set<number>) => new Set([...a, ...b]);\nconst copyOf = (a: Set<number>) => new Set(a);",
    body: `async (list: number[]) => { const s = new Set(list); const t = new Set(s); t.add(9); const m = new Map(list.map((x) => [x, x * 2])); const n = new Map(m); n.set(1, 9); const u = copyOf(s); u.add(5); await double(1); return [[...s], [...t], [...m], [...n], [...new Set(n.keys())], new Set(n.values()).size, [...u], [...both(s, t)], [...new Map(new Map(list.map((x) => [x, 1])))]]; }`,
    scenarios: [
      { input: [1, 2, 1], stubs: { double } },
      { input: [], stubs: { double } },
    ],
  },
  {
    name: "Maps and Sets that helpers gather with reduce",
    before: `const counted = (words: string[]) => words.reduce((m, x) => m.set(x, (m.get(x) ?? 0) + 1), new Map<string, number>());
const lengths = (words: string[]) => { return words.reduce((s, x) => s.add(x.length), new Set<number>()); };`,
    body: `async (words: string[]) => { const all = counted(words); all.set("z", 0); await double(all.size); return [[...all], counted(words).get("a") ?? null, [...lengths(words)]]; }`,
    scenarios: [
      { input: ["a", "bb", "a"], stubs: { double } },
      { input: [], stubs: { double } },
    ],
  },
  {
    name: "what sets parts of a Date",
    before: "",
    body: `async (i: string) => { const out: number[] = []; ${changes.map((text) => `{ const d = new Date(i); d.${text}; out.push(d.getTime()); }`).join(" ")} return out; }`,
    scenarios: times.map((input) => ({ input })),
  },
  {
    name: "what a change of a Date gives",
    before: helpers,
    body: `async (i: string) => { const d = new Date(i); const first = [d.getTime(), d.setUTCDate(3), d.getTime()]; d.setUTCDate(await double(d.getUTCDate())); const due = addDays(d, 3); due.setUTCHours(0, 0, 0, 0); let last = 0; try { last = d.setUTCHours(await double(1)); await double(99); } catch { d.setUTCMonth(0); } const bump = () => { d.setUTCDate(d.getUTCDate() + 1); }; bump(); await double(1); bump(); return [first, due.toISOString(), addDays(due, 1).toISOString(), d.toISOString(), last]; }`,
    scenarios: times.flatMap((input) => [
      { input, stubs: { double } },
      { input, stubs: { double: [{ result: 4 }, { result: 5 }, { error: "Broken", message: "m" }, { result: 1 }] } },
    ]),
  },
  {
    name: "loops that go from day to day",
    before: helpers,
    body: `async (i: string) => {
  const days: string[] = []; const end = addDays(new Date(i), 3);
  for (const d = new Date(i); d < end; d.setUTCDate(d.getUTCDate() + 1)) days.push(d.toISOString().slice(0, 10));
  let d = new Date(i); for (let n = 0; n < 2; n++) { days.push(d.toISOString()); d = addDays(d, 1); d.setUTCHours(n); }
  const at = new Date(i); while (at <= end) { await double(at.getUTCDate()); at.setUTCHours(at.getUTCHours() + 36); }
  return [days, at.toISOString(), [1, 2].map((n) => { const e = new Date(i); e.setUTCDate(n); return e.getTime(); })];
}`,
    scenarios: times.map((input) => ({ input, stubs: { double } })),
  },
];
