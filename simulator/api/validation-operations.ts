import {
  type Diagnostic,
  type FindSdkAction,
  formatLocation,
  validateDefinition,
  walkStates,
} from "../../asl/index.js";
import { type JsonObject, type JsonValue, parseJson } from "../json.js";
import { compileMachine } from "../machine/compile-machine.js";
import { DefinitionError } from "../machine/definition-error.js";
import { inlineMapProblems } from "../machine/inline-maps.js";
import { parseTaskResource, type TaskResource } from "../machine/task-resource.js";
import { type OperationTable, present } from "./operation.js";

const defaultMaxResults = 100;

/** Validation of definitions without creating anything. */
export const validationOperations: OperationTable = {
  ValidateStateMachineDefinition({ definition, type = "STANDARD", severity = "ERROR", maxResults }, { service }) {
    const level = severity === "WARNING" ? "strict" : "service";
    const findSdkAction: FindSdkAction = (sdkService, action) => service.findSdkAction(sdkService, action, undefined);
    const wrong = validateDefinition(definition, { type, level, findSdkAction });
    const places = new Set(wrong.filter(isError).map(({ location }) => location));
    const found = [
      ...wrong,
      ...notSimulated(parseJson(definition), (resource) => service.whyNotSimulated(resource, undefined)).filter(
        ({ location }) => !places.has(location),
      ),
    ];
    if (!found.some(isError)) found.push(...cannotRun(definition));
    const asked = found.filter((diagnostic) => severity === "WARNING" || isError(diagnostic));
    const limit = maxResults === undefined || maxResults === 0 ? defaultMaxResults : maxResults;
    return {
      result: found.some(isError) ? "FAIL" : "OK",
      diagnostics: asked.slice(0, limit).map(diagnosticView),
      truncated: asked.length > limit,
    };
  },
};

const isError = ({ severity }: Diagnostic): boolean => severity === "ERROR";

/** What the definition has that the service may take, and the simulator cannot run: functions in paths. */
function cannotRun(definition: string): readonly Diagnostic[] {
  try {
    compileMachine(definition);
    return [];
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    const { code, detail: message, location } = error;
    return [{ severity: "ERROR", code, message, location, path: [] }];
  }
}

/** What a machine of this definition would be refused for here, though not by the service. */
function notSimulated(
  definition: JsonValue | undefined,
  why: (resource: TaskResource) => string | undefined,
): readonly Diagnostic[] {
  const resources = [...walkStates(definition)].flatMap(({ fields: { Type: type, Resource: arn }, path }) => {
    const resource = type === "Task" && typeof arn === "string" ? parseTaskResource(arn) : undefined;
    const message = resource && why(resource);
    return message === undefined ? [] : [{ message, path: [...path, "Resource"] }];
  });
  return [...resources, ...inlineMapProblems(definition)].map(({ message, path }) => ({
    severity: "ERROR",
    code: "SCHEMA_VALIDATION_FAILED",
    message,
    location: formatLocation(path),
    path,
  }));
}

function diagnosticView({ severity, code, message, location }: Diagnostic): JsonObject {
  return present({ severity, code, message, location });
}
