/**
 * Random programs without end: `npm run fuzz:expressions -- [programs] [seed] [depth]`.
 *
 * Without a number of programs it goes on until a program fails or it is interrupted.
 */
import { fuzz } from "./check.js";

const [programs, seed, depth] = process.argv.slice(2).map(Number);
const limit = programs ?? Number.POSITIVE_INFINITY;
const batch = Math.min(500, limit);
let first = seed ?? Date.now() % 1_000_000_000;
let [done, evaluations, loud, refused, deepest] = [0, 0, 0, 0, 0];
const reasons = new Map<string, number>();
while (done < limit) {
  const report = await fuzz(first, Math.min(batch, limit - done), depth ?? 5);
  first += batch;
  done += report.programs;
  evaluations += report.evaluations;
  loud += report.loud;
  refused += report.refused.length;
  deepest = Math.max(deepest, report.deepest);
  for (const { why, source } of report.refused) {
    reasons.set(why, (reasons.get(why) ?? 0) + 1);
    if (process.env["VERBOSE"] !== undefined) console.log(`refused: ${why}\n  ${source}`);
  }
  console.log(`${done} programs, ${evaluations} evaluations, ${loud} loud, ${refused} refused, depth up to ${deepest}`);
  for (const failure of report.failures) console.log(JSON.stringify(failure, null, 1));
  if (report.failures.length > 0) {
    process.exitCode = 1;
    break;
  }
}
for (const [why, count] of [...reasons].toSorted(([, a], [, b]) => b - a).slice(0, 10)) console.log(`${count}× ${why}`);
