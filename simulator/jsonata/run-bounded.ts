import { Script } from "node:vm";

/** Longest time of one evaluation whose regular expressions may backtrack. */
const maxMilliseconds = 2_000;

const slot = Symbol.for("setpiece.jsonata.boundedWork");
const holder = globalThis as unknown as Record<symbol, (() => unknown) | undefined>;
const script = new Script(`globalThis[Symbol.for("setpiece.jsonata.boundedWork")]()`);

/**
 * Does work that nothing inside of it can interrupt, such as matching a regular expression, and gives up after two
 * seconds with `ERR_SCRIPT_EXECUTION_TIMEOUT`. Costs about 0.1 ms, so only expressions that need it come here.
 */
export function runBounded<Result>(work: () => Result): Result {
  holder[slot] = work;
  try {
    return script.runInThisContext({ timeout: maxMilliseconds }) as Result; // what `work` returned
  } finally {
    holder[slot] = undefined;
  }
}
