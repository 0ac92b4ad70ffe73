import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `interface Line { sku: string; quantity: number; picked?: number; tags?: string[]; sub?: { n: number } }
const view = (l: Line) => ({ id: l.sku, n: l.quantity });
const parts = (l: Line) => { const { sub } = l; return { id: l.sku, sub }; };`;

const bodies: readonly (readonly [name: string, body: string])[] = [
  [
    "of a helper",
    `async (input: { lines: Line[] }) => { const lines = structuredClone(input.lines); const made = lines.map(view); for (const line of lines) { line.quantity++; } return [made, lines]; }`,
  ],
  [
    "with another part",
    `async (input: { lines: Line[] }) => { const lines = structuredClone(input.lines); const made = lines.map((l) => parts(l)); for (const line of lines) { line.quantity++; } return [made, lines]; }`,
  ],
  [
    "of two elements each",
    `async (input: { lines: Line[] }) => { const lines = structuredClone(input.lines); const made = lines.map((l, i) => ({ id: l.sku, prev: lines[i - 1]?.quantity ?? null })); for (const line of lines) { line.quantity++; } return [made, lines]; }`,
  ],
  [
    "of several for each",
    `async (input: { lines: Line[] }) => { const lines = structuredClone(input.lines); const made = lines.flatMap((l) => [{ id: l.sku }, { id: l.sku + l.quantity }]); for (const line of lines) { line.quantity++; } return [made, lines]; }`,
  ],
  [
    "of other parts",
    `async (input: { lines: Line[] }) => { const lines = structuredClone(input.lines); const made = lines.flatMap((l) => (l.sub ? [l.sub] : [])); for (const line of lines) { line.quantity++; } return [made, lines]; }`,
  ],
  [
    "of the whole list",
    `async (input: { lines: Line[] }) => { const lines = structuredClone(input.lines); const made = lines.map((l) => ({ id: l.sku, list: lines.map((m) => m.quantity) })); for (const line of lines) { line.quantity--; } return [made, lines]; }`,
  ],
  [
    "in an index",
    `async (input: { lines: Line[] }) => { const lines = structuredClone(input.lines); const made = new Map(lines.map((l) => [l.sku, { q: l.quantity }])); for (const line of lines) { line.quantity--; } return [[...made], lines]; }`,
  ],
  [
    "as copies",
    `async (input: { lines: Line[] }) => { const lines = structuredClone(input.lines); const made = lines.map((l) => ({ ...l })); for (const line of lines) { line.quantity--; } return [made, lines]; }`,
  ],
  [
    "as deep copies",
    `async (input: { lines: Line[] }) => { const lines = structuredClone(input.lines); const made = lines.map((l) => structuredClone(l)); for (const line of lines) { if (line.sub) line.sub.n++; } return [made, lines]; }`,
  ],
  [
    "or null",
    `async (input: { lines: Line[] }) => { const lines = structuredClone(input.lines); const made = lines.map((l) => (l.quantity > 2 ? { q: l.quantity } : null)); for (const line of lines) { line.quantity--; } return [made, lines]; }`,
  ],
  [
    "of those chosen",
    `async (input: { lines: Line[] }) => { const lines = structuredClone(input.lines); const made = lines.filter((l) => l.quantity > 2).map((l) => ({ q: l.quantity, tags: l.tags ?? [] })); for (const line of lines) { line.quantity--; } return [made, lines]; }`,
  ],
  [
    "of an object's members",
    `async (input: { lines: Line[] }) => { const lines = structuredClone(input.lines); const made = Object.values(Object.fromEntries(lines.map((l) => [l.sku, { ...l }]))).map((l) => ({ q: l.quantity })); for (const line of lines) { line.quantity--; } return [made, lines]; }`,
  ],
  [
    "which change, too",
    `async ({ lines }: { lines: Line[] }) => { const made = lines.filter((l) => l.quantity > 2).map((l) => ({ q: l.quantity })); for (const m of made) m.q += 1; for (const l of lines) l.quantity -= 1; return [made, lines]; }`,
  ],
  [
    "of the input after its changes",
    `async ({ lines }: { lines: Line[] }) => { for (const line of lines) { line.picked = await double(line.quantity); } const made = lines.map(({ sku, quantity, picked = 0 }) => ({ sku, quantity: quantity - picked })); return [made, lines]; }`,
  ],
  [
    "of those chosen of the input after its changes",
    `async ({ lines }: { lines: Line[] }) => { for (const line of lines) { line.quantity++; } const made = lines.filter((l) => l.quantity > 2); return [made, lines]; }`,
  ],
  [
    "of one of the input after its changes",
    `async ({ lines }: { lines: Line[] }) => { for (const line of lines) { line.quantity++; } const made = lines.toSorted((a, b) => b.quantity - a.quantity)[0]; return [made, lines]; }`,
  ],
  [
    "which hold the input after its changes",
    `async ({ lines }: { lines: Line[] }) => { for (const line of lines) { line.quantity++; } const made = { all: lines, first: lines[0] }; return [made, lines]; }`,
  ],
  [
    "of the input in rounds",
    `async ({ lines }: { lines: Line[] }) => { const out: Line[][] = []; for (let i = 0; i < 2; i++) { for (const line of lines) line.quantity++; const big = lines.map((l) => ({ ...l })); out.push(big); } return [out, lines]; }`,
  ],
];

/** Lists that are made of the elements of others, which change in place before or afterwards. */
export const authorsViews: readonly Row[] = bodies.map(([name, body]) => ({
  name: `a list made of elements, ${name}`,
  before,
  body,
  scenarios: runs(
    [{ lines: [] }],
    [
      {
        lines: [
          { sku: "a", quantity: 2, tags: ["x"], sub: { n: 1 } },
          { sku: "b", quantity: 3, sub: { n: 2 } },
        ],
      },
    ],
  ),
}));

const problems = `class Refused extends WorkflowError { constructor(readonly problems: readonly string[]) { super(problems.join()); } }`;
const check = `const problems: string[] = []; const check = (ok: boolean, text: string) => { if (!ok) problems.push(text); };`;

const thrown: readonly (readonly [name: string, body: string])[] = [
  [
    "at the end",
    `${check} check(n > 1, "a"); check(n > 2, "b"); if (problems.length) throw new Refused(problems); return n;`,
  ],
  [
    "by a helper",
    `const f = (m: number) => { ${check} check(m > 1, "a"); check(m > 2, "b"); if (problems.length) throw new Refused(problems); return m; }; try { return f(n); } catch (e) { return e instanceof Refused ? e.problems : []; }`,
  ],
  [
    "by a handler",
    `${check} try { check(n > 1, "a"); if ((await echo(n > 2)) !== true) throw new Error("x"); } catch (e) { check(false, "c"); throw new Refused(problems); } return problems;`,
  ],
  [
    "in a loop",
    `${check} for (let i = 0; i < 3; i++) { check(n > i, "a" + i); if (problems.length > 1) throw new Refused(problems.map((p) => p + "!")); } return problems;`,
  ],
];

/** Lists that a function of the workflow adds to, and that an error takes along. */
export const authorsThrown: readonly Row[] = thrown.map(([name, body]) => ({
  name: `a list that an error takes along, ${name}`,
  before: problems,
  body: `async (n: number) => { ${body} }`,
  scenarios: runs([0], [2], [5]),
}));
