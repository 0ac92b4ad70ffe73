import type { InputOf } from "../api/input-shape.js";
import { ServiceError } from "../api/service-error.js";

export type LoggingConfiguration = NonNullable<InputOf<"CreateStateMachine">["loggingConfiguration"]>;

/** A log group's ARN, as the service wants it: with what stands for all of its streams. */
const logGroupArn = /^arn:[^:]+:logs:[^:]*:[^:]*:log-group:[^:]+:\*$/;

const invalid = (what: string): ServiceError =>
  new ServiceError("InvalidLoggingConfiguration", `Invalid Logging Configuration: ${what}`);

/** Fills in the defaults; refuses what the service refuses. Log groups are taken to exist: nothing is written to them. */
export function checkLogging(configuration: LoggingConfiguration | undefined): LoggingConfiguration {
  const complete = { level: "OFF", includeExecutionData: false, ...configuration } as const;
  const { level, destinations = [] } = complete;
  if (destinations.length > 1 || (level !== "OFF" && destinations.length === 0))
    throw invalid("Must specify exactly one Log Destination.");
  const arn = destinations[0]?.cloudWatchLogsLogGroup?.logGroupArn;
  if (level !== "OFF" && !logGroupArn.test(arn ?? "")) throw invalid("Log Destination not found.");
  return complete;
}
