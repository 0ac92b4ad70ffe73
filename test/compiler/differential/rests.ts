import type { Program } from "./harness.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `
interface Item { n: number; tags: string[] }
interface Order { id: string; status: string; items: Item[]; meta: { n: number } }
interface Input { list: Item[]; order: Order; limit: number }
`;

const input = {
  list: [
    { n: 1, tags: [] },
    { n: 2, tags: ["a"] },
    { n: 3, tags: [] },
  ],
  order: {
    id: "o",
    status: "new",
    items: [
      { n: 1, tags: [] },
      { n: 4, tags: [] },
    ],
    meta: { n: 0 },
  },
  limit: 2,
};

const own = `const list = input.list.map((one) => ({ ...one, tags: [...one.tags] }));`;

const bodies: Readonly<Record<string, string>> = {
  "a list that is not read again": `const [head, ...tail] = input.list; head!.n += input.limit; tail.push({ n: 9, tags: [] }); for (const t of tail) { t.n += 1; t.tags.push("q"); } return { head, tail };`,
  "a list that is read again, where the rest itself changes": `const [head, ...tail] = input.list; if (head) head.n += 1; tail.push({ n: 9, tags: [] }); return { tail, list: input.list };`,
  "a list that is read again": `const [head, ...tail] = input.list; head!.n += 1; for (const t of tail) t.n += head!.n; return input.list;`,
  "with methods": `const [head, ...tail] = input.list; if (head) head.n += 1; const t = tail.find((one) => one.n > 2); if (t) t.n += 50; tail.sort((p, q) => q.n - p.n); tail[0]!.tags.push("z"); return [tail, input.list];`,
  "the list, too": `const list = [{ n: 1 }, { n: 2 }]; const [first, ...others] = list; for (const other of others) other.n = 5; return [first!, others, list];`,
  "without the first": `${own} const [, ...tail] = list; tail.forEach((t, i) => { t.n += i; }); const first = tail.shift(); if (first) first.n = 0; await echo(tail); return list;`,
  "behind two": `${own} const [a, b, ...tail] = list; for (const t of tail) { t.n += a!.n; a!.n += 1; b!.tags.push(String(t.n)); } list.push({ n: 0, tags: [] }); return [list, tail.length];`,
  "in a loop": `for (const o of [1, 2]) { const [a, ...tail] = input.list; a!.n += o; for (const t of tail) t.n += a!.n; } return input.list;`,
  "in a helper": `const split = (all: Item[]) => { const [head, ...tail] = all; if (head) head.n += 100; for (const t of tail) t.n += 1; return tail.length + (head ? head.n : 0); }; const sum = split(input.list); return [sum, input.list];`,
  "in a helper that adds to it": `const split = (all: Item[]) => { const [head, ...tail] = all; if (head) head.n += 100; tail.push({ n: 1, tags: [] }); return tail.length; }; const count = split(input.list); return [count, input.list];`,
  "with calls": `const [head, ...tail] = input.list; for (const t of tail) { t.n += await double(head!.n); head!.tags.push("c"); } return { head, tail };`,
  "two elements": `const [a, b] = input.list; if (a && b) { a.n += b.n; b.tags.push("x"); } return { a, b };`,
  "an object": `const { id, ...rest } = input.order; rest.status = "x"; rest.meta.n += 1; rest.items.push({ n: 5, tags: [] }); return { id, rest };`,
  "an object whose members change": `const { meta, items, ...rest } = input.order; meta.n += 1; items.push({ n: 3, tags: [] }); rest.status = "z"; return { rest, order: input.order };`,
  "a list in an object": `const { items: [first, ...others], ...rest } = input.order; if (first) first.n += 1; others.push({ n: 3, tags: [] }); rest.meta.n = 5; return { first, others, rest };`,
  "a copy in a loop": `for (const o of [input.order]) { const { id, ...rest } = o; rest.status = id; await echo(rest); } return input.order;`,
  "at and slice": `const head = input.list.at(0); const tail = input.list.slice(1); if (head) head.n += 1; tail.push({ n: 9, tags: [] }); return { head, tail };`,
  "an index and slice": `const head = input.list[0]!; const tail = input.list.slice(1); head.n += 1; for (const t of tail) t.n += head.n; return input.list;`,
  shift: `const head = input.list.shift(); const tail = input.list; if (head) head.n += 1; tail.push({ n: 9, tags: [] }); return { head, tail };`,
  "other members of the input": `const [head, ...tail] = input.list; head!.n += input.limit; for (const t of tail) t.n += input.limit; return { head, tail, limit: input.limit };`,
};

const body = (text: string): string => `async (input: Input) => { ${text} }`;

/** Patterns that take some parts and the rest, which change. */
export const rests: readonly Row[] = Object.entries(bodies).map(([name, text]) => ({
  name: `rests: ${name}`,
  before,
  body: body(text),
  scenarios: runs([input]),
}));

const shared: Readonly<Record<string, string>> = {
  "a member that the whole has as well": `const { id, ...rest } = input.order; rest.meta.n += 1; await echo(id); return { rest, order: input.order };`,
  "the member by the whole": `const { id, ...rest } = input.order; input.order.meta.n += 1; return [id, rest];`,
  "an element by the list": `const [head, ...tail] = input.list; input.list[1]!.n += 1; tail.push(head!); return tail;`,
  "a list that is turned round": `${own} const [a, ...tail] = list; list.reverse(); for (const t of tail) { t.n += a!.n; } return [list, tail.length];`,
  "another name for the rest": `${own} const [a, ...tail] = list; const keep = tail; for (const t of tail) { t.n += a!.n; } return [list, keep];`,
  "the rest that grows": `${own} const [a, ...tail] = list; tail.push(a!); for (const t of tail) { t.n += 1; } return [list, tail];`,
};

/** The same where somebody else holds what changes. */
export const sharedRests: readonly Program[] = Object.entries(shared).map(([name, text]) => ({
  name: `rests: ${name}`,
  before,
  body: body(text),
}));
