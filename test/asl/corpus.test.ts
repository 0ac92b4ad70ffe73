import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { hasErrors, validateDefinition } from "../../asl/index.js";

interface CorpusCase {
  readonly id: string;
  readonly label: "valid" | "invalid" | "unknown";
  readonly type?: "EXPRESS";
  readonly definition: unknown;
}

const file = join(process.env["SETPIECE_SHARED"] ?? "../shared", "asl-corpus", "corpus.jsonl");
const present = existsSync(file);

/** Cases where we hold the label to be wrong, each with the reason. */
const disputed: Readonly<Record<string, string>> = {
  "asl-98f077938384":
    "labelled valid by another project's test, but it assigns a variable named top-level, which AWS refuses (INVALID_VARIABLE_NAME)",
};

describe.skipIf(!present)(`labelled definitions (skipped where ${file} is absent)`, () => {
  test("no valid definition is refused, no invalid one accepted, but for the disputed ones", () => {
    const cases = readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as CorpusCase);
    const misses = cases.filter(({ label, type, definition }) => {
      if (label === "unknown") return false;
      const refused = hasErrors(validateDefinition(definition, type === undefined ? {} : { type }));
      const refusedAsStandard = type !== undefined && hasErrors(validateDefinition(definition));
      return refused !== (label === "invalid") || refusedAsStandard;
    });
    expect(cases.length).toBeGreaterThan(100);
    expect(misses.map(({ id }) => id)).toEqual(Object.keys(disputed));
  });
});
