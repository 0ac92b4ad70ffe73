import { integrationParameters, parameterProblems, unusableParameters } from "../../asl/index.js";
import type { StateRun, TaskAnswer, TaskWork } from "../core/execution.js";
import type { StateContext } from "../core/state-context.js";
import { causeInState, type ErrorOutput, StateFailure } from "../core/state-failure.js";
import { isJsonObject, type JsonValue } from "../json.js";
import type { TaskNode } from "../machine/state-node.js";
import { apiGatewayProblems } from "./api-gateway-parameters.js";
import { taskEvents } from "./task-events.js";
import { unusableValue } from "./unusable-value.js";
import { workInput } from "./work-input.js";

/** Both timeouts of a Task, given or computed. */
const maxTaskSeconds = 99_999_999;

/**
 * Runs a Task state: calls its resource and waits for the answer, the end of the job, or the task token.
 *
 * `TimeoutSeconds` bounds the whole attempt; `HeartbeatSeconds` the gap between heartbeats, which never extend it. That of an
 * activity counts from when a worker takes the task.
 *
 * @see ASL spec, "Task State"; developer guide, "Task workflow state"
 */
export function startTaskState(run: StateRun, node: TaskNode, context: StateContext): void {
  const { resource } = node;
  const paused =
    resource.kind === "activity" || (resource.kind === "service" && resource.pattern === "waitForTaskToken");
  // A job may be answered by token too.
  const hasToken = paused || (resource.kind === "service" && resource.pattern === "sync");
  const taskToken = hasToken ? context.world.taskToken() : undefined;
  const scope = context.scope(run, taskToken === undefined ? {} : { taskToken });
  const parameters = workInput(run, scope);
  checkParameters(node, parameters);
  const timeoutSeconds = inRange(node.timeoutSeconds?.(scope), "TimeoutSeconds", node);
  const heartbeatSeconds = inRange(node.heartbeatSeconds?.(scope), "HeartbeatSeconds", node);
  const roleArn = node.roleArn?.(scope);
  if (resource.kind === "activity" && context.world.activityExists?.(resource.arn) === false) {
    failScheduling(run, resource.arn, context);
    return;
  }
  const taskId = context.newTaskId(run);

  const events = taskEvents(resource);
  context.append(
    run.strand,
    events.scheduled,
    events.scheduledDetails({ parameters, region: context.region, timeoutSeconds, heartbeatSeconds, roleArn }),
  );
  if (resource.kind !== "activity") context.append(run.strand, events.started, events.details);

  const purpose = paused ? "pause" : "timeout";
  const timer = (seconds: number | undefined) =>
    seconds === undefined ? undefined : context.setTimer(run, purpose, context.nowMs + seconds * 1000);
  run.work = {
    kind: "task",
    taskId,
    taskToken,
    heartbeatSeconds,
    timeoutTimerId: timer(timeoutSeconds),
    heartbeatTimerId: resource.kind === "activity" ? undefined : timer(heartbeatSeconds),
    submitted: false,
    early: undefined,
  };
  context.emit({
    kind: "startTask",
    task: {
      taskId,
      stateName: node.name,
      resource,
      parameters,
      taskToken,
      roleArn,
      timeoutSeconds,
      heartbeatSeconds,
      retryCount: run.retryCount,
      context: scope.context(),
    },
  });
}

/** No worker could ever get the task: instead of being scheduled it fails the state. */
function failScheduling(run: StateRun, activityArn: string, context: StateContext): void {
  const cause = causeInState(run, `The activity ${activityArn} does not exist.`);
  const failure = { error: "States.Runtime", cause };
  context.append(run.strand, "ActivityScheduleFailed", failure);
  context.fail(run, failure);
}

/** What is computed may be wrong where what is written down could be checked before. */
function checkParameters({ resource }: TaskNode, parameters: JsonValue): void {
  if (resource.kind !== "service") return;
  const known = integrationParameters(resource.resourceType, resource.action);
  if (known === undefined) return;
  const given = isJsonObject(parameters) ? parameters : {};
  const problems = parameterProblems(given, known).map(({ message }) => message);
  if (resource.resourceType === "apigateway" && problems.length === 0) problems.push(...apiGatewayProblems(given));
  if (resource.resourceType === "lambda" && isJsonObject(parameters) && isScalar(parameters.Payload))
    problems.push("The value for the field 'Payload' must be a STRING");
  if (problems.length > 0) throw new StateFailure("States.Runtime", unusableParameters(parameters, problems));
}

const isScalar = (value: JsonValue | undefined): boolean => typeof value === "number" || typeof value === "boolean";

function inRange(seconds: number | undefined, field: string, node: TaskNode): number | undefined {
  if (seconds === undefined || (seconds >= 1 && seconds <= maxTaskSeconds)) return seconds;
  throw unusableValue(node, `${field} must be between 1 and ${maxTaskSeconds}.`, field);
}

/** The service took the call; the job's end or the token is still to come. */
export function submitTask(
  run: StateRun,
  node: TaskNode,
  work: TaskWork,
  output: JsonValue,
  context: StateContext,
): void {
  context.append(run.strand, "TaskSubmitted", { ...taskEvents(node.resource).details, output });
  work.submitted = true;
  if (work.early !== undefined) answerTask(run, node, work, work.early, context);
}

/** The service refused the call: there is no job, and nobody has the token. */
export function failSubmission(
  run: StateRun,
  node: TaskNode,
  work: TaskWork,
  { error, cause }: TaskAnswer & { readonly kind: "taskFailed" },
  context: StateContext,
): void {
  endTask(run, work, context);
  context.append(run.strand, "TaskSubmitFailed", { ...taskEvents(node.resource).details, error, cause });
  context.fail(run, { error, cause });
}

/** The task's answer, from the service or by token. */
export function answerTask(
  run: StateRun,
  node: TaskNode,
  work: TaskWork,
  answer: TaskAnswer,
  context: StateContext,
): void {
  endTask(run, work, context);
  const events = taskEvents(node.resource);
  if (answer.kind === "taskSucceeded") {
    context.append(run.strand, events.succeeded, { ...events.details, output: answer.output });
    context.complete(run, answer.output);
    return;
  }
  const { error, cause } = answer;
  context.append(run.strand, events.failed, { ...events.details, error, cause });
  context.fail(run, { error, cause });
}

/** An answer by token may overtake the service's own. The first one counts. */
export function answerTaskByToken(
  run: StateRun,
  node: TaskNode,
  work: TaskWork,
  answer: TaskAnswer,
  context: StateContext,
): void {
  if (node.resource.kind !== "service" || work.submitted) answerTask(run, node, work, answer, context);
  else work.early ??= answer;
}

export function startActivity(
  run: StateRun,
  work: TaskWork,
  workerName: string | undefined,
  context: StateContext,
): void {
  context.append(run.strand, "ActivityStarted", { workerName });
  beatTask(run, work, context);
}

export function beatTask(run: StateRun, work: TaskWork, context: StateContext): void {
  if (work.heartbeatSeconds === undefined) return;
  context.clearTimer(work.heartbeatTimerId);
  work.heartbeatTimerId = context.setTimer(run, "pause", context.nowMs + work.heartbeatSeconds * 1000);
}

/** `TimeoutSeconds` or `HeartbeatSeconds` ran out. Neither has a cause. */
export function expireTask(
  run: StateRun,
  node: TaskNode,
  work: TaskWork,
  timerId: number,
  context: StateContext,
): void {
  const error = timerId === work.heartbeatTimerId ? "States.HeartbeatTimeout" : "States.Timeout";
  const failure: ErrorOutput = { error, cause: undefined };
  context.emit({ kind: "cancelTask", taskId: work.taskId });
  endTask(run, work, context);
  const events = taskEvents(node.resource);
  context.append(run.strand, events.timedOut, { ...events.details, error });
  context.fail(run, failure);
}

function endTask(run: StateRun, work: TaskWork, context: StateContext): void {
  context.clearTimer(work.timeoutTimerId);
  context.clearTimer(work.heartbeatTimerId);
  run.work = { kind: "none" };
}
