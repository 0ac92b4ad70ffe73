import { expect, test } from "vitest";
import { compileEach } from "./harness.js";

const before = `
interface Line { note: string | undefined; id: string }
const defaults = { note: undefined as string | undefined, id: "none" };
const withNote = (line: Line) => ({ ...line, note: "x" });
const tagged = <T extends object>(value: T) => ({ ...value, note: "tag" });
const late = (line: { id: string }) => ({ ...line, note: "late" });
const fill = (line: { note?: string | undefined }) => { line.note ??= "filled"; };
const keysOf = (value: object) => Object.keys(value);
const namesOf = (value: { id: string }) => Object.keys(value);
const textOf = <T>(value: T) => JSON.stringify(value);
`;

const line = "const line: Line = { note: input.note, id: input.id };";

/** Programs in which a member that was undefined gets a value, and the order is shown. */
const shown: readonly string[] = [
  `${line} return Object.keys({ ...line, note: "x" });`,
  `${line} line.note = "x"; return JSON.stringify(line);`,
  `${line} line.note ??= "x"; return JSON.stringify([line]);`,
  `${line} fill(line); return JSON.stringify({ line });`,
  `${line} return Object.values(withNote(line));`,
  `${line} return textOf([tagged(line)]);`,
  `const o = { note: input.note, id: 1 + input.id }; return Object.keys(late(o));`,
  `const o = { ...{ note: input.note, id: input.id }, extra: 1 }; return textOf(late(o));`,
  `${line} const { id, ...rest } = { ...line, n: 1, note: "n" }; return [id, Object.keys(rest)];`,
  `${line} const full = Object.assign({ ...line }, { note: "y" }); return Object.keys(full);`,
  `${line} const full = { ...line, ...{ note: "y" } }; return [...new Map(Object.entries(full)).keys()];`,
  `${line} const full = { ...line, note: "y" }; const keys = []; for (const key in full) keys.push(key); return keys;`,
  `const o: Record<string, unknown> = { note: input.note, id: 1 }; o[input.id] = "x"; return JSON.stringify(o);`,
  `const o: Record<string, unknown> = {}; const v: unknown = input.note; o.note = v; o.id = 1; o.note = 2; return JSON.stringify(o);`,
  `const lines = ["a", "b"].map((id) => ({ note: input.note, id })); const full = lines.map((one) => ({ ...one, note: one.id })); return full.map((one) => Object.keys(one));`,
  `const sums = ["note", "id", "note"].reduce((all, key, at) => ({ ...all, [key]: at === 0 ? undefined : at }), {} as Record<string, number | undefined>); return JSON.stringify(sums);`,
  `return Object.keys({ ...defaults, ...{ note: input.id } });`,
  `const match = /(?<a>x)?(?<b>y)/.exec(input.id); return JSON.stringify({ ...match?.groups, a: "late" });`,
  `const state = { last: undefined as string | undefined, n: 0 }; for (const x of ["p", "q"]) { state.last = x; state.n++; } return JSON.stringify(state);`,
  `const o = { inner: { note: input.note, id: 1 } }; const full = { ...o, inner: { ...o.inner, note: "k" } }; return JSON.stringify(full);`,
];

/** Programs that list members where one hides, undefined, behind a type that does not tell of it. */
const listed: readonly string[] = [
  `const loose: Record<string, string | undefined> = { note: input.note, id: "1" }; const o = { ...loose, a: "v" }; return Object.keys(o);`,
  `const loose: Record<string, unknown> = { note: input.note, id: "1" }; const o = { ...loose, a: "v" }; return Object.keys(o);`,
  `${line} return namesOf(tagged(line));`,
  `${line} return keysOf(withNote(line));`,
  `const o = { note: input.note, id: input.id }; return keysOf(o);`,
  `const o = { note: input.note, id: input.id }; return namesOf(o).length;`,
  `const match = /(?<a>x)?(?<b>y)/.exec(input.id); return Object.keys(match?.groups ?? {});`,
];

/** Programs in which the order is that of JavaScript, or makes no difference. */
const fine: readonly string[] = [
  `const line = { note: input.note, id: input.id }; return JSON.stringify(line);`,
  `${line} return JSON.stringify({ id: line.id, note: line.note ?? "x" });`,
  `${line} line.note ??= "x"; return line;`,
  `${line} line.note ??= "x"; return [Object.keys({ ...line, note: "z" }).length, Object.keys({ ...line, note: "z" }).sort()];`,
  `${line} const read = JSON.parse(JSON.stringify(input)) as typeof input; read.note = "x"; return Object.keys(read);`,
  `const { note, ...others } = { note: input.note, id: input.id, k: 1 }; return JSON.stringify({ ...others, note: note ?? "n" });`,
  `const o = { ...(input.note !== undefined && { note: input.note }), id: 1 }; return Object.keys({ ...o, note: "x" });`,
  `const counts: Record<string, number> = {}; for (const x of ["a", "b"]) counts[x] = (counts[x] ?? 0) + 1; const [top] = Object.entries(counts); return { top: input.note, first: top?.[0] };`,
  `const { a } = /(?<a>x)?(?<b>y)/.exec(input.id)?.groups ?? {}; const env: Record<string, string> = { b: a ?? "none" }; return Object.keys(env);`,
];

function codesOf(bodies: readonly string[]): readonly (readonly string[])[] {
  const programs = bodies.map((body) => ({
    name: body,
    before,
    body: `async (input: { note?: string; id: string }) => { ${body} }`,
  }));
  const { refused } = compileEach(programs);
  return bodies.map((body) =>
    (refused.find(({ program }) => program.name === body)?.diagnostics ?? []).map(({ code }) => code),
  );
}

test.each([
  ["the order of members that may have been undefined is not shown", shown, "SP1255"],
  ["members without a value that hide behind a type are found where members are listed", listed, "SP1250"],
  ["what keeps its order is not refused", fine, undefined],
] as const)("%s", { timeout: 60_000 }, (_name, bodies, code) => {
  const codes = codesOf(bodies);
  const isAsExpected = (found: readonly string[]) => (code === undefined ? found.length === 0 : found.includes(code));
  expect(bodies.filter((_body, index) => !isAsExpected(codes[index] ?? []))).toEqual([]);
});
