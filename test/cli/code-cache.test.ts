import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const codeCache = pathToFileURL(path.join(import.meta.dirname, "../../bin/code-cache.mjs")).href;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "setpiece-code-"));
  mkdirSync(path.join(folder, "lib"));
  write("1");
  writeFileSync(path.join(folder, "lib/part.js"), "module.exports = __filename.split(/[\\\\/]/).at(-1);");
  const script = `import { cacheCodeOf } from ${JSON.stringify(codeCache)};
cacheCodeOf(["/lib/whole.js"], ${JSON.stringify(path.join(folder, "cache"))});
console.log((await import("./lib/whole.js")).default.told());`;
  writeFileSync(path.join(folder, "main.mjs"), script);
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(number: string): void {
  const text = `const part = require("./part.js"); exports.told = () => \`\${part} ${number} \${typeof module.id}\`;`;
  writeFileSync(path.join(folder, "lib/whole.js"), text);
}

const run = (): string => execFileSync(process.execPath, ["main.mjs"], { cwd: folder, encoding: "utf8" }).trim();
const kept = (): readonly string[] => readdirSync(path.join(folder, "cache"));

test("code that was kept is used, unless the module has changed or the file is spoiled", () => {
  expect(run()).toBe("part.js 1 string");
  const [name = ""] = kept();
  const first = readFileSync(path.join(folder, "cache", name));
  expect(run()).toBe("part.js 1 string");
  expect(readFileSync(path.join(folder, "cache", name)).equals(first)).toBe(true);
  writeFileSync(path.join(folder, "cache", name), "spoiled");
  expect(run()).toBe("part.js 1 string");
  expect(readFileSync(path.join(folder, "cache", name)).length).toBeGreaterThan(100);
  write("twenty");
  expect(run()).toBe("part.js twenty string");
  expect(kept()).toHaveLength(2);
});
