import { expect, test } from "vitest";

import type { JsonValue } from "../../../simulator/json.js";
import { isDefinite, parseSegments, PathSyntaxError } from "../../../simulator/jsonpath/path-syntax.js";
import { readPath } from "../../../simulator/jsonpath/read-path.js";
import { parseStatePath, writePath } from "../../../simulator/jsonpath/state-path.js";

const store = {
  name: "store",
  books: [
    { title: "A", price: 8, tags: ["x"] },
    { title: "B", price: 12, tags: ["x", "y"] },
    { title: "C", price: 20 },
  ],
  limit: 10,
  "odd name": { "it's": 1 },
  "@at,b": 3,
  nothing: null,
};

const read = (path: string) => readPath(parseSegments(path), store);

test.each<[string, JsonValue]>([
  ["", store],
  [".name", "store"],
  ["['name']", "store"],
  ['["odd name"]["it\'s"]', 1],
  ["['odd name']['it\\'s']", 1],
  [".books[0].title", "A"],
  [".books[?(@.price == 08)].title", ["A"]],
  [".books[-1].title", "C"],
  [".books[(@.length-1)].title", "C"],
  [".books[(@.length - 3)].title", "A"],
  // What is not quoted is text, unless it is a number or a constant.
  [".books[?(@.title == B)].price", [12]],
  [".books[?(@.title==B && @.price>10)].price", [12]],
  [".books[?(@.title != B-1)].title", ["A", "B", "C"]],
  [".books[?(@.title in [A,C])].title", ["A", "C"]],
  [".books[?(@.title == trueB || @.title == 8A || @.title == C)].title", ["C"]],
  [".books[1].tags[?(@ == y)]", ["y"]],
  [".books[7]", null],
  [".books[*].title", ["A", "B", "C"]],
  [".books.*.title", ["A", "B", "C"]],
  [".books[0,2].title", ["A", "C"]],
  [".books[1:].title", ["B", "C"]],
  [".books[:-1].title", ["A", "B"]],
  [".books[0]['title','price']", { title: "A", price: 8 }],
  [".books[*]['title','nope']", [{ title: "A" }, { title: "B" }, { title: "C" }]],
  [
    "..['title','tags']",
    [
      { title: "A", tags: ["x"] },
      { title: "B", tags: ["x", "y"] },
    ],
  ],
  [".books[0]['title','tags'][0]", ["x"]],
  [".books[0,9].title", ["A"]],
  [".books[0,9]", [store.books[0] ?? null, null]],
  [".books[0:3:2].title", ["A", "B", "C"]],
  [".books[-1:1].title", ["C", "A"]],
  [".books[1:-1]", []],
  [".books[-9999999999:1].title", ["A", "B", "C", "A"]],
  ["..[?(@.price > 10)].title", ["B", "C"]],
  [".books[?(@.price == '8')].title", ["A"]],
  [".books[?(@.price === '8')].title", []],
  [".books[?(@.nope == $.nope)]", []],
  [".books[?(@.tags size 2)].title", ["B"]],
  [".books[?(@.tags empty false)].title", ["A", "B"]],
  [".books[?(@.tags contains 'y')].title", ["B"]],
  [".books[?(@.title contains 'C')].title", ["C"]],
  [".books[?(@.tags subsetof ['x', 'z'])].title", ["A"]],
  [".books[?(@.tags anyof ['y'])].title", ["B"]],
  [".books[?(@.tags noneof ['y'])].title", ["A"]],
  [".@at,b", 3],
  [".books[?(@.nope[*])]", []],
  [".books[?(@.title[0:1])]", []],
  ["['name','limit'][?(@.x)]", []],
  ["..[0].title", ["A", "B", "C"]],
  ["..title", ["A", "B", "C"]],
  ["..tags[0]", ["x", "x"]],
  [".books[?(@.price < 10)].title", ["A"]],
  [".books[?(@.price < $.limit)].title", ["A"]],
  [".books[?(@.price >= 12 && @.tags)].title", ["B"]],
  [".books[?(@.price == 8 || @.title == 'C')].title", ["A", "C"]],
  [".books[?(!(@.tags))].title", ["C"]],
  [".books[?(@.title =~ /[AB]/)].title", ["A", "B"]],
  [".books[?(@.title in ['A', \"C\"])].title", ["A", "C"]],
  [".books[?(@.title nin ['A'])].title", ["B", "C"]],
  [".books[?(@.missing)]", []],
  [".missing[*]", []],
  [".missing[1:]", []],
])("$%s leads to %j", (path, value) => {
  expect(read(path)).toMatchObject({ found: true, value });
});

test("an index past the end of an array tells that its null is none of the document's", () => {
  expect(read(".books[7]")).toEqual({ found: true, value: null, isPastEnd: true });
  expect(read(".books[0]")).not.toHaveProperty("isPastEnd");
});

test.each([
  [".missing", "No results for path: $['missing']"],
  [".missing.deep", "Missing property in path $['missing']"],
  [".books[9].title", /^Expected to find .* in path \$\['books'\]\[9\] but found 'null'/],
  [".limit[0].a['b','c']", "Filter: [0]['a']['b','c'] can only be applied to arrays. Current context is: 10"],
  [".name['a','b']", /^Expected to find an object with property \['a','b'\]/],
  [".books[9][0]", "The path $['books'][9] is null"],
  [".nothing.deep", /but found 'com\.fasterxml\.jackson\.databind\.node\.NullNode'/],
  [".limit.deep", /but found 'com\.fasterxml\.jackson\.databind\.node\.IntNode'/],
  [".name[?(@.x)]", 'Filter: [?] can not be applied to primitives. Current context is: "store"'],
  [".name.deep", /^Expected to find an object with property \['deep'\] in path \$\['name'\]/],
])("$%s leads nowhere", (path, reason) => {
  const result = read(path);
  expect(result.found).toBe(false);
  if (!result.found) expect(result.reason).toMatch(reason);
});

test.each([
  ".a.length()",
  "[",
  "['a'",
  ".",
  "[?(@.a ==)]",
  "[1:2:3:4]",
  ".a b",
  "[?(@.a =~ /(/)]",
  "[?(@.a == B C)]",
  "[?(@.a == {})]",
  "[(@.length)]",
])("$%s is no path", (path) => {
  expect(() => parseSegments(path)).toThrow(PathSyntaxError);
});

test("a path is definite when it leads to one value at most", () => {
  expect(isDefinite(parseSegments(".a['b'][0]"))).toBe(true);
  // Several names at the end of a path lead to one object.
  expect(isDefinite(parseSegments("['a','b']"))).toBe(true);
  for (const path of ["..a", ".a[*]", "[0,1]", "[1:]", "['a','b'].c", "[?(@.a)]"])
    expect(isDefinite(parseSegments(path))).toBe(false);
});

test.each<[string, JsonValue, JsonValue]>([
  [".a.b", {}, { a: { b: 9 } }],
  [".a", { a: 1, c: 2 }, { a: 9, c: 2 }],
  [".a[1]", { a: [1, 2] }, { a: [1, 9] }],
])("writing at $%s", (path, document, expected) => {
  expect(writePath(parseSegments(path), document, 9)).toEqual({ written: true, document: expected });
});

test.each<[string, JsonValue, string]>([
  [".a", "text", "a"],
  [".a.b.c", { a: { b: 1 } }, "c"],
  [".a[5]", { a: [1] }, "5"],
  [".a[0]", {}, "0"],
])("nothing can be written at $%s", (path, document, step) => {
  expect(writePath(parseSegments(path), document, 9)).toEqual({ written: false, step });
});

test("a state's path begins at the input, the context object or a variable", () => {
  const scope = {
    input: {},
    context: () => ({ State: { Name: "A" } }),
    variables: () => ({ order: { id: 7 } }),
    world: { nowMs: () => 0, random: () => 0, uuid: () => "" },
  };
  const value = (text: string) => {
    const path = parseStatePath(text);
    return typeof path === "string" ? path : path.read({ a: 1 }, scope);
  };
  expect(value("$.a")).toEqual({ found: true, value: 1 });
  expect(value("$$.State.Name")).toEqual({ found: true, value: "A" });
  expect(value("$order.id")).toEqual({ found: true, value: 7 });
  expect(value("$other")).toMatchObject({ found: false });
  expect(value("a")).toBe("a path begins with '$'");
});
