import { expect, test } from "vitest";
import { toEvaluationResult } from "../../../simulator/jsonata/evaluation-result.js";

test("a negative zero is a zero as JSON, wherever it stands", () => {
  const given = { one: -0, list: [1, [-0]], other: 2 };
  expect(toEvaluationResult(given)).toEqual({ kind: "value", value: { one: 0, list: [1, [0]], other: 2 } });
  expect(toEvaluationResult(-0)).toEqual({ kind: "value", value: 0 });
});
