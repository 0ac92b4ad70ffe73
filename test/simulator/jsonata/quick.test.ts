import fc from "fast-check";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import type { JsonValue } from "../../../simulator/json.js";
import { toEvaluationResult } from "../../../simulator/jsonata/evaluation-result.js";
import {
  engineBindings,
  type ExpressionBindings,
  statesUseOf,
} from "../../../simulator/jsonata/expression-bindings.js";
import { compileQuick } from "../../../simulator/jsonata/quick/compile-quick.js";
import { loadEngine } from "../../../simulator/jsonata/sync-engine.js";

const nothing = () => undefined;
const engine = loadEngine({
  ...{ enter: nothing, leave: nothing, inspect: nothing, range: nothing, bind: nothing },
  nowMs: () => 0,
});

function bindingsOf(variables: Record<string, JsonValue>, input: JsonValue, result?: JsonValue): ExpressionBindings {
  const context = () => ({ Execution: { Input: input, Name: "n" }, State: { RetryCount: 2 } });
  return { input, result, context, variables: () => variables };
}

/** What the engine gives; an error is told apart from every value. */
function byEngine(text: string, bindings: ExpressionBindings): unknown {
  try {
    return toEvaluationResult(engine(text).evaluate(undefined, engineBindings(bindings, statesUseOf(text))));
  } catch (error) {
    return { kind: "error", error };
  }
}

/** The same by the shorter way; `undefined` where that leaves it to the engine. */
function quickly(text: string, bindings: ExpressionBindings): unknown {
  const found = compileQuick(engine(text).ast())?.(bindings);
  return found === undefined ? undefined : toEvaluationResult(found.value);
}

const asText = (outcome: unknown) => JSON.stringify(outcome);

const input = {
  order: { id: "o-1", total: 12.5, lines: [{ sku: "a", count: 2 }, { sku: "b" }], note: null, "a b": true },
  list: [1, [2, 3], "x", null],
  deep: [[{ a: [1] }]],
  one: [7],
  none: [],
  flag: false,
  odd: { _jsonata_function: true, tupleStream: true, sequence: true },
};
const bindings = bindingsOf({ i: 3, n: -0.5, s: "text", t: true, l: [1, 2, 3], o: { a: { b: 1 } }, z: null }, input, [
  { r: 1 },
]);

test.each([
  ["$i + 1", 4],
  ["$i < 200", true],
  ["$states.input.order.total * 2 > 20 and $t", true],
  ["$states.input.order.lines[1].sku", "b"],
  ["$states.input.list[-2]", "x"],
  ["$states.input.one", [7]],
  ["$states.input.deep[0]", [{ a: [1] }]],
  ["$states.result[0].r", 1],
  ["$states.context.Execution.Input.order.id & '-' & $i", "o-1-3"],
  ["$exists($states.input.order.missing) ? 1 : 'no'", "no"],
  ["$count($l) - $count($states.input.missing)", 3],
  ["($x := $i * 2; $y := $x + 1; [$y, $l, [$l]])", [7, 1, 2, 3, [1, 2, 3]]],
  ["{'a': $i, 'b': $states.input.missing, 'c': {'d': $not($t)}}", { a: 3, c: { d: false } }],
  ["'a' in ['a', 'b'] or $states.input.flag", true],
  ["$append($l, [[$i]])", [1, 2, 3, [3]]],
  ["$type($z) & $type($o) & $type($l)", "nullobjectarray"],
  ["$z = null", true],
  ["-$n", 0.5],
])("%s does without the engine and is what it gives", (text, value) => {
  expect(quickly(text, bindings)).toEqual({ kind: "value", value });
  expect(byEngine(text, bindings)).toEqual({ kind: "value", value });
});

test.each([
  ["a name that may be a function", "$count"],
  ["a function behind a variable's name", "$exists($sum)"],
  ["the whole of $states", "$states"],
  ["an array that a path maps", "$states.input.order.lines.sku"],
  ["an operand of the wrong type", "$s + 1"],
  ["a comparison of different types", "$s < 1"],
  ["a number that is not finite", "1 / 0"],
  ["digits that the engine rounds", "'' & 0.1"],
  ["equality of objects", "$o = $o.a"],
  ["an object in a list", "$o in [$o]"],
  ["an index that is computed", "$l[$i - 1]"],
  ["a kept array", "$l[0][]"],
  ["two predicates", "$l[0][0]"],
  ["a name that objects inherit", "$o.toString"],
  ["what looks like a function", "$states.input.odd.tupleStream"],
  ["a lambda", "function($x) { $x }(1)"],
  ["a key that comes twice", "{'a': 1, 'a': 2}"],
  ["a binding outside of a block", "[$x := 1]"],
  ["another $states", "($states := 1; $states.input)"],
])("%s is left to the engine: %s", (_, text) => {
  expect(quickly(text, bindings)).toBeUndefined();
});

test("a variable that has a function's name is not called", () => {
  expect(quickly("$count($l)", bindingsOf({ count: 1, l: [] }, {}))).toBeUndefined();
});

test("random expressions give what the engine gives", () => {
  let quick = 0;
  fc.assert(
    fc.property(expression(), json(), json(), (text, first, second) => {
      const given = bindingsOf({ a: first, b: second, i: 1 }, { a: second, b: [first, second], c: "c" }, first);
      const value = quickly(text, given);
      if (value === undefined) return;
      quick += 1;
      expect(asText(value), text).toBe(asText(byEngine(text, given)));
    }),
    { numRuns: Number(process.env.SETPIECE_FUZZ_RUNS ?? 1_500) },
  );
  expect(quick).toBeGreaterThan(100);
});

function json() {
  const names = fc.constantFrom("a", "b", "c", "sequence", "0", "_jsonata_lambda");
  const leaf = fc.oneof(
    fc.constantFrom<JsonValue>(null, true, false, 0, -0, 1, 2, 0.1, 1e21, 123456789012345680, 1e308, "", "a", "c"),
    fc.integer({ min: -3, max: 3 }),
    fc.string({ maxLength: 3 }),
  );
  return fc.letrec<{ value: JsonValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf,
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(names, tie("value"), { maxKeys: 3 }),
    ),
  })).value;
}

function expression() {
  const leaf = fc.constantFrom(
    ...["$a", "$b", "$i", "$x", "$missing", "$states.input", "$states.result", "$states.errorOutput", "1", "0", "2.5"],
    ...[
      "'a'",
      "''",
      "true",
      "false",
      "null",
      "$states.input.a.b",
      "$states.input.b",
      "$states.context.Execution",
      "[]",
    ],
    ...["$count", "{}", "1e300"],
  );
  return fc.letrec<{ expr: string }>((tie) => {
    const inner = tie("expr");
    const binary = fc.constantFrom(..."+ - * / % < <= > >= = != and or & in".split(" "));
    return {
      expr: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        leaf,
        fc.tuple(inner, binary, inner).map(([left, operator, right]) => `(${left}) ${operator} (${right})`),
        fc.tuple(inner, inner, inner).map(([test, then, other]) => `(${test}) ? (${then}) : (${other})`),
        fc.tuple(inner, inner).map(([test, then]) => `(${test}) ? (${then})`),
        fc.tuple(inner, fc.constantFrom("a", "b", "c", "sequence")).map(([of, name]) => `(${of}).${name}`),
        fc.tuple(inner, fc.constantFrom(-2, -1, 0, 1)).map(([of, index]) => `(${of})[${index}]`),
        fc.tuple(leaf, fc.constantFrom(-1, 0, 1)).map(([of, index]) => `${of}[${index}]`),
        fc.array(inner, { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
        fc.tuple(inner, inner).map(([a, b]) => `{"a": ${a}, "2": ${b}, "1": 1}`),
        fc.tuple(inner, inner).map(([bound, rest]) => `($x := ${bound}; ${rest})`),
        fc.tuple(fc.constantFrom("exists", "count", "not", "type"), inner).map(([name, of]) => `$${name}(${of})`),
        fc.tuple(inner, inner).map(([a, b]) => `$append(${a}, ${b})`),
        inner.map((of) => `-(${of})`),
      ),
    };
  }).expr;
}

const shared = process.env.SETPIECE_SHARED ?? join(import.meta.dirname, "../../../../shared");
const suite = join(shared, "jsonata-suite");
const present = existsSync(join(suite, "cases.jsonl"));

interface SuiteCase {
  readonly expr: string;
  readonly data?: JsonValue;
  readonly dataset?: string;
  readonly bindings?: Record<string, JsonValue>;
}

describe.skipIf(!present)(`the jsonata suite in ${suite} (skipped when absent)`, () => {
  test("every expression, its paths read from the input, gives what the engine gives", () => {
    const lines = readFileSync(join(suite, "cases.jsonl"), "utf8").trim().split("\n");
    const datasets = JSON.parse(readFileSync(join(suite, "datasets.json"), "utf8")) as Record<string, JsonValue>;
    let quick = 0;
    for (const { expr, data, dataset, bindings: variables = {} } of lines.map(
      (line) => JSON.parse(line) as SuiteCase,
    )) {
      const given = bindingsOf(variables, (dataset === undefined ? data : datasets[dataset]) ?? null);
      for (const text of [expr, fromInput(expr)]) {
        const value = parses(text) ? quickly(text, given) : undefined;
        if (value === undefined) continue;
        quick += 1;
        expect(asText(value), text).toBe(asText(byEngine(text, given)));
      }
    }
    expect(quick).toBeGreaterThan(200);
  });
});

/** Names that are not in quotes, nor behind a dot or a dollar sign, become members of the input. */
function fromInput(text: string): string {
  const words = /"[^"]*"|'[^']*'|`[^`]*`|(?<![.$\w])[A-Za-z]\w*(?!\w*\s*[(:])/g;
  const known = new Set(["and", "or", "in", "true", "false", "null", "function"]);
  return text.replace(words, (word) => (/^["'`]/.test(word) || known.has(word) ? word : `$states.input.${word}`));
}

function parses(text: string): boolean {
  try {
    engine(text);
    return true;
  } catch {
    return false;
  }
}
