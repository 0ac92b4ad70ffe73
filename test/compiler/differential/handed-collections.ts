import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const bodies: readonly (readonly [name: string, body: string])[] = [
  [
    "the Set of the round before",
    `let previous = new Set<string>(); const again: boolean[] = []; for (const x of xs) { const today = new Set<string>(); today.add(x); again.push(previous.has(x)); previous = today; } return { again, last: [...previous] };`,
  ],
  [
    "a Map that is changed by its new name",
    `let previous = new Map<string, number>(); const seen: number[] = []; for (const x of xs) { const today = new Map<string, number>(); today.set(x, 1); seen.push(previous.get(x) ?? 0); previous = today; previous.set("z", 3); } return { seen, previous: [...previous] };`,
  ],
  [
    "a frontier",
    `let frontier = new Set(xs); let n = 0; while (frontier.size > 0 && n < 5) { const next = new Set<string>(); for (const f of frontier) if (f.length < 3) next.add(f + "x"); frontier = next; n++; } return n;`,
  ],
  [
    "a frontier with calls",
    `let frontier = new Set(xs.slice(0, 2)); const seen = new Set(frontier); while (frontier.size > 0) { const next = new Set<string>(); for (const f of frontier) { if (!(await check(f.length))) { const g = f + f; if (!seen.has(g)) { seen.add(g); next.add(g); } } } frontier = next; } return [...seen];`,
  ],
  [
    "a variable that gets a new one next",
    `let previous = new Set<string>(["q"]); let next = new Set<string>(); for (const x of xs) { next.add(x); if (next.size > 1) { previous = next; next = new Set(); } } return { next: [...next], previous: [...previous] };`,
  ],
  [
    "a Map of lists, changed by names of parts before",
    `let groups = new Map<string, string[]>(); for (const x of xs) { const next = new Map<string, string[]>(); const list = [x]; next.set(x, list); list.push("x"); groups = next; groups.get(x)!.push("y"); } return [...groups];`,
  ],
  [
    "a function that replaces the one around it",
    `let a = new Set<string>(["q"]); const step = (x: string) => { const b = new Set<string>(); b.add(x); for (const y of a) if (y < x) b.add(y); a = b; }; for (const x of xs) step(x); a.add("end"); return [...a];`,
  ],
  [
    "one way of a choice",
    `let a = new Set<string>(["q"]); const b = new Set<string>(["b"]); if (xs.length > 2) { a = b; a.add("1"); } else { b.add("2"); } a.add("3"); return [...a];`,
  ],
  [
    "handed on twice",
    `let a = new Set<string>(["q"]); const b = new Set<string>(["b"]); let c = new Set<string>(); a = b; c = a; c.add("1"); return [...c];`,
  ],
];

/** Sets and Maps that go over from one variable to another. */
export const handedCollections: readonly Row[] = bodies.map(([name, body]) => ({
  name: `collections handed on: ${name}`,
  body: `async (xs: string[]) => { ${body} }`,
  scenarios: runs([["a", "a", "b"]], [[]], [["bb", "a"]]),
}));
