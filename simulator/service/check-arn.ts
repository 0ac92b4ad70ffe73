import { invalidArn, invalidFor, ServiceError, wrongResourceType } from "../api/service-error.js";

/** Refuses what is not an ARN of Step Functions for this kind of thing; Express executions are not to be asked for. */
export function checkArn(arn: string, kind: "stateMachine" | "execution" | "activity" | "mapRun"): void {
  const [scheme, , service, , , resourceType = "", resource = ""] = arn.split(":");
  if (scheme !== "arn" || service !== "states" || resourceType === "" || resource === "") throw invalidArn(arn);
  if (resourceType !== kind) throw wrongResourceType(resourceType);
}

/** Refuses the ARN of a Map state in a machine, with its label behind the machine's name. */
export function checkNoLabel(arn: string): void {
  if (arn.split(":")[6]?.includes("/") === true)
    throw invalidFor("API_DOES_NOT_SUPPORT_LABELED_ARNS", `The ARN names a Map state, and not a state machine: ${arn}`);
}

/** Refuses the ARN of a version or an alias, which has a qualifier behind the machine's name. */
export function checkNoQualifier(arn: string): void {
  if (arn.split(":").length > 7)
    throw new ServiceError(
      "ValidationException",
      `The ARN names a version or an alias, and not a state machine: ${arn}`,
    );
}

/** Refuses what is not the ARN of a role. */
export function checkRoleArn(roleArn: string): void {
  if (!/^arn:aws[a-z-]*:iam::\d{12}:role\/./.test(roleArn))
    throw new ServiceError("InvalidArn", `Invalid Role Arn: '${roleArn}'`);
}
