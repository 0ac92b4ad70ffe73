import { describe, expect, test } from "vitest";
import {
  contextReferences,
  expressionDepth,
  freeVariables,
  parseJsonata,
  statesFields,
  walkExpressions,
  type JsonataNode,
} from "../../asl/index.js";

function astOf(text: string): JsonataNode {
  const parsed = parseJsonata(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.ast;
}

describe("parseJsonata", () => {
  test("gives the parser's code, message and position", () => {
    expect(parseJsonata("a[1,2)")).toEqual({
      ok: false,
      error: { code: "S0202", message: 'Expected "]", got ","', position: 4 },
    });
  });

  test("gives positions in the tree", () => {
    expect(astOf(" $x + 1")).toMatchObject({ type: "binary", position: 5, lhs: { type: "variable", position: 3 } });
  });
});

describe("freeVariables", () => {
  test.each([
    ["$a + $b.c[$d]", ["a", "b", "d"]],
    ["$states.input.x", ["states"]],
    ["$sum($a) + $string($b)", ["a", "b"]],
    ["$map($a, function($v) { $v + $w })", ["a", "w"]],
    ["( $x := $a; $x + $y )", ["a", "y"]],
    ["( $x := 1; $x ) + $x", ["x"]],
    ["( $f := function($n) { $n > 0 ? $f($n - 1) : $z }; $f(1) )", ["z"]],
    ["$a@$x.b[$x = 1].{ 'k': $x }", ["a"]],
    ["$a#$i.b[$i > $j]", ["a", "j"]],
    ["$a ~> $f", ["a", "f"]],
    ["$a ~> |b|{ 'c': $d }|", ["a", "d"]],
    ["$a^(>$b)", ["a", "b"]],
    ["$a{ $b: $c }", ["a", "b", "c"]],
    ["$f(?, $a)", ["f", "a"]],
    ["/a/ ~> $match($b)", ["b"]],
    ["$eval('1')", ["eval"]],
    ["[1..$n]", ["n"]],
    ["$ & $$", []],
  ])("%s", (text, expected) => {
    expect([...freeVariables(astOf(text))].sort()).toEqual([...expected].sort());
  });
});

describe("expressionDepth", () => {
  // One for each evaluation inside another; the body of a function counts where it is called.
  test.each([
    ["1", 1],
    ["1 + 1", 2],
    ["1 + 1 + 1", 3],
    ["$join(['a', 'b', 'c'])", 3],
    ["$a.b.c", 2],
    ["$a ? $b : $c + 1", 3],
    ["{ 'a': { 'b': 1 } }", 3],
    ["$a[b = 1]", 4],
    ["$map($a, function($v) { $v + 1 })", 3],
    ["( $f := function($v) { $v + 1 }; $f(1) )", 4],
    ["( $f := function($v) { $f($v) }; $f(1) )", 4],
    ["( $x := 1; $x )", 3],
    [Array(100).fill("1").join("+"), 100],
  ])("%s", (text, expected) => {
    expect(expressionDepth(astOf(text))).toBe(expected);
  });
});

describe("contextReferences", () => {
  test.each([
    ["phone", ["phone"], false],
    ["aaa + bbb + aaa", ["aaa", "bbb"], false],
    ["$.a", ["$"], false],
    ["*", ["*"], false],
    ["**.a", ["**"], false],
    ["$$.a", [], true],
    ["'x'.a", ["x"], false],
    ["$states.input.a[b > 1]", [], false],
    ["$states.input.(a + b)", [], false],
    ["$map($x, function($v) { $v.a + b })", ["b"], false],
    ["{ 'k': a }", ["a"], false],
    ["$x{ a: b }", [], false],
    ["$x ~> |a|{ 'b': c }|", [], false],
    ["( $y := a; $y )", ["a"], false],
    ["$x[$$.a]", [], true],
  ])("%s", (text, topLevel, root) => {
    expect(contextReferences(astOf(text))).toEqual({ topLevel, root });
  });

  test("the fields of $states", () => {
    expect(statesFields(astOf("$states.input.a & $string($states.context.Execution.Id) & $states"))).toEqual([
      "input",
      "context",
    ]);
  });
});

describe("walkExpressions", () => {
  test("yields every template and every expression in it, with what exists there", () => {
    const definition = {
      QueryLanguage: "JSONata",
      StartAt: "C",
      States: {
        C: { Type: "Choice", Choices: [{ Condition: "{% $c %}", Next: "M" }], Comment: "{% $no %}" },
        M: {
          Type: "Map",
          Items: "{%$states.input%}",
          ItemReader: { ReaderConfig: { MaxItems: "{% 1 %}", CSVHeaders: ["{% $no %}"] } },
          Assign: { Next: "{% $states.result %}" },
          Catch: [{ ErrorEquals: ["{% $no %}"], Output: { a: ["{% $states.errorOutput %}"] }, Next: "C" }],
          ItemProcessor: { StartAt: "P", States: { P: { Type: "Pass", Output: "text", End: true } } },
          End: true,
        },
      },
    };
    const found = [...walkExpressions(definition)].map((item) =>
      item.kind === "expression"
        ? `${item.location} ${item.text.trim()} ${item.has.result ? "result" : ""}${item.has.errorOutput ? "error" : ""}`
        : item.location,
    );
    expect(found).toEqual([
      "/States/C/Choices[0]/Condition",
      "/States/C/Choices[0]/Condition $c ",
      "/States/M/Items",
      "/States/M/Items $states.input ",
      "/States/M/ItemReader/ReaderConfig/MaxItems",
      "/States/M/ItemReader/ReaderConfig/MaxItems 1 ",
      "/States/M/Assign",
      "/States/M/Assign/Next $states.result result",
      "/States/M/Catch[0]/Output",
      "/States/M/Catch[0]/Output/a[0] $states.errorOutput error",
      "/States/M/ItemProcessor/States/P/Output",
    ]);
  });

  test("a JSONPath state has templates and no expressions", () => {
    const definition = { StartAt: "S", States: { S: { Type: "Pass", Parameters: { a: "{% $x %}" }, End: true } } };
    expect([...walkExpressions(definition)].map(({ kind, location }) => `${kind} ${location}`)).toEqual([
      "template /States/S/Parameters",
    ]);
  });
});
