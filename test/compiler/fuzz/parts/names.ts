import type { Random } from "../statements/random.js";

/** What a name can stand for. */
export type Kind = "part" | "deep" | "rows" | "keyed";

/** A name for a part of the value that everything is about, or that value's own. */
export interface Named {
  readonly name: string;
  readonly kind: Kind;
}

/** What is in sight at a place of a program. */
export interface Sight {
  readonly named: readonly Named[];
  /** Statements around that `break` and `continue` lead out of: the labels of blocks, and empty names for the others. */
  readonly around: readonly { readonly label: string; readonly kind: "loop" | "switch" | "block" }[];
  readonly depth: number;
  /** True where functions of the workflow give parts. */
  readonly givers: boolean;
}

/** Types of the programs. */
export const declarations = `
interface Part { n: number }
interface Box { row: Part; s: number }
interface Deep { c: Part; d: Part }
interface Whole { a: Part; b: Part; deep: Deep; rows: Part[]; keyed: Record<string, Part> }
const make = (n: number): Part => ({ n });
function build(n: number): Part { const part: Part = { n }; part.n += 1; if (n > 3) return { n: 0 }; return part; }
const wrap = (c: Part): Deep => ({ c, d: make(4) });
function reset(whole: Whole): void { whole.a = { n: 70 }; }
function grow(part: Part): void { part.n += 7; }
function raise(rows: Part[]): void { for (const row of rows) row.n += 9; }
function raiseAll(rows: Part[]): number { rows.forEach((row, index) => { row.n += index; }); return rows.filter((row) => row.n > 8).length; }
function placeIn(rows: readonly Part[], part: Part | undefined): number { return rows.findIndex((row) => row === part); }
function more(rows: Part[]): void { rows.push({ n: 80 }); }
`;

export const wholeText = `{ a: { n: 1 }, b: { n: 2 }, deep: { c: { n: 3 }, d: { n: 4 } }, rows: [{ n: 5 }, { n: 6 }, { n: 7 }], keyed: { a: { n: 8 }, k: { n: 9 } } }`;

/** A list whose elements are chosen from the rows. */
export function chosenRows(random: Random, { named }: Sight): string {
  const rows = named.find(({ kind }) => kind === "rows" && random.chance(0.5))?.name ?? "whole.rows";
  const test = () => random.pick(["row.n > 5", "row.n % 2 === 0", "row.n > input.n", "row.n < 7 + at"]);
  const first = random.pick([
    `${rows}.filter((row) => ${test()})`,
    `${rows}.filter((row, index) => ${test()} || index === at)`,
    `${rows}.toSorted((p, q) => q.n - p.n)`,
    `[...${rows}].sort((p, q) => p.n - q.n)`,
    `${rows}.slice(${random.pick(["1", "at", "-2"])})`,
    `${rows}.toReversed()`,
  ]);
  const second = random.pick([
    "",
    "",
    `.filter((row) => ${test()})`,
    ".sort((p, q) => (p.n % 3) - (q.n % 3))",
    ".slice(0, 2)",
  ]);
  return `${first}${second}`;
}

/** A place that holds something of the kind, as it is written; parts of lists and of records may be missing. */
export function placeOf(
  random: Random,
  kind: Kind,
  { named, givers }: Sight,
): { readonly text: string; readonly isSure: boolean } {
  const sure = (text: string) => ({ text, isSure: true });
  const unsure = (text: string) => ({ text, isSure: false });
  const one = (wanted: Kind): string | undefined => {
    const names = named.filter((each) => each.kind === wanted);
    return names.length > 0 && random.chance(0.5) ? random.pick(names).name : undefined;
  };
  const rows = () => one("rows") ?? "whole.rows";
  switch (kind) {
    case "part":
      return random.weighted([
        [3, () => sure(`whole.${random.pick(["a", "b"])}`)],
        [named.some((each) => each.kind === "part") ? 1 : 0, () => sure(one("part") ?? "whole.a")],
        [2, () => sure(`${one("deep") ?? "whole.deep"}.${random.pick(["c", "d"])}`)],
        [3, () => unsure(`${rows()}[${random.pick(["0", "1", "at", "input.n"])}]`)],
        [1, () => unsure(`${rows()}.at(${random.pick(["0", "-1", "at"])})`)],
        [1, () => unsure(`${rows()}.find((row) => row.n > ${random.pick(["5", "input.n", "at"])})`)],
        [2, () => unsure(`${one("keyed") ?? "whole.keyed"}${random.pick([".a", ".k", "[input.s]", "[key]"])}`)],
        [givers ? 1 : 0, () => sure(random.pick(["partOf()", "entryOf(key)", "keyedOf(input.s)", "entryOf(input.s)"]))],
        [1.5, () => unsure(`table.get(${random.pick(['"a"', '"k"', "key", "input.s"])})`)],
      ]);
    case "deep":
      return sure("whole.deep");
    case "rows":
      return sure("whole.rows");
    case "keyed":
      return sure("whole.keyed");
  }
}
