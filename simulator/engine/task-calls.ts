import type { Signal, TaskRequest } from "../core/signal.js";
import type { Integration, TaskAnswered } from "../integrations/integration.js";

/** What calls of tasks need of the engine. */
export interface TaskCallHost {
  readonly integration: Integration;
  send(executionArn: string, signal: Signal): void;
  hold<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** Calls a task's resource and sends the execution what comes of it. `calls` has the call while it is under way. */
export function callTask(
  host: TaskCallHost,
  task: TaskRequest,
  executionArn: string,
  calls: Map<number, AbortController>,
): void {
  const abort = new AbortController();
  calls.set(task.taskId, abort);
  const answer = answerOf(host, task, executionArn, calls);
  void host.hold(async () => {
    try {
      answer(await host.integration({ ...task, executionArn, signal: abort.signal }));
    } catch (error) {
      const cause = `The simulator failed to call ${task.resource.arn}: ${String(error)}`;
      answer({ kind: "failed", error: "States.Runtime", cause });
    }
  });
}

/** What the execution is told of an answer, and of those that follow it. */
export function answerOf(
  host: TaskCallHost,
  { taskId, taskToken, resource }: TaskRequest,
  executionArn: string,
  calls: Map<number, AbortController>,
): (answered: TaskAnswered) => void {
  const submitted = (output: Extract<TaskAnswered, { kind: "submitted" }>["output"]) =>
    host.send(executionArn, { kind: "taskSubmitted", taskId, output });
  const answer = (answered: TaskAnswered): void => {
    if (answered.kind !== "submitted" && answered.kind !== "underWay") calls.delete(taskId);
    switch (answered.kind) {
      case "failed":
        host.send(executionArn, {
          kind: "taskFailed",
          taskId,
          error: answered.error,
          cause: answered.cause,
          ...(answered.final === true ? { final: true } : {}),
        });
        return;
      case "underWay":
        answered.outcome(answer);
        return;
      case "submitted":
        submitted(answered.output);
        answered.outcome(answer);
        return;
      case "final":
        if (taskToken !== undefined) submitted(answered.output);
        host.send(executionArn, { kind: "taskSucceeded", taskId, output: answered.output });
        return;
      case "succeeded": {
        const paused = resource.kind === "service" && resource.pattern === "waitForTaskToken";
        const kind = paused ? "taskSubmitted" : "taskSucceeded";
        host.send(executionArn, { kind, taskId, output: answered.output });
      }
    }
  };
  return answer;
}
