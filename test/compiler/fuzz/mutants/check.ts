import { isDeepStrictEqual } from "node:util";
import {
  type CompiledProgram,
  compileEach,
  type Observation,
  observeMachine,
  observeNative,
  type Scenario,
} from "../../differential/harness.js";
import type { Row } from "../../differential/row.js";
import { rows } from "../../differential/rows.js";
import { Random } from "../statements/random.js";
import { guard, guardLoops } from "./guard-loops.js";
import { mutate } from "./mutate.js";
import { otherInput } from "./other-input.js";

/** A written program with a few changes, on inputs of its own and others like them. */
export interface Mutant {
  readonly seed: number;
  readonly row: Row;
  readonly scenarios: readonly Scenario[];
}

export interface Difference {
  readonly mutant: Mutant;
  readonly scenario: Scenario;
  readonly native: Observation;
  readonly machine: Observation;
}

export interface Result {
  readonly compiled: number;
  readonly runs: number;
  readonly differences: readonly Difference[];
  readonly refused: ReadonlyMap<string, number>;
}

export function mutant(seed: number): Mutant {
  const random = new Random(seed);
  const original = random.pick(rows);
  const row = { ...original, name: `seed ${seed}`, body: mutate(original.body, random, random.integer(1, 4)) };
  // Texts and numbers of a type that lists them stay as they are.
  const isListed = /\b(type|interface|enum)\b|"\s*\||\|\s*"|\[(string|number)\b/.test(
    `${original.before ?? ""}${original.body}`,
  );
  const scenarios = original.scenarios.flatMap((scenario): Scenario[] => {
    const other = { ...scenario, input: otherInput(scenario.input, random, isListed) };
    return isDeepStrictEqual(other.input, scenario.input) ? [scenario] : [scenario, other];
  });
  return { seed, row, scenarios };
}

/** Compiles mutants together, and compares each native run with that of the machine. */
export async function checkMutants(seeds: readonly number[]): Promise<Result> {
  const mutants = new Map(seeds.map((seed) => [`seed ${seed}`, mutant(seed)]));
  const { compiled, refused } = compileEach([...mutants.values()].map(({ row }) => row));
  const differences: Difference[] = [];
  let runs = 0;
  for (const program of compiled) {
    const one = mutants.get(program.name) as Mutant;
    for (const scenario of one.scenarios) {
      runs++;
      const difference = await compare(program, one, scenario);
      if (difference === undefined) continue;
      differences.push(difference);
      break;
    }
  }
  const codes = new Map<string, number>();
  for (const { diagnostics } of refused) {
    for (const code of new Set(diagnostics.map((diagnostic) => diagnostic.code))) {
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
  }
  return { compiled: compiled.length, runs, differences, refused: codes };
}

/** What JavaScript itself throws where types promised too much; AWS's engine has errors of its own there. */
const broken = new Set(["TypeError", "RangeError", "SyntaxError", "ReferenceError", "URIError"]);

/** What no number of JSON can be, where an expression fails in the machine. */
const loud = /not finite|by zero|to print|not a number|NaN|out of range/;

async function compare(
  program: CompiledProgram,
  { row, ...mutant }: Mutant,
  scenario: Scenario,
): Promise<Difference | undefined> {
  const guarded = {
    ...program,
    before: `${guard}\n${guardLoops(program.before ?? "")}`,
    body: guardLoops(program.body),
  };
  // What throws something else than an error has a type that promises too much.
  const native = await observeNative(guarded, scenario).catch(() => undefined);
  if (native === undefined) return undefined;
  if ("error" in native.end && broken.has(native.end.error)) return undefined;
  if (JSON.stringify(native).includes("no stub")) return undefined;
  const machine = await observeMachine(program, scenario).catch((error: unknown): Observation => ({
    end: { error: "the simulator failed", message: String(error) },
    calls: [],
  }));
  if ("error" in machine.end && machine.end.error === "States.QueryEvaluationError" && loud.test(machine.end.message)) {
    return undefined;
  }
  const isConcurrent = row.concurrent !== undefined || row.body.includes("Promise.");
  const view = ({ end, calls }: Observation): unknown => {
    if (isConcurrent && "error" in end) return "fails";
    const texts = calls.map((call) => JSON.stringify(call));
    return { end, calls: isConcurrent ? texts.sort() : texts };
  };
  const same = isDeepStrictEqual(plain(view(native)), plain(view(machine)));
  return same ? undefined : { mutant: { row, ...mutant }, scenario, native, machine };
}

/** Zero has no sign in JSON. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}
