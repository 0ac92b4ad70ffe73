import type { GeneratedProgram } from "../statements/program.js";
import { Random } from "../statements/random.js";
import { block, joined, statement, type Tree } from "../statements/tree.js";
import { declarations, wholeText } from "./names.js";

/** Functions that give elements of a list, objects that hold such, or change them. Some end early, wait, or move the elements as well. */
const helpers = `
const LIMIT = 6;
function firstOf(rows: Part[], least: number): Part | undefined { for (const row of rows) { if (row.n > least) return row; } return undefined; }
function late(rows: readonly Part[], least: number): Part | undefined { for (let i = rows.length - 1; i >= 0; i--) { const row = rows[i]!; if (row.n > least) { return row; } } }
function best(rows: Part[]): Part | undefined { let found: Part | undefined; for (const row of rows) if (found === undefined || row.n > found.n) found = row; return found; }
function second(rows: Part[]): Part | null { let top: Part | null = null; let next: Part | null = null; for (const row of rows) { if (top === null || row.n > top.n) { next = top; top = row; } else if (next === null || row.n > next.n) next = row; } return next; }
function least(rows: Part[]): Part { return rows.reduce((p, q) => (q.n < p.n ? q : p)); }
function need(rows: Part[], n: number): Part { const found = rows.find((row) => row.n === n); if (found) return found; const made: Part = { n }; rows.push(made); return made; }
function needed(rows: Part[], n: number): Part { let row = firstOf(rows, n); if (!row) { row = { n: n + 1 }; rows.push(row); } return row; }
function given(rows: Part[], n: number): Part { const row = late(rows, n); if (!row) { const made = { n }; rows.push(made); return made; } row.n += 1; return row; }
function sure(rows: Part[], n: number): Part { for (const row of rows) { if (row.n >= n) return row; } throw new Declined("none"); }
function eitherOf(rows: Part[], isFirst: boolean): Part { if (isFirst) { const row = rows[0]!; row.n += 2; return row; } else { return rows[rows.length - 1]!; } }
function gather(rows: Part[], least: number): Part[] { const out: Part[] = []; for (const row of rows) { if (row.n < least) continue; out.push(row); } return out; }
function ordered(rows: Part[]): Part[] { return [...rows].sort((p, q) => q.n - p.n); }
function boxed(rows: Part[], k: number): Box[] { return rows.map((row) => ({ row, s: row.n * k })); }
function boxedInTurn(rows: Part[]): Box[] { const out: Box[] = []; for (const row of rows) { const box: Box = { row, s: row.n }; if (row.n > 5) out.push(box); } return out; }
function topOf(boxes: Box[]): Box | undefined { let top: Box | undefined; for (const box of boxes) { if (!top || box.s > top.s) top = box; } return top; }
function boxOf(rows: Part[]): Box | undefined { for (const [index, row] of rows.entries()) { if (row.n > 5) return { row, s: index }; } return undefined; }
function raiseBoxes(boxes: Box[], more: number): void { for (const box of boxes) { if (box.s > 60) return; box.row.n += more; box.s += 1; } }
function raiseBox(box: Box, more: number): void { box.row.n += more; box.s = box.row.n; }
function sumOf(boxes: Box[]): number { let sum = 0; for (const { row, s } of boxes) sum += row.n + s; return sum; }
function indexed(rows: Part[]): Map<number, Part> { const out = new Map<number, Part>(); for (const row of rows) { out.set(row.n % 4, row); } return out; }
function keyed(rows: Part[]): Record<string, Part> { const out: Record<string, Part> = {}; rows.forEach((row) => { out["k" + (row.n % 4)] = row; }); return out; }
function entry(parts: Map<number, Part>, key: number): Part { const part = parts.get(key); if (part) return part; const made: Part = { n: key }; parts.set(key, made); return made; }
function each(rows: Part[], act: (row: Part) => void): void { for (const row of rows) act(row); }
function raiseUntil(rows: Part[], most: number): number { let count = 0; for (const row of rows) { if (row.n > most) return count; row.n += 1; count++; } return -1; }
function after(rows: Part[], part: Part): Part | undefined { const index = rows.indexOf(part); return index < 0 ? undefined : rows[index + 1]; }
function drop(rows: Part[]): void { rows.shift(); }
async function asked(rows: Part[]): Promise<Part | undefined> { for (const row of rows) { if (await check(row.n)) return row; } return undefined; }
async function raised(rows: Part[]): Promise<Part[]> { const out: Part[] = []; for (const row of rows) { const n = await double(row.n); if (n > 10) { row.n += 1; out.push(row); } } return out; }
const marked = async (boxes: Box[]): Promise<number> => { let count = 0; for (const box of boxes) { if (box.s > 70) return count; box.row.n += await double(1); count++; } return count; };
`;

/** Elements that functions give and change. What is not refused keeps to JavaScript's references. */
export function generateAboutElements(seed: number, statementsAtMost = 4): GeneratedProgram {
  const random = new Random(seed);
  let count = 0;
  const fresh = (prefix: string): string => `${prefix}${count++}`;
  const used: Use = { random, fresh };
  const most = Math.max(1, Math.min(4, statementsAtMost));
  const pieces = Array.from({ length: random.integer(1, most) }, () =>
    random.weighted<Tree>([
      [4, () => ofOne(used)],
      [3, () => ofSome(used)],
      [3, () => ofBoxes(used)],
      [1.5, () => ofKeys(used)],
      [1, () => quiet(used)],
      [1, () => inLoop(used)],
    ]),
  );
  const start = [
    statement`const log: number[] = [];`,
    statement`const whole: Whole = ${wholeText};`,
    statement`let at = ${random.integer(0, 2)};`,
    statement`await echo(at);`,
  ];
  return {
    ...{ seed, isConcurrent: false, isCalm: false, child: undefined },
    before: statement`${declarations}${helpers}`,
    main: block([...start, ...pieces, statement`return { whole, log };`]),
  };
}

interface Use {
  readonly random: Random;
  readonly fresh: (prefix: string) => string;
}

/** Names that functions have for what is theirs. */
const likeTheirs = ["found", "made", "row", "out", "box", "top", "rows", "index", "LIMIT", "done"];

function nameFor({ random, fresh }: Use): string {
  return random.chance(0.3) ? random.pick(likeTheirs) : fresh("one");
}

function number({ random }: Use): string {
  return random.pick(["5", "6", "at + 4", "input.n", "7", "90"]);
}

function rowsOf({ random }: Use): string {
  return random.weighted([
    [6, () => "whole.rows"],
    [1, () => random.pick(["whole.rows.filter((one) => one.n > 5)", "whole.rows.slice(1)", "ordered(whole.rows)"])],
  ]);
}

/** What happens between two uses of a name. */
function quiet({ random }: Use): Tree {
  return random.weighted([
    [3, () => statement`for (const one of whole.rows) one.n += ${random.integer(1, 5)};`],
    [2, () => statement`{ const other = whole.rows[${random.pick(["0", "1", "at"])}]; if (other) other.n += 3; }`],
    [1, () => statement`log.push(...whole.rows.map((one) => one.n));`],
    [1, () => statement`at = await double(at);`],
    [1, () => statement`each(whole.rows, (one) => { one.n += at; });`],
    [0.5, () => statement`log.push(raiseUntil(whole.rows, 7));`],
    [0.5, () => statement`raiseUntil(whole.rows, 8);`],
    [0.4, () => statement`if (whole.rows.length < 6) whole.rows.push({ n: at });`],
    [0.15, () => statement`drop(whole.rows);`],
    [0.15, () => statement`whole.rows = whole.rows.filter((one) => one.n > 5);`],
    [0.15, () => statement`whole.rows.reverse();`],
  ]);
}

/** Changes of an element by its name, with something between them. */
function changes(use: Use, name: string): Tree {
  const { random } = use;
  const change = (): Tree =>
    random.weighted([
      [3, () => statement`${name}.n += ${random.integer(2, 9)};`],
      [1, () => statement`${name}.n = at + 20; log.push(${name}.n);`],
      [0.5, () => statement`grow(${name});`],
      [0.5, () => statement`log.push(whole.rows.indexOf(${name}));`],
      [0.5, () => statement`{ const next = after(whole.rows, ${name}); if (next) next.n += 4; }`],
    ]);
  const between = random.chance(0.6) ? quiet(use) : statement`;`;
  return joined([change(), between, random.chance(0.6) ? change() : statement`log.push(${name}.n);`], " ");
}

/** One element that a function gives. */
function ofOne(use: Use): Tree {
  const { random } = use;
  const name = nameFor(use);
  const [rows, n] = [rowsOf(use), number(use)];
  const [call, isThere] = random.weighted<readonly [string, boolean]>([
    [2, () => [`firstOf(${rows}, ${n})`, false]],
    [1, () => [`late(${rows}, ${n})`, false]],
    [2, () => [`best(${rows})`, false]],
    [1, () => [`second(${rows})`, false]],
    [1, () => [`need(whole.rows, ${n})`, true]],
    [1, () => [`needed(whole.rows, ${n})`, true]],
    [1, () => [`given(whole.rows, ${n})`, true]],
    [0.5, () => [`eitherOf(whole.rows, at > 1)`, true]],
    [1, () => [`await asked(${rows})`, false]],
    [0.5, () => [`best(gather(${rows}, ${n}))`, false]],
    [0.5, () => [`firstOf(await raised(whole.rows), ${n})`, false]],
  ]);
  const used = changes(use, name);
  const needsRows = /eitherOf|least/.test(call);
  const body = isThere
    ? statement`const ${name} = ${call}; ${used}`
    : random.weighted([
        [3, () => statement`const ${name} = ${call}; if (${name}) { ${used} }`],
        [1, () => statement`const ${name} = ${call} ?? whole.rows[0]; if (${name}) { ${used} }`],
        [1, () => statement`let ${name} = ${call}; if (!${name}) ${name} = whole.rows[0]; if (${name}) { ${used} }`],
      ]);
  const tried = statement`try { const ${name} = sure(whole.rows, ${n}); ${used} } catch { log.push(-1); }`;
  const small = statement`if (whole.rows.length > 0) { const ${name} = least(${random.pick(["whole.rows", "ordered(whole.rows)"])}); ${used} }`;
  return random.weighted([
    [6, () => (needsRows ? statement`if (whole.rows.length > 0) { ${body} }` : statement`{ ${body} }`)],
    [1, () => tried],
    [1, () => small],
    [0.7, () => statement`need(whole.rows, ${n}).n += 3;`],
  ]);
}

/** Elements that a function gives. */
function ofSome(use: Use): Tree {
  const { random } = use;
  const list = random.chance(0.3) ? random.pick(likeTheirs) : use.fresh("some");
  const call = random.weighted([
    [3, () => `gather(${rowsOf(use)}, ${number(use)})`],
    [2, () => `ordered(${rowsOf(use)})`],
    [1, () => `await raised(whole.rows)`],
    [1, () => `gather(ordered(whole.rows), ${number(use)})`],
  ]);
  const change = (): Tree =>
    random.weighted([
      [3, () => statement`for (const item of ${list}) item.n += ${random.integer(2, 9)};`],
      [1, () => statement`each(${list}, (item) => { item.n += 2; });`],
      [1, () => statement`{ const item = firstOf(${list}, ${number(use)}); if (item) { ${changes(use, "item")} } }`],
      [1, () => statement`log.push(${list}.length, ...${list}.map((item) => item.n));`],
      [1, () => statement`log.push(raiseUntil(${list}, ${number(use)}));`],
      [0.5, () => statement`{ const item = ${list}[0]; if (item) item.n += at; }`],
    ]);
  const direct = statement`for (const item of ${call}) { ${changes(use, "item")} }`;
  const between = random.chance(0.5) ? quiet(use) : statement`;`;
  return random.chance(0.2) ? direct : statement`{ const ${list} = ${call}; ${change()} ${between} ${change()} }`;
}

/** Objects that hold elements, which functions make, read or change. */
function ofBoxes(use: Use): Tree {
  const { random } = use;
  const list = random.chance(0.3) ? random.pick(likeTheirs) : use.fresh("boxes");
  const [rows, n] = [rowsOf(use), number(use)];
  const call = random.pick([
    `boxed(${rows}, ${random.pick(["2", "at", "3"])})`,
    `boxedInTurn(${rows})`,
    `${rows}.map((row) => ({ row, s: row.n + 1 }))`,
  ]);
  const change = (): Tree =>
    random.weighted([
      [2, () => statement`raiseBoxes(${list}, ${random.integer(2, 9)});`],
      [2, () => statement`{ const held = topOf(${list}); if (held) { held.row.n += 3; held.s += 1; } }`],
      [1, () => statement`for (const held of ${list}) { raiseBox(held, ${random.integer(1, 5)}); }`],
      [1, () => statement`for (const held of ${list}) { if (held.s > 5) held.row.n += 1; }`],
      [1, () => statement`log.push(sumOf(${list}));`],
      [1, () => statement`log.push(await marked(${list}));`],
      [0.5, () => statement`await marked(${list});`],
      [0.5, () => statement`${list}.sort((p, q) => q.s - p.s);`],
      [0.5, () => statement`${list}.forEach(({ row, s }) => { row.n += s; });`],
    ]);
  const between = random.chance(0.5) ? quiet(use) : statement`;`;
  const alone = statement`{ const held = boxOf(${rows}); if (held) { held.row.n += ${n}; ${quiet(use)} log.push(held.row.n, held.s); } }`;
  const body = statement`{ const ${list} = ${call}; ${change()} ${between} ${change()} ${change()} }`;
  return random.chance(0.15) ? alone : body;
}

/** Elements by keys. */
function ofKeys(use: Use): Tree {
  const { random } = use;
  const index = random.chance(0.3) ? random.pick(likeTheirs) : use.fresh("index");
  const key = random.integer(0, 3);
  const between = random.chance(0.5) ? quiet(use) : statement`;`;
  return random.weighted([
    [
      2,
      () =>
        statement`{ const ${index} = indexed(whole.rows); const item = ${index}.get(${String(key)}); if (item) { ${changes(use, "item")} } }`,
    ],
    [
      1,
      () =>
        statement`{ const ${index} = indexed(whole.rows); ${between} for (const item of ${index}.values()) item.n += 3; }`,
    ],
    [
      1,
      () =>
        statement`{ const ${index} = keyed(whole.rows); const item = ${index}.k${String(key)}; if (item) { ${changes(use, "item")} } }`,
    ],
    [
      1,
      () =>
        statement`{ const ${index} = new Map<number, Part>(); for (const key of [1, 2, 1, at]) { const item = entry(${index}, key); item.n += 5; ${between} } log.push(...[...${index}.values()].map((item) => item.n)); }`,
    ],
  ]);
}

/** The same functions again and again. */
function inLoop(use: Use): Tree {
  const { random } = use;
  const name = nameFor(use);
  const call = random.pick(["need(whole.rows, n)", "needed(whole.rows, n)", "given(whole.rows, n)"]);
  const guard = random.pick(["", "if (whole.rows.length > 8) break; "]);
  return statement`for (const n of [5, at, 9, 5]) { ${guard}const ${name} = ${call}; ${changes(use, name)} }`;
}
