import path from "node:path";
import { compileProject } from "setpiece/compiler";

/** The root of the checkout. */
export const projectRoot = path.resolve(import.meta.dirname, "../..");

/** The workflows of the shop as they compile: once for all test files of a worker. */
export const retailWorkflows = compileProject({ paths: ["workflows"], cwd: projectRoot }).workflows;
