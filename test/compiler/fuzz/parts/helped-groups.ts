import type { GeneratedProgram } from "../statements/program.js";
import { Random } from "../statements/random.js";
import { block, joined, statement, type Tree } from "../statements/tree.js";
import { changedByGroups, type Groups } from "./groups.js";
import type { Around } from "./lists.js";
import { declarations, type Sight, wholeText } from "./names.js";

/** Functions that put rows into lists, or change rows by lists of them. Some also do what makes positions stale. */
const helpers = `
const LIMIT = 6;
function byKey<T>(items: readonly T[], key: (item: T) => string): Record<string, T[]> { const out: Record<string, T[]> = {}; for (const item of items) (out[key(item)] ??= []).push(item); return out; }
function byKeyInTurn(items: Part[], key: (item: Part) => string): Record<string, Part[]> { const groups: Record<string, Part[]> = {}; items.forEach((item) => { const list = groups[key(item)] ?? []; list.push(item); groups[key(item)] = list; }); return groups; }
const reduced = <T,>(items: readonly T[], key: (item: T) => string): Record<string, T[]> => items.reduce<Record<string, T[]>>((all, item) => { (all[key(item)] ??= []).push(item); return all; }, {});
const spread = (rows: Part[], key: (item: Part) => string) => rows.reduce((all, row) => ({ ...all, [key(row)]: [...(all[key(row)] ?? []), row] }), {} as Record<string, Part[]>);
function mapped<T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> { const out = new Map<K, T[]>(); for (const item of items) { const at = key(item); const list = out.get(at); if (list) list.push(item); else out.set(at, [item]); } return out; }
function copied(items: Part[], key: (item: Part) => string): Record<string, Part[]> { const out: Record<string, Part[]> = {}; for (const item of items) (out[key(item)] ??= []).push({ ...item }); return out; }
function raising(items: Part[], key: (item: Part) => string): Record<string, Part[]> { const out: Record<string, Part[]> = {}; for (const item of items) { item.n += 1; (out[key(item)] ??= []).push(item); } return out; }
function growing(items: Part[], key: (item: Part) => string): Record<string, Part[]> { const out: Record<string, Part[]> = {}; items.forEach((item) => { (out[key(item)] ??= []).push(item); if (items.length < 6) items.push({ n: 50 }); }); return out; }
function sorting(items: Part[], key: (item: Part) => string): Record<string, Part[]> { items.sort((p, q) => q.n - p.n); const out: Record<string, Part[]> = {}; for (const item of items) (out[key(item)] ??= []).push(item); return out; }
function early(items: Part[], key: (item: Part) => string): Record<string, Part[]> { if (items.length > 5) return {}; return byKey(items, key); }
function limited(items: Part[]): Record<string, Part[]> { const at = LIMIT; return byKey(items, (row) => (row.n > at ? "k5" : "k6")); }
function chunk<T>(items: readonly T[], size: number): T[][] { const out: T[][] = []; for (let i = 0; i < items.length; i += size) out.push(items.slice(i, i + size)); return out; }
function batches<T>(items: readonly T[], size = 2): T[][] { const out: T[][] = []; let list: T[] = []; for (const item of items) { list.push(item); if (list.length === size) { out.push(list); list = []; } } if (list.length > 0) out.push(list); return out; }
function parted<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] { const yes: T[] = []; const no: T[] = []; for (const item of items) (test(item) ? yes : no).push(item); return [yes, no]; }
function sides(items: Part[], test: (item: Part) => boolean) { const high: Part[] = [], low: Part[] = []; items.forEach((item) => { if (test(item)) { high.push(item); return; } low.push(item); }); return { high, low }; }
const filtered = (items: Part[], test: (item: Part) => boolean): [Part[], Part[]] => [items.filter(test), items.filter((item) => !test(item))];
const both = (items: Part[], test: (item: Part) => boolean) => items.reduce<{ high: Part[]; low: Part[] }>((out, item) => { if (item.n > 60) return out; (test(item) ? out.high : out.low).push(item); return out; }, { high: [], low: [] });
function addTo(groups: Record<string, Part[]>, row: Part): void { (groups["k" + row.n] ??= []).push(row); }
function putIn(groups: Map<string, Part[]>, key: string, row: Part): void { const list = groups.get(key); if (list === undefined) groups.set(key, [row]); else list.push(row); }
function fill(out: Record<string, Part[]>, rows: Part[]): void { for (const row of rows) addTo(out, row); }
function touch(groups: Record<string, Part[]>, more: number): void { for (const list of Object.values(groups)) for (const row of list) row.n += more; }
function touchOne(list: Part[], more: number): void { for (const row of list) { if (row.n > 70) continue; row.n += more; } }
function count(groups: Record<string, Part[]>): number { return Object.values(groups).reduce((sum, list) => sum + list.length, 0); }
function guarded<T>(items: readonly T[], size: number): T[][] { if (size > 2) return []; const out: T[][] = []; for (let i = 0; i < items.length; i += size) out.push(items.slice(i, i + size)); return out; }
function addIf(groups: Record<string, Part[]>, row: Part): void { if (row.n < 6) return; (groups["k" + row.n] ??= []).push(row); }
function drop(rows: Part[]): void { rows.shift(); }
`;

/** Rows that are put into lists by functions, and change by these lists and by their own. What is not refused keeps to JavaScript's references. */
export function generateAboutGroups(seed: number, statementsAtMost = 4): GeneratedProgram {
  const random = new Random(seed);
  let count = 0;
  const fresh = (prefix: string): string => `${prefix}${count++}`;
  const quiet = (): Tree =>
    random.weighted([
      [3, () => statement`for (const row of whole.rows) row.n += ${random.integer(1, 5)};`],
      [2, () => statement`{ const first = whole.rows[${random.pick(["0", "1", "at"])}]; if (first) first.n += 3; }`],
      [1, () => statement`log.push(...whole.rows.map((row) => row.n));`],
      [1, () => statement`at = await double(at);`],
      [0.3, () => statement`if (whole.rows.length < 6) whole.rows.push({ n: at });`],
      [0.15, () => statement`drop(whole.rows);`],
      [0.1, () => statement`whole.rows = whole.rows.filter((row) => row.n > 5);`],
    ]);
  const around: Around = {
    ...{ random, fresh },
    block: (_sight, most) => block(Array.from({ length: random.integer(1, most) }, quiet)),
    condition: () => random.pick(["at > 1", "input.n > 2", "whole.rows.length > 2"]),
  };
  const sight: Sight = { named: [], around: [], depth: 1, givers: false };
  const pieces = Array.from({ length: random.integer(1, Math.max(1, Math.min(3, statementsAtMost))) }, () =>
    random.weighted<Tree>([
      [4, () => helped(around, sight)],
      [1.5, () => taken(around)],
      [1, () => filled(around, sight)],
      [1, quiet],
    ]),
  );
  const start = [
    statement`const log: number[] = [];`,
    statement`const whole: Whole = ${wholeText};`,
    statement`let at = ${random.integer(0, 2)};`,
    statement`let key = "k";`,
    statement`const table = new Map<string, Part>([["a", { n: 20 }], ["k", { n: 21 }]]);`,
    statement`await echo(at);`,
  ];
  return {
    ...{ seed, isConcurrent: false, isCalm: false, child: undefined },
    before: statement`${declarations}${helpers}`,
    main: block([...start, ...pieces, statement`return { whole, log };`]),
  };
}

/** Names that functions have for what is theirs. */
const likeTheirs = ["out", "groups", "list", "item", "all", "own", "yes", "LIMIT", "items"];

function nameFor({ random, fresh }: Around): string {
  return random.chance(0.3) ? random.pick(likeTheirs) : fresh("groups");
}

function keyOf({ random }: Around): string {
  return random.weighted([
    [4, () => random.pick(["(row) => `k${row.n}`", "({ n }) => String(n % 3)", "(row) => `r${row.n > 5}`"])],
    [1, () => "(item) => `k${item.n + at}`"],
    [0.4, () => "(row) => { row.n += 1; return `k${row.n}`; }"],
    [0.3, () => "(row) => { if (whole.rows.length < 6) whole.rows.push({ n: 9 }); return `k${row.n}`; }"],
    [0.5, () => "(row) => (row === whole.rows[0] ? `k5` : `k6`)"],
  ]);
}

function rowsOf({ random }: Around): string {
  return random.weighted([
    [5, () => "whole.rows"],
    [
      1,
      () => random.pick(["whole.rows.filter((row) => row.n > 5)", "whole.rows.slice(1)", "[...whole.rows].reverse()"]),
    ],
  ]);
}

/** Lists that a function makes, which are used under the caller's name. */
function helped(around: Around, sight: Sight): Tree {
  const { random } = around;
  const name = nameFor(around);
  const rows = rowsOf(around);
  const key = keyOf(around);
  const [call, kind] = random.weighted<readonly [string, Groups["kind"]]>([
    [4, () => [`byKey(${rows}, ${key})`, "record"]],
    [1, () => [`byKeyInTurn(${rows}, ${key})`, "record"]],
    [1.5, () => [`reduced(${rows}, ${key})`, "record"]],
    [1, () => [`spread(${rows}, ${key})`, "record"]],
    [3, () => [`mapped(${rows}, ${key})`, "map"]],
    [
      3,
      () => [`${random.pick(["chunk", "batches", "guarded"])}(${rows}, ${random.pick(["2", "2", "1 + at"])})`, "list"],
    ],
    [0.5, () => [`batches(${rows})`, "list"]],
    [0.7, () => [`limited(${rows})`, "record"]],
    [
      2,
      () => [
        `${rows}.reduce<Record<string, Part[]>>((all, row) => { ${random.pick(["", "if (row.n > 60) return all; "])}(all[\`k\${row.n}\`] ??= []).push(row); return all; }, {})`,
        "record",
      ],
    ],
    [
      0.7,
      () => [
        `${rows}.reduce((all, row) => all.set(\`k\${row.n}\`, [...(all.get(\`k\${row.n}\`) ?? []), row]), new Map<string, Part[]>())`,
        "map",
      ],
    ],
    [0.5, () => [`${random.pick(["copied", "raising", "growing", "sorting", "early"])}(whole.rows, ${key})`, "record"]],
  ]);
  const used = changedByGroups(around, sight, { groups: name, kind });
  const handed =
    kind === "record" && random.chance(0.3)
      ? statement`${random.pick([`touch(${name}, 4);`, `touchOne(${name}["k5"] ?? [], 2);`, `if (${name}.k6) touchOne(${name}.k6, at);`, `log.push(count(${name}));`, `const many = count(${name}); log.push(many);`])}`
      : statement`;`;
  return statement`{ const ${name} = ${call}; ${used} ${handed} }`;
}

/** Two lists that a function makes, by names of their own or as parts. */
function taken(around: Around): Tree {
  const { random } = around;
  const rows = rowsOf(around);
  const test = random.pick([
    "(row) => row.n > 5",
    "({ n }) => n % 2 === 0",
    "(item) => item.n > LIMIT",
    "(row) => row.n > at + 4",
  ]);
  const isTuple = random.chance(0.5);
  const call = `${random.pick(isTuple ? ["parted", "filtered"] : ["sides", "both"])}(${rows}, ${test})`;
  const [first, second] = random.pick<readonly [string, string]>([
    ["one", "two"],
    ["yes", "no"],
    ["low", "high"],
    ["items", "test"],
  ]);
  const whole = nameFor(around);
  const declared = random.weighted([
    [
      3,
      () =>
        isTuple ? `const [${first}, ${second}] = ${call};` : `const { high: ${first}, low: ${second} } = ${call};`,
    ],
    [1, () => `const ${whole} = ${call};`],
  ]);
  const isWhole = declared.startsWith(`const ${whole} `);
  const [a, b] = !isWhole
    ? [first, second]
    : isTuple
      ? [`${whole}[0]`, `${whole}[1]`]
      : [`${whole}.high`, `${whole}.low`];
  const change = (list: string): Tree =>
    random.weighted([
      [3, () => statement`for (const one1 of ${list}) one1.n += ${random.integer(2, 9)};`],
      [1, () => statement`{ const one1 = ${list}.find((row) => row.n > 5); if (one1) one1.n += 5; }`],
      [1, () => statement`touchOne(${list}, ${random.integer(1, 4)});`],
      [1, () => statement`log.push(${list}.length, ...${list}.map((row) => row.n));`],
      [0.5, () => statement`{ const one1 = ${list}[0]; if (one1) one1.n += at; }`],
    ]);
  const between = around.block({ named: [], around: [], depth: 1, givers: false }, 1);
  return statement`{ ${declared} ${joined([change(a), between, change(b), change(a)], " ")} }`;
}

/** Lists that functions fill which get them, or see them. */
function filled(around: Around, sight: Sight): Tree {
  const { random } = around;
  const name = nameFor(around);
  const isMap = random.chance(0.3);
  const empty = isMap ? `const ${name} = new Map<string, Part[]>();` : `const ${name}: Record<string, Part[]> = {};`;
  const add = isMap ? "putIn(GROUPS, `k${row.n}`, row);" : "addTo(GROUPS, row);";
  const added = add.replace("GROUPS", name);
  const direct = isMap
    ? `${name}.set(\`k\${row.n}\`, [...(${name}.get(\`k\${row.n}\`) ?? []), row]);`
    : `(${name}[\`k\${row.n}\`] ??= []).push(row);`;
  const growth = random.pick(["", "", "", "if (whole.rows.length < 6) whole.rows.push({ n: 9 });"]);
  const filling = random.weighted([
    [2, () => `for (const row of whole.rows) ${added}`],
    [2, () => `whole.rows.forEach((row) => { ${direct} ${growth} });`],
    [1, () => `whole.rows.forEach((row, index) => { if (index === at) return; ${direct} });`],
    [1, () => `whole.rows.forEach((row) => { ${added} ${growth} });`],
    [
      1,
      () =>
        `const add = (row: Part): void => { ${direct} }; for (const row of whole.rows) { if (row.n !== 6) add(row); }`,
    ],
    [isMap ? 0 : 1, () => `fill(${name}, whole.rows);`],
    [isMap ? 0 : 1, () => `for (const row of whole.rows) addIf(${name}, row);`],
  ]);
  const last = isMap
    ? statement`${name}.forEach((list, own) => { for (const row of list) row.n += own.length; });`
    : statement`Object.entries(${name}).forEach(([own, list]) => { list.forEach((row) => { row.n += own.length; }); });`;
  const used = changedByGroups(around, sight, { groups: name, kind: isMap ? "map" : "record" });
  return statement`{ ${empty} ${filling} ${random.chance(0.4) ? last : used} }`;
}
