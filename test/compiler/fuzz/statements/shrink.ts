import { checkPrograms, type Mismatch } from "./check.js";
import type { GeneratedProgram } from "./program.js";
import type { Type } from "./scope.js";
import { block, render, type Tree } from "./tree.js";

/** How many smaller programs are tried in one compilation. */
const candidatesAtOnce = 60;

/** How many are tried in all: about two minutes' worth. */
const mostCandidates = 4000;

/** A smaller program that still differs on the same scenario: the smallest that one change after another leads to. */
export async function shrinkMismatch(mismatch: Mismatch): Promise<Mismatch> {
  const budget = { left: mostCandidates };
  let best = mismatch;
  // Statements go first: without them there are fewer expressions to try.
  for (const part of ["statements", "expressions", "statements"] as const) {
    let smaller: Mismatch | undefined = best;
    while (smaller !== undefined && budget.left > 0) {
      best = smaller;
      smaller = await firstThatDiffers(best, part, budget);
    }
  }
  return best;
}

/** Which parts of a program are made smaller. */
type Part = "statements" | "expressions";

async function firstThatDiffers(
  mismatch: Mismatch,
  part: Part,
  budget: { left: number },
): Promise<Mismatch | undefined> {
  const candidates = smallerPrograms(mismatch.program, part)
    .map((program) => ({ program, size: sizeOf(program) }))
    .filter(({ size }) => size < sizeOf(mismatch.program))
    .sort((a, b) => a.size - b.size)
    .map(({ program }) => program);
  for (let from = 0; from < candidates.length && budget.left > 0; from += candidatesAtOnce) {
    budget.left -= candidatesAtOnce;
    // Each needs a seed of its own to be told apart.
    const tried = candidates
      .slice(from, from + candidatesAtOnce)
      .map((program, index) => ({ ...program, seed: index }));
    const { mismatches } = await checkPrograms(tried, () => [mismatch.scenario]);
    const [found] = mismatches.filter((other) => isAlike(other, mismatch));
    if (found !== undefined) return { ...found, program: { ...found.program, seed: mismatch.program.seed } };
  }
  return undefined;
}

/** A program must not turn into one with another mistake: an error of the engine stays one. */
function isAlike(a: Mismatch, b: Mismatch): boolean {
  const kind = ({ machine }: Mismatch) => "error" in machine.end && /States\./.test(machine.end.error);
  return kind(a) === kind(b);
}

function sizeOf({ before, child, main }: GeneratedProgram): number {
  return render(before).length + (child === undefined ? 0 : render(child).length) + render(main).length;
}

function smallerPrograms(program: GeneratedProgram, part: Part): readonly GeneratedProgram[] {
  const { before, child, main } = program;
  return [
    ...(child === undefined ? [] : [{ ...program, child: undefined }]),
    ...smallerTrees(before, part).map((tree) => ({ ...program, before: tree })),
    ...(child === undefined ? [] : smallerTrees(child, part).map((tree) => ({ ...program, child: tree }))),
    ...smallerTrees(main, part).map((tree) => ({ ...program, main: tree })),
  ];
}

/** Every tree that is one change away. */
function smallerTrees(tree: Tree, part: Part): readonly Tree[] {
  const inside = tree.parts.flatMap((inner, index) =>
    typeof inner === "string"
      ? []
      : smallerTrees(inner, part).map((smaller) => ({ ...tree, parts: tree.parts.with(index, smaller) })),
  );
  if (tree.kind === "block" && part === "statements") return [...shorterBlocks(tree), ...inside];
  if (tree.kind === "expression" && part === "expressions") return [...simplerExpressions(tree), ...inside];
  return inside;
}

/** Without some of its statements, or with the insides of one in its place. */
function shorterBlocks(tree: Tree): readonly Tree[] {
  const statements = tree.parts as readonly Tree[];
  const found: Tree[] = [];
  for (let length = statements.length; length >= 1; length = Math.floor(length / 2)) {
    for (let from = 0; from + length <= statements.length; from += length) {
      found.push(block([...statements.slice(0, from), ...statements.slice(from + length)]));
    }
  }
  statements.forEach((statement, index) => {
    for (const inner of descendants(statement).filter(({ kind }) => kind === "block")) {
      found.push(
        block([...statements.slice(0, index), ...(inner.parts as readonly Tree[]), ...statements.slice(index + 1)]),
      );
    }
  });
  return found;
}

function simplerExpressions(tree: Tree): readonly Tree[] {
  const { type } = tree;
  const simplest = simplestOf[type as Type] as string | undefined;
  const found = descendants(tree).filter((inner) => inner.kind === "expression" && inner.type === type);
  if (simplest !== undefined && render(tree).length > simplest.length) found.unshift({ ...tree, parts: [simplest] });
  return found;
}

function descendants(tree: Tree): Tree[] {
  return tree.parts.flatMap((part) => (typeof part === "string" ? [] : [part, ...descendants(part)]));
}

const simplestOf: Readonly<Record<Type, string>> = {
  number: "1",
  string: '""',
  boolean: "true",
  "number[]": "[]",
  "string[]": "[]",
  Item: "input.item",
  "Item[]": "[]",
  Counts: "{}",
  "number | undefined": "undefined",
  "string | undefined": "undefined",
  "Item | undefined": "undefined",
  "number | null": "null",
  "string | null": "null",
};
