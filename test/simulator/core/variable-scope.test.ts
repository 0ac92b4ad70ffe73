import { expect, test } from "vitest";

import { runMachine } from "../../../simulator/index.js";
import { VariableScope } from "../../../simulator/core/variable-scope.js";

const text = (bytes: number) => "x".repeat(bytes - 2);

test("one Assign has at most 256 KiB, whatever was assigned before", () => {
  const scope = new VariableScope(undefined);
  expect(scope.assign({ a: text(262_144) })).toBeUndefined();
  expect(scope.assign({ a: text(131_072), b: text(131_073) })).toBe("assign too large");
  expect(scope.all()).toEqual({ a: text(262_144) });
});

test("an execution stores at most 10 MiB, over all of its scopes", () => {
  const outer = new VariableScope(undefined);
  for (let index = 0; index < 39; index += 1) outer.assign({ [`v${index}`]: text(262_144) });
  const inner = new VariableScope(outer);
  expect(inner.assign({ own: text(262_144) })).toBeUndefined();
  expect(outer.assign({ more: 1 })).toBe("too many stored");
  expect(outer.assign({ v0: "replaced" })).toBeUndefined();
  inner.release();
  expect(outer.assign({ more: text(262_144) })).toBeUndefined();
});

test("a state that assigns too much fails, and its failure can be caught by its name", async () => {
  const definition = (states: object) => ({ QueryLanguage: "JSONata", StartAt: "A", States: states });
  const half = "{% $states.input %}";
  const tooMuch = { a: half, b: half };
  const input = text(140_000);
  const failed = await runMachine({
    definition: definition({ A: { Type: "Pass", Assign: tooMuch, End: true } }),
    input,
  });
  expect(failed).toMatchObject({ status: "FAILED", error: "States.DataLimitExceeded" });
  const caught = await runMachine({
    definition: definition({
      A: {
        Type: "Parallel",
        Branches: [{ StartAt: "B", States: { B: { Type: "Pass", Assign: tooMuch, End: true } } }],
        Catch: [{ ErrorEquals: ["States.DataLimitExceeded"], Next: "C", Output: "{% $states.errorOutput.Error %}" }],
        End: true,
      },
      C: { Type: "Pass", End: true },
    }),
    input,
  });
  expect(caught).toMatchObject({ status: "SUCCEEDED" });
});
