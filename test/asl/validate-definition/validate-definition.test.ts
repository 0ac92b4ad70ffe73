import { describe, expect, test } from "vitest";
import { hasErrors, invalidDefinitionMessage, refusalOfDefinition, validateDefinition } from "../../../asl/index.js";
import { accepted } from "./accepted.js";
import { distributed, machine, map, pass, task, jsonataPass } from "./machines.js";
import { refusedData } from "./refused-data.js";
import { refusedFlow } from "./refused-flow.js";
import { refusedStructure } from "./refused-structure.js";
import { refusedTasks } from "./refused-tasks.js";

describe("validateDefinition", () => {
  test.each(
    [...refusedStructure, ...refusedTasks, ...refusedFlow, ...refusedData].map(
      ([name, definition, expected, options]) => ({ name, definition, expected, options: options ?? {} }),
    ),
  )("refuses $name", ({ definition, expected, options }) => {
    const message = invalidDefinitionMessage(validateDefinition(definition, options)) ?? "accepted";
    expect(message.slice("Invalid State Machine Definition: '".length)).toContain(expected);
  });

  test.each(accepted.map(([name, definition, options]) => ({ name, definition, options: options ?? {} })))(
    "accepts $name",
    ({ definition, options }) => {
      expect(invalidDefinitionMessage(validateDefinition(definition, options))).toBeUndefined();
    },
  );

  test("a substitution is refused unless it is allowed", () => {
    expect(hasErrors(validateDefinition(task({ Resource: "${Fn}" })))).toBe(true);
    expect(hasErrors(validateDefinition(task({ Resource: "${Fn" }), { substitutions: true }))).toBe(true);
  });

  test("the service names a missing target, then the missing end, and no unreachable states", () => {
    const definition = JSON.stringify({
      StartAt: "A",
      States: { A: { Type: "Pass", Next: "X" }, B: { Type: "Pass", Next: "A" } },
    });
    expect(refusalOfDefinition(definition)).toBe(
      "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: X at /States/A/Next, " +
        "MISSING_END_STATE: Workflow has no terminal state at null'",
    );
  });

  test("the service does not look at transitions while fields are wrong", () => {
    const definition = { States: { A: { Type: "Pass", Next: "X" } } };
    expect(validateDefinition(definition, { level: "service" })).toHaveLength(1);
  });

  test("a branch that cannot end is refused strictly, and accepted by the service", () => {
    const loop = { StartAt: "A", States: { A: { Type: "Pass", Next: "A" } } };
    const definition = machine({ Type: "Parallel", Branches: [loop], End: true });
    expect(invalidDefinitionMessage(validateDefinition(definition))).toContain("at /States/S/Branches[0]");
    expect(validateDefinition(definition, { level: "service" })).toEqual([]);
  });

  test("a batch of no items is refused strictly, and by the service only when it runs", () => {
    const definition = map({ ItemProcessor: distributed(), ItemBatcher: { MaxItemsPerBatch: 0 } });
    expect(validateDefinition(definition, { level: "service" })).toEqual([]);
    expect(hasErrors(validateDefinition(definition))).toBe(true);
  });

  test("warnings do not refuse, and the service gives only its own", () => {
    const definition = pass({ Parameters: { a: "$.a" }, Assign: { b: 1 } });
    const warnings = validateDefinition(definition).map(({ severity, code }) => `${severity} ${code}`);
    expect(warnings).toEqual(["WARNING NO_DOLLAR"]);
    expect(validateDefinition(jsonataPass({ Output: "{% $nope %}" }), { level: "service" })).toEqual([]);
    expect(validateDefinition(jsonataPass({ Output: "{% $nope %}" }))[0]?.code).toBe("POSSIBLY_UNDEFINED_VARIABLE");
  });

  test.each([
    [{ A: { Type: "Pass", Result: "$.a", End: true } }, "PASS_RESULT_IS_STATIC /States/A/Result"],
    [{ A: { Type: "Pass", Result: { deep: ["$.a"] }, End: true } }, "PASS_RESULT_IS_STATIC /States/A/Result"],
    [{ A: { Type: "Fail", Cause: "$.cause" } }, "NO_PATH /States/A/Cause"],
    [
      { A: { Type: "Choice", Choices: [{ Variable: "$.a", StringEquals: "$.b", Next: "B" }] }, B: { Type: "Succeed" } },
      "NO_PATH /States/A/Choices[0]/StringEquals",
    ],
    [{ A: { Type: "Fail", Cause: "$5 is too much", Error: "$" } }, undefined],
  ])("%j: a text that looks like a path", (states, expected) => {
    const found = validateDefinition({ StartAt: "A", States: states }).map(
      ({ code, location }) => `${code} ${location}`,
    );
    expect(found).toEqual(expected === undefined ? [] : [expected]);
  });

  test("the words are those of the API reference", () => {
    const states = {
      P: { Type: "Pass", Parameters: { a: "$.a" }, Next: "R" },
      R: { Type: "Pass", Result: { deep: [{ "c.$": "$.c" }] }, Next: "A" },
      A: { Type: "Fail", Error: "$.error", Cause: "$.cause" },
    };
    const definition = JSON.stringify({ StartAt: "P", States: states });
    expect(validateDefinition(definition, { level: "strict" }).map(({ message }) => message)).toEqual([
      "The value of 'a' looks like a JSONPath. Instead of 'a', use 'a.$' to evaluate it as a JSONPath at runtime.",
      "The value of 'c.$' will not evaluate as a JSONPath or Intrinsic Function at runtime. Instead of 'Result', use 'Parameters' to evaluate it as a JSONPath or Intrinsic Function at runtime.",
      "The value of 'Error' looks like a JSONPath. Instead of 'Error', use 'ErrorPath' to evaluate it as a JSONPath at runtime.",
      "The value of 'Cause' looks like a JSONPath. Instead of 'Cause', use 'CausePath' to evaluate it as a JSONPath at runtime.",
    ]);
  });

  test("a text gets lines and columns", () => {
    const text =
      '{\n  "StartAt": "A",\n  "States": { "A": { "Type": "Pass",\n    "Next": "X" }, "E": { "Type": "Succeed" } }\n}';
    expect(validateDefinition(text)[0]).toMatchObject({ location: "/States/A/Next", line: 4, column: 5 });
  });

  test("a definition longer than a mebibyte is refused", () => {
    const text = JSON.stringify(pass({ Comment: "x".repeat(1_048_576) }));
    expect(validateDefinition(text).map(({ code }) => code)).toEqual(["DEFINITION_TOO_LONG"]);
  });

  test("an expression that nests too deeply is warned of", () => {
    const deep = jsonataPass({ Output: `{% ${Array(150).fill("1").join("+")} %}` });
    expect(validateDefinition(deep).map(({ code }) => code)).toEqual(["JSONATA_TOO_DEEP"]);
  });

  test.each([
    [null, 5, "x{", [[]], { States: 5, StartAt: 5 }, { States: { A: null }, StartAt: "A" }],
    [machine({ Type: "Map", ItemProcessor: 5, Catch: 5, Retry: {}, End: true })],
    [machine({ Type: "Choice", Choices: [null, 5, { And: [5] }] }), machine({ Type: "Parallel", Branches: [5, null] })],
  ])("malformed input is an error and never throws", (...definitions) => {
    for (const definition of definitions) expect(hasErrors(validateDefinition(definition))).toBe(true);
  });
});
