/**
 * Where a human task stands.
 *
 * - `PENDING`: nobody has decided. The workflow waits, unless its timeout has passed unseen.
 * - `DECIDED`: a decision is recorded, and has not reached the workflow yet. It can be sent again.
 * - `COMPLETED`, `REJECTED`: the workflow has the decision.
 * - `EXPIRED`: the step's timeout passed before the decision arrived.
 * - `STOPPED`: the execution, or its branch, ended before the decision arrived.
 * - `ANSWERED_ELSEWHERE`: somebody used the task token outside the inbox.
 */
export type InboxStatus = "PENDING" | "DECIDED" | "COMPLETED" | "REJECTED" | GoneStatus;

/** The ends of a task that nobody in the inbox has brought about. */
export type GoneStatus = "EXPIRED" | "STOPPED" | "ANSWERED_ELSEWHERE";

export const inboxStatuses: readonly InboxStatus[] = [
  "PENDING",
  "DECIDED",
  "COMPLETED",
  "REJECTED",
  "EXPIRED",
  "STOPPED",
  "ANSWERED_ELSEWHERE",
];

/** What a person decided, and who and when (ISO 8601). */
export type Decision = Completion | Rejection;

export interface Completion {
  readonly kind: "complete";
  /** The call's result: plain JSON data that fits the task's form. */
  readonly answer: unknown;
  readonly by: string;
  readonly at: string;
}

export interface Rejection {
  readonly kind: "reject";
  readonly reason: string;
  readonly by: string;
  readonly at: string;
}

/**
 * A human task as operators may see it. Its task token is deliberately no part of it.
 *
 * `form`, `title` and `step` come from the workflow's source; `input` may hold anything that a customer typed.
 */
export interface InboxTask {
  readonly taskId: string;
  readonly workflow: string;
  /** ARN of the execution that waits. */
  readonly execution: string;
  /** Name of the human step. */
  readonly step: string;
  readonly title: string;
  /** JSON Schema (draft 2020-12) of the answer. */
  readonly form: Readonly<Record<string, unknown>>;
  readonly input: unknown;
  readonly status: InboxStatus;
  /** ISO 8601. */
  readonly createdAt: string;
  /** ISO 8601; absent when the step has no timeout. */
  readonly expiresAt?: string;
  readonly decision?: Decision;
  /** When the task left the inbox, ISO 8601. */
  readonly closedAt?: string;
}

/** The error name that a rejection gives to the waiting call; its cause is the operator's reason. */
export const rejectionErrorName = "HumanTaskRejected";
