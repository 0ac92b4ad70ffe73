import { describe, expect, test } from "vitest";
import { compileEach, observeMachine, observeNative, type Program } from "../../differential/harness.js";

const input = { item: { price: 1, tags: ["t"] }, list: [1] };
const stubs = { fetchItem: { result: { id: "a", price: 4, tags: [] } } };

const workflow = (body: string): Program => ({
  name: body,
  body: `async (input: { item: { price: number; tags: string[] }; list: number[] }) => { ${body} }`,
});

/** Something else could see the change, natively: what would be compiled would not. */
const shared = [
  "const list: { price: number }[] = []; list.push(input.item); list[0]!.price = 5; return input.item.price;",
  "const list: number[][] = [[1]]; list.push(input.list); list[1]!.push(9); return input.list;",
  "const o: { a: number[] } = { a: [] }; o.a = input.list; o.a.push(3); return input.list;",
  "const o: { a: number[]; b?: number[] } = { a: [1] }; o.b = o.a; o.a.push(3); return o;",
  'const m: Record<string, number[]> = {}; m["x"] = input.list; m["x"].push(3); return input.list;',
  "const a = [1]; const f = () => a; const b = f(); a.push(2); return b;",
  "const a = [1]; const f = () => { return a; }; const b = f(); a.push(2); return b;",
  "const a = [1]; try { return a; } finally { a.push(2); }",
  "let a: number[] | undefined; a ??= input.list; a.push(2); return input.list;",
  "const a = [1, 2]; let n = 0; const add = () => { if (a.length < 5) a.push(9); }; for (const x of a) { add(); n += x; } return n;",
  "const q = input.list.map((n) => ({ n })); const first = q[0]; const j = q.shift()!; j.n = 50; return first;",
  "const q = input.list.map((n) => ({ n })); const copy = [...q]; const j = q.shift()!; j.n = 50; return copy;",
  "const q: { n: number }[] = []; for (const n of input.list) { const r = { n }; q.push(r); q.push(r); } const j = q.shift()!; j.n = 50; return q;",
  "const q = input.list.map((n) => ({ n })); const j = q.splice(0, 1)[0]!; q.push(j); j.n = 50; return q;",
  "const q = input.list.map((n) => ({ n })); const first = [...q]; const j = q.shift()!; q.push(j); j.n = 50; return [q, first];",
  "const o: Record<string, { n: number }> = { a: { n: 1 }, b: { n: 2 } }; for (const v of Object.values(o)) { v.n++; o.b = { n: 9 }; } return o;",
  "const g = new Array<number[]>(3).fill([0]); g[0]![0] = 5; return g;",
];

/** Nothing else can see it. */
const owned = [
  "const q = input.list.map((n) => ({ n })); const j = q.shift()!; q.push(j); j.n = 50; return q;",
  "const a = [1]; const add = () => { a.push(2); return a.length; }; const n = a.length + add() + a.length; return [n, a];",
  "const list = [{ price: 1 }]; list.pop(); if (list.length > 0) list[0]!.price = 3; list.push({ price: 2 }); list[0]!.price++; return list;",
  "const o: { a: number[] } = { a: [] }; o.a = [1]; o.a.push(3); o.a = [...input.list]; o.a.push(4); return o;",
  "const o = { a: input.list.map((n) => n + 1), counts: { ...{ x: 1 } } }; o.a.push(4); o.counts.x += 2; return o;",
];

describe("changes in place", () => {
  test("are refused where something else may hold the same value", () => {
    const { compiled, refused } = compileEach(shared.map(workflow));
    expect(compiled.map(({ name }) => name)).toEqual([]);
    for (const { diagnostics } of refused)
      expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(["SP1244"]));
  });

  test("are as in JavaScript where the variable owns its value", async () => {
    const { compiled, refused } = compileEach(owned.map(workflow));
    expect(refused.flatMap(({ diagnostics }) => diagnostics.map(({ frame }) => frame))).toEqual([]);
    for (const program of compiled) {
      const native = await observeNative(program, { input: structuredClone(input), stubs });
      expect(await observeMachine(program, { input, stubs }), program.name).toEqual(native);
    }
  });
});
