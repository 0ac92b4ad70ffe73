import type { Decision, GoneStatus, InboxTask } from "./inbox-task.js";

/** A human task could not be decided. The set of codes is closed; messages are for people and never hold a token. */
export type OperatorError =
  UnknownTask | InvalidAnswer | AlreadyDecided | TaskGone | DecisionNotDelivered | DamagedTask | InboxUnavailable;

/** No task of that id is in the table. */
export class UnknownTask extends Error {
  readonly code = "UnknownTask";
  constructor(readonly taskId: string) {
    super(`There is no human task ${taskId}.`);
  }
}

/** The answer does not fit the form, or is too large; or the reason of a rejection is. Nothing was recorded. */
export class InvalidAnswer extends Error {
  readonly code = "InvalidAnswer";
  constructor(
    readonly task: InboxTask,
    readonly problems: readonly string[],
  ) {
    super(`The answer does not fit ${task.step}: ${problems.join("; ")}`);
  }
}

/** Somebody decided otherwise before. The first decision stands. */
export class AlreadyDecided extends Error {
  readonly code = "AlreadyDecided";
  constructor(
    readonly task: InboxTask,
    readonly decision: Decision,
  ) {
    const verb = decision.kind === "complete" ? "completed" : "rejected";
    super(`${task.step} was ${verb} by ${decision.by} at ${decision.at}, with another answer than this one.`);
  }
}

const goneWords: Record<GoneStatus, string> = {
  EXPIRED: "expired",
  STOPPED: "is no longer waiting: its execution ended or left the step",
  ANSWERED_ELSEWHERE: "was answered outside this inbox",
};

/** The workflow no longer waits for this task; the decision, if one was recorded, did not reach it. */
export class TaskGone extends Error {
  readonly code = "TaskGone";
  constructor(
    readonly task: InboxTask,
    readonly status: GoneStatus,
    /** ISO 8601, where it is known. */
    readonly at: string | undefined,
  ) {
    super(`${task.step} ${goneWords[status]}${at === undefined ? "" : ` at ${at}`}.`);
  }
}

/** The decision is recorded and will stand, but Step Functions could not be told. Repeating it sends it again. */
export class DecisionNotDelivered extends Error {
  readonly code = "DecisionNotDelivered";
  constructor(
    readonly task: InboxTask,
    reason: string,
  ) {
    super(`The decision on ${task.step} is recorded, but Step Functions could not be told: ${reason}`);
  }
}

/** The item in the table is not a human task as workflows write it. */
export class DamagedTask extends Error {
  readonly code = "DamagedTask";
  constructor(
    readonly taskId: string,
    readonly problem: string,
  ) {
    super(`The item ${taskId} is not a human task: ${problem}`);
  }
}

/** The table of human tasks could not be read or written. */
export class InboxUnavailable extends Error {
  readonly code = "InboxUnavailable";
  constructor(
    readonly tableName: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`The table ${tableName} cannot be used: ${reason}`, options);
  }
}
