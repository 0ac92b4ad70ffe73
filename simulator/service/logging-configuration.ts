import type { InputOf } from "../api/input-shape.js";
import { ServiceError } from "../api/service-error.js";
import type { ExecutionLogging } from "../core/execution.js";
import { destinationNotFound, type LogDestinations } from "./log-groups.js";

export type LoggingConfiguration = NonNullable<InputOf<"CreateStateMachine">["loggingConfiguration"]>;

/** A log group's ARN, as the service wants it: with what stands for all of its streams. */
const logGroupArn = /^arn:[^:]+:logs:[^:]*:[^:]*:log-group:[^:]+:\*$/;

const invalid = (what: string): ServiceError =>
  new ServiceError("InvalidLoggingConfiguration", `Invalid Logging Configuration: ${what}`);

/** Fills in the defaults; refuses what the service refuses whatever log groups there are. */
export function completeLogging(configuration: LoggingConfiguration | undefined): LoggingConfiguration {
  const complete = { level: "OFF", includeExecutionData: false, ...configuration } as const;
  const { level, destinations = [] } = complete;
  if (destinations.length > 1 || (level !== "OFF" && destinations.length === 0))
    throw invalid("Must specify exactly one Log Destination.");
  if (level !== "OFF" && !logGroupArn.test(groupOf(complete))) throw invalid(destinationNotFound);
  return complete;
}

/** As `completeLogging`; the log group must be there too, unless nothing is logged. */
export function checkLogging(
  configuration: LoggingConfiguration | undefined,
  destinations: Pick<LogDestinations, "whyNot" | "accepted">,
): LoggingConfiguration {
  const complete = completeLogging(configuration);
  const logging = executionLogging(complete);
  if (logging === undefined) return complete;
  const problem = destinations.whyNot(logging.logGroupArn);
  if (problem !== undefined) throw invalid(problem);
  destinations.accepted(logging.logGroupArn);
  return complete;
}

/** What executions log under a complete configuration; undefined where that is nothing. */
export function executionLogging(configuration: LoggingConfiguration): ExecutionLogging | undefined {
  const { level = "OFF", includeExecutionData = false } = configuration;
  return level === "OFF" ? undefined : { logGroupArn: groupOf(configuration), level, includeExecutionData };
}

function groupOf({ destinations = [] }: LoggingConfiguration): string {
  return destinations[0]?.cloudWatchLogsLogGroup?.logGroupArn ?? "";
}
