import type { Row } from "./row.js";
import { runs } from "./stubs.js";

/** Workflows that change their own input, which each execution has as a copy. */
export const ownInputs: readonly Row[] = [
  {
    name: "members and elements of the input",
    body: `async (o: { id: string; status?: string; lines: { n: number }[]; tags?: string[] }) => { o.status = "new"; o.lines.push({ n: 1 }); const found = await fetchItem(o.id); o.status = found.id; o.lines[0]!.n += 2; o.tags ??= []; o.tags.push("t"); for (const line of o.lines) line.n++; delete o.status; return o; }`,
    scenarios: runs([{ id: "a", lines: [{ n: 1 }] }], [{ id: "b", lines: [], tags: ["x"] }]),
  },
  {
    name: "an input that is a list",
    body: `async (ids: number[]) => { ids.push(7); ids.sort((a, b) => b - a); ids.reverse(); const first = ids.shift(); await check(ids.length); ids.unshift(0); return { ids, first: first ?? null }; }`,
    scenarios: runs([[3, 1, 2]], [[]]),
  },
  {
    name: "an input that is sorted where it is returned",
    body: `async (ids: number[]) => ids.sort((a, b) => b - a)`,
    scenarios: runs([[3, 1, 2]], [[]]),
  },
  {
    name: "parts that a pattern takes out of the input",
    body: `async ({ lines, id, deep: { names = [] } }: { id: string; lines: { n: number }[]; deep: { names?: string[] } }) => { const seen = lines.filter((line) => line.n > 1).length; lines.push({ n: 5 }); lines.sort((a, b) => b.n - a.n); names.push(id); return { seen, lines, names }; }`,
    scenarios: runs(
      [{ id: "a", lines: [{ n: 1 }, { n: 2 }], deep: {} }],
      [{ id: "a", lines: [], deep: { names: ["x"] } }],
    ),
  },
  {
    name: "an input that is worked off",
    body: `async (o: { n: number; xs: number[]; counts: Record<string, number> }) => { const note = (key: string) => { o.counts[key] = (o.counts[key] ?? 0) + 1; }; while (o.xs.length > 0) { const x = o.xs.shift()!; note(x > 1 ? "large" : "small"); try { o.n += await double(x); } catch { o.n -= 1; } finally { note("tried"); } } return o; }`,
    scenarios: runs(
      [{ n: 1, xs: [1, 2, 3], counts: {} }],
      [{ n: 1, xs: [2, 2], counts: { small: 4 } }, { double: { error: "Broken", message: "m" } }],
    ),
  },
  {
    name: "another name for the input, and copies of it",
    body: `async (o: { id: string; n: number }) => { const same = o; const copy = { ...o }; o.n = 5; same.n += 1; return [o, same, copy]; }`,
    scenarios: runs([{ id: "a", n: 1 }]),
  },
  {
    name: "a name for a part of the input",
    body: `async (input: { a: { n: number }; tags: string[] }) => { const part = input.a; part.n = 2; const tags = input.tags; tags.push("x"); return { input, tags, before: input.tags }; }`,
    scenarios: runs([{ a: { n: 1 }, tags: [] }]),
  },
  {
    name: "elements that are chosen from the input",
    body: `async (rows: { n: number; taken?: boolean }[]) => { const best = rows.filter((row) => row.n > 1).sort((a, b) => b.n - a.n)[0]; if (best !== undefined) best.taken = true; for (const row of rows.filter(({ taken }) => taken !== true)) row.n = 0; return rows; }`,
    scenarios: runs([[{ n: 1 }, { n: 3 }, { n: 2 }]], [[]]),
  },
  {
    name: "an element that a helper chooses and changes, round after round",
    before: `interface Row { id: string; n: number; taken?: boolean; tags: string[] }
const copyOf = (rows: Row[]) => rows.map((row) => ({ ...row, tags: [...row.tags] }));
const takeBest = (rows: Row[]) => { const best = rows.filter((row) => !row.taken).sort((a, b) => b.n - a.n)[0]; if (best === undefined) return undefined; best.taken = true; return best.id; };`,
    body: `async (given: Row[]) => { const rows = copyOf(given); const ids = []; for (let k = 0; k < 3; k++) { ids.push(takeBest(rows) ?? "none"); await double(k); } return [ids, rows]; }`,
    scenarios: runs(
      [
        [
          { id: "a", n: 1, tags: [] },
          { id: "b", n: 3, tags: ["q"] },
        ],
      ],
      [[]],
    ),
  },
];
