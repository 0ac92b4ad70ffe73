import { checkPrograms } from "./check.js";
import { describeMismatch } from "./describe.js";
import { generateProgram } from "./program.js";
import { shrinkMismatch } from "./shrink.js";

/**
 * Checks random programs until told to stop: `npm run fuzz:statements -- [programs] [seed] [--no-shrink]`.
 *
 * `programs` is how many to check (default: no end), `seed` the first seed (default 1).
 */
const args = process.argv.slice(2).filter((arg) => !arg.startsWith("--"));
const total = args[0] === undefined ? Number.POSITIVE_INFINITY : Number(args[0]);
const firstSeed = args[1] === undefined ? 1 : Number(args[1]);
const shrinks = !process.argv.includes("--no-shrink");
const batchSize = 150;

const refusals = new Map<string, { count: number; example: string }>();
let [programs, clean, runs, mismatched, crashed] = [0, 0, 0, 0, 0];

for (let from = firstSeed; programs < total; from += batchSize) {
  const count = Math.min(batchSize, total - programs);
  const seeds = Array.from({ length: count }, (_, index) => from + index);
  const result = await checkPrograms(seeds.map((seed) => generateProgram(seed)));
  programs += count;
  clean += result.clean;
  runs += result.runs;
  for (const { program, codes, messages } of result.refused) {
    for (const code of codes) {
      const known = refusals.get(code) ?? {
        count: 0,
        example: `seed ${program.seed}: ${messages.find((m) => m.startsWith(code)) ?? ""}`,
      };
      refusals.set(code, { ...known, count: known.count + 1 });
    }
  }
  for (const { program, error } of result.crashed) {
    crashed++;
    console.log(`seed ${program.seed}: the compiler failed: ${error.stack ?? error.message}`);
  }
  for (const mismatch of result.mismatches) {
    mismatched++;
    console.log(describeMismatch(shrinks ? await shrinkMismatch(mismatch) : mismatch));
  }
  const refused = [...refusals].map(([code, known]) => `${code}×${known.count}`).join(" ");
  console.log(
    `${programs} programs, ${clean} clean in ${runs} runs, ${mismatched} differ, ${crashed} crashed; refused: ${refused || "none"}`,
  );
}

for (const [code, { count, example }] of refusals) console.log(`${code} ×${count}, first ${example}`);
process.exitCode = mismatched + crashed > 0 ? 1 : 0;
