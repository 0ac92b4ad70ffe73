import { AwsError } from "../../wire/aws-error.js";
import type { InvalidPattern } from "../pattern/event-pattern.js";

export function invalidPattern({ message }: InvalidPattern): AwsError {
  return new AwsError("InvalidEventPatternException", `Event pattern is not valid. Reason: ${message}`);
}
