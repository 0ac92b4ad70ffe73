import type { Row } from "./row.js";

const before = `const isValid = (d: Date): boolean => !Number.isNaN(d.getTime());
const parse = (s: string): Date | undefined => { const d = new Date(s); return Number.isNaN(d.getTime()) ? undefined : d; };
const parseAt = (s: string) => { const t = Date.parse(s); if (Number.isNaN(t)) return null; return new Date(t); };`;

const stubs = { double: (x: number) => x * 2 };
const texts = [
  "2024-01-01",
  "garbage",
  "",
  "2024-13-01",
  "2024-02-30T10:00:00Z",
  "1969-05-05T00:00:00.5+02:00",
  "2024-05-01T10:00Z",
  "1969-05-05T23:59-02:30",
];

const bodies = [
  `async (i: string[]) => i.map(s => { const d = new Date(s); return Number.isNaN(d.getTime()) ? 'bad' : d.toISOString(); })`,
  `async (i: string[]) => { const out: (string | number | Date | { d: Date })[] = []; for (const s of i) { const d = new Date(s); if (isNaN(d.getTime())) { out.push('bad'); continue; } await double(d.getUTCDate()); out.push(d, d.getTime(), { d }); } return out; }`,
  `async (i: string[]) => i.map(s => parse(s)?.getTime() ?? 'none')`,
  `async (i: string[]) => i.map(s => parseAt(s))`,
  `async (i: string[]) => i.filter(s => isValid(new Date(s)))`,
  `async (i: string[]) => i.map(s => { const d = new Date(s); if (isNaN(+d) || d > new Date('2024-01-15')) return 1; return d.getUTCMonth(); })`,
  `async (i: string[]) => i.map(s => Number.isNaN(Date.parse(s)) ? s : new Date(s).toISOString())`,
  `async (i: string[]) => { const ds = i.filter(s => !isNaN(Date.parse(s))).map(s => new Date(s)); return ds.every(d => !Number.isNaN(d.getTime())) ? ds.length : 'no'; }`,
  `async (i: string[]) => { const d = new Date(i.length * 1000); return [Number.isNaN(d.getTime()), Number.isFinite(d.getTime()), isNaN(+d)]; }`,
  `async (i: string[]) => { const d = new Date(i[1]!); let s = 'ok'; if (Number.isNaN(d.valueOf())) { s = 'bad'; } await double(1); return s; }`,
  `async (i: string[]) => { const out = []; for (const s of i) { const t = Date.parse(s); out.push(Number.isFinite(t) ? t : -1); } return out; }`,
  `async (i: string[]) => { try { const d = new Date(i[1]!); if (Number.isNaN(d.getTime())) throw new Declined('bad date'); return d; } catch (e) { return (e as Error).message; } }`,
];

/** Texts of which it is asked whether they are dates. */
export const readDates: readonly Row[] = bodies.map((body) => ({
  name: body,
  before,
  body,
  scenarios: [texts, texts.toReversed()].map((input) => ({ input, stubs })),
}));
