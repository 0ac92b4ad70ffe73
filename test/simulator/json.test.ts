import { expect, test } from "vitest";
import { copyJson, type JsonValue } from "../../simulator/json.js";

test("a copy has all that its original has, and is another in each part", () => {
  const text = '{"a":[1,null,{"b":"c"}],"__proto__":{"d":true},"constructor":0,"e":{}}';
  const original = JSON.parse(text) as { a: JsonValue[] } & JsonValue;
  const copy = copyJson(original) as typeof original;
  expect(JSON.stringify(copy)).toBe(text);
  expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
  copy.a.push(2);
  expect(JSON.stringify(original)).toBe(text);
});
