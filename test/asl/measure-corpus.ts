/**
 * Prints how the validator's verdicts on a corpus of labelled definitions compare with the labels, and every case in
 * which they differ: `npm run measure:asl-corpus -- FOLDER`, where FOLDER holds `corpus.jsonl`.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hasErrors, validateDefinition, verifyWithAslValidator, type Diagnostic } from "../../asl/index.js";

interface CorpusCase {
  readonly id: string;
  readonly label: "valid" | "invalid" | "unknown";
  readonly type?: "EXPRESS";
  readonly why?: string;
  readonly definition: unknown;
}

const folder = process.argv[2] ?? join(process.env["SETPIECE_SHARED"] ?? "../shared", "asl-corpus");
const file = join(folder, "corpus.jsonl");
if (!existsSync(file)) {
  console.error(`There is no ${file}. Give the folder of the corpus: npm run measure:asl-corpus -- FOLDER`);
  process.exit(2);
}
const cases = readFileSync(file, "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line) as CorpusCase);

const table: Record<string, { accepted: number; refused: number }> = {};
const misses: string[] = [];
const peer = { falsePositives: [] as string[], onlyItRefuses: [] as string[] };

for (const { id, label, type, why, definition } of cases) {
  // Where only Express machines are refused, the definition must also be accepted as a Standard one.
  const diagnostics = validateDefinition(definition, type === undefined ? {} : { type });
  const refused = hasErrors(diagnostics);
  const row = (table[type === undefined ? label : `${label} (${type})`] ??= { accepted: 0, refused: 0 });
  row[refused ? "refused" : "accepted"] += 1;
  const refusedAsStandard = type === undefined ? refused : hasErrors(validateDefinition(definition));
  if (label === "valid" && refused) misses.push(`valid but refused: ${id} (${why ?? ""})\n${listed(diagnostics)}`);
  if (label === "invalid" && !refused) misses.push(`invalid but accepted: ${id} (${why ?? ""})`);
  if (type !== undefined && refusedAsStandard) misses.push(`refused as STANDARD too: ${id}`);
  if (label === "unknown") misses.push(`unknown: ${id} ${refused ? `refused\n${listed(diagnostics)}` : "accepted"}`);
  const verdict = verifyWithAslValidator(definition);
  if (verdict.valid) continue;
  const text = `${id} (${label}): ${verdict.messages.join("; ").slice(0, 300)}`;
  if (label === "valid") peer.falsePositives.push(text);
  else if (!refused) peer.onlyItRefuses.push(text);
}

console.table(table);
const quiet = process.argv.includes("--quiet");
for (const miss of misses) if (!quiet || !miss.startsWith("unknown")) console.log(miss);
console.log(`\nasl-validator refuses ${peer.falsePositives.length} valid definitions:`);
for (const text of peer.falsePositives) console.log(`  ${text}`);
console.log(`\nasl-validator alone refuses ${peer.onlyItRefuses.length} that are not labelled valid:`);
for (const text of peer.onlyItRefuses) console.log(`  ${text}`);

function listed(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .filter(({ severity }) => severity === "ERROR")
    .map(({ code, message, location }) => `    ${code}: ${message} at ${location ?? "(no location)"}`)
    .join("\n");
}
