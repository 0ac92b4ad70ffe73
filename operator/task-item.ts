import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { DamagedTask } from "./errors.js";
import { type Decision, inboxStatuses, type InboxStatus, type InboxTask } from "./inbox-task.js";

/** The attributes of a task, all of them text. A workflow writes the first ten and `token`, the inbox the others. */
type Attribute =
  | "taskId"
  | "workflow"
  | "execution"
  | "step"
  | "title"
  | "form"
  | "input"
  | "status"
  | "createdAt"
  | "expiresAt"
  | "decision"
  | "answer"
  | "reason"
  | "decidedBy"
  | "decidedAt"
  | "closedAt";

/**
 * Reads an item of the table of human tasks. The token stays behind.
 *
 * @throws DamagedTask when an attribute is missing or malformed
 */
export function parseTaskItem(item: Readonly<Record<string, AttributeValue>>): InboxTask {
  const taskId = item["taskId"]?.S ?? "(without taskId)";
  const damaged = (problem: string) => new DamagedTask(taskId, problem);
  const optional = (name: Attribute) => {
    const value = item[name];
    if (value !== undefined && value.S === undefined) throw damaged(`${name} is not text`);
    return value?.S;
  };
  const text = (name: Attribute) => {
    const value = optional(name);
    if (value === undefined) throw damaged(`${name} is missing`);
    return value;
  };
  const json = (name: Attribute): unknown => {
    try {
      return JSON.parse(text(name)) as unknown;
    } catch (error) {
      if (error instanceof DamagedTask) throw error;
      throw damaged(`${name} is not JSON`);
    }
  };
  const status = text("status");
  if (!isInboxStatus(status)) throw damaged(`its status is ${JSON.stringify(status)}`);
  const form = json("form");
  if (!isObject(form)) throw damaged("form is not a JSON Schema object");
  const expiresAt = optional("expiresAt");
  const closedAt = optional("closedAt");
  const decision = parseDecision();
  return {
    taskId: text("taskId"),
    workflow: text("workflow"),
    execution: text("execution"),
    step: text("step"),
    title: text("title"),
    form,
    input: json("input"),
    status,
    createdAt: text("createdAt"),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(closedAt === undefined ? {} : { closedAt }),
    ...(decision === undefined ? {} : { decision }),
  };

  function parseDecision(): Decision | undefined {
    const kind = optional("decision");
    if (kind === undefined) return undefined;
    const who = { by: text("decidedBy"), at: text("decidedAt") };
    if (kind === "complete") return { kind, answer: json("answer"), ...who };
    if (kind === "reject") return { kind, reason: text("reason"), ...who };
    throw damaged(`its decision is ${JSON.stringify(kind)}`);
  }
}

/** The attributes that record a decision. */
export function decisionAttributes(decision: Decision): Readonly<Partial<Record<Attribute, string>>> {
  const what = decision.kind === "complete" ? { answer: JSON.stringify(decision.answer) } : { reason: decision.reason };
  return { decision: decision.kind, decidedBy: decision.by, decidedAt: decision.at, ...what };
}

function isInboxStatus(text: string): text is InboxStatus {
  return (inboxStatuses as readonly string[]).includes(text);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
