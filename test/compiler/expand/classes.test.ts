import path from "node:path";
import { CompileSession } from "setpiece/compiler";
import { expect, test } from "vitest";
import { rewriteClasses } from "../../../compiler/expand/classes/rewrite-classes.js";
import { ProgramLoader } from "../../../compiler/program/load-program.js";

const folder = path.join(import.meta.dirname, "virtual");
const main = path.join(folder, "main.ts");
const other = path.join(folder, "basket.ts");

/** What the files are written as, without what is only there to make a workflow of them. */
function rewrite(sources: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const overlay = new Map(Object.entries(sources));
  const loader = new ProgramLoader(folder);
  loader.readInFull();
  const { checker, program, files } = loader.load([...overlay.keys()], overlay);
  const { texts } = rewriteClasses({ files, checker, options: program.getCompilerOptions() });
  return Object.fromEntries([...texts].map(([name, { text }]) => [path.basename(name), text]));
}

const written = (text: string): string | undefined => rewrite({ [main]: text })["main.ts"];

test("a class becomes a type of its fields, and functions", () => {
  expect(
    written(
      `class Basket { private lines: string[] = []; note?: string; constructor(readonly owner: string) {} add(line: string) { return this.lines.push(line); } get size(): number { return this.lines.length; } }
export function run() { const basket = new Basket("me"); basket.add("a"); return basket.size; }`,
    ),
  ).toMatchInlineSnapshot(`
    "export interface Basket { readonly owner: string; lines: string[]; note: (string) | undefined; }
    export function Basket$new(owner: string): Basket {
    return { owner: owner, lines: [], note: undefined, };
    }
    export function Basket$add(basket2: Basket, line: string) { return basket2.lines.push(line); }
    export function Basket$size(basket3: Basket): number { return basket3.lines.length; }
    export function run() { const basket = Basket$new("me"); Basket$add(basket, "a"); return Basket$size(basket); }"
  `);
});

test("variables hold the fields until the constructor needs the instance", () => {
  expect(
    written(
      `class Limits { readonly low: number; high = 9; constructor(low: number) { if (low > 9) throw new Error(); this.low = low; this.high -= this.low; this.widen(); } widen() { this.high += 1; } }
export const limits = () => new Limits(3);`,
    ),
  ).toMatchInlineSnapshot(`
    "export interface Limits { readonly low: number; high: number; }
    export function Limits$new(low: number): Limits {
    let high2: number = 9;
    if (low > 9) throw new Error();
    const low2: number = low;
    high2 -= low2;
    const limits2: Limits = { low: low2, high: high2, };
    Limits$widen(limits2);
    return limits2;
    }
    export function Limits$widen(limits3: Limits) { limits3.high += 1; }
    export const limits = () => Limits$new(3);"
  `);
});

test("calls of methods that give their instance are statements", () => {
  expect(
    written(
      `class Query { parts: string[] = []; where(part: string): this { this.parts.push(part); return this; } text() { return this.parts.join(); } }
export function run() { return new Query().where("a").where("b").text(); }`,
    ),
  ).toMatchInlineSnapshot(`
    "export interface Query { parts: string[]; }
    export function Query$new(): Query {
    return { parts: [], };
    }
    export function Query$where(query: Query, part: string): Query { query.parts.push(part); return query; }
    export function Query$where$(query2: Query, part: string): void { query2.parts.push(part); return; }
    export function Query$text(query3: Query) { return query3.parts.join(); }
    export function run() { const query = Query$new();
    Query$where$(query, "a");
    Query$where$(query, "b");
    return Query$text(query); }"
  `);
});

test("a class of another file is imported as a type, and its functions beside it", () => {
  const texts = rewrite({
    [other]: `export class Basket { lines = 0; add(by: number) { this.lines += by; } }`,
    [main]: `import { Basket } from "./basket.js";
export function run() { const basket = new Basket(); basket.add(1); return basket; }`,
  });
  expect(texts["main.ts"]).toMatchInlineSnapshot(`
    "import { Basket$new, Basket$add } from "./basket.ts";
    import { type Basket } from "./basket.js";
    export function run() { const basket = Basket$new(); Basket$add(basket, 1); return basket; }"
  `);
});

/** Where a class is more than its fields and functions. */
test.each([
  ["instances that are asked for their class by name", "class A { n = 1; } new A().constructor.name;"],
  ["a class with a base", "class A { n = 1; } class B extends A {} new B();"],
  ["a method as a value", "class A { n = 1; up() { return this.n; } } [1].map(new A().up);"],
  ["a method by a computed name", 'class A { n = 1; up() { return this.n; } } new A()["up"]();'],
  ["a getter in a pattern", "class A { n = 1; get m() { return this.n; } } const { m } = new A(); m;"],
  ["a copy", "class A { n = 1; up() { return this.n; } } structuredClone(new A()).up();"],
  ["a value of JSON", "class A { n = 1; up() { return this.n; } } new A(); const a: A = JSON.parse(''); a;"],
  ["what is said to be one", "class A { n = 1; up() { return this.n; } } new A(); const a = {} as A; a;"],
  [
    "an object of another type",
    "class A { n = 1; up() { return this.n; } } new A(); const a: A = { n: 1, up: () => 2 };",
  ],
  [
    "an instance by a type with a member of its own",
    "class A { n = 1; up() { return this.n; } } const a: { n: number; up?: unknown } = new A(); a.up;",
  ],
  [
    "`in`",
    'class A { n = 1; up() { return this.n; } } const a: unknown = new A(); typeof a === "object" && a && "up" in a;',
  ],
  ["hidden fields in text", "class A { #n = 1; up() { return this.#n; } } JSON.stringify(new A());"],
  ["hidden fields that are spread", "class A { #n = 1; up() { return this.#n; } } ({ ...new A() });"],
  [
    "hidden fields behind another type",
    "class A { #n = 1; up() { return this.#n; } } const list: unknown[] = [new A()]; list;",
  ],
  ["what JSON asks for", "class A { n = 1; toJSON() { return 2; } } new A();"],
  ["a thing to wait for", "class A { n = 1; then() { return 2; } } new A();"],
  ["a generator", "class A { n = 1; *all() { yield this.n; } } new A();"],
  ["a block that runs with the class", "class A { static { console.log(1); } n = 1; } new A();"],
  [
    "`this` of a function inside",
    "class A { n = 1; up() { return function (this: { n: number }) { return this.n; }; } } new A();",
  ],
  ["a field that needs the instance", "class A { n = 1; m = this.up(); up() { return this.n; } } new A();"],
  [
    "a constructor that returns",
    "class A { n = 1; constructor(m: number) { if (m > 1) return; this.n = m; } } new A(1);",
  ],
  [
    "a class that a function before it asks for",
    "function f() { const make = () => new A(); class A { n = 1; } return make(); } f();",
  ],
  ["names that functions would have", "class A { n = 1; } const A$new = 1; new A(); A$new;"],
])("%s: nothing is written", (_name, text) => {
  expect(written(`export function run() { }\n${text}`)).toBeUndefined();
});

const workflow = (change = ""): string => `import { lambda, workflow } from "setpiece";
import { Basket } from "./basket.js";
export const double = lambda<number, number>("double", async (n) => n * 2);
export const shop = workflow("shop", async (input: number) => {
  const basket = new Basket("me");
  await basket.fill(input);
  ${change}
  return basket.lines;
});
`;
const basket = `import { double } from "./main.js";
export class Basket {
  lines = 0;
  constructor(readonly owner: string) {}
  async fill(n: number): Promise<void> {
    this.lines += await double(n);
  }
}
`;

test("states have names and places of the sources", () => {
  const overlay = new Map([
    [main, workflow()],
    [other, basket],
  ]);
  const session = new CompileSession({ paths: [], cwd: folder, overlay });
  const { workflows, diagnostics } = session.compile();
  expect(diagnostics).toEqual([]);
  const { sourceMap } = workflows[0] as (typeof workflows)[number];
  expect(sourceMap.double).toMatchObject({ file: other, line: 6, column: 25, text: "double(n)" });
  expect(sourceMap.double?.calledFrom).toMatchObject([{ file: main, line: 6, column: 9, text: "basket.fill(input)" }]);
});

test("what keeps a class from being functions is told where an instance is made", () => {
  const refused = (change: string): readonly string[] => {
    const overlay = new Map([
      [main, workflow(change)],
      [other, basket],
    ]);
    const { diagnostics } = new CompileSession({ paths: [], cwd: folder, overlay }).compile();
    return diagnostics.flatMap(({ related }) => related.map(({ message, location }) => `${location.line} ${message}`));
  };
  expect(refused("const add = basket.fill; await add(1);")).toEqual([
    "7 `Basket` cannot become functions for what is here",
  ]);
  expect(refused("const two = [basket]; basket.lines += 1; await double(two[0]!.lines);")).toEqual([
    "6 `Basket` cannot become functions for what is here (SP1244)",
    "5 here something else may hold it",
  ]);
});

test("a file that is refused without its classes as well keeps its own diagnostics, until it is mended", () => {
  const overlay = new Map([
    [main, workflow("if (input > 1 && basket instanceof Basket) await double(1);")],
    [other, basket],
  ]);
  const session = new CompileSession({ paths: [], cwd: folder, overlay });
  const codes = (): readonly string[] =>
    session.compile().diagnostics.map(({ code, location }) => `${code} ${location?.line}`);
  expect(codes()).toContain("SP1238 5");
  overlay.set(main, workflow());
  expect(codes()).toEqual([]);
});
