import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { refusalOfDefinition, validateDefinition, type StateMachineType } from "../../asl/index.js";
import { findSdkAction } from "../../simulator/integrations/sdk-actions.js";

/**
 * The service's own answers: what it said when it was asked to validate a definition or to create a machine of it,
 * and every machine that it took.
 */
interface RecordedCase {
  readonly id: string;
  readonly kind: string;
  readonly definition?: unknown;
  readonly definitionText?: string;
  readonly steps: readonly RecordedStep[];
  readonly expect: readonly RecordedAnswer[];
}

interface RecordedStep {
  readonly id?: string;
  readonly op: string;
  readonly expectError?: boolean;
  readonly params?: { readonly definition?: unknown; readonly type?: StateMachineType };
}

interface RecordedAnswer {
  readonly step?: string;
  readonly value?: { readonly diagnostics?: readonly object[] };
  readonly error?: { readonly code: string; readonly message: string };
}

const shared = process.env["SETPIECE_SHARED"] ?? "../shared";
const folder = join(shared, "aws-recordings", "cases");
const present = existsSync(folder);
const cases = present
  ? readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as RecordedCase)
  : [];

const createOperations = ["sfn:CreateStateMachine", "sfn:UpdateStateMachine"];

function calls(operations: readonly string[]) {
  return cases
    .filter(({ kind }) => kind !== "testState")
    .flatMap((recorded) =>
      recorded.steps
        .filter(({ op, params }) => operations.includes(op) && params?.definition === "{{definition}}")
        .map((step) => ({
          name: `${recorded.id} ${step.id ?? ""}`,
          text: definitionText(recorded),
          type: step.params?.type ?? "STANDARD",
          step,
          answer: recorded.expect.find((answer) => answer.step === step.id),
        })),
    );
}

/** The definition as it was sent, with stand-ins for what only the replay knows. */
function definitionText({ definition, definitionText: text }: RecordedCase): string {
  return (text ?? JSON.stringify(definition))
    .replace(/\{\{[^}]*activityArn\}\}/gi, "arn:aws:states:us-east-1:123456789012:activity:a")
    .replace(/\{\{[^}]*\}\}/g, "x");
}

describe.skipIf(!present)(`recorded answers (skipped where ${folder} is absent)`, () => {
  test.each(calls(["sfn:ValidateStateMachineDefinition"]))("validation: $name", ({ text, type, answer }) => {
    const diagnostics = validateDefinition(text, { type, level: "service" }).map(
      ({ code, message, severity, location }) => ({ code, message, severity, ...(location && { location }) }),
    );
    expect(diagnostics).toEqual(answer?.value?.diagnostics);
  });

  const created = calls(createOperations);
  const refused = created.filter(({ answer }) => answer?.error?.code === "InvalidDefinition");
  test.each(refused)("refusal: $name", ({ text, type, answer }) => {
    expect(refusalOfDefinition(text, { type, findSdkAction })).toBe(answer?.error?.message);
  });

  test("every machine that the service took is accepted at both levels", () => {
    const taken = created.filter(({ step }) => step.expectError !== true);
    expect(taken.length).toBeGreaterThan(250);
    const wrong = taken.filter(
      ({ text, type }) =>
        refusalOfDefinition(text, { type, findSdkAction }) !== undefined ||
        validateDefinition(text, { type }).some(({ severity }) => severity === "ERROR"),
    );
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });
});
