import { readFileSync } from "node:fs";
import { join } from "node:path";
import { InvalidPattern } from "../../../../simulator/services/events/pattern/event-pattern.js";
import { matchesPattern } from "../../../../simulator/services/events/pattern/match-event.js";
import { parsePattern, parsePatternText } from "../../../../simulator/services/events/pattern/parse-pattern.js";

interface PatternCase {
  readonly id: string;
  readonly provenance: string;
  readonly pattern: unknown;
  readonly event: unknown;
  readonly raw?: boolean;
  readonly expected: "match" | "nomatch" | "invalid";
  readonly error?: string;
}

/** How many patterns are right, how many recorded reasons are in the service's words, and a line for every miss. */
export function measureEventPatterns(folder: string): {
  readonly right: number;
  readonly total: number;
  readonly worded: number;
  readonly wordings: number;
  readonly misses: readonly string[];
} {
  const lines = readFileSync(join(folder, "cases.jsonl"), "utf8").split("\n");
  const cases = lines.filter((line) => line !== "").map((line) => JSON.parse(line) as PatternCase);
  const misses: string[] = [];
  const wrongWordings: string[] = [];
  let wordings = 0;
  for (const one of cases) {
    const { outcome, reason } = answer(one);
    if (outcome !== one.expected)
      misses.push(`${one.id}: expected ${one.expected}, got ${outcome} ${reason} for ${JSON.stringify(one.pattern)}`);
    if (one.expected !== "invalid" || one.provenance !== "aws-recorded" || !one.error) continue;
    wordings += 1;
    if (`Event pattern is not valid. Reason: ${reason}` !== one.error)
      wrongWordings.push(`${one.id}: ${one.error} / ${reason}`);
  }
  return {
    right: cases.length - misses.length,
    total: cases.length,
    worded: wordings - wrongWordings.length,
    wordings,
    misses: [...misses, ...wrongWordings],
  };
}

function answer(one: PatternCase): { readonly outcome: string; readonly reason: string } {
  try {
    const pattern = one.raw === true ? parsePatternText(one.pattern as string) : parsePattern(one.pattern);
    const event: unknown = one.raw === true ? JSON.parse(one.event as string) : one.event;
    return { outcome: matchesPattern(pattern, event) ? "match" : "nomatch", reason: "" };
  } catch (error) {
    if (!(error instanceof InvalidPattern)) throw error;
    return { outcome: "invalid", reason: error.message };
  }
}
