import type { Simulator, SimulatorOptions } from "../simulator/index.js";
import { MockConfigError } from "../simulator/mock-config/parse-mock-config.js";
import { startSimulator } from "../simulator/start-simulator.js";
import { JournalError } from "../simulator/store/journal-error.js";
import { embeddedServices } from "./embedded-services.js";
import { CliFailure } from "./failure.js";
import { localAccount, localRegion } from "./local-environment.js";

export interface LocalSimulatorOptions extends SimulatorOptions {
  /** Whether shards of the embedded Kinesis take and give no more in a second than the service's do. */
  readonly limitShards?: boolean;
}

/** What to do about a journal that cannot be used. */
const journalHints = {
  LOCKED: "Stop that process, or take another folder: --data OTHER.",
  DAMAGED: "Nothing was changed. Restore the folder from a copy, or begin anew with another one: --data OTHER.",
  NEWER:
    "Nothing was changed. Take the version of Setpiece that wrote it, or begin anew with another folder: --data OTHER.",
  UNUSABLE: "Name a folder that may be made and written: --data OTHER.",
};

/**
 * Starts the simulator with the embedded services behind it; a port that is taken is an error that says what to do.
 * Requests for services with a configured endpoint are sent on to that.
 */
export async function startSimulatorOrFail({ limitShards, ...options }: LocalSimulatorOptions): Promise<Simulator> {
  let started: Simulator | undefined;
  const embedded = embeddedServices({
    clock: {
      nowMs: () => started?.engine.nowMs() ?? Date.now(),
      setTimer: (atMs, run) => started?.engine.time.inBackground(atMs, run) ?? (() => {}),
    },
    url: () => started?.url ?? "",
    region: options.region ?? localRegion,
    accountId: options.account ?? localAccount,
    limitShards: limitShards ?? false,
  });
  try {
    // The connections of buses that are elsewhere are not known here.
    const { connections, statusListener, services } = embedded;
    const ofBuses = options.endpoints?.eventbridge ?? options.awsEndpoint;
    const here = ofBuses === undefined ? { connections, statusListener } : {};
    started = await startSimulator({ services, ...here, settingsWithoutEffect: "told", ...options });
    return started;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EADDRINUSE") {
      throw new CliFailure(
        `Port ${options.port} is in use.`,
        "Stop what listens there, or take another one: --port 8084, or --port 0 for any free one.",
        { cause: error },
      );
    }
    if (code === "EACCES") {
      throw new CliFailure(`Port ${options.port} needs rights that this account has not.`, "Take one above 1023.", {
        cause: error,
      });
    }
    const path = error instanceof Error && "path" in error ? error.path : undefined;
    if (error instanceof MockConfigError || (path !== undefined && path === options.mockConfig))
      throw new CliFailure(
        `The mock configuration ${options.mockConfig} cannot be used: ${error instanceof Error ? error.message : String(error)}`,
        "Name a file as Step Functions Local reads it: --mock-config FILE, or SFN_MOCK_CONFIG.",
        { cause: error },
      );
    if (error instanceof JournalError) throw new CliFailure(error.message, journalHints[error.code], { cause: error });
    throw error;
  }
}
