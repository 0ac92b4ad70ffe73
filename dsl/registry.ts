import type { HumanDefinition } from "./human.js";
import type { LambdaHandler } from "./lambda.js";
import type { AnyWorkflow } from "./workflow.js";

/**
 * What the modules imported so far have declared, by name.
 *
 * A local run looks up handlers here. The registry hangs on the global object, so that a workflow file and the command
 * line meet in it even when each has its own copy of this package.
 */
export interface Registry {
  readonly lambdas: Map<string, LambdaHandler>;
  readonly humans: Map<string, HumanDefinition>;
  readonly workflows: Map<string, AnyWorkflow>;
}

const key = Symbol.for("setpiece.registry");

export const registry: Registry = ((globalThis as { [key]?: Registry })[key] ??= {
  lambdas: new Map(),
  humans: new Map(),
  workflows: new Map(),
});
