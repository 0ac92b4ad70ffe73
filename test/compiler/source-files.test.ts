import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findSourceFiles } from "../../compiler/program/find-source-files.js";
import { FolderContents } from "../../compiler/program/folder-contents.js";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "setpiece-files-"));
  mkdirSync(path.join(folder, "flows/deep"), { recursive: true });
  mkdirSync(path.join(folder, "flows/node_modules/package"), { recursive: true });
  const files = [
    "a.ts",
    "a.test.ts",
    "types.d.ts",
    "local.ts",
    "deep/b.mts",
    "deep/localise.ts",
    "node_modules/package/c.ts",
  ];
  for (const file of files) writeFileSync(path.join(folder, "flows", file), "");
  symlinkSync(path.join(folder, "flows/deep"), path.join(folder, "linked"));
  symlinkSync(path.join(folder, "flows/a.ts"), path.join(folder, "linked.ts"));
  symlinkSync(path.join(folder, "nowhere"), path.join(folder, "broken"));
});
afterAll(() => rmSync(folder, { recursive: true }));

test("sources are what may hold workflows: no declarations, tests, packages, and not what sets up local runs", () => {
  const { files } = findSourceFiles(["flows"], folder);
  expect(files.map((file) => path.relative(folder, file))).toEqual(
    ["flows/a.ts", "flows/deep/b.mts", "flows/deep/localise.ts"].map((file) => path.normalize(file)),
  );
});

test("a file that is named itself is taken, and one that is not there is told", () => {
  const { files, missing } = findSourceFiles(["flows/local.ts", "flows/none.ts"], folder);
  expect(files).toEqual([path.join(folder, "flows/local.ts")]);
  expect(missing).toEqual(["flows/none.ts"]);
});

test("contents of folders are what the disk says, through links too", () => {
  const contents = new FolderContents();
  const at = (name: string): string => path.join(folder, name);
  expect(["flows/a.ts", "linked/b.mts", "linked.ts"].map((name) => contents.hasFile(at(name)))).toEqual([
    true,
    true,
    true,
  ]);
  expect(["flows", "flows/b.ts", "none/a.ts", "broken", "linked"].map((name) => contents.hasFile(at(name)))).toEqual([
    ...[false, false, false, false, false],
  ]);
  expect(["flows", "flows/deep", "linked", "/"].map((name) => contents.hasFolder(path.resolve(folder, name)))).toEqual([
    ...[true, true, true, true],
  ]);
  expect(["flows/a.ts", "none", "none/deeper", "broken"].map((name) => contents.hasFolder(at(name)))).toEqual([
    ...[false, false, false, false],
  ]);
});

test("a package that is installed in between is found by the next run", () => {
  const packages = path.join(folder, "node_modules");
  const write = (name: string): string => {
    mkdirSync(path.join(packages, name), { recursive: true });
    writeFileSync(path.join(packages, name, "index.d.ts"), "");
    return path.join(packages, name, "index.d.ts");
  };
  const first = write("@scope/first");
  expect(new FolderContents().hasFile(first)).toBe(true);
  const later = ["@scope/second", "third", "@other/fourth", ".store/fifth@1/node_modules/fifth"];
  expect(later.map((name) => new FolderContents().hasFolder(path.join(packages, name)))).toEqual(
    later.map(() => false),
  );
  expect(later.map((name) => new FolderContents().hasFile(write(name)))).toEqual(later.map(() => true));
});
