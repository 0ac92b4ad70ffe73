import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { EventEnvelope } from "../../../../simulator/services/events/event-envelope.js";
import { checkTargetInput } from "../../../../simulator/services/events/check-target.js";
import { targetPayload } from "../../../../simulator/services/events/target-input.js";
import type { TargetInput } from "../../../../simulator/services/events/target-input-types.js";
import { AwsError } from "../../../../simulator/services/wire/aws-error.js";

interface TransformerCase {
  readonly id: string;
  readonly event: EventEnvelope;
  readonly target: TargetInput;
  readonly rule?: { readonly name: string; readonly arn: string };
  readonly ingestionTime?: string;
  readonly expected:
    | { readonly kind: "json"; readonly json: unknown }
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "not-delivered" }
    | { readonly kind: "put-targets-error"; readonly code: string; readonly message: string };
}

/** How many recorded target inputs are right, and a line for every one that is not. */
export function measureInputTransformers(folder: string): {
  readonly right: number;
  readonly total: number;
  readonly misses: readonly string[];
} {
  const lines = readFileSync(join(folder, "input-transformers.jsonl"), "utf8").split("\n");
  const cases = lines.filter((line) => line !== "").map((line) => JSON.parse(line) as TransformerCase);
  const misses = cases.flatMap((one) => {
    const found = run(one);
    return isRight(one.expected, found) ? [] : [`${one.id}: expected ${JSON.stringify(one.expected)}, got ${found}`];
  });
  return { right: cases.length - misses.length, total: cases.length, misses };
}

function run(one: TransformerCase): string | undefined {
  try {
    checkTargetInput("<target-id>", one.target);
  } catch (error) {
    if (error instanceof AwsError) return `${error.code}: ${error.message}`;
    throw error;
  }
  const { arn: ruleArn = "", name: ruleName = "" } = one.rule ?? {};
  return targetPayload(one.target, one.event, { ruleArn, ruleName, ingestionTime: one.ingestionTime ?? "" });
}

function isRight(expected: TransformerCase["expected"], found: string | undefined): boolean {
  switch (expected.kind) {
    case "json":
      return found !== undefined && isDeepStrictEqual(JSON.parse(found), expected.json);
    case "text":
      return found === expected.text;
    case "not-delivered":
      return found === undefined;
    case "put-targets-error":
      return found === `${expected.code}: ${expected.message}`;
  }
}
