import { isDeepStrictEqual } from "node:util";
import { SendTaskFailureCommand, SendTaskSuccessCommand, type SFNClient } from "@aws-sdk/client-sfn";
import { checkDecision } from "./answer-check.js";
import { AlreadyDecided, DecisionNotDelivered, InvalidAnswer, TaskGone, UnknownTask } from "./errors.js";
import { type Decision, type GoneStatus, type InboxTask, rejectionErrorName } from "./inbox-task.js";
import { readTaskFate, type TaskFate } from "./task-fate.js";
import type { TaskRepository } from "./task-repository.js";

export interface DecisionResult {
  readonly task: InboxTask;
  /** True when the same decision had been made and delivered before, so that nothing was done now. */
  readonly repeated: boolean;
}

export interface CompletionService {
  /**
   * Answers a task: the answer becomes the result of the workflow's call.
   *
   * @param by who answers; recorded with the answer
   * @throws {@link OperatorError}
   */
  complete(taskId: string, answer: unknown, by: string): Promise<DecisionResult>;
  /**
   * Rejects a task: the workflow's call throws an error named `HumanTaskRejected` with the reason as its message.
   *
   * @throws {@link OperatorError}
   */
  reject(taskId: string, reason: string, by: string): Promise<DecisionResult>;
  /**
   * Sends a recorded decision that has not reached the workflow, because the process or the network broke in between.
   *
   * @throws {@link OperatorError}
   */
  resend(taskId: string): Promise<DecisionResult>;
}

export interface CompletionServiceOptions {
  readonly repository: TaskRepository;
  readonly stepFunctions: SFNClient;
  /** The time that goes on record. Default: the system's. */
  readonly now?: () => Date;
}

/**
 * Decides human tasks: checks the decision, records it under a condition, and only then tells Step Functions.
 *
 * The record comes first, so a decision is never lost and the first one wins; sending it twice does no harm, because a
 * token works once. The same decision again gives the same result, another one is refused with who decided.
 */
export function createCompletionService(options: CompletionServiceOptions): CompletionService {
  const { repository, stepFunctions, now = () => new Date() } = options;
  const timestamp = () => now().toISOString();

  async function read(taskId: string): Promise<InboxTask> {
    const task = await repository.get(taskId);
    if (task === undefined) throw new UnknownTask(taskId);
    return task;
  }

  async function decide(taskId: string, decision: Decision): Promise<DecisionResult> {
    const task = await read(taskId);
    if (task.decision !== undefined) return repeat(task, task.decision, decision);
    if (isGone(task.status)) throw new TaskGone(task, task.status, task.closedAt);
    const problems = checkDecision(task, decision);
    if (problems.length > 0) throw new InvalidAnswer(task, problems);
    // Somebody else may have decided since the item was read: then that decision counts.
    if (!(await repository.recordDecision(taskId, decision))) return decide(taskId, decision);
    return deliver({ ...task, status: "DECIDED", decision }, decision);
  }

  async function repeat(task: InboxTask, first: Decision, second: Decision): Promise<DecisionResult> {
    if (!sameDecision(first, second)) throw new AlreadyDecided(task, first);
    if (isGone(task.status)) throw new TaskGone(task, task.status, task.closedAt);
    return task.status === "DECIDED" ? deliver(task, first) : { task, repeated: true };
  }

  async function deliver(task: InboxTask, decision: Decision): Promise<DecisionResult> {
    const token = await repository.readToken(task.taskId);
    if (token === undefined) return settled(await read(task.taskId));
    const fate = await send(task, decision, token);
    const status = statusAfter(fate, decision);
    const at = fate.at ?? timestamp();
    await repository.close(task.taskId, status, at);
    const closed: InboxTask = { ...task, status, closedAt: at };
    if (isGone(status)) throw new TaskGone(closed, status, fate.at);
    return { task: closed, repeated: false };
  }

  /** Another process delivered the decision between our look at the task and our look at its token. */
  function settled(task: InboxTask): DecisionResult {
    if (isGone(task.status)) throw new TaskGone(task, task.status, task.closedAt);
    if (task.status === "DECIDED") throw new DecisionNotDelivered(task, "its token is missing from the table");
    return { task, repeated: true };
  }

  async function send(task: InboxTask, decision: Decision, taskToken: string): Promise<TaskFate> {
    try {
      await (decision.kind === "complete"
        ? stepFunctions.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(decision.answer) }))
        : stepFunctions.send(
            new SendTaskFailureCommand({ taskToken, error: rejectionErrorName, cause: decision.reason }),
          ));
      return { kind: "delivered", at: timestamp() };
    } catch (error) {
      if (!isTokenGone(error)) throw new DecisionNotDelivered(task, explain(error, taskToken));
    }
    try {
      return await readTaskFate(stepFunctions, task, decision);
    } catch (error) {
      if (error instanceof Error && error.name === "ExecutionDoesNotExist") return { kind: "stopped" };
      throw new DecisionNotDelivered(task, explain(error, taskToken));
    }
  }

  return {
    complete: (taskId, answer, by) =>
      decide(taskId, { kind: "complete", answer: asRecorded(answer), by, at: timestamp() }),
    reject: (taskId, reason, by) => decide(taskId, { kind: "reject", reason, by, at: timestamp() }),
    async resend(taskId) {
      const task = await read(taskId);
      if (task.status === "DECIDED" && task.decision !== undefined) return deliver(task, task.decision);
      return settled(task);
    },
  };
}

function statusAfter(fate: TaskFate, decision: Decision): InboxTask["status"] {
  switch (fate.kind) {
    case "delivered":
      return decision.kind === "complete" ? "COMPLETED" : "REJECTED";
    case "expired":
      return "EXPIRED";
    case "stopped":
      return "STOPPED";
    case "answered-elsewhere":
      return "ANSWERED_ELSEWHERE";
  }
}

/** The answer as the table and the workflow have it, to compare it with. What is no JSON stays, and is refused. */
function asRecorded(answer: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(answer)) as unknown;
  } catch {
    return answer;
  }
}

/** The person may differ: what counts is that both want the same. */
function sameDecision(first: Decision, second: Decision): boolean {
  if (first.kind === "complete" && second.kind === "complete") return isDeepStrictEqual(first.answer, second.answer);
  return first.kind === "reject" && second.kind === "reject" && first.reason === second.reason;
}

function isGone(status: InboxTask["status"]): status is GoneStatus {
  return status === "EXPIRED" || status === "STOPPED" || status === "ANSWERED_ELSEWHERE";
}

/** `TaskTimedOut` is what the service says of answered tokens too. */
function isTokenGone(error: unknown): boolean {
  return error instanceof Error && (error.name === "TaskTimedOut" || error.name === "TaskDoesNotExist");
}

/** An error as text, with the token taken out: validation messages of the service quote their input. */
function explain(error: unknown, token: string): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "ECONNREFUSED") return `nothing answers there (${error.message})`;
  return `${error.name}: ${error.message}`.replaceAll(token, "(token)");
}
