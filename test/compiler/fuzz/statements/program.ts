import type { Program } from "../../differential/harness.js";
import { library } from "./library.js";
import { Random } from "./random.js";
import { type Context, type Name, type Owned, type Type, Workshop } from "./scope.js";
import { Statements } from "./statements.js";
import { block, render, statement, type Tree } from "./tree.js";

/** A random workflow, with all that belongs to it. */
export interface GeneratedProgram {
  readonly seed: number;
  /** Branches run at once: calls come in any order, and all errors are alike. */
  readonly isConcurrent: boolean;
  /** No call fails: calls are started and awaited later. */
  readonly isCalm: boolean;
  /** Functions outside the workflow. */
  readonly before: Tree;
  /** The body of a nested workflow, if there is one. */
  readonly child: Tree | undefined;
  readonly main: Tree;
}

const outside: Context = {
  names: [],
  helpers: [],
  mode: "async",
  result: "any",
  targets: [],
  loops: 0,
  errors: [],
  concurrent: false,
  hasChild: false,
  inTry: false,
  own: [],
  owned: [],
  collections: [],
  undos: [],
  functions: 0,
  mayCallAround: true,
};

const inputsOwned: readonly Owned[] = [
  { name: "input.list", kind: "numbers" },
  { name: "input.words", kind: "words" },
  { name: "input.counts", kind: "counts" },
];

/** The same, of programs that begin with functions which call themselves. */
export function generateAboutRecursion(seed: number, statementsAtMost?: number): GeneratedProgram {
  return generateProgram(seed, statementsAtMost, 2);
}

/**
 * The program of a seed, with about so many statements at most.
 *
 * @param recursive how many functions that call themselves it begins with
 */
export function generateProgram(seed: number, statementsAtMost = 26, recursive = 0): GeneratedProgram {
  const random = new Random(seed);
  const isConcurrent = random.chance(0.35);
  const isCalm = isConcurrent && random.chance(0.4);
  const workshop = new Workshop(
    random,
    isConcurrent,
    isCalm,
    random.integer(Math.floor(statementsAtMost / 4), statementsAtMost),
  );
  const statements = new Statements(workshop);
  const helpers = random.chance(0.3) ? statements.helper({ ...outside, names: [] }) : undefined;
  const hasChild = random.chance(0.25);
  const child = hasChild ? childBody(workshop, statements) : undefined;
  const context: Context = { ...outside, hasChild, helpers: helpers?.context.helpers ?? [] };
  const { names, trees } = startingNames(workshop);
  // Each execution has its input to itself, and may change it.
  const owned = random.chance(0.2) ? [random.pick(inputsOwned)] : [];
  let start: Context = { ...context, names, owned, own: names.map(({ name }) => name) };
  for (let count = 0; count < recursive; count++) {
    const step = statements.recursive(start);
    trees.push(step.tree);
    start = step.context;
  }
  const main = statements.block(start, 14, (end) => statements.state(end));
  return {
    seed,
    isConcurrent,
    isCalm,
    before: block(helpers === undefined ? [] : [helpers.tree]),
    child,
    main: block([...trees, main]),
  };
}

function childBody(workshop: Workshop, statements: Statements): Tree {
  const n: Name = { name: "n", type: "number", assignable: false };
  const concurrent = workshop.isConcurrent;
  const context: Context = { ...outside, names: [n], own: ["n"], result: "number", concurrent, loops: 1 };
  return statements.block(context, 3, (end) => statements.result(end));
}

/** A few variables to begin with. */
function startingNames(workshop: Workshop): { readonly names: readonly Name[]; readonly trees: Tree[] } {
  const { random } = workshop;
  const starts: readonly (readonly [Type, string])[] = [
    ["number", "input.n"],
    ["string", "input.s"],
    ["boolean", "input.flag"],
    ["number[]", "input.list"],
    ["Item", "input.item"],
    ["number | undefined", "input.opt"],
    ["number | null", "input.maybe"],
    ["Counts", "input.counts"],
  ];
  const names: Name[] = [];
  const trees: Tree[] = [];
  for (const [type, source] of starts) {
    if (random.chance(0.5)) continue;
    const name = workshop.freshName(type);
    const assignable = random.chance(0.7);
    names.push({ name, type, assignable });
    trees.push(statement`${assignable ? "let" : "const"} ${name}: ${type} = ${source};`);
  }
  return { names, trees };
}

/** The program as the differential harness takes it. */
export function toSource(program: GeneratedProgram): Program {
  const { seed, child } = program;
  // A nested workflow has an input of its own, of which only a number varies.
  const nested =
    child === undefined
      ? {}
      : {
          nested: {
            child: `async (given: number) => { const run = async (n: number): Promise<number> => { ${childInput}\n${render(child)} }; return { value: await run(given) }; }`,
          },
        };
  return {
    name: `seed ${seed}`,
    library,
    before: `${outerInput}\n${render(program.before)}`,
    body: `async (input: Input): Promise<unknown> => {\n${render(program.main)}\n}`,
    ...nested,
  };
}

const constantInput = `{ n: 3, s: "seed", word: "w", flag: true, list: [5, 6], words: ["p"], item: { id: "k", price: 9, tags: ["z"] }, items: [], counts: { c: 3 }, maybe: null }`;
const childInput = `const input: Input = ${constantInput};`;
/** Functions outside see a constant in the place of the workflow's input. */
const outerInput = `const input: Input = ${constantInput};`;
