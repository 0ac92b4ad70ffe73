import type { JsonObject, JsonValue } from "../json.js";
import { testState } from "../test-state/test-state.js";
import { type OperationTable, present } from "./operation.js";

/** Members of `inspectionData` that are not JSON text. */
const plain: ReadonlySet<string> = new Set([
  "errorDetails",
  "maxConcurrency",
  "request",
  "response",
  "toleratedFailureCount",
  "toleratedFailurePercentage",
]);

export const testStateOperation: OperationTable = {
  async TestState(input, { service }) {
    const { result, inspection } = await testState(input, service);
    return present({
      output: result.output === undefined ? undefined : JSON.stringify(result.output),
      error: result.error,
      cause: result.cause,
      nextState: result.nextState,
      status: result.status,
      inspectionData: inspection && inspectionView(inspection),
    });
  },
};

function inspectionView(inspection: Readonly<Record<string, JsonValue>>): JsonObject {
  return Object.fromEntries(
    Object.entries(inspection).map(([stage, value]) => [stage, plain.has(stage) ? value : JSON.stringify(value)]),
  );
}
