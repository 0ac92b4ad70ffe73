/** The service's own refusals. */
export type ServiceErrorCode =
  | "ActivityAlreadyExists"
  | "ActivityDoesNotExist"
  | "ActivityWorkerLimitExceeded"
  | "ConflictException"
  | "ExecutionAlreadyExists"
  | "ExecutionDoesNotExist"
  | "ExecutionNotRedrivable"
  | "InvalidArn"
  | "InvalidDefinition"
  | "InvalidEncryptionConfiguration"
  | "InvalidExecutionInput"
  | "InvalidLoggingConfiguration"
  | "InvalidName"
  | "InvalidOutput"
  | "InvalidToken"
  | "InvalidTracingConfiguration"
  | "MissingRequiredParameter"
  | "ResourceNotFound"
  | "SerializationException"
  | "ServiceQuotaExceededException"
  | "StateMachineAlreadyExists"
  | "StateMachineDeleting"
  | "StateMachineDoesNotExist"
  | "StateMachineTypeNotSupported"
  | "TaskDoesNotExist"
  | "TaskTimedOut"
  | "TooManyTags"
  | "UnknownOperationException"
  | "ValidationException";

/** A request that the service refuses: `code` and `message` are the service's. Turned into HTTP in `http/aws-json.ts`. */
export class ServiceError extends Error {
  constructor(
    readonly code: ServiceErrorCode,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = code;
  }
}

/** What the service's model has as reasons of a `ValidationException`. */
export type ValidationReason =
  | "API_DOES_NOT_SUPPORT_LABELED_ARNS"
  | "CANNOT_UPDATE_COMPLETED_MAP_RUN"
  | "INVALID_ROUTING_CONFIGURATION"
  | "MISSING_REQUIRED_PARAMETER";

/** A `ValidationException` that tells a client its reason. */
export const invalidFor = (reason: ValidationReason, message: string): ServiceError =>
  new ServiceError("ValidationException", message, { reason });

const quoted = (prefix: string, text: string): string => `${prefix}: '${text}'`;

export const invalidArn = (arn: string): ServiceError =>
  new ServiceError("InvalidArn", quoted("Invalid Arn", `Invalid ARN prefix: ${arn}`));
export const wrongResourceType = (resourceType: string): ServiceError =>
  new ServiceError("InvalidArn", quoted("Invalid Arn", `Resource type not valid in this context: ${resourceType}`));
/** Express machines cannot do it, or only they can. */
export const typeNotSupported = (): ServiceError =>
  new ServiceError("StateMachineTypeNotSupported", "This operation is not supported by this type of state machine");
export const invalidName = (name: string): ServiceError =>
  new ServiceError("InvalidName", quoted("Invalid Name", name));
export const invalidToken = (): ServiceError =>
  new ServiceError("InvalidToken", quoted("Invalid Token", "Invalid token"));
export const machineDoesNotExist = (arn: string): ServiceError =>
  new ServiceError("StateMachineDoesNotExist", quoted("State Machine Does Not Exist", arn));
export const machineIsDeleting = (arn: string): ServiceError =>
  new ServiceError("StateMachineDeleting", quoted("State Machine is being deleted", arn));
export const executionDoesNotExist = (arn: string): ServiceError =>
  new ServiceError("ExecutionDoesNotExist", quoted("Execution Does Not Exist", arn));
export const activityDoesNotExist = (arn: string): ServiceError =>
  new ServiceError("ActivityDoesNotExist", quoted("Activity Does Not Exist", arn));
export const invalidDefinition = (detail: string): ServiceError =>
  new ServiceError("InvalidDefinition", quoted("Invalid State Machine Definition", detail));
