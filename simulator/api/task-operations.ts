import { type OperationTable } from "./operation.js";
import { pageOf } from "../service/page.js";
import { parseOutput } from "../service/parse-input.js";
import type { Activity } from "../service/activities.js";
import type { JsonObject } from "../json.js";
import { present, seconds } from "./operation.js";

/** How long a worker waits for a task before it is told that there is none. */
const pollMs = 60_000;

/** Task tokens and activities. */
export const taskOperations: OperationTable = {
  SendTaskSuccess({ taskToken, output: text }, { service }) {
    const { executionArn, taskId } = service.pausedTask(taskToken);
    const output = parseOutput(text);
    service.engine.send(executionArn, { kind: "taskSucceeded", taskId, output, byToken: true });
    return {};
  },
  SendTaskFailure({ taskToken, error, cause }, { service }) {
    const { executionArn, taskId } = service.pausedTask(taskToken);
    service.engine.send(executionArn, { kind: "taskFailed", taskId, error, cause, byToken: true });
    return {};
  },
  SendTaskHeartbeat({ taskToken }, { service }) {
    const { executionArn, taskId } = service.pausedTask(taskToken);
    service.engine.send(executionArn, { kind: "heartbeat", taskId });
    return {};
  },
  CreateActivity(input, { service }) {
    const { arn, creationMs } = service.activities.create(input);
    return { activityArn: arn, creationDate: seconds(creationMs) };
  },
  DescribeActivity({ activityArn }, { service }) {
    const activity = service.activities.get(activityArn);
    return { ...activityView(activity), encryptionConfiguration: { ...activity.encryption } };
  },
  DeleteActivity({ activityArn }, { service }) {
    service.activities.delete(activityArn);
    return {};
  },
  ListActivities(input, { service }) {
    const page = pageOf(service.activities.list(), "ListActivities", input, service.nowMs(), ({ name }) => name);
    return present({ activities: page.items.map(activityView), nextToken: page.nextToken });
  },
  async GetActivityTask({ activityArn, workerName }, { service, whenGone }) {
    const task = await service.activities.poll(activityArn, workerName, pollMs, whenGone);
    return task === undefined ? {} : { taskToken: task.taskToken, input: JSON.stringify(task.input) };
  },
};

function activityView({ arn, name, creationMs }: Activity): JsonObject {
  return { activityArn: arn, name, creationDate: seconds(creationMs) };
}
