import fc from "fast-check";
import { compare, depthOf, textProblems } from "../../support/compare.js";
import { type CompiledExpression, compileExpressions, type Scope } from "../../support/compile-expressions.js";
import { declarations, typeOf, variables } from "./kinds.js";
import { makeProgram, print, Random, shrink, sizeOf, type Tree } from "./program.js";

const number = fc.oneof(fc.integer({ min: -5, max: 12 }), fc.constantFrom(0, 0.5, 2.25));
const text = fc.constantFrom("", "a", "b", "ab", " a ", "x-y", "😀a", "B,a", "a,b,,");
const list = <T>(of: fc.Arbitrary<T>, maxLength = 4): fc.Arbitrary<T[]> =>
  fc.oneof(
    fc.constant<T[]>([]),
    of.map((item) => [item]),
    fc.array(of, { maxLength }),
  );
const inner = fc.record({ n: number, s: text, l: list(number) });
const thing = fc.record(
  { n: number, s: text, l: list(number), m: list(list(number, 3), 3), q: fc.option(inner), u: number },
  { requiredKeys: ["n", "s", "l", "m", "q"] },
);
const inputs = fc
  .sample(
    fc.record(
      {
        n0: number,
        n1: number,
        s0: text,
        s1: text,
        b0: fc.boolean(),
        an: list(number),
        as: list(text),
        aa: list(list(number, 3), 3),
        ao: list(thing, 3),
        o0: thing,
        r0: fc.dictionary(fc.constantFrom("a", "b", "1", "x y"), number, { maxKeys: 3 }),
        uS: fc.option(text),
        uA: fc.option(list(number)),
        sn: fc.oneof(number, text),
        sl: fc.oneof(list(text), text),
        sh: fc.oneof(
          fc.record({ t: fc.constant("c"), r: number }),
          fc.record({ t: fc.constant("r"), w: number, h: number }, { requiredKeys: ["t", "w"] }),
          fc.record({ t: fc.constant("n") }),
        ),
        ap: list(fc.oneof(number, text, fc.boolean(), fc.constant(null))),
        uN: number,
      },
      {
        requiredKeys: [
          "n0",
          "n1",
          "s0",
          "s1",
          "b0",
          "an",
          "as",
          "aa",
          "ao",
          "o0",
          "r0",
          "uS",
          "uA",
          "ap",
          "sn",
          "sl",
          "sh",
        ],
      },
    ),
    { numRuns: 400, seed: 99 },
  )
  .map((input) => JSON.parse(JSON.stringify(input)) as Record<string, unknown>);

const scope: Scope = {
  declarations,
  variables: Object.fromEntries(Object.entries(variables).map(([name, kind]) => [name, typeOf[kind]])),
};

export interface FuzzReport {
  readonly programs: number;
  readonly evaluations: number;
  /** Evaluations that the machine refuses by design though JavaScript has a value. */
  readonly loud: number;
  /** Programs that the compiler refuses. */
  readonly refused: readonly { readonly seed: number; readonly source: string; readonly why: string }[];
  readonly deepest: number;
  readonly longest: number;
  readonly failures: readonly Failure[];
}

export interface Failure {
  readonly seed: number;
  readonly source: string;
  /** The smallest program found that fails too. */
  readonly shrunk: string;
  readonly problem: unknown;
}

/** Depth of the expression tree that no random program may exceed. */
const deepest = 60;
const inputsPerProgram = 3;

/** Compiles and runs the programs of these seeds. */
export async function fuzz(first: number, count: number, depth: number, shrinking = true): Promise<FuzzReport> {
  const seeds = Array.from({ length: count }, (_, index) => first + index);
  const trees = seeds.map((seed) => makeProgram(seed * 7919, depth));
  const compiled = compileExpressions(trees.map(print), scope);
  const failures: Failure[] = [];
  const refused: { seed: number; source: string; why: string }[] = [];
  let [evaluations, loud, deep, long] = [0, 0, 0, 0];
  for (const [index, seed] of seeds.entries()) {
    const expression = compiled[index] as CompiledExpression;
    if (expression.machine === undefined) {
      const why = expression.diagnostics.map(({ code, message }) => `${code} ${message}`).join("; ");
      refused.push({ seed, source: expression.source, why });
      continue;
    }
    deep = Math.max(deep, depthOf(expression));
    long = Math.max(long, JSON.stringify(expression.machine.States).length);
    const verdict = await check(expression, seed);
    evaluations += verdict.evaluations;
    loud += verdict.loud;
    if (verdict.problem === undefined) continue;
    const shrunk = shrinking ? await shrinkProgram(trees[index] as Tree, seed) : expression.source;
    failures.push({ seed, source: expression.source, shrunk, problem: verdict.problem });
    if (failures.length >= 5) break;
  }
  return { programs: count, evaluations, loud, refused, deepest: deep, longest: long, failures };
}

async function check(
  expression: CompiledExpression,
  seed: number,
): Promise<{ readonly evaluations: number; readonly loud: number; readonly problem?: unknown }> {
  const problems = textProblems(expression, deepest);
  if (problems.length > 0) return { evaluations: 0, loud: 0, problem: problems };
  const random = new Random(seed);
  let loud = 0;
  for (let run = 1; run <= inputsPerProgram; run++) {
    const input = random.of(inputs);
    const outcome = await compare(expression, input);
    if (outcome.kind === "loud") loud++;
    if (outcome.kind === "different") {
      return { evaluations: run, loud, problem: { outcome, input, states: expression.machine?.States } };
    }
  }
  return { evaluations: inputsPerProgram, loud };
}

/** The smallest program that still fails with the same inputs. */
async function shrinkProgram(tree: Tree, seed: number): Promise<string> {
  let smallest = tree;
  for (let round = 0; round < 20; round++) {
    const candidates = shrink(smallest)
      .toSorted((a, b) => sizeOf(a) - sizeOf(b))
      .slice(0, 120);
    const compiled = compileExpressions(candidates.map(print), scope);
    let better: Tree | undefined;
    for (const [index, expression] of compiled.entries()) {
      if (expression.machine === undefined) continue;
      if ((await check(expression, seed)).problem === undefined) continue;
      better = candidates[index];
      break;
    }
    if (better === undefined) break;
    smallest = better;
  }
  return print(smallest);
}
