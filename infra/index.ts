export { type BundleOptions, bundleFunction } from "./bundle-function.js";
export { SetpieceFunction, type SetpieceFunctionProps } from "./setpiece-function.js";
export { SetpieceProject, type SetpieceProjectProps } from "./setpiece-project.js";
export { SetpieceTable, type SetpieceTableProps } from "./setpiece-table.js";
export { SetpieceWorkflow, type SetpieceWorkflowProps } from "./setpiece-workflow.js";
