import type { Random } from "./random.js";
import type { Type } from "./scope.js";
import { expression, type Tree } from "./tree.js";

/** A literal, or a part of the input. */
export function literal(random: Random, type: Type): Tree {
  const make = expression(type);
  switch (type) {
    case "number":
      return make`${random.pick(["0", "1", "2", "3", "7", "10", "0.5", "(-1)", "25"])}`;
    case "string":
      return make`${JSON.stringify(random.pick(["", "a", "b", "beta", "x y", "%}", "é", "10", "it's", '"q"']))}`;
    case "boolean":
      return make`${random.pick(["input.flag", "true", "false"])}`;
    case "number[]":
      return make`${random.pick(["[3]", "[1, 2]", "[0, 4, 2]", "input.list"])}`;
    case "string[]":
      return make`${random.pick(['["a"]', '["a", "b"]', "input.words"])}`;
    case "Item":
      return make`${random.pick(['{ id: "i1", price: 5, tags: ["t"] }', "input.item"])}`;
    case "Item[]":
      return make`${random.pick(["input.items", "[input.item]"])}`;
    case "Counts":
      return make`${random.pick(["{ a: 1, b: 2 }", "{ k: 0 }", "input.counts"])}`;
    case "number | undefined":
      return make`(${random.pick(["undefined", "4", "input.opt"])} as number | undefined)`;
    case "string | undefined":
      return make`(${random.pick(["undefined", '"so"', "input.item.note"])} as string | undefined)`;
    case "Item | undefined":
      return make`(${random.pick(["undefined", "input.item", "input.items[0]"])} as Item | undefined)`;
    case "number | null":
      return make`(${random.pick(["null", "6", "input.maybe"])} as number | null)`;
    case "string | null":
      return make`(${random.pick(["null", '""', '"some"'])} as string | null)`;
  }
}

/** The member of the input that has a type. */
export const memberOf: Readonly<Record<Type, string>> = {
  number: "n",
  string: "s",
  boolean: "flag",
  "number[]": "list",
  "string[]": "words",
  Item: "item",
  "Item[]": "items",
  Counts: "counts",
  "number | undefined": "opt",
  "string | undefined": "item.note",
  "Item | undefined": "items[0]",
  "number | null": "maybe",
  "string | null": "word",
};
