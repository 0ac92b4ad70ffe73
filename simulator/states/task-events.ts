import type { EventDetail, HistoryEventType } from "../core/history-event.js";
import type { JsonValue } from "../json.js";
import type { TaskResource } from "../machine/task-resource.js";

type Details = Readonly<Record<string, EventDetail>>;

interface Call {
  readonly parameters: JsonValue;
  readonly region: string;
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
  readonly roleArn: string | undefined;
}

/** How the events of a Task are called, which depends on its resource. */
export interface TaskEvents {
  readonly scheduled: HistoryEventType;
  readonly started: HistoryEventType;
  readonly succeeded: HistoryEventType;
  readonly failed: HistoryEventType;
  readonly timedOut: HistoryEventType;
  /** What every later event of the call repeats. */
  readonly details: Details | undefined;
  scheduledDetails(call: Call): Details;
}

/** @see AWS Step Functions API reference, HistoryEvent */
export function taskEvents(resource: TaskResource): TaskEvents {
  if (resource.kind === "service") return serviceEvents(resource.resourceType, resource.resource);
  const prefix = resource.kind === "lambda" ? "LambdaFunction" : "Activity";
  return {
    scheduled: `${prefix}Scheduled`,
    started: `${prefix}Started`,
    succeeded: `${prefix}Succeeded`,
    failed: `${prefix}Failed`,
    timedOut: `${prefix}TimedOut`,
    details: undefined,
    scheduledDetails: ({ parameters, timeoutSeconds, heartbeatSeconds, roleArn }) => ({
      input: parameters,
      resource: resource.arn,
      timeoutInSeconds: timeoutSeconds,
      ...(resource.kind === "activity"
        ? { heartbeatInSeconds: heartbeatSeconds }
        : { taskCredentials: credentialsOf(roleArn) }),
    }),
  };
}

function serviceEvents(resourceType: string, resource: string): TaskEvents {
  return {
    scheduled: "TaskScheduled",
    started: "TaskStarted",
    succeeded: "TaskSucceeded",
    failed: "TaskFailed",
    timedOut: "TaskTimedOut",
    details: { resource, resourceType },
    scheduledDetails: ({ parameters, region, timeoutSeconds, heartbeatSeconds, roleArn }) => ({
      parameters,
      region,
      resource,
      resourceType,
      timeoutInSeconds: timeoutSeconds,
      heartbeatInSeconds: heartbeatSeconds,
      taskCredentials: credentialsOf(roleArn),
    }),
  };
}

const credentialsOf = (roleArn: string | undefined) => (roleArn === undefined ? undefined : { roleArn });
