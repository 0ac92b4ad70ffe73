import type { TaskRequest } from "../core/signal.js";
import type { RestorableEngine } from "../engine/restorable-engine.js";
import type { Integration } from "../integrations/integration.js";

/** A mock does the work of an activity at once, instead of a worker. */
export function mockActivity(
  engine: RestorableEngine,
  integration: Integration,
  task: TaskRequest,
  executionArn: string,
): void {
  const { taskId } = task;
  engine.send(executionArn, { kind: "activityStarted", taskId, workerName: undefined });
  void engine.hold(async () => {
    const answered = await integration({ ...task, executionArn, signal: new AbortController().signal });
    if (answered.kind === "final")
      engine.send(executionArn, { kind: "taskSucceeded", taskId, output: answered.output });
    else if (answered.kind === "failed")
      engine.send(executionArn, { kind: "taskFailed", taskId, error: answered.error, cause: answered.cause });
  });
}
