import fc from "fast-check";
import { matches } from "setpiece";
import { expect, test } from "vitest";
import { z } from "zod";
import { seed } from "../../support/random-seed.js";
import { type CompiledExpression, compileExpressions } from "../support/compile-expressions.js";
import { runPureMachine } from "../support/run-pure-machine.js";
import { declarations, type Drawn, schemas, valuesNear } from "./random-schema.js";

/** `SETPIECE_SCHEMAS=5000 SETPIECE_SEED=random` goes further. */
const count = Number(process.env["SETPIECE_SCHEMAS"] ?? 15);
const valuesPerSchema = 12;

const scope = {
  imports: {
    text: `import { matches } from "setpiece";\nimport { z } from "zod";\n`,
    values: { matches, z },
  },
  variables: { values: "unknown[]" },
};

interface Difference {
  readonly schema: string;
  readonly value: unknown;
  readonly native: unknown;
  readonly machine: unknown;
}

test("random schemas accept in the machine what zod accepts", { timeout: 600_000 }, async () => {
  const differences: Difference[] = [];
  const refused: unknown[] = [];
  const verdicts = { true: 0, false: 0 };
  for (let first = 0; first < count; first += 200) {
    const drawn = fc.sample(schemas, { numRuns: Math.min(200, count - first), seed: seed + first });
    const constants = drawn.map(({ text }, index) => `const schema${index} = ${text};`);
    const sources = drawn.map((_drawn, index) => `values.map((value) => matches(schema${index}, value))`);
    const compiled = compileExpressions(sources, { ...scope, declarations: declarations + constants.join("\n") });
    for (const [index, expression] of compiled.entries()) {
      const { text } = drawn[index] as Drawn;
      const values = fc.sample(valuesNear(drawn[index] as Drawn), { numRuns: valuesPerSchema, seed: seed + index });
      if (expression.machine === undefined) refused.push([text, expression.diagnostics]);
      else differences.push(...(await compare(text, expression, values)));
      for (const verdict of expression.run({ values }) as boolean[]) verdicts[`${verdict}`] += 1;
    }
  }
  expect(refused).toEqual([]);
  expect(differences).toEqual([]);
  // Values that always fit, or never do, would prove little.
  expect(Math.min(verdicts.true, verdicts.false)).toBeGreaterThan((count * valuesPerSchema) / 4);
});

async function compare(
  schema: string,
  { run, machine }: CompiledExpression,
  values: readonly unknown[],
): Promise<readonly Difference[]> {
  const native = run({ values }) as readonly boolean[];
  const answers = await runPureMachine(machine as NonNullable<typeof machine>, { values }).catch(String);
  return native.flatMap((verdict, index) => {
    const answer: unknown = Array.isArray(answers) ? answers[index] : answers;
    return answer === verdict ? [] : [{ schema, value: values[index], native: verdict, machine: answer }];
  });
}
