import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { CliFailure } from "./failure.js";

/** What a project runs beside its workflows in local runs. */
export interface ProjectServices {
  stop(): Promise<void>;
  /** Addresses of HTTP endpoints as the workflows declare them, and where requests go instead. */
  readonly endpoints?: Readonly<Record<string, string>>;
}

/**
 * Runs `startLocal()` of the file `local.ts` beside the workflows, where a project has one: it fills tables with sample
 * data and plays the partners that its tasks call.
 *
 * It runs after the tables exist, with the AWS SDK's environment pointing at the local endpoint, and gives an object with
 * `stop()`, and with `endpoints` where it plays HTTP endpoints, or nothing.
 *
 * @throws CliFailure when the file has no such function, or it fails
 */
export async function startProjectServices(paths: readonly string[], cwd: string): Promise<ProjectServices> {
  const files = new Set(
    paths.map((path) => join(folderOf(resolve(cwd, path)), "local.ts")).filter((file) => existsSync(file)),
  );
  const started: ProjectServices[] = [];
  for (const file of files) started.push(await startFrom(file));
  return {
    endpoints: Object.assign({}, ...started.map(({ endpoints }) => endpoints)) as Readonly<Record<string, string>>,
    async stop() {
      for (const services of started.reverse()) await services.stop();
    },
  };
}

async function startFrom(file: string): Promise<ProjectServices> {
  const module = (await import(pathToFileURL(file).href)) as { readonly startLocal?: unknown };
  if (typeof module.startLocal !== "function") {
    throw new CliFailure(
      `${file} exports no function startLocal.`,
      "That file is for what local runs need: export async function startLocal() { …; return { stop: async () => … }; }",
    );
  }
  let services: unknown;
  try {
    services = await (module.startLocal as () => unknown)();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliFailure(`startLocal in ${file} failed: ${reason}`, "--verbose shows where.", { cause: error });
  }
  return hasStop(services) ? services : { stop: async () => {} };
}

function hasStop(value: unknown): value is ProjectServices {
  return typeof value === "object" && value !== null && "stop" in value && typeof value.stop === "function";
}

function folderOf(path: string): string {
  return statSync(path).isDirectory() ? path : dirname(path);
}
