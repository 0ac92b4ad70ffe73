import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Texts and numbers of values of which nothing is known, and lists whose missing elements the next call passes over. */
export const unknownTexts: readonly Row[] = [
  {
    name: "fields of rows",
    body: `async ({ rows }: { rows: Record<string, unknown>[] }) => {
  const out = [];
  for (const row of rows) {
    out.push({ name: \`\${row.first} \${row.last}\`, text: String(row.value), n: Number(row.n) || 0, listed: [row.a ?? null, row.b ?? null].map((x) => String(x)).join("|") });
  }
  return out;
}`,
    scenarios: runs([
      {
        rows: [
          { first: "A", last: null, value: [1, [2, null, "x"], []], n: "12.5", a: 1, b: true },
          { first: 1.5, last: { q: 1 }, value: {}, n: [7], a: [], b: "" },
          { value: false, n: null, a: null, b: [[1, 2], 3] },
          { value: "text", n: {}, a: 1e21, b: -0.5 },
          { n: [1, 2], value: [null], a: [[]], b: [[[["deep"]]]] },
          { n: [], value: 0, a: "x", b: "y" },
          { n: true, value: 1, a: "x", b: [{}] },
        ],
      },
    ]),
  },
  {
    name: "paths into data",
    before: `const lookup = (data: Record<string, unknown>, path: string): unknown =>
  path.split(".").reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], data);`,
    body: `async ({ data, paths }: { data: Record<string, unknown>; paths: string[] }) => {
  const texts = paths.map((p) => {
    const v = lookup(data, p);
    return v === undefined || v === null ? "-" : String(v);
  });
  const total = paths.reduce((sum, p) => { const n = Number(lookup(data, p)); return Number.isNaN(n) ? sum : sum + n; }, 0);
  return { texts, total };
}`,
    scenarios: runs(
      [{ data: { a: { b: 5, c: ["x", 2] }, d: "7" }, paths: ["a.b", "a.c", "d", "a.q", "a"] }],
      [{ data: {}, paths: [] }],
    ),
  },
  {
    name: "any value as a text",
    body: `async ({ v }: { v: unknown }) => \`\${v}\``,
    scenarios: runs([{}], [{ v: [] }], [{ v: [[]] }], [{ v: [null, [null]] }], [{ v: ["a", { b: 1 }] }]),
  },
  {
    name: "the first that is there",
    body: `async ({ keys, owner, list }: { keys: string[]; owner: Record<string, number>; list: unknown[] }) => {
  const hit = keys.map((k) => owner[k]).find((i) => i !== undefined);
  const last = keys.map((k) => owner[k]).findLast((i) => i !== undefined && i > 1);
  const any = keys.map((k) => owner[k]).some((n) => !!n);
  const first = [owner.a, owner.b].find((n) => n !== undefined) ?? -1;
  return { hit: hit ?? "none", last: last ?? "none", any, first, texts: list.map(String) };
}`,
    scenarios: runs(
      [{ keys: ["x", "b", "c"], owner: { b: 1, c: 2 }, list: [1, [2, "x"], null] }],
      [{ keys: [], owner: {}, list: [] }],
      [{ keys: ["a"], owner: { a: 0 }, list: [{}] }],
    ),
  },
  {
    name: "a migration with transformations",
    before: `import { lambda } from "setpiece";
interface Checkpoint { table: string; lastId: number; done: boolean }
const readRows = lambda<{ table: string; after: number; limit: number }, { id: number; data: Record<string, unknown> }[]>("readRows", () => { throw new Error("no stub"); });
class TooManyErrors extends WorkflowError {}
type Transform = (row: Record<string, unknown>) => Record<string, unknown>;
const TRANSFORMS: Record<string, Transform> = {
  users: ({ firstName, lastName, ...rest }) => ({ ...rest, name: \`\${firstName} \${lastName}\` }),
  orders: (row) => ({ ...row, cents: Math.round(Number(row.total) * 100) }),
};`,
    body: `async ({ tables, limit = 2 }: { tables: string[]; limit?: number }) => {
  const checkpoints: Checkpoint[] = tables.map((table) => ({ table, lastId: 0, done: false }));
  const errors: string[] = [];
  let migrated = 0;
  for (const checkpoint of checkpoints) {
    const transform = TRANSFORMS[checkpoint.table] ?? ((row) => row);
    while (!checkpoint.done) {
      const rows = await readRows({ table: checkpoint.table, after: checkpoint.lastId, limit });
      for (const { id, data } of rows) {
        try {
          await echo({ table: checkpoint.table, id, ...transform(data) });
          migrated++;
        } catch (e) {
          errors.push(\`\${checkpoint.table}/\${id}: \${(e as Error).message}\`);
          if (errors.length > 2) throw new TooManyErrors(errors.join("\\n"));
        } finally {
          checkpoint.lastId = id;
        }
      }
      checkpoint.done = rows.length < limit;
    }
  }
  return { migrated, errors, checkpoints };
}`,
    scenarios: runs(
      [
        { tables: ["users", "orders", "misc"] },
        {
          readRows: ({ table, after, limit }) =>
            table === "users"
              ? [
                  { id: 1, data: { firstName: "A", lastName: "B", x: 1 } },
                  { id: 2, data: { firstName: "C", lastName: "D" } },
                  { id: 5, data: { firstName: "E", lastName: "F" } },
                ]
                  .filter((r) => r.id > after)
                  .slice(0, limit)
              : table === "orders"
                ? [{ id: 9, data: { total: 1.5 } }].filter((r) => r.id > after)
                : [],
        },
      ],
      [{ tables: [] }],
      [
        { tables: ["misc"], limit: 1 },
        { readRows: ({ after }: { after: number }) => [{ id: after + 1, data: {} }], echo: fails("E", "bad") },
      ],
    ),
  },
  {
    name: "people merged by their addresses",
    before: `interface Person { id?: string; name: string; emails: string[]; phones?: string[]; score: number; address?: { city?: string; zip?: string } }
const normalise = (email: string) => {
  const [local = "", domain = ""] = email.trim().toLowerCase().split("@");
  return \`\${local.replace(/\\+.*$/, "").replaceAll(".", "")}@\${domain}\`;
};
const mergeTwo = (a: Person, b: Person): Person => {
  const [main, other] = a.score >= b.score ? [a, b] : [b, a];
  return {
    ...other,
    ...main,
    emails: [...new Set([...main.emails, ...other.emails].map(normalise))],
    phones: [...(main.phones ?? []), ...(other.phones ?? [])],
    address: { ...other.address, ...main.address },
    score: main.score + other.score / 2,
  };
};`,
    body: `async ({ people }: { people: Person[] }) => {
  const groups: Person[] = [];
  const owner: Record<string, number> = {};
  for (const person of people) {
    const keys = person.emails.map(normalise);
    const hit = keys.map((k) => owner[k]).find((i) => i !== undefined);
    let index: number;
    if (hit === undefined) {
      index = groups.push({ ...person, emails: keys }) - 1;
    } else {
      index = hit;
      groups[index] = mergeTwo(groups[index]!, person);
    }
    for (const k of keys) owner[k] = index;
  }
  const merged = groups.filter((g) => (g.phones?.length ?? 0) > 0 || g.emails.length > 1);
  const { length } = merged;
  for (const { name, emails: [first, ...more] } of merged) {
    await echo({ name, first, more: more.length });
  }
  return { groups, length, cities: groups.map((g) => g.address?.city ?? "?").join(), initials: groups.map(({ name }) => name.split(" ").map((w) => w.charAt(0).toUpperCase()).join("")) };
}`,
    scenarios: runs(
      [
        {
          people: [
            { name: "ann lee", emails: ["A.nn@x.de"], score: 1, address: { city: "Berlin" } },
            { name: "Ann L", emails: ["ann+spam@x.de ", "ann@y"], phones: ["1"], score: 5, address: { zip: "1" } },
            { name: "Bob", emails: [], score: 0 },
          ],
        },
      ],
      [{ people: [] }],
    ),
  },
];
