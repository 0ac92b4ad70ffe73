/**
 * The kinds of value that random programs give: number, string, boolean, lists of numbers, strings, lists and things,
 * thing, record, values that may be missing, values of several kinds, and Dates: alone, in a list, missing, in an object.
 */
export const results = [
  "N",
  "S",
  "B",
  "AN",
  "AS",
  "AA",
  "AO",
  "O",
  "R",
  "UN",
  "US",
  "UA",
  "AP",
  "SN",
  "SL",
  "SH",
  "D",
  "AD",
  "UD",
  "OD",
] as const;

/** Those, and what exists only inside of a program: Map, Set. */
export const kinds = [...results, "M", "E"] as const;
export type Kind = (typeof kinds)[number];

export const declarations = [
  "type Primitive = string | number | boolean | null;",
  "interface Inner { n: number; s: string; l: number[] }",
  "type Shape = { t: 'c'; r: number } | { t: 'r'; w: number; h?: number } | { t: 'n' };",
  "interface Due { at: Date; by: Date | null; all: Date[]; last?: Date }",
  "interface Thing { n: number; s: string; l: number[]; m: number[][]; q: Inner | null; u?: number | undefined }",
].join("\n");

export const typeOf: Readonly<Record<Kind, string>> = {
  N: "number",
  S: "string",
  B: "boolean",
  AN: "number[]",
  AS: "string[]",
  AA: "number[][]",
  AO: "Thing[]",
  O: "Thing",
  R: "Record<string, number>",
  UN: "number | undefined",
  US: "string | null",
  UA: "number[] | null",
  AP: "Primitive[]",
  SN: "string | number",
  SL: "string | string[]",
  SH: "Shape",
  M: "Map<string, number>",
  E: "Set<string>",
  D: "Date",
  AD: "Date[]",
  UD: "Date | undefined",
  OD: "Due",
};

/** The free variables. */
export const variables: Readonly<Record<string, Kind>> = {
  n0: "N",
  n1: "N",
  s0: "S",
  s1: "S",
  b0: "B",
  an: "AN",
  as: "AS",
  aa: "AA",
  ao: "AO",
  o0: "O",
  r0: "R",
  uN: "UN",
  uS: "US",
  uA: "UA",
  ap: "AP",
  sn: "SN",
  sl: "SL",
  sh: "SH",
};

/** The simplest values of each kind. */
export const literals: Readonly<Record<Kind, readonly string[]>> = {
  N: ["(0 - 1)", ...["0", "1", "2", "3", "10", "0.5", "7"].map((text) => `(${text} as number)`)],
  S: ["", "a", "b", ",", "ab", "x-y", "😀"].map((text) => `(${JSON.stringify(text)} as string)`),
  B: ["(true as boolean)", "(false as boolean)"],
  AN: ["([] as number[])"],
  AS: ["([] as string[])"],
  AA: ["([] as number[][])", "([[]] as number[][])"],
  AO: ["([] as Thing[])"],
  O: ['({ n: 1, s: "z", l: [], m: [[]], q: null } as Thing)'],
  R: ["({} as Record<string, number>)"],
  UN: ["(undefined as number | undefined)"],
  US: ["(null as string | null)"],
  UA: ["(null as number[] | null)"],
  AP: ['([null, "a", 0, true] as Primitive[])'],
  SN: ["(1 as string | number)", '("a" as string | number)'],
  SL: ['("a" as string | string[])', '(["a"] as string | string[])'],
  SH: ["({ t: 'n' } as Shape)", "({ t: 'c', r: 2 } as Shape)"],
  M: ["new Map<string, number>()", 'new Map<string, number>([["a", 1]])'],
  E: ["new Set<string>()", 'new Set<string>(["a", "b"])'],
  D: ["new Date(0)", 'new Date("2024-02-29T23:59:58.250Z")'],
  AD: ["([] as Date[])", "[new Date(1), new Date(0)]"],
  UD: ["([] as Date[]).at(0)"],
  OD: ["({ at: new Date(3), by: null, all: [] } as Due)"],
};

/** What lists of a kind hold. */
export const elementOf = { AN: "N", AS: "S", AA: "AN", AO: "O", AD: "D" } as const satisfies Partial<
  Record<Kind, Kind>
>;
export type ListKind = keyof typeof elementOf;
export const lists = Object.keys(elementOf) as ListKind[];
