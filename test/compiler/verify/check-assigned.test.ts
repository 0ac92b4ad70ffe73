import { expect, test } from "vitest";
import type { Variable } from "../../../compiler/ir/expression.js";
import type { Statement } from "../../../compiler/ir/statement.js";
import { numberType } from "../../../compiler/ir/value-types.js";
import { checkAssigned } from "../../../compiler/verify/check-assigned.js";

const span = { file: "a.ts", start: 0, end: 1 };
const kept: Variable = { kind: "variable", name: "kept", types: numberType };
const returned: Statement = {
  kind: "return",
  value: { kind: "variable-read", variable: kept, types: numberType, span },
  span,
};

test("a variable without a value is told by its name", () => {
  expect(() => checkAssigned([returned])).toThrow("`kept` is read and never gets a value");
});

test("a variable with a value is fine", () => {
  const one = { kind: "literal", value: 1, types: numberType, span } as const;
  expect(() =>
    checkAssigned([{ kind: "assign", variable: kept, value: one, declares: true, span }, returned]),
  ).not.toThrow();
});
