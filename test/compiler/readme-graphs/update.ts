import { writeFileSync } from "node:fs";
import path from "node:path";
import { graphedReadmes } from "./readme-graphs.js";

for (const { file, text, updated } of graphedReadmes()) {
  if (text === updated) continue;
  writeFileSync(file, updated);
  console.log(`drawn anew: ${path.relative(process.cwd(), file)}`);
}
