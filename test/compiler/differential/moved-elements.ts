import type { Program } from "./harness.js";

const list = `const q: R[] = input.list.map((n) => ({ n, tags: [] }));`;
const variable = list.replace("const", "let");

const bodies: Readonly<Record<string, string>> = {
  "shifted, named before": `${list} const first = q[0]; const j = q.shift()!; j.n = 50; return [first!.n, j.n];`,
  "popped, named before": `${list} const last = q.at(-1)!; const j = q.pop()!; j.n = 50; return [last.n, q];`,
  "spliced, named before": `${list} const first = q[0]!; const [j] = q.splice(0, 1); j!.n = 50; return [first.n, q];`,
  "in a list with others taken out": `${list} const first = q[0]!; const rest = q.toSpliced(0, 1); rest[0]!.n = 50; return [first.n, q, rest];`,
  "put back into an empty list": `${list} const first = q[0]!; q.length = 0; q.push(first); first.n = 4; return [q, first];`,
  "gone when the list is emptied": `${list} const first = q[0]!; q.length = 0; first.n = 4; return [q, first];`,
  "of a pattern, gone when the list is emptied": `${list} const [first] = q; q.length = 0; first!.n = 4; return [q, first];`,
  "gone when the list gets shorter": `${list} const last = q[2]!; q.length = 1; last.n = 4; return [q, last];`,
  "of a choice, shifted": `${list} const some = q.filter((r) => r.n > 1); const j = q.shift()!; j.n = 50; return [some, q];`,
  "of a choice, replaced": `${variable} const some = q.filter((r) => r.n > 1); q = q.slice(1); q[0]!.n = 7; return [some, q];`,
  "at another index of a slice": `${variable} const second = q[1]!; q = q.slice(1); q[0]!.n = 7; return [second.n, q];`,
  "at another index after a shift": `${list} const b = q[1]!; q.shift(); q[0]!.n = 7; return [b.n, q];`,
  "at another index of a list turned around": `${list} const b = q[1]!; q.reverse(); q[2]!.n = 7; return [b.n, q];`,
  "at two indexes": `${list} const b = q[1]!; q[0] = q[2]!; q[0]!.n = 7; return [b.n, q];`,
  "of a pattern, at another index": `${variable} const [, b] = q; q = q.slice(1); q[0]!.n = 7; return [b!.n, q];`,
  "of a pattern, shifted": `${list} const [a, b] = q; const j = q.shift()!; j.n = 50; return [a!.n, b!.n];`,
  "a part of one that is shifted": `${list} const t = q[0]!.tags; const j = q.shift()!; j.tags.push("t"); return [t, q];`,
  "one of two, shifted": `${list} const o = q[0] ?? q[1]!; const j = q.shift()!; j.n = 50; return [o.n, q];`,
  "shifted into another list": `${list} const done: R[] = []; const first = q[0]!; done.push(q.shift()!); done[0]!.n = 50; return [first.n, done];`,
};

/** Elements with a name, that are taken out of their list or get another index there, and then change. */
export const movedElements: readonly Program[] = Object.entries(bodies).map(([name, body]) => ({
  name: `moved elements: ${name}`,
  before: `interface R { n: number; tags: string[] }`,
  body: `async (input: { list: number[] }) => { ${body} }`,
}));
