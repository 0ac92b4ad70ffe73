import { type AnySchema, Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Decision, InboxTask } from "./inbox-task.js";

/** The longest output that SendTaskSuccess takes, in bytes of UTF-8 (API reference, `SensitiveData`). */
export const maxAnswerBytes = 262_144;

/** The longest cause that SendTaskFailure takes, in characters (API reference, `SensitiveCause`). */
export const maxReasonCharacters = 32_768;

/**
 * Says what is wrong with a decision, one sentence per problem; an empty list when it can be sent.
 *
 * An answer is checked against the task's form and the size limit of the service, a rejection for its reason.
 */
export function checkDecision(task: InboxTask, decision: Decision): readonly string[] {
  return decision.kind === "complete" ? checkAnswer(task.form, decision.answer) : checkReason(decision.reason);
}

function checkReason(reason: string): readonly string[] {
  if (reason.trim() === "") return ["a rejection needs a reason"];
  if (reason.length > maxReasonCharacters) {
    return [`the reason has ${reason.length} characters, and at most ${maxReasonCharacters} can be sent`];
  }
  if (/^\{[^]*"(errorMessage|ExecutionArn)":/.test(reason)) {
    return [
      "the reason is JSON as Lambda functions and executions fail with, which workflows take apart: write a sentence",
    ];
  }
  return [];
}

/** Says what keeps an answer from fitting a form, one sentence per problem. */
export function checkAnswer(form: unknown, answer: unknown): readonly string[] {
  const text = JSON.stringify(answer) as string | undefined;
  if (text === undefined) return ["the answer is not JSON data"];
  const bytes = Buffer.byteLength(text, "utf8");
  if (bytes > maxAnswerBytes) return [`the answer has ${bytes} bytes, and at most ${maxAnswerBytes} can be sent`];
  // A form may carry keywords for its display beside those of JSON Schema, so unknown ones are no error.
  const ajv = new Ajv2020({ allErrors: true, strict: false, logger: false });
  addFormats.default(ajv);
  let validate;
  try {
    validate = ajv.compile(form as AnySchema); // ajv checks it against its meta-schema
  } catch (error) {
    return [`the step's form is not a JSON Schema: ${error instanceof Error ? error.message : String(error)}`];
  }
  return validate(answer) ? [] : (validate.errors ?? []).map(describe);
}

function describe({ instancePath, keyword, message, params }: ErrorObject): string {
  const field = instancePath.slice(1).replaceAll("/", ".") || "the answer";
  const named = params as Readonly<Record<string, unknown>>;
  switch (keyword) {
    case "additionalProperties":
      return `${field} must not have ${JSON.stringify(named["additionalProperty"])}`;
    case "required":
      return `${field} needs ${JSON.stringify(named["missingProperty"])}`;
    case "enum":
      return `${field} must be one of ${JSON.stringify(named["allowedValues"])}`;
    case "const":
      return `${field} must be ${JSON.stringify(named["allowedValue"])}`;
    default:
      return `${field} ${message ?? `fails ${keyword}`}`;
  }
}
