import { describe, expect, test } from "vitest";
import { allPassAslValidator, verifyWithAslValidator } from "../../asl/index.js";

const machine = {
  QueryLanguage: "JSONata",
  StartAt: "S",
  States: { S: { Type: "Pass", Output: "{% 1 %}", End: true } },
};

test("a correct machine passes and is left as it was", () => {
  const before = structuredClone(machine);
  expect(verifyWithAslValidator(machine)).toEqual({ valid: true, messages: [] });
  expect(machine).toEqual(before);
});

test("what is wrong is said", () => {
  const verdict = verifyWithAslValidator({ ...machine, StartAt: "X" });
  expect(verdict.valid).toBe(false);
  expect(verdict.messages.join()).toContain("MISSING_TRANSITION_TARGET");
});

test.each([null, 5, "x", {}, { States: { A: null } }])("%j is not valid and does not throw", (definition) => {
  expect(verifyWithAslValidator(definition).valid).toBe(false);
});

describe("several machines at once", () => {
  const pass = (Next: string | undefined) => ({
    StartAt: "a",
    States: { a: { Type: "Pass", Output: { kept: "data" }, ...(Next === undefined ? { End: true } : { Next }) } },
  });

  test("machines that are valid one by one are valid together, whatever their states are called", () => {
    expect(allPassAslValidator([pass(undefined), pass(undefined)])).toBe(true);
  });

  test("one machine that is not valid spoils them all", () => {
    expect(allPassAslValidator([pass(undefined), pass("nowhere")])).toBe(false);
  });
});
