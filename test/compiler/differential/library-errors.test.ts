import { expect, test } from "vitest";
import { compileEach, observeMachine, observeNative } from "./harness.js";

/** What throws in JavaScript, whether somebody reads the value or not, before, between and after calls. */
const bodies = [
  "JSON.parse(s); return 5;",
  "JSON.parse(s); await double(1); return 5;",
  "const x = JSON.parse(s) as number; await double(1); return 5;",
  "const x = JSON.parse(s) as number; await double(1); return x;",
  "const x = JSON.parse(s) as number; await double(x); return x;",
  "const x = JSON.parse(s) as number; await double(s.length > 1 ? x : 1); return x;",
  "const x = JSON.parse(s) as number; if (s.length > 0) await double(1); return x;",
  "const x = JSON.parse(s) as number; if (s.length > 3) await double(1); return 1;",
  "await double(2); const x = JSON.parse(s) as number; await double(1); return 5;",
  "await double(2); JSON.parse(s); return 5;",
  "s === '{' && JSON.parse(s); await double(1); return 5;",
  "if (s === '{') JSON.parse(s); await double(1); return 5;",
  "for (const c of [s, s]) { JSON.parse(c); } await double(1); return 5;",
  "for (const c of ['1', s, '2']) { JSON.parse(c); await double(1); } return 5;",
  "for (const c of ['1', s, '2']) { await double(1); JSON.parse(c); } return 5;",
  "let x = 0; for (const c of ['1', s, '2']) { await double(1); x = JSON.parse(c) as number; } return x;",
  "const both = await Promise.all([double(1), double(2)]); JSON.parse(s); return both;",
  "const x = JSON.parse(s) as number; const both = await Promise.all([double(1), double(2)]); return [x, both];",
  "let x = JSON.parse(s) as number; x = 5; await double(1); return x;",
  "await double(2); let x = JSON.parse(s) as number; x = 5; await double(1); return x;",
  "await double(2); let x = JSON.parse(s) as number; x = 5; return x;",
  "const f = (_unused: unknown) => 5; await double(f(JSON.parse(s))); return 5;",
  "const n = (JSON.parse(s), 5); await double(n); return n;",
  "[s].map((x) => JSON.parse(x) as number); await double(1); return 5;",
  "[s].forEach((x) => { JSON.parse(x); }); await double(1); return 5;",
  "const { a } = JSON.parse(s) as { a: number }; await double(1); return 5;",
  "for (let i = 0; i < 2; i++) { JSON.parse(s); await double(i); } return 5;",
  "let i = 0; while (i < 2) { i++; const x = JSON.parse(s) as number; await double(i); if (x > 1) break; } return 5;",
  "const check = (text: string) => { JSON.parse(text); return true; }; if (check(s)) await double(1); return 5;",
  "const check = (text: string) => { JSON.parse(text); return true; }; check(s); await double(1); return 5;",
  "JSON.parse(s); throw new Error('later');",
  "const end = new Date(Date.UTC(300_000 * s.length, 0)).toISOString(); await double(1); return 5;",
];

test("errors of the library end the workflow where JavaScript throws them, before any later call", async () => {
  const programs = bodies.map((body, index) => ({
    name: `library-error-${index}`,
    before: "",
    body: `async (s: string) => { ${body} }`,
  }));
  const { compiled, refused } = compileEach(programs);
  expect(refused).toEqual([]);
  const scenario = { input: "{", stubs: { double: (x: number) => x * 2 } };
  for (const program of compiled) {
    const [machine, native] = [await observeMachine(program, scenario), await observeNative(program, scenario)];
    expect(native.end, program.body).toHaveProperty("error");
    expect({ ...machine.end, calls: machine.calls }, program.body).toMatchObject({
      error: program.body.includes("later") ? expect.any(String) : "States.QueryEvaluationError",
      calls: native.calls,
    });
  }
});

/** Questions about numbers and Dates out of objects that no text was. */
const asked = [
  "const read = { n: Number(s) }; return Number.isFinite(read.n) ? 'a number' : 'none';",
  "const read = [parseFloat(s)]; return Number.isNaN(read[0]!) ? 'none' : 'a number';",
  "const [at] = [new Date(s)]; return Number.isNaN(at.getTime()) ? 'none' : 'a date';",
  "const read = { at: new Date(s) }; const { at } = read; if (Number.isNaN(at.valueOf())) return 'none'; return 'a date';",
];

test("what JSON cannot hold fails where it is asked about, instead of counting as a number", async () => {
  const programs = asked.map((body, index) => ({
    name: `asked-${index}`,
    before: "",
    body: `async (s: string) => { ${body} }`,
  }));
  const { compiled, refused } = compileEach(programs);
  expect(refused.map(({ program }) => program.body)).toEqual([]);
  for (const program of compiled) {
    const machine = await observeMachine(program, { input: "no date, no number" });
    expect(machine.end, program.body).toMatchObject({ error: "States.QueryEvaluationError" });
    const scenario = { input: program.body.includes("Date") ? "2024-01-07" : "12.5" };
    expect(await observeMachine(program, scenario), program.body).toEqual(await observeNative(program, scenario));
  }
});
