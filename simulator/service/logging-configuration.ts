import type { InputOf } from "../api/input-shape.js";
import { ServiceError } from "../api/service-error.js";

export type LoggingConfiguration = NonNullable<InputOf<"CreateStateMachine">["loggingConfiguration"]>;

/** Fills in the defaults; refuses what the service refuses. Log groups are taken to exist: nothing is written to them. */
export function checkLogging(configuration: LoggingConfiguration | undefined): LoggingConfiguration {
  const complete = { level: "OFF", includeExecutionData: false, ...configuration } as const;
  if (complete.level === "OFF") return complete;
  if (complete.destinations?.length !== 1)
    throw new ServiceError(
      "InvalidLoggingConfiguration",
      "Invalid Logging Configuration: Must specify exactly one Log Destination.",
    );
  return complete;
}
