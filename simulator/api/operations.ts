import { executionOperations } from "./execution-operations.js";
import { machineOperations } from "./machine-operations.js";
import { mapRunOperations } from "./map-run-operations.js";
import type { OperationTable } from "./operation.js";
import { tagOperations } from "./tag-operations.js";
import { taskOperations } from "./task-operations.js";
import { testStateOperation } from "./test-state-operation.js";
import { validationOperations } from "./validation-operations.js";

/** Every operation of the service that the simulator answers. */
export const operations: OperationTable = {
  ...machineOperations,
  ...executionOperations,
  ...taskOperations,
  ...tagOperations,
  ...mapRunOperations,
  ...validationOperations,
  ...testStateOperation,
};
