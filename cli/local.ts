import { type ForwardableService, forwardableServices } from "./local-environment.js";
import { startSimulatorOrFail } from "./local-world.js";
import { print, type Terminal } from "./terminal.js";

export interface SimulatorCommandOptions {
  readonly port: number;
  readonly virtualTime?: boolean;
  readonly timeScale?: number;
}

export type LocalOptions = SimulatorCommandOptions & {
  readonly awsEndpoint?: string;
} & { readonly [Service in ForwardableService as `${Service}Endpoint`]?: string };

/** `setpiece local`: the simulator's HTTP API until the process is asked to end. */
export async function local(options: LocalOptions, terminal: Terminal): Promise<void> {
  const stop = terminal.stopRequested();
  const { port, awsEndpoint } = options;
  const simulator = await startSimulatorOrFail({
    ...{ port, clock: clockOf(options), endpoints: endpointsOf(options) },
    ...(awsEndpoint === undefined ? {} : { awsEndpoint }),
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
  return `Setpiece simulator ready at ${url} (SDK clients for sync calls: disableHostPrefix: true; boto3: inject_host_prefix=False)`;
}

function endpointsOf(options: LocalOptions): Readonly<Partial<Record<ForwardableService, string>>> {
  return Object.fromEntries(
    forwardableServices.flatMap((service) => {
      const url = options[`${service}Endpoint`];
      return url === undefined ? [] : [[service, url]];
    }),
  );
}

export function clockOf({ virtualTime, timeScale }: SimulatorCommandOptions) {
  if (virtualTime === true) return "virtual";
  return timeScale === undefined ? "real" : { scale: timeScale };
}
