import type { Diagnostic } from "setpiece/compiler";
import {
  type CompiledProgram,
  compileEach,
  type Observation,
  observeMachine,
  observeNative,
  RefusedElsewhere,
} from "../../differential/harness.js";
import { type GeneratedProgram, toSource } from "./program.js";
import { canonicalText, generateScenarios, type RandomScenario, toScenario } from "./scenarios.js";

/** A program that behaves differently when it is compiled. */
export interface Mismatch {
  readonly program: GeneratedProgram;
  readonly scenario: RandomScenario;
  readonly native: Observation;
  readonly machine: Observation;
}

export interface RefusedProgram {
  readonly program: GeneratedProgram;
  readonly codes: readonly string[];
  readonly messages: readonly string[];
}

export interface BatchResult {
  readonly clean: number;
  readonly runs: number;
  readonly mismatches: readonly Mismatch[];
  readonly refused: readonly RefusedProgram[];
  /** Programs that the compiler failed on with an exception. */
  readonly crashed: readonly { readonly program: GeneratedProgram; readonly error: Error }[];
}

/** Compiles programs in one go, and runs each on a few scenarios, natively and compiled. */
export async function checkPrograms(
  programs: readonly GeneratedProgram[],
  scenariosOf: (program: GeneratedProgram) => readonly RandomScenario[] = scenariosFor(3),
): Promise<BatchResult> {
  const sources = new Map(programs.map((program) => [toSource(program), program] as const));
  const attempt = tryToCompile([...sources.keys()]);
  if (attempt instanceof Error) return bisect(programs, scenariosOf, attempt);
  const mismatches: Mismatch[] = [];
  let runs = 0;
  const bySeed = new Map([...sources].map(([source, program]) => [source.name, program]));
  for (const compiled of attempt.compiled) {
    const program = bySeed.get(compiled.name) as GeneratedProgram;
    for (const scenario of scenariosOf(program)) {
      runs++;
      const difference = await compareRuns(compiled, scenario);
      if (difference === undefined) continue;
      mismatches.push({ program, scenario, ...difference });
      break;
    }
  }
  const refused = attempt.refused.map(({ program, diagnostics }) =>
    refusedProgram(bySeed.get(program.name) as GeneratedProgram, diagnostics),
  );
  return { clean: attempt.compiled.length - mismatches.length, runs, mismatches, refused, crashed: [] };
}

function refusedProgram(program: GeneratedProgram, diagnostics: readonly Diagnostic[]): RefusedProgram {
  return {
    program,
    codes: [...new Set(diagnostics.map(({ code }) => code))],
    messages: diagnostics.map(({ code, message, frame }) => `${code} ${message}\n${frame}`),
  };
}

export function scenariosFor(count: number): (program: GeneratedProgram) => readonly RandomScenario[] {
  return ({ seed, isConcurrent, isCalm }) => generateScenarios(seed, count, isConcurrent, isCalm);
}

let isWarm = false;

/** Some of the programs are wrong, and then all that was left out is read: better before there are many to compile again. */
function warmUp(): void {
  if (!isWarm) compileEach([{ name: "wrong", body: "async (n: number) => n.missing" }]);
  isWarm = true;
}

function tryToCompile(sources: readonly ReturnType<typeof toSource>[]): ReturnType<typeof compileEach> | Error {
  try {
    warmUp();
    return compileEach(sources);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Finds the programs that the compiler failed on. */
async function bisect(
  programs: readonly GeneratedProgram[],
  scenariosOf: (program: GeneratedProgram) => readonly RandomScenario[],
  error: Error,
): Promise<BatchResult> {
  const [only] = programs;
  if (programs.length === 1 && only !== undefined) {
    if (error instanceof RefusedElsewhere) {
      const refused = [refusedProgram(only, error.diagnostics)];
      return { clean: 0, runs: 0, mismatches: [], refused, crashed: [] };
    }
    return { clean: 0, runs: 0, mismatches: [], refused: [], crashed: [{ program: only, error }] };
  }
  const middle = Math.floor(programs.length / 2);
  const left = await checkPrograms(programs.slice(0, middle), scenariosOf);
  const right = await checkPrograms(programs.slice(middle), scenariosOf);
  return {
    clean: left.clean + right.clean,
    runs: left.runs + right.runs,
    mismatches: [...left.mismatches, ...right.mismatches],
    refused: [...left.refused, ...right.refused],
    crashed: [...left.crashed, ...right.crashed],
  };
}

/** How the two runs of a program went; undefined when they went alike. */
export async function compareRuns(
  compiled: CompiledProgram,
  scenario: RandomScenario,
): Promise<Pick<Mismatch, "native" | "machine"> | undefined> {
  const native = await observeNative(compiled, toScenario(scenario));
  const machine = await observeMachine(compiled, toScenario(scenario)).catch((error: unknown): Observation => ({
    end: { error: "the simulator failed", message: String(error) },
    calls: [],
  }));
  const { isConcurrent } = scenario;
  const canFail = isConcurrent && (scenario.failing > 0 || mayThrowInBranch(compiled));
  // A failed branch cuts the others short, natively after their next calls only.
  const view = (observation: Observation): string => {
    if (canFail) return canonicalText(observation.end);
    const calls = observation.calls.map(canonicalText);
    return canonicalText({ end: observation.end, calls: isConcurrent ? calls.sort() : calls });
  };
  return view(native) === view(machine) ? undefined : { native, machine };
}

function mayThrowInBranch({ before = "", body, nested = {} }: CompiledProgram): boolean {
  return [before, body, ...Object.values(nested)].some((text) => text.includes("throw"));
}
