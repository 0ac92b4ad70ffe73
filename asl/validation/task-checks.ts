import type { DefinitionPath } from "../diagnostic.js";
import { integrationParameters, missingField, parameterProblems } from "../integration-parameters.js";
import { type FindSdkAction, type ParameterProblem, shapeProblems, unknownField } from "../sdk-actions.js";
import { parseTaskResource, type TaskResource } from "../task-resource.js";
import type { Check } from "./checks.js";
import { dynamicValueProblem } from "./path-checks.js";
import { isFields, type Fields } from "../fields.js";
import { isSubstitution, schemaError, type Scope } from "./scope.js";

/** A Task's `Resource`: an ARN that the service knows, in a pattern that the integration and the machine's type have. */
export const taskResource: Check = (value, path, scope) => {
  if (isSubstitution(value, scope)) return;
  if (typeof value !== "string") {
    schemaError(scope, "Expected value of type [STRING]", path);
    return;
  }
  const resource = parseTaskResource(value);
  if (resource.kind === "notAnArn") schemaError(scope, "Value is not a valid resource ARN", path);
  if (resource.kind === "unrecognized" || sdkAction(resource, scope) === "missing") {
    const why = "The value is not a valid resource ARN, or the resource is not available in this region.";
    schemaError(scope, `The resource provided ${value} is not recognized. ${why}`, path);
  }
  if (resource.kind === "other") {
    scope.report.warning("INVALID_RESOURCE", `Step Functions has no integration for ${value}`, path);
  }
  if (scope.machineType === "EXPRESS") checkExpressResource(resource, path, scope);
};

function checkExpressResource(resource: TaskResource, path: DefinitionPath, scope: Scope): void {
  if (resource.kind === "activity") schemaError(scope, "Express state machine does not support Activity ARN", path);
  if (resource.kind !== "integration") return;
  switch (resource.pattern) {
    case "requestResponse":
      return;
    case "waitForTaskToken":
      // The service ends this sentence with a space.
      schemaError(scope, "Express state machine does not support '.waitForTaskToken' service integration ", path);
      return;
    case "sync":
    case "sync:2":
      schemaError(scope, "Express state machine does not support '.sync' service integration", path);
  }
}

/** `Credentials`: the role to assume, as text, path or expression. */
export const credentials: Check = (value, path, scope) => {
  if (!isFields(value)) {
    schemaError(scope, "Expected value of type [OBJECT]", path);
    return;
  }
  const known = scope.language === "JSONPath" ? ["RoleArn", "RoleArn.$"] : ["RoleArn"];
  for (const name of Object.keys(value)) if (!known.includes(name)) schemaError(scope, unknownField(name), path, name);
  const dynamic = scope.language === "JSONPath" ? value["RoleArn.$"] : undefined;
  if (value["RoleArn"] === undefined && dynamic === undefined) {
    schemaError(scope, "The field 'RoleArn' is required but was missing", path);
  } else if (dynamic !== undefined && (typeof dynamic !== "string" || dynamicValueProblem(dynamic) !== undefined)) {
    const message = "The value for the field 'RoleArn.$' must be a valid JSONPath or a valid intrinsic function call";
    schemaError(scope, message, path, "RoleArn.$");
  } else if (dynamic === undefined && typeof value["RoleArn"] !== "string") {
    schemaError(scope, "Expected value of type [STRING]", [...path, "RoleArn"]);
  }
};

/** What a Task's fields say together. */
export function checkTask(state: Fields, path: DefinitionPath, scope: Scope): void {
  const resource = typeof state["Resource"] === "string" ? parseTaskResource(state["Resource"]) : undefined;
  if (resource?.kind === "activity" && state["Credentials"] !== undefined) {
    schemaError(scope, "The field 'Credentials' is not supported for activities", path, "Credentials");
  }
  if (resource?.kind === "integration") checkParameters(resource, state, path, scope);
  checkHeartbeat(state, path, scope);
  if (resource?.kind === "integration" && resource.pattern === "waitForTaskToken" && !passesToken(state)) {
    const message =
      "The task token is not passed on, so nobody can complete this task: use $$.Task.Token or $states.context.Task.Token";
    scope.report.warning("TASK_TOKEN_NOT_USED", message, path, [...path, "Resource"]);
  }
}

const sdkPrefix = "aws-sdk:";

function sdkAction(resource: TaskResource, { findSdkAction }: Scope): ReturnType<FindSdkAction> {
  if (resource.kind !== "integration" || !resource.service.startsWith(sdkPrefix)) return undefined;
  return findSdkAction?.(resource.service.slice(sdkPrefix.length), resource.action);
}

/** Parameters of an integration that are written down; a whole that is computed is left to the execution. */
function checkParameters(
  resource: TaskResource & { readonly kind: "integration" },
  state: Fields,
  path: DefinitionPath,
  scope: Scope,
): void {
  const field = scope.language === "JSONata" ? "Arguments" : "Parameters";
  const given = state[field];
  if (!isFields(given) || isSubstitution(given, scope)) return;
  const at = [...path, field];
  const report = (problem: ParameterProblem) =>
    scope.report.error("SCHEMA_VALIDATION_FAILED", problem.message, at, [...at, ...writtenPath(given, problem.path)]);
  const parameters = valueOfTemplate(given, scope);
  const known = integrationParameters(resource.service, resource.action);
  if (known !== undefined) parameterProblems(parameters, known, (value) => value === undefined).forEach(report);
  const action = sdkAction(resource, scope);
  if (action === undefined || action === "missing") return;
  shapeProblems(parameters, action.shape).forEach(report);
  action.required
    .filter((name) => !Object.hasOwn(parameters, name))
    .map((name) => ({ message: missingField(name), path: [] }))
    .forEach(report);
}

/** A path of what a template gives, by the names that it has there: `Name.$` for a value that is a path. */
function writtenPath(template: unknown, path: DefinitionPath): DefinitionPath {
  const [step, ...rest] = path;
  if (step === undefined) return [];
  const isDynamic = isFields(template) && !Object.hasOwn(template, step) && Object.hasOwn(template, `${step}.$`);
  const inside = (template as Readonly<Record<string | number, unknown>> | undefined)?.[step]; // a path of the template's own
  return [isDynamic ? `${step}.$` : step, ...writtenPath(inside, rest)];
}

/** What a template gives, by the names that its values will have; values that only the execution knows are undefined. */
function valueOfTemplate(fields: Fields, scope: Scope): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (scope.language === "JSONPath" && name.endsWith(".$")) return [name.slice(0, -2), undefined];
      return [name, valueOfPart(value, scope)];
    }),
  );
}

function valueOfPart(value: unknown, scope: Scope): unknown {
  if (isSubstitution(value, scope) || (typeof value === "string" && value.startsWith("{%"))) return undefined;
  if (Array.isArray(value)) return value.map((item: unknown) => valueOfPart(item, scope));
  return isFields(value) ? valueOfTemplate(value, scope) : value;
}

/** The specification wants the heartbeat shorter than the timeout; the service is not known to look. */
function checkHeartbeat(state: Fields, path: DefinitionPath, scope: Scope): void {
  const { HeartbeatSeconds: heartbeat, TimeoutSeconds: timeout } = state;
  if (!scope.strict || typeof heartbeat !== "number" || typeof timeout !== "number" || heartbeat < timeout) return;
  schemaError(scope, "HeartbeatSeconds must be smaller than TimeoutSeconds", [...path, "HeartbeatSeconds"]);
}

const tokenReference = /Task\.Token|\$\$(?:\.Task)?["',) ]|\$states(?:\.context(?:\.Task)?)?\s*[^.\w]/;

function passesToken(state: Fields): boolean {
  return tokenReference.test(JSON.stringify([state["Parameters"], state["Arguments"]]));
}
