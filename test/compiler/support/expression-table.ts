import { describe, expect, test } from "vitest";
import { compare, textProblems } from "./compare.js";
import type { AslStates } from "../../../compiler/emit/emit-machine.js";
import { type CompiledExpression, compileExpressions } from "./compile-expressions.js";
import { expressionsOf } from "./run-pure-machine.js";
import { inputsFor, scope } from "./domain.js";

/** An expression, and what else is known of it. */
export type Row =
  | string
  | {
      readonly source: string;
      /** The machine may refuse values that JavaScript computes; it must still compute some. */
      readonly loud?: true;
      /** The text that it compiles to, where its form matters. */
      readonly text?: string;
      readonly depth?: number;
    };

const samples = Number(process.env["SETPIECE_SAMPLES"] ?? 60);
const deepest = 40;

/** One test per expression: compiled and run on random data, it gives what JavaScript gives, or fails where that does. */
export function differentialTables(tables: Readonly<Record<string, readonly Row[]>>): void {
  const groups = Object.entries(tables).map(([title, rows]) => [title, rows.map(describeRow)] as const);
  const all = compileExpressions(
    groups.flatMap(([, rows]) => rows.map(({ source }) => source)),
    scope,
  );
  let next = 0;
  for (const [title, rows] of groups) {
    const first = next;
    next += rows.length;
    describe(title, () => {
      test.each(rows.map((row, index) => [row.source, row, first + index] as const))("%s", async (_source, row, at) => {
        await checkRow(row, all[at] as CompiledExpression, at);
      });
    });
  }
}

function describeRow(row: Row): Exclude<Row, string> {
  return typeof row === "string" ? { source: row } : row;
}

async function checkRow(row: Exclude<Row, string>, expression: CompiledExpression, index: number): Promise<void> {
  expect(textProblems(expression, row.depth ?? deepest)).toEqual([]);
  if (row.text !== undefined) expect(expressionsOf(expression.machine as AslStates)).toEqual([row.text]);
  let same = 0;
  const inputs = inputsFor(row.source, samples, 20_250_101 + index);
  for (const input of inputs) {
    const outcome = await compare(expression, input);
    if (outcome.kind === "different" || (outcome.kind === "loud" && row.loud !== true)) {
      expect.fail(JSON.stringify({ outcome, source: row.source, input, states: expression.machine?.States }, null, 1));
    }
    if (outcome.kind === "same") same++;
  }
  expect(same, "every input fails: the test says nothing").toBeGreaterThan(0);
}

/** One test per expression that must be refused with this code. */
export function refusalTable(title: string, rows: readonly (readonly [source: string, code: string])[]): void {
  describe(title, () => {
    const compiled = compileExpressions(
      rows.map(([source]) => source),
      scope,
    );
    test.each(rows.map(([source, code], index) => [source, code, index] as const))("%s: %s", (_source, code, index) => {
      const codes = compiled[index]?.diagnostics.map((diagnostic) => diagnostic.code);
      expect(codes).toEqual([code]);
    });
  });
}
