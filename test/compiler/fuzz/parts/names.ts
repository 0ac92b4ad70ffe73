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
}

/** Types of the programs. */
export const declarations = `
interface Part { n: number }
interface Deep { c: Part; d: Part }
interface Whole { a: Part; b: Part; deep: Deep; rows: Part[]; keyed: Record<string, Part> }
function reset(whole: Whole): void { whole.a = { n: 70 }; }
function grow(part: Part): void { part.n += 7; }
function more(rows: Part[]): void { rows.push({ n: 80 }); }
`;

export const wholeText = `{ a: { n: 1 }, b: { n: 2 }, deep: { c: { n: 3 }, d: { n: 4 } }, rows: [{ n: 5 }, { n: 6 }, { n: 7 }], keyed: { a: { n: 8 }, k: { n: 9 } } }`;

/** A place that holds something of the kind, as it is written; parts of lists and of records may be missing. */
export function placeOf(
  random: Random,
  kind: Kind,
  { named }: Sight,
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
        [2, () => sure(`${one("deep") ?? "whole.deep"}.${random.pick(["c", "d"])}`)],
        [3, () => unsure(`${rows()}[${random.pick(["0", "1", "at", "input.n"])}]`)],
        [1, () => unsure(`${rows()}.at(${random.pick(["0", "-1", "at"])})`)],
        [1, () => unsure(`${rows()}.find((row) => row.n > ${random.pick(["5", "input.n", "at"])})`)],
        [2, () => unsure(`${one("keyed") ?? "whole.keyed"}${random.pick([".a", ".k", "[input.s]", "[key]"])}`)],
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
