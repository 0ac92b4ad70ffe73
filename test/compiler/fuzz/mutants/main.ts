import { parseArgs } from "node:util";
import { checkMutants } from "./check.js";

/**
 * Changes the written programs of the differential tests at random, and compares native runs with machines until told to
 * stop: `npm run fuzz:mutants -- [--programs N] [--seed N]`. `programs` is how many (default: no end), `seed` the first
 * (default 1).
 */
const { values } = parseArgs({
  options: { programs: { type: "string", default: "Infinity" }, seed: { type: "string", default: "1" } },
});
// A promise that is rejected before anybody waits for it would end the process.
process.on("unhandledRejection", () => undefined);
const total = Number(values.programs);
const batchSize = 200;
const refused = new Map<string, number>();
let [programs, compiled, runs, differ] = [0, 0, 0, 0];
for (let from = Number(values.seed); programs < total; from += batchSize) {
  const count = Math.min(batchSize, total - programs);
  const result = await checkMutants(Array.from({ length: count }, (_, index) => from + index));
  programs += count;
  compiled += result.compiled;
  runs += result.runs;
  for (const [code, times] of result.refused) refused.set(code, (refused.get(code) ?? 0) + times);
  for (const { mutant, scenario, native, machine } of result.differences) {
    differ++;
    const show = (value: unknown): string => JSON.stringify(value);
    console.log(`--- seed ${mutant.seed} differs, input ${show(scenario.input)} stubs ${show(scenario.stubs)}`);
    console.log(mutant.row.before ?? "");
    console.log(mutant.row.body);
    console.log(`native  ${show(native)}\nmachine ${show(machine)}`);
  }
  const codes = [...refused].map(([code, times]) => `${code}×${times}`).join(" ");
  console.log(`${programs} programs, ${compiled} compiled, ${runs} runs, ${differ} differ; refused: ${codes}`);
}
process.exitCode = differ > 0 ? 1 : 0;
