import { expect, test } from "vitest";
import { compileEach } from "./harness.js";

const before = "const keysOf = (o: Record<string, unknown>) => Object.keys(o).length;";

const refused: readonly string[] = [
  `const o: Record<string, unknown> = { a: input.a, b: 1 }; return Object.entries(o).length;`,
  `const typed = { a: input.a, b: 2 }; return keysOf(typed);`,
  `const o: Record<string, unknown> = {}; o.a = input.a; return "a" in o;`,
  `const o: Record<string, unknown> = { a: input.o.a }; return { ...{ a: 1 }, ...o };`,
];

test("members without a value that hide in unknown are found where members are listed", { timeout: 60_000 }, () => {
  const { compiled, refused: found } = compileEach(
    refused.map((body) => ({
      name: body,
      before,
      body: `async (input: { a?: number; o: Record<string, unknown> }) => { ${body} }`,
    })),
  );
  expect(compiled.map(({ name }) => name)).toEqual([]);
  expect(found.flatMap(({ diagnostics }) => diagnostics.slice(0, 1).map(({ code }) => code))).toEqual(
    refused.map(() => "SP1250"),
  );
});
