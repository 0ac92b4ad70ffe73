import { expect, test } from "vitest";
import { parseJsonata, verifyWithAslValidator } from "../../asl/index.js";

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

test("a verdict does not depend on what was looked at before", () => {
  const wrong = { ...machine, States: { S: { Type: "Pass", Output: "{% 1 + %}", End: true } } };
  const verdicts = [wrong, machine, wrong, machine].map(verifyWithAslValidator);
  expect(verdicts.map(({ valid }) => valid)).toEqual([false, true, false, true]);
  expect(verdicts[2]).toEqual(verdicts[0]);
});

test("what the parser has parsed is an expression for it, what it has not is looked at", () => {
  const verdictOn = (text: string): boolean =>
    verifyWithAslValidator({ ...machine, States: { S: { Type: "Pass", Output: `{%${text}%}`, End: true } } }).valid;
  for (const [text, isExpression] of [
    [" 40 + 2 ", true],
    [" 40 + ", false],
  ] as const) {
    expect(parseJsonata(text).ok).toBe(isExpression);
    expect(verdictOn(text)).toBe(isExpression);
  }
  expect([verdictOn(" 41 + 1 "), verdictOn(" 41 + ")]).toEqual([true, false]);
});
