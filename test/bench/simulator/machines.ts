/** Machines whose speed is measured. Those of JSONPath without intrinsic functions run on stepfunctions-local too. */

export const chain = (length: number, prefix = "S") => ({
  StartAt: `${prefix}0`,
  States: Object.fromEntries(
    Array.from({ length }, (_, index) => [
      `${prefix}${index}`,
      { Type: "Pass", ...(index < length - 1 ? { Next: `${prefix}${index + 1}` } : { End: true }) },
    ]),
  ),
});

/** `width` branches of `length` states each. */
export const parallel = (width: number, length: number) => ({
  StartAt: "P",
  States: {
    P: {
      Type: "Parallel",
      Branches: Array.from({ length: width }, (_, branch) => chain(length, `B${branch}S`)),
      End: true,
    },
  },
});

/** 200 turns of a Choice and a Pass. */
export const jsonPathLoop = {
  StartAt: "A",
  States: {
    A: { Type: "Pass", Result: { i: 0 }, Next: "C" },
    C: { Type: "Choice", Choices: [{ Variable: "$.i", NumericLessThan: 200, Next: "D" }], Default: "E" },
    D: { Type: "Pass", Parameters: { "i.$": "States.MathAdd($.i, 1)" }, Next: "C" },
    E: { Type: "Succeed" },
  },
};

export const jsonataLoop = {
  QueryLanguage: "JSONata",
  StartAt: "A",
  States: {
    A: { Type: "Pass", Assign: { i: 0 }, Next: "C" },
    C: { Type: "Choice", Choices: [{ Condition: "{% $i < 200 %}", Next: "D" }], Default: "E" },
    D: { Type: "Pass", Assign: { i: "{% $i + 1 %}" }, Next: "C" },
    E: { Type: "Succeed" },
  },
};

export const map = {
  StartAt: "M",
  States: {
    M: { Type: "Map", ItemProcessor: { StartAt: "P", States: { P: { Type: "Pass", End: true } } }, End: true },
  },
};

export const dayLongWait = { StartAt: "W", States: { W: { Type: "Wait", Seconds: 86_400, End: true } } };
