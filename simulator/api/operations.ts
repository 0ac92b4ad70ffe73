import { executionOperations } from "./execution-operations.js";
import { machineOperations } from "./machine-operations.js";
import type { OperationTable } from "./operation.js";
import { tagOperations } from "./tag-operations.js";
import { taskOperations } from "./task-operations.js";

/** Every operation of the service that the simulator answers. */
export const operations: OperationTable = {
  ...machineOperations,
  ...executionOperations,
  ...taskOperations,
  ...tagOperations,
};
