import { createRequire } from "node:module";
import fc from "fast-check";
import { expect, test } from "vitest";

import { runMachine } from "../../../simulator/index.js";
import type { JsonValue } from "../../../simulator/json.js";

// What the engine does to many items at once is done without a stack frame an item, and without comparing all with all.

const evaluate = async (expression: string, input: JsonValue) =>
  runMachine({
    definition: {
      QueryLanguage: "JSONata",
      StartAt: "A",
      States: { A: { Type: "Pass", Output: `{% ${expression} %}`, End: true } },
    },
    input,
  });
const items = Array.from({ length: 12_000 }, (_, index) => ({ a: (index * 7919) % 12_000 }));

test.each([
  ["$states.input^(a)[0].a", 0],
  ["$states.input^(>a)[0].a", 11_999],
  ["$sort($states.input.a)[5]", 5],
  ["$count($distinct($states.input))", 12_000],
])("%s", async (expression, output) => {
  expect(await evaluate(expression, items)).toMatchObject({ status: "SUCCEEDED", output });
});

test("a join of everything with everything ends as too large", async () => {
  const { error, cause } = await evaluate("$count($states.input@$x.$states.input@$y[$x.a = $y.a])", items);
  expect(error).toBe("States.QueryEvaluationError");
  expect(cause).toContain("Expression evaluation memory limit exceeded");
});

test("$distinct and $sort give what the package gives", async () => {
  const jsonata = createRequire(import.meta.url)("jsonata") as (text: string) => {
    evaluate(input: unknown): Promise<unknown>;
  };
  const leaf = fc.oneof(fc.constantFrom<JsonValue>(null, true, 0, 1, "a", "1"), fc.integer({ min: -3, max: 3 }));
  const member = fc.oneof(leaf, fc.array(leaf, { maxLength: 2 }), fc.dictionary(fc.constantFrom("a", "b"), leaf));
  const values = fc.array(member, { minLength: 2, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(values, fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 2 }), async (list, numbers) => {
      const theirs = await jsonata(
        '{"d": [$distinct(list)], "s": [$sort(numbers, function($l, $r) { $l > $r })]}',
      ).evaluate({
        list,
        numbers,
      });
      const { output } = await evaluate(
        '{"d": [$distinct($states.input.list)], "s": [$sort($states.input.numbers, function($l, $r) { $l > $r })]}',
        { list, numbers },
      );
      expect(JSON.stringify(output)).toBe(JSON.stringify(theirs));
    }),
    { numRuns: 100 },
  );
});
