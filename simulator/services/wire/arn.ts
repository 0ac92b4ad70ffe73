import { validationError } from "./aws-error.js";

/** Refuses what is no ARN, in the words of EventBridge. Throws `ValidationException`. */
export function checkArn(arn: string): void {
  if (!/^arn:[^:]+:[^:]+:[^:]*:[^:]*:./.test(arn))
    throw validationError(`Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`);
}
