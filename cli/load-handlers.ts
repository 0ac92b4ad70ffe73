import { pathToFileURL } from "node:url";
import { registry } from "../dsl/index.js";
import { CliFailure } from "./failure.js";

/** Calls a Lambda handler of the project by its task name, as Lambda would: data in, data out. */
export type CallHandler = (name: string, event: unknown) => unknown;

/**
 * Imports workflow files, which registers their task handlers.
 *
 * The environment must point at the local endpoint before: handlers create their AWS clients on import.
 *
 * @throws CliFailure when a file fails on import
 */
export async function loadHandlers(files: readonly string[]): Promise<void> {
  for (const file of new Set(files)) {
    try {
      await import(pathToFileURL(file).href);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const hint = "Its tasks are loaded to run in this process; --verbose shows where it failed.";
      throw new CliFailure(`${file} cannot be loaded: ${reason}`, hint, { cause: error });
    }
  }
}

/** Looks the handler up at each call, so that it works before the files are loaded. */
export const callHandler: CallHandler = (name, event) => {
  const handler = registry.lambdas.get(name);
  if (handler === undefined) {
    const known = [...registry.lambdas.keys()].sort().join(", ");
    throw Object.assign(new Error(`There is no Lambda task named ${name}. Known here: ${known || "none"}.`), {
      name: "ResourceNotFoundException",
    });
  }
  return handler(event, { functionName: name });
};
