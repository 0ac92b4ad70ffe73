import { describe, expect, test } from "vitest";
import { compilePrograms, observeMachine, observeNative } from "../differential/harness.js";

const parts = (count: number, part: (index: number) => string, separator = " "): string =>
  Array.from({ length: count }, (_, index) => part(index)).join(separator);

const programs = [
  { name: "a sum of 300 terms", body: `async (n: number) => ${parts(300, (i) => `n * ${i}`, " + ")}` },
  {
    name: "a ladder of 150 values",
    body: `async (n: number) => ${parts(150, (i) => `n === ${i} ? "v${i}" :`)} "none"`,
  },
  {
    name: "150 early returns",
    body: `async (n: number) => { ${parts(150, (i) => `if (n === ${i}) return "v${i}";`)} return "none"; }`,
  },
  {
    name: "200 steps in a row",
    body: `async (n: number) => { let a = n; ${parts(200, (i) => `a = a * 1.01 + ${i};`)} return a; }`,
  },
  {
    name: "400 steps with a name each",
    body: `async (n: number) => { const v0 = n; ${parts(400, (i) => `const v${i + 1} = v${i} * 2 - v${i} + ${i};`)} return v400; }`,
  },
  {
    name: "300 steps with a name each, in a branch",
    body: `async (n: number) => { const v0 = n; if (n > 58) { ${parts(300, (i) => `const v${i + 1} = v${i} + ${i};`)} return v300; } return v0; }`,
  },
  {
    name: "120 decisions in a row",
    body: `async (n: number) => { let a = ""; ${parts(120, (i) => `if (n > ${i}) a = a + "${i}"; else if (n === ${i}) a = a + "=";`)} return a; }`,
  },
  {
    name: "conditions of 200 parts",
    body: `async (n: number) => (${parts(200, (i) => `n > ${i}`, " && ")}) || (${parts(200, (i) => `n === ${i * 2}`, " || ")})`,
  },
  {
    name: "a ladder with values that may be missing",
    body: `async (n: number) => { const note: string | undefined = ${parts(60, (i) => `n === ${i} ? ${i % 2 === 0 ? "undefined" : `"v${i}"`} :`)} "none"; return note ?? "missing"; }`,
  },
];

/** The service bounds the evaluation's depth; the compiler refuses what it could not bring below (SP2202). */
describe.each(compilePrograms(programs))("$name", (program) => {
  test.each([0, 1, 58, 77, 149, 500])("for %i", async (input) => {
    expect(await observeMachine(program, { input })).toEqual(await observeNative(program, { input }));
  });
});
