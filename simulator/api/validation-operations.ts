import { type Diagnostic, validateDefinition } from "../../asl/index.js";
import type { JsonObject } from "../json.js";
import { type OperationTable, present } from "./operation.js";

const defaultMaxResults = 100;

/** Validation of definitions without creating anything. */
export const validationOperations: OperationTable = {
  ValidateStateMachineDefinition({ definition, type = "STANDARD", severity = "ERROR", maxResults }) {
    const found = validateDefinition(definition, { type, level: severity === "WARNING" ? "strict" : "service" });
    const asked = found.filter((diagnostic) => severity === "WARNING" || diagnostic.severity === "ERROR");
    const limit = maxResults === undefined || maxResults === 0 ? defaultMaxResults : maxResults;
    return {
      result: found.some((diagnostic) => diagnostic.severity === "ERROR") ? "FAIL" : "OK",
      diagnostics: asked.slice(0, limit).map(diagnosticView),
      truncated: asked.length > limit,
    };
  },
};

function diagnosticView({ severity, code, message, location }: Diagnostic): JsonObject {
  return present({ severity, code, message, location });
}
