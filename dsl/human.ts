import { type CallArguments } from "./lambda.js";
import type { CallOptions } from "./call-options.js";
import { performCall } from "./native-run.js";
import { registry } from "./registry.js";
import type { TableDefinition, TableIndex } from "./table.js";

/** A JSON Schema (draft 2020-12) for an answer: an object schema with the fields that the operator fills in. */
export interface AnswerForm {
  readonly type: "object";
  readonly properties: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
}

export interface HumanOptions {
  /** What the operator is asked, in one sentence. */
  readonly title: string;
  /** The schema of the answer; the inbox checks every answer against it. */
  readonly form: AnswerForm;
  /** The table that holds the open tasks. Default: {@link humanTasksTable}. */
  readonly table?: TableDefinition;
}

export interface HumanDefinition extends HumanOptions {
  readonly taskName: string;
}

/** A step that a person decides. Calling it pauses the workflow until an operator has answered. */
export interface HumanTask<Input, Answer> {
  (...call: CallArguments<Input>): Promise<Answer>;
  readonly taskName: string;
  readonly definition: HumanDefinition;
}

/**
 * The index of every table of human tasks, by which the inbox lists them: where they stand, the oldest first. It has
 * everything but their tokens.
 */
export const humanTasksIndex = {
  name: "by-status",
  partitionKey: "status",
  sortKey: "createdAt",
  attributes: [
    ...["workflow", "execution", "step", "title", "form", "input", "expiresAt"],
    ...["decision", "answer", "reason", "decidedBy", "decidedAt", "closedAt"],
  ],
} as const satisfies TableIndex;

/** The table that holds human tasks when a project names no other. */
export const humanTasksTable: TableDefinition = {
  name: "human-tasks",
  schema: { partitionKey: "taskId", indexes: [humanTasksIndex] },
};

/**
 * Declares a step that a person decides.
 *
 * The task, its input and its token are written to a DynamoDB table
 * (`aws-sdk:dynamodb:putItem.waitForTaskToken`); the answer that an operator gives is the call's result. A rejection
 * throws an error named `HumanTaskRejected`, a missed timeout one named `States.Timeout`.
 */
export function human<Input, Answer>(name: string, options: HumanOptions): HumanTask<Input, Answer> {
  const definition: HumanDefinition = { ...options, taskName: name };
  registry.humans.set(name, definition);
  const call = async (input?: unknown, callOptions?: CallOptions) =>
    (await performCall({ task: name, input, options: callOptions })) as Answer;
  return Object.assign(call, { taskName: name, definition });
}
