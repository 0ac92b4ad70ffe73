import path from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { CompileSession } from "../../../compiler/compile-session.js";
import { type LoadedProgram, ProgramLoader } from "../../../compiler/program/load-program.js";

const folder = path.join(import.meta.dirname, "virtual");
const inFolder = (texts: Readonly<Record<string, string>>) =>
  Object.entries(texts).map(([name, text]): [string, string] => [path.join(folder, name), text]);

describe("a program after another", () => {
  const texts = {
    "base.ts": `export interface Thing { one: string }`,
    "middle.ts": `import type { Thing } from "./base.js"; export const make = () => ({}) as Thing;`,
    "top.ts": `import { make } from "./middle.js"; export const value = make();`,
    "other.ts": `export const value = { alone: 1 };`,
  };
  const start = () => {
    const overlay = new Map(inFolder(texts));
    const loader = new ProgramLoader(folder);
    const load = (changed: Readonly<Record<string, string>> = {}): LoadedProgram => {
      for (const [file, text] of inFolder(changed)) overlay.set(file, text);
      const loaded = loader.load([...overlay.keys()], overlay);
      // So that there is something to be out of date.
      for (const file of loaded.files) loaded.typeErrorsOf(file);
      return loaded;
    };
    load();
    return { load, loader };
  };
  /** The members of the type of what a file exports as `value`, as its checker knows it. */
  const membersOf = ({ checker, files }: LoadedProgram, name: string): string => {
    const file = files.find(({ fileName }) => path.basename(fileName) === name) as ts.SourceFile;
    const value = checker.getExportsOfModule(checker.getSymbolAtLocation(file) as ts.Symbol);
    const type = checker.getTypeOfSymbol(value.find((symbol) => symbol.name === "value") as ts.Symbol);
    return type
      .getProperties()
      .map((member) => `${member.name}: ${checker.typeToString(checker.getTypeOfSymbol(member))}`)
      .join(", ");
  };

  test("is checked by the same checker where a file changed that nobody imports", () => {
    const { load } = start();
    for (const member of ["first", "second", "third"]) {
      const loaded = load({ "other.ts": `export const value = { ${member}: "" };` });
      expect(loaded.isCheckerKept).toBe(true);
      expect(membersOf(loaded, "other.ts")).toBe(`${member}: string`);
      expect(membersOf(loaded, "top.ts")).toBe("one: string");
    }
  });

  test("has the types of its own texts where others import what changed", () => {
    const { load } = start();
    for (const member of ["two: number", "three: boolean", "one: string"]) {
      const loaded = load({ "base.ts": `export interface Thing { ${member} }` });
      expect(loaded.isCheckerKept).toBe(true);
      expect(membersOf(loaded, "top.ts")).toBe(member);
      expect(membersOf(loaded, "other.ts")).toBe("alone: number");
    }
    const loaded = load({ "middle.ts": `${texts["middle.ts"]} export const more = 1;` });
    expect(loaded.isCheckerKept).toBe(true);
    expect(membersOf(loaded, "top.ts")).toBe("one: string");
  });

  test.each([
    ["an import", `import "./base.js"; export const value = 1;`],
    ["what is declared for everyone", `declare global { interface Everyone { one: 1 } } export const value = 1;`],
    [
      "what is declared for another module",
      `import "./base.js"; declare module "./base.js" { interface Thing { two: 2 } }`,
    ],
    ["errors that are not to be told", `// @ts-expect-error\nexport const value: string = 1;`],
    ["a mistake in the syntax", `export const value = ;`],
  ])("has a checker of its own after %s", (_name, text) => {
    const { load } = start();
    expect(load({ "other.ts": text }).isCheckerKept).toBe(false);
    expect(load({ "other.ts": `${text}\n// changed` }).isCheckerKept).toBe(
      // An import is like any other file, once it is there.
      text.startsWith(`import "./base.js"; export`),
    );
  });

  test("has a checker of its own when that is asked for", () => {
    const { load, loader } = start();
    const wrong = load({ "base.ts": `export const one: string = 1; ${texts["base.ts"]}` });
    const base = (loaded: LoadedProgram) =>
      loaded.files.find(({ fileName }) => fileName.endsWith("base.ts")) as ts.SourceFile;
    expect(wrong.isCheckerKept).toBe(true);
    expect(wrong.typeErrorsOf(base(wrong)).map(({ code }) => code)).toEqual([2322]);
    loader.checkAnew();
    const again = load();
    expect(again.isCheckerKept).toBe(false);
    expect(again.typeErrorsOf(base(again)).map(({ code }) => code)).toEqual([2322]);
    expect(load({ "base.ts": texts["base.ts"] }).isCheckerKept).toBe(true);
  });
});

test("what a session says of a change is what a new session says", () => {
  const tasks = (result: string) => `
import { lambda } from "setpiece";
export interface Item { sku: string; size: ${result} }
export const find = lambda<string, Item>("find", (sku) => ({ sku }) as Item);`;
  const workflow = (body: string) => `
import { workflow } from "setpiece";
import { find } from "./tasks.js";
export const example = workflow("example", async (sku: string) => { const item = await find(sku); ${body} });`;
  const overlay = new Map(
    inFolder({
      "tasks.ts": tasks("number"),
      "example.ts": workflow("return item.size + 1;"),
      "same.ts": workflow("return item.sku;").replace(`"example"`, `"same"`),
    }),
  );
  const compile = (session: CompileSession) => {
    const { workflows, manifest, diagnostics } = session.compile();
    return { workflows, manifest, diagnostics };
  };
  const session = new CompileSession({ paths: [], cwd: folder, overlay });
  compile(session);
  for (const change of [
    // Of a string, `+ 1` is another thing.
    { "tasks.ts": tasks("string") },
    { "example.ts": workflow("return item.colour;") },
  ]) {
    for (const [file, text] of inFolder(change)) overlay.set(file, text);
    expect(compile(session)).toEqual(compile(new CompileSession({ paths: [], cwd: folder, overlay })));
  }
});
