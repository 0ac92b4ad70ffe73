import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { parseExpression } from "../../simulator/jsonata/evaluate-expression.js";
import { loadEngine } from "../../simulator/jsonata/sync-engine.js";

interface SuiteCase {
  readonly group: string;
  readonly case: string;
  readonly expr: string;
  readonly data?: unknown;
  readonly dataset?: string;
  readonly bindings?: Record<string, unknown>;
  readonly timelimit?: number;
  readonly notIn206?: boolean;
}

interface Package {
  (expression: string): { evaluate(input: unknown, bindings: unknown): Promise<unknown> };
}

const jsonata = createRequire(import.meta.url)("jsonata") as Package;
const shared = process.env.SETPIECE_SHARED ?? join(import.meta.dirname, "../../../shared");
const folder = join(shared, "jsonata-suite");
const present = existsSync(join(folder, "cases.jsonl"));

/** The package's own engine, made synchronous, without bounds. */
const synchronous = loadEngine({
  enter: () => undefined,
  leave: () => undefined,
  inspect: () => undefined,
  range: () => undefined,
  bind: () => undefined,
  nowMs: () => Date.now(),
}) as unknown as (expression: string) => { evaluate(input: unknown, bindings: unknown): unknown };

async function outcomeOf(work: () => unknown): Promise<unknown> {
  try {
    return { value: JSON.stringify(await work()) };
  } catch (error) {
    return { code: (error as { code?: string }).code ?? "error" };
  }
}

describe.skipIf(!present)(`the jsonata suite in ${folder} (skipped when absent)`, () => {
  const cases = present
    ? readFileSync(join(folder, "cases.jsonl"), "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as SuiteCase)
    : [];
  const datasets = present
    ? (JSON.parse(readFileSync(join(folder, "datasets.json"), "utf8")) as Record<string, unknown>)
    : {};
  const groups = new Map<string, SuiteCase[]>();
  for (const one of cases) {
    // Cases with a time limit never end; dates and chance differ from call to call.
    if (one.timelimit !== undefined || one.notIn206 === true || /\$(now|millis|random|shuffle)\b/.test(one.expr))
      continue;
    groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  }

  test.each([...groups.keys()])("%s: evaluating at once gives what the package gives", async (group) => {
    for (const { expr, data, dataset, bindings = {}, case: name } of groups.get(group) ?? []) {
      const input = () => structuredClone(dataset === undefined ? data : datasets[dataset]);
      const expected = await outcomeOf(() => jsonata(expr).evaluate(input(), { ...bindings }));
      const actual = await outcomeOf(() => synchronous(expr).evaluate(input(), { ...bindings }));
      expect(actual, `${name}: ${expr}`).toEqual(expected);
    }
  });
});

const world = { nowMs: () => 0, random: () => 0.5, uuid: () => "id" };

const bindings = { input: { n: 1 }, context: () => ({}), variables: () => ({}) };

function evaluate(text: string) {
  const outcome = parseExpression(text);
  return outcome.kind === "parsed" ? outcome.expression.evaluate(bindings, world) : outcome;
}

test.each([
  ["$random(42)", 0.7275636800328681],
  ["$range(0, 6, 2)", [0, 2, 4, 6]],
  ["$range(-1.7, 2, 1)", [-1, 0, 1, 2]],
  ["$range(1, 1, 1)", 1],
  ["$partition([1, 2, 3], 2)", [[1, 2], [3]]],
  ["$hash('a', 'MD5')", "0cc175b9c0f1b6a831c399e269772661"],
  ["$parse('{\"a\": [1]}')", { a: [1] }],
  ["$uuid()", "id"],
  ["$random()", 0.5],
  ["$now()", "1970-01-01T00:00:00.000Z"],
  ["1/0", "Infinity"],
  ["[-1/0]", ["-Infinity"]],
  ["{'a': $missing}", {}],
  ["[1..3][$ > 1]", [2, 3]],
])("%s is %j", (text, value) => {
  expect(evaluate(text)).toEqual({ kind: "value", value });
});

test.each([
  ["$eval('1')", "T1006"],
  ["$partition([1], -1)", undefined],
  ["$sum(['a'])", "T0412"],
  ["($f := function($n) { 1 + $f($n) }; $f(1))", undefined],
  ["($f := function($n) { $f($n) }; $f(1))", undefined],
  ["$contains('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab', /^(a+)+$/)", undefined],
  ["[1..873783]", undefined],
  ["$range(1, 400000, 1)", undefined],
  [
    "($a := [1..1000]; $b := [[$a],[$a],[$a],[$a],[$a]]; [[$b],[$b],[$b],[$b],[$b],[$b],[$b],[$b]] ~> function($x) { [[$x],[$x],[$x],[$x],[$x],[$x],[$x],[$x],[$x],[$x],[$x],[$x],[$x],[$x],[$x],[$x],[$x],[$x],[$x],[$x],[$x],[$x],[$x],[$x],[$x],[$x]] })",
    undefined,
  ],
])("%s ends with an error", (text, code) => {
  expect(evaluate(text)).toMatchObject({ kind: "error", ...(code === undefined ? {} : { code }) });
});

test("functions are no values", () => {
  expect(evaluate("function($x) { $x }")).toEqual({ kind: "unsupported" });
  expect(evaluate("$missing")).toEqual({ kind: "nothing" });
  expect(evaluate("1 +")).toMatchObject({ kind: "syntaxError", message: "Unexpected end of expression" });
});

test.each([
  [Array.from({ length: 98 }, () => "1").join("+"), "value"],
  [Array.from({ length: 200 }, () => "1").join("+"), "error"],
  [`[${Array.from({ length: 300 }, (_, index) => `${index}+1`).join()}]`, "value"],
  [`{${Array.from({ length: 300 }, (_, index) => `"k${index}": ${index}+1`).join()}}`, "value"],
])("nesting is bounded, siblings do not nest: %.40s…", (text, kind) => {
  expect(evaluate(text).kind).toBe(kind);
});
