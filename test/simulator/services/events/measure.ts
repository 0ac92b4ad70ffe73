import { existsSync } from "node:fs";
import { join } from "node:path";
import { measureEventPatterns } from "./measure-event-patterns.js";
import { measureInputTransformers } from "./measure-input-transformers.js";

// npm run measure:event-patterns -- FOLDER
const folder = process.argv[2] ?? join(process.env["SETPIECE_SHARED"] ?? "../shared", "event-patterns");
if (!existsSync(join(folder, "cases.jsonl"))) {
  console.error(`There is no cases.jsonl in ${folder}. Give the folder: npm run measure:event-patterns -- FOLDER`);
  process.exit(1);
}
const patterns = measureEventPatterns(folder);
const inputs = measureInputTransformers(folder);
for (const miss of [...patterns.misses, ...inputs.misses]) console.log(miss);
console.log(`${patterns.right} of ${patterns.total} patterns answered as expected`);
console.log(`${patterns.worded} of ${patterns.wordings} recorded refusals in the service's words`);
console.log(`${inputs.right} of ${inputs.total} target inputs as recorded`);
if (patterns.misses.length + inputs.misses.length > 0) process.exitCode = 1;
