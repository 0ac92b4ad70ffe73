import { writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { generateAboutClasses } from "../classes/program.js";
import { checkPrograms, type Mismatch, scenariosFor } from "./check.js";
import { generateAboutElements } from "../parts/helped-elements.js";
import { generateAboutGroups } from "../parts/helped-groups.js";
import { generateAboutIdentity, generateAboutParts } from "../parts/program.js";
import { describeMismatch } from "./describe.js";
import { fixtureText } from "./fixture.js";
import { generateAboutRecursion, generateProgram } from "./program.js";
import { shrinkMismatch } from "./shrink.js";

/**
 * Checks random programs until told to stop: `npm run fuzz:statements -- [--programs N] [--seed N] [--statements N]
 * [--scenarios N] [--about anything|parts|identity|elements|groups|classes|recursion] [--no-shrink]`. What behaves differently is cut down and kept in `found/`, where
 * a test runs it from then on.
 *
 * `programs` is how many to check (default: no end), `seed` the first seed (default 1), `statements` how many a program
 * has at most (default 26), `scenarios` on how many inputs each runs (default 3). `about parts`: only names that stand for
 * parts of one value, changes by them, and what moves the parts; `about identity`: these, and comparisons of parts; `about elements`: rows that
 * functions give and change; `about groups`: rows in lists that functions make; `about classes`: instances whose methods change them; `about recursion`: programs that begin with functions
 * which call themselves.
 */
const { values } = parseArgs({
  options: {
    programs: { type: "string", default: "Infinity" },
    seed: { type: "string", default: "1" },
    statements: { type: "string", default: "26" },
    scenarios: { type: "string", default: "3" },
    about: { type: "string", default: "anything" },
    "no-shrink": { type: "boolean", default: false },
  },
});
const total = Number(values.programs);
const firstSeed = Number(values.seed);
const statements = Number(values.statements);
const scenariosOf = scenariosFor(Number(values.scenarios));
const generators = {
  anything: (seed: number, most: number) => generateProgram(seed, most),
  parts: generateAboutParts,
  identity: generateAboutIdentity,
  elements: generateAboutElements,
  groups: generateAboutGroups,
  classes: generateAboutClasses,
  recursion: generateAboutRecursion,
};
if (!(values.about in generators)) throw new Error(`--about takes ${Object.keys(generators).join(" or ")}`);
const generate = generators[values.about as keyof typeof generators];
const shrinks = !values["no-shrink"];
const batchSize = 300;

const refusals = new Map<string, { count: number; example: string }>();
let [programs, clean, runs, mismatched, crashed] = [0, 0, 0, 0, 0];

for (let from = firstSeed; programs < total; from += batchSize) {
  const count = Math.min(batchSize, total - programs);
  const seeds = Array.from({ length: count }, (_, index) => from + index);
  const result = await checkPrograms(
    seeds.map((seed) => generate(seed, statements)),
    scenariosOf,
  );
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
    await report(mismatch);
  }
  const { user, system } = process.cpuUsage();
  const cpuSeconds = ((user + system) / 1e6).toFixed(0);
  const refused = [...refusals].map(([code, known]) => `${code}×${known.count}`).join(" ");
  console.log(
    `${programs} programs, ${clean} clean in ${runs} runs, ${mismatched} differ, ${crashed} crashed; refused: ${refused || "none"} (${cpuSeconds} s of CPU)`,
  );
}

async function report(mismatch: Mismatch): Promise<void> {
  if (!shrinks) return console.log(describeMismatch(mismatch));
  const shrunk = await shrinkMismatch(mismatch);
  console.log(describeMismatch(shrunk));
  const file = path.join(import.meta.dirname, "..", "found", `seed-${shrunk.program.seed}.ts`);
  writeFileSync(file, fixtureText(shrunk));
  console.log(`kept as ${file}; \`npx prettier --write\` it`);
}

for (const [code, { count, example }] of refusals) console.log(`${code} ×${count}, first ${example}`);
process.exitCode = mismatched + crashed > 0 ? 1 : 0;
