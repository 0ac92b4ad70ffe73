import pc from "picocolors";
import { renderWorkflows } from "./build.js";
import { compileOrFail, pathsOrDefault } from "./compile-sources.js";
import { type SimulatorCommandOptions, simulatorOptionsOf } from "./simulator-options.js";
import { startLocalWorld } from "./local-world.js";
import { defaultEndpoint } from "./local-environment.js";
import { note, print, type Terminal } from "./terminal.js";

/** `setpiece start`: the simulator with the project's workflows in it, until the process is asked to end. */
export async function start(
  paths: readonly string[],
  options: SimulatorCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const stop = terminal.stopRequested();
  const result = await compileOrFail(paths, terminal);
  const world = await startLocalWorld(result, {
    ...{ paths: pathsOrDefault(paths), cwd: terminal.cwd },
    ...simulatorOptionsOf(options),
    warn: (message) => note(terminal, message),
  });
  const { url } = world.simulator;
  const { bold, dim } = pc.createColors(terminal.colors);
  const elsewhere = url === defaultEndpoint ? "" : ` --endpoint ${url}`;
  // One whose run can be looked at afterwards.
  const standard = result.workflows.find(({ type }) => type === "STANDARD");
  const first = (standard ?? result.workflows[0])?.name ?? "WORKFLOW";
  print(terminal, renderWorkflows(result, terminal));
  print(terminal, `${bold(`Ready at ${url}`)}\n`);
  print(
    terminal,
    `${dim("start one:  ")} aws stepfunctions start-execution --endpoint-url ${url} --region us-east-1 \\`,
  );
  print(terminal, `               --state-machine-arn ${world.machineArns.get(first)} --input '{…}'`);
  print(terminal, `${dim("human tasks:")} npx setpiece inbox list${elsewhere}`);
  print(terminal, `${dim("stop:       ")} Ctrl-C`);
  await stop;
  await world.close();
}
