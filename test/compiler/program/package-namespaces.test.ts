import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ProgramLoader } from "../../../compiler/program/load-program.js";

let folder: string;
const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);

/** A package with a namespace of 41 files. */
function install(name: string, word: string): void {
  const files = Array.from({ length: 40 }, (_, index) => `l${index}`);
  const inPackage = (file: string, text: string): void => write(path.join("node_modules", name, file), text);
  mkdirSync(path.join(folder, "node_modules", name, "locales"), { recursive: true });
  inPackage("package.json", JSON.stringify({ name, version: "1.0.0", type: "module", types: "./index.d.ts" }));
  for (const file of files) inPackage(`locales/${file}.d.ts`, `declare const name: "${file}"; export default name;`);
  inPackage("locales/index.d.ts", files.map((file) => `export { default as ${file} } from "./${file}.js";`).join("\n"));
  inPackage("index.d.ts", `export * as locales from "./locales/index.js"; export * from "./word.js";`);
  inPackage("word.d.ts", word);
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "setpiece-namespaces-"));
  write("tsconfig.json", `{ "compilerOptions": { "types": [] } }`);
  install("words", "export interface Word { text: string; locales?: string }");
  install("own-words", `import type { locales } from "./index.js"; export interface Word { text: typeof locales.l1 }`);
});
afterAll(() => rmSync(folder, { recursive: true }));

const typesOnly = `import type { Word } from "words"; export const word: Word = { text: "" };`;
const byName = `import * as words from "words"; export const name = words.locales.l0;`;

/** How many files of the namespace are read. */
function readBy(loader: ProgramLoader, text: string): number {
  write("example.ts", text);
  const { program, isPartial } = loader.load([path.join(folder, "example.ts")]);
  const read = program.getSourceFiles().filter(({ fileName }) => fileName.includes("words/locales/")).length;
  expect(isPartial).toBe(read === 0);
  return read;
}

test.each([
  ["not read where nothing names it", typesOnly, 0],
  ["read where the project names it", byName, 41],
  ["read where the package names it itself", typesOnly.replace("words", "own-words"), 41],
])("a namespace of many files is %s", (_where, text, files) => {
  expect(readBy(new ProgramLoader(folder), text)).toBe(files);
});

test("it is read from when something names it, or is wrong", () => {
  const loader = new ProgramLoader(folder);
  expect([typesOnly, byName].map((text) => readBy(loader, text))).toEqual([0, 41]);

  const wrong = new ProgramLoader(folder);
  expect(readBy(wrong, typesOnly)).toBe(0);
  wrong.readInFull();
  expect(readBy(wrong, typesOnly)).toBe(41);
});

test("what a package has left out that is imported no more makes no difference", () => {
  const loader = new ProgramLoader(folder);
  expect(readBy(loader, typesOnly)).toBe(0);
  loader.readInFull();
  write("example.ts", "export const word = 1;");
  expect(loader.load([path.join(folder, "example.ts")]).isPartial).toBe(false);
  expect(readBy(loader, typesOnly)).toBe(41);
});
