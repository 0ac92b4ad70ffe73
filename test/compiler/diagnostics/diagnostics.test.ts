import path from "node:path";
import { compileProject, type Diagnostic, formatDiagnostics } from "setpiece/compiler";
import { describe, expect, test } from "vitest";
import { catalogue } from "../../../compiler/diagnostics/catalogue.js";
import { readDocumentation } from "./documentation.js";
import { fixtures } from "./fixtures.js";

/** Diagnostics as text, one file for each fixture; `npx vitest run test/compiler/diagnostics -u` writes them anew. */
const golden = (name: string): string => path.join(import.meta.dirname, "golden", `${name}.txt`);

const { shop, sections } = readDocumentation();
const folder = path.join(import.meta.dirname, "virtual");
const imports =
  `import { awsService, distributedMap, execution, httpEndpoint, human, lambda, map, s3Csv, s3Json, sleep, start, waitForToken, workflow, WorkflowError, matches } from "setpiece"; ` +
  `import type { SFN } from "@aws-sdk/client-sfn"; import { dynamodb, table } from "setpiece/aws/dynamodb"; import * as all from "./shop.js"; ` +
  `import { approve, charge, invoice, type Item, type Order, orders, OutOfStock, priceOf, release, reserve, shop } from "./shop.js";`;

/** A file of its own, with names that no other fixture has. */
function fileOf(id: string, source: string): string {
  if (!/\bworkflow\(/.test(source)) {
    return `${imports}\nexport const example = workflow("${id}", async (order: Order) => {\n${source.trim()}\n});\n`;
  }
  const unique = source.replaceAll(
    /\b(workflow|lambda|human|table|httpEndpoint)(<.*>)?\("(\w[\w-]*)"/g,
    `$1$2("$3-${id}"`,
  );
  return `${imports}\n${unique}`;
}

const examples = sections.flatMap(({ code, wrong, right }) => [
  ...(wrong === undefined ? [] : [{ id: `wrong-${code}`, source: wrong }]),
  ...(right === undefined ? [] : [{ id: `right-${code}`, source: right }]),
]);
const cases = [...examples, ...fixtures.map(({ name, source }) => ({ id: name.replaceAll(/\W+/g, "-"), source }))];
const failures: unknown[] = [];
const ofFile = compileAll();

function compileAll(): ReadonlyMap<string, readonly Diagnostic[]> {
  const overlay = new Map([[path.join(folder, "shop.ts"), shop]]);
  for (const { id, source } of cases) overlay.set(path.join(folder, `${id}.ts`), fileOf(id, source));
  const found = new Map<string, Diagnostic[]>(cases.map(({ id }) => [id, []]));
  const compile = (files: ReadonlyMap<string, string>): void => {
    const { diagnostics } = compileProject({
      paths: [],
      cwd: folder,
      overlay: files,
      onFailure: (error) => failures.push(error),
    });
    for (const diagnostic of diagnostics) {
      found.get(path.basename(diagnostic.location?.file ?? "", ".ts"))?.push(diagnostic);
    }
  };
  compile(overlay);
  // Limits show only when nothing else is wrong.
  const faultless = [...overlay].filter(([file]) => (found.get(path.basename(file, ".ts")) ?? []).length === 0);
  compile(new Map(faultless));
  return found;
}

const textOf = (id: string): string => {
  const text = formatDiagnostics(ofFile.get(id) ?? [], "text", { cwd: folder });
  return `${text}\n`;
};

describe("the example of a code", () => {
  test.each(sections.filter(({ wrong }) => wrong !== undefined))("$code is diagnosed", async ({ code }) => {
    expect((ofFile.get(`wrong-${code}`) ?? []).map((diagnostic) => diagnostic.code)).toContain(code);
    await expect(textOf(`wrong-${code}`)).toMatchFileSnapshot(golden(code));
  });

  test.each(sections.filter(({ right }) => right !== undefined))("$code, mended, compiles", ({ code }) => {
    expect(textOf(`right-${code}`)).toBe("\n");
  });
});

test.each(fixtures)("$name", async ({ name }) => {
  const id = name.replaceAll(/\W+/g, "-");
  expect(ofFile.get(id)).not.toEqual([]);
  await expect(textOf(id)).toMatchFileSnapshot(golden(id));
});

test("no fixture makes the compiler fail", () => {
  expect(failures).toEqual([]);
});

describe("catalogue, documentation and fixtures are in step", () => {
  test("every code has a section, in order, and every section a code", () => {
    expect(sections.map(({ code }) => code)).toEqual(Object.keys(catalogue));
  });

  /** What no source text leads to: missing paths, and mistakes of the compiler itself. */
  const elsewhere = ["SP1005", "SP1006", "SP3001", "SP3002"];

  test("every code is triggered by a fixture, or by a test of its own", () => {
    const triggered = new Set([...ofFile.values()].flat().map(({ code }) => code));
    expect(Object.keys(catalogue).filter((code) => !triggered.has(code) && !elsewhere.includes(code))).toEqual([]);
  });

  test("no placeholder is left unfilled, and no text is empty", () => {
    for (const { message, hint } of [...ofFile.values()].flat()) {
      expect(`${message} ${hint}`).not.toMatch(/(?<!\$)\{\w+\}/);
      expect(hint).not.toBe("");
    }
  });

  test("nothing is reported twice at one place", () => {
    for (const diagnostics of ofFile.values()) {
      const places = diagnostics.map(({ location }) => `${location?.line}:${location?.column}-${location?.endColumn}`);
      expect(places).toEqual([...new Set(places)]);
    }
  });
});
