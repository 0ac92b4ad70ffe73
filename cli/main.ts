import { quietAwsSdk } from "./local-environment.js";
import { createProgram } from "./program.js";
import { reportError } from "./report-error.js";
import { processTerminal, type Terminal } from "./terminal.js";

/**
 * Runs the `setpiece` command.
 *
 * @returns the exit code: 0, or 1 when the work failed, or 2 for wrong usage
 */
export async function main(argv: readonly string[], terminal: Terminal = processTerminal()): Promise<number> {
  quietAwsSdk();
  try {
    await createProgram(terminal).parseAsync([...argv], { from: "user" });
    return 0;
  } catch (error) {
    return reportError(error, terminal, argv.includes("--verbose"));
  }
}
