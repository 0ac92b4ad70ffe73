import { compileGarbage } from "./compile-garbage.js";

/** `npm run fuzz:garbage [-- FIRST_SEED [COUNT]]`: spoiled programs without end, or that many. */
const [first = String(Date.now() % 1_000_000_000), count = "Infinity"] = process.argv.slice(2);
const batchSize = 100;
let failures = 0;
for (let done = 0; done < Number(count); done += batchSize) {
  const seed = Number(first) + done;
  for (const failure of compileGarbage(Array.from({ length: batchSize }, (_, index) => seed + index))) {
    failures++;
    console.error(`seed ${failure.seed}:`, failure.error);
  }
  console.log(`seeds ${seed} to ${seed + batchSize - 1}: ${failures} failures so far`);
}
process.exitCode = failures === 0 ? 0 : 1;
