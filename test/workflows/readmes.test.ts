import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "./support/sample-input.js";

const root = path.join(projectRoot, "workflows");
const folders = readdirSync(root, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

test.each(folders)("the README of %s tells all that somebody has to know who lifts it out", (folder) => {
  const text = readFileSync(path.join(root, folder, "README.md"), "utf8");
  const parts = {
    "what it does": /^# .+\n\n[A-Z`]/,
    "its graph": /```mermaid\n/,
    "its input": /\*\*Input/,
    "what can fail": /what can fail/i,
    "what an operator sees": /What (an operator sees|you see)/,
    "how to run it": /^ {4}npx setpiece run |npx vitest run/m,
  };
  expect(Object.entries(parts).flatMap(([part, pattern]) => (pattern.test(text) ? [] : [part]))).toEqual([]);
  const sources = readdirSync(path.join(root, folder)).filter((name) => name.endsWith(".ts"));
  const names = sources.flatMap((name) =>
    [...readFileSync(path.join(root, folder, name), "utf8").matchAll(/\bworkflow\(\s*"([\w-]+)"/g)].map(
      (found) => found[1],
    ),
  );
  expect(names.filter((name = "") => !text.includes(`\`${name}\``))).toEqual([]);
  const inputs = [...text.matchAll(/--input (workflows\/\S+)/g)].map(([, file = ""]) => file);
  expect(inputs.filter((file) => !existsSync(path.join(projectRoot, file)))).toEqual([]);
});
