import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `interface Line { sku: string; qty: number; price: number; note?: string }`;

const lines = [
  { sku: "b", qty: 2, price: 3.5 },
  { sku: "a", qty: 1, price: 9.99, note: "n" },
  { sku: "a", qty: 0, price: 1 },
];

const bodies = [
  `const by = (k: keyof Line) => (a: Line, b: Line) => (a[k]! < b[k]! ? -1 : a[k]! > b[k]! ? 1 : 0); return input.lines.toSorted(by('price'));`,
  `const by = (k: 'sku' | 'qty') => (a: Line, b: Line) => (a[k] < b[k] ? -1 : a[k] > b[k] ? 1 : 0); return [input.lines.toSorted(by('sku')), input.lines.toSorted(by('qty'))];`,
  `const sortBy = <T, K extends keyof T>(xs: T[], k: K) => [...xs].sort((a, b) => (a[k] < b[k] ? -1 : a[k] > b[k] ? 1 : 0)); return sortBy(input.lines, 'price');`,
  `const sortBy = <T,>(xs: T[], key: (x: T) => string | number) => [...xs].sort((a, b) => { const [x, y] = [key(a), key(b)]; return x < y ? -1 : x > y ? 1 : 0; }); return [sortBy(input.lines, (l) => l.price), sortBy(input.lines, (l) => l.sku)];`,
  `const k: 'sku' | 'qty' = input.lines.length > 2 ? 'qty' : 'sku'; return input.lines.toSorted((a, b) => (a[k] < b[k] ? -1 : a[k] > b[k] ? 1 : 0));`,
  `const keys: ('sku' | 'qty')[] = ['sku', 'qty']; return input.lines.toSorted((a, b) => { for (const k of keys) { if (a[k] < b[k]) return -1; if (a[k] > b[k]) return 1; } return 0; });`,
  `const get = (k: 'sku' | 'qty') => input.lines.map((l) => l[k]); return [get('sku'), get('qty').length];`,
  `const total = (k: 'qty' | 'price') => input.lines.reduce((n, l) => n + l[k], 0); return [total('qty'), total('price')];`,
  `const o = { a: 1, b: 'x', c: [1] } as const; const read = (k: keyof typeof o) => o[k]; return [read('a'), read('c')];`,
  `const total = (k: keyof Line) => { let n = 0; for (const l of input.lines) { const v = l[k]; n += typeof v === "number" ? v : 1; } return n; }; return [total("qty"), total("sku"), total("note")];`,
  `const plus = (k: 'qty' | 'sku') => input.lines[0]![k] + "!"; return [plus("qty"), plus("sku")];`,
  `const has = (k: keyof Line) => input.lines.filter((l) => l[k]).length; return [has("qty"), has("note")];`,
];

/** Members by keys that are arguments. */
export const membersByKey: readonly Row[] = bodies.map((body) => ({
  name: body,
  before,
  body: `async (input: { lines: Line[] }) => { ${body} }`,
  scenarios: runs([{ lines }], [{ lines: lines.slice(0, 1) }]),
}));
