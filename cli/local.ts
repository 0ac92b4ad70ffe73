import { startSimulatorOrFail } from "./local-simulator.js";
import { type SimulatorCommandOptions, simulatorOptionsOf } from "./simulator-options.js";
import { note, print, type Terminal } from "./terminal.js";

/** `setpiece local`: the simulator's HTTP API until the process is asked to end. */
export async function local(options: SimulatorCommandOptions, terminal: Terminal): Promise<void> {
  const stop = terminal.stopRequested();
  const warn = (message: string) => note(terminal, message);
  // Scripts for Step Functions Local make no log groups: there is no CloudWatch Logs beside it.
  const missingLogGroups = options.requireLogGroups === true ? "refused" : "created";
  const settingsWithoutEffect = options.strictSettings === true ? "refused" : "told";
  const simulator = await startSimulatorOrFail({
    ...simulatorOptionsOf(options),
    ...{ missingLogGroups, settingsWithoutEffect, warn },
  });
  print(terminal, readyLine(simulator.url));
  await stop;
  await simulator.close();
}

/**
 * The line that says where the simulator is. SDKs put `sync-` before the host for StartSyncExecution and TestState,
 * which finds no server at an IP address, so it names the setting against that.
 */
export function readyLine(url: string): string {
  return `Setpiece simulator ready at ${url} (for StartSyncExecution and TestState give SDK clients disableHostPrefix: true, the AWS CLI and boto3 AWS_DISABLE_HOST_PREFIX_INJECTION=true)`;
}
