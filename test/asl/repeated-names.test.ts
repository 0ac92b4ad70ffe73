import { expect, test } from "vitest";
import { refusalOfDefinition, validateDefinition } from "../../asl/index.js";
import { repeatedNames } from "../../asl/repeated-names.js";

test.each<[string, readonly unknown[]]>([
  ['{"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}]}', []],
  ['{"a":1, "a" : 2}', [["a"]]],
  ['{"a":[0,{"b":"a","b":"{,"}]}', [["a", 1, "b"]]],
  ['{"a":"\\"b\\":1,","b":1}', []],
  ['{"\\u0061":1,"a":2,"a":3}', [["a"], ["a"]]],
  ["[]", []],
])("the names that stand twice in %s", (json, found) => {
  expect(repeatedNames(json)).toEqual(found);
});

const twice = (state: string) => `{"StartAt":"A","States":{"A":${state},"A":{"Type":"Pass","End":true}}}`;

test("states of the same name in one object are refused, as the service does", () => {
  const path = ["States", "A"];
  const found = { severity: "ERROR", code: "DUPLICATE_STATE_NAME", message: "Duplicate State name: A" };
  expect(validateDefinition(twice('{"Type":"Succeed"}'))).toEqual([{ ...found, location: "/States/A", path }]);
  const inner = twice('{"Type":"Succeed"}');
  const branch = `{"StartAt":"P","States":{"P":{"Type":"Parallel","Branches":[${inner}],"End":true}}}`;
  expect(refusalOfDefinition(branch)).toContain("Duplicate State name: A at /States/P/Branches[0]/States/A");
  const data = `{"StartAt":"P","States":{"P":{"Type":"Pass","Result":${inner},"End":true}}}`;
  expect(refusalOfDefinition(data)).toBeUndefined();
});

test("a definition of a mebibyte is looked through quickly", () => {
  const json = `{"States":{${Array.from({ length: 40_000 }, (_, n) => `"S${n}":{"Type":"Pass"}`).join()}}}`;
  const startMs = performance.now();
  expect(repeatedNames(json)).toEqual([]);
  expect(performance.now() - startMs).toBeLessThan(500);
});
