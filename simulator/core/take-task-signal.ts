import { endMapRun } from "../states/distributed-map.js";
import {
  answerTask,
  answerTaskByToken,
  beatTask,
  failSubmission,
  startActivity,
  submitTask,
} from "../states/task-state.js";
import type { TaskResource } from "../machine/task-resource.js";
import type { StateRun, TaskAnswer, TaskWork } from "./execution.js";
import type { FailureContext } from "./fail-run.js";
import { exceedsPayloadLimit, payloadFailure } from "./payload-limit.js";
import type { Signal } from "./signal.js";
import type { Waits } from "./waits.js";

type TaskSignal = Extract<Signal, { readonly taskId: number }>;

/** Takes what a task's service, worker or token says. A signal for a task that has ended is late, and changes nothing. */
export function takeTaskSignal(signal: TaskSignal, waits: Waits, context: FailureContext): void {
  const withTask = (take: (run: StateRun, work: TaskWork) => void): void => {
    const open = waits.openTask(signal.taskId);
    if (open !== undefined) context.attempt(open.run, () => take(open.run, open.work));
  };
  switch (signal.kind) {
    case "taskSubmitted":
      withTask((run, work) => {
        if (run.node.type === "Task") submitTask(run, run.node, work, signal.output, context);
      });
      return;
    case "taskSucceeded":
    case "taskFailed": {
      const mapRun = waits.openMapRun(signal.taskId);
      if (mapRun !== undefined) {
        context.attempt(mapRun, () => endMapRun(mapRun, signal, context));
        return;
      }
      withTask((run, work) => {
        if (run.node.type !== "Task") return;
        const answer = checkedAnswer(signal, run.node.resource.arn);
        if (signal.byToken === true) answerTaskByToken(run, run.node, work, answer, context);
        else if (answer.kind === "taskFailed" && signal.final !== true && isToBeSubmitted(run.node.resource, work))
          failSubmission(run, run.node, work, answer, context);
        else answerTask(run, run.node, work, answer, context);
      });
      return;
    }
    case "activityStarted":
      withTask((run, work) => startActivity(run, work, signal.workerName, context));
      return;
    case "heartbeat":
      withTask((run, work) => beatTask(run, work, context));
      return;
  }
}

function checkedAnswer(answer: TaskAnswer, resourceArn: string): TaskAnswer {
  if (answer.kind === "taskFailed" || !exceedsPayloadLimit(answer.output)) return answer;
  return { kind: "taskFailed", ...payloadFailure(resourceArn) };
}

/** True while the service has not taken on the job, or not passed on the token, that the task waits for. */
function isToBeSubmitted(resource: TaskResource, { submitted }: TaskWork): boolean {
  return resource.kind === "service" && resource.pattern !== "requestResponse" && !submitted;
}
