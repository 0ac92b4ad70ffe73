import { type Diagnostic, type FindSdkAction, formatLocation, validateDefinition } from "../../asl/index.js";
import { type JsonObject, type JsonValue, parseJson } from "../json.js";
import { compileMachine } from "../machine/compile-machine.js";
import { DefinitionError } from "../machine/definition-error.js";
import { inlineMapProblems } from "../machine/inline-maps.js";
import { unsimulatedTasks } from "../service/check-machine.js";
import type { StepFunctions } from "../service/step-functions.js";
import { type OperationTable, present } from "./operation.js";

const defaultMaxResults = 100;

/** Validation of definitions without creating anything. */
export const validationOperations: OperationTable = {
  ValidateStateMachineDefinition({ definition, type = "STANDARD", severity = "ERROR", maxResults }, { service }) {
    const findSdkAction: FindSdkAction = (sdkService, action) => service.findSdkAction(sdkService, action, undefined);
    const wrong = validateDefinition(definition, { type, level: "service", findSdkAction });
    const places = new Set(wrong.filter(isError).map(({ location }) => location));
    const found = [
      ...wrong,
      ...notSimulated(parseJson(definition), service).filter(({ location }) => !places.has(location)),
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
function notSimulated(definition: JsonValue | undefined, service: StepFunctions): readonly Diagnostic[] {
  const resources = unsimulatedTasks(definition, (resource, written) =>
    service.whyNotSimulated(resource, undefined, written),
  );
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
