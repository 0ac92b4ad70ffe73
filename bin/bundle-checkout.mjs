// In a checkout, the commands that import no workflow are run from one bundle of our sources: loading hundreds of TypeScript
// files one by one takes longer than compiling the workflows. The bundle is made anew when a source has changed.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
/** Two levels below the root, as the sources are: they read package.json by a relative path. */
const cache = path.join(root, ".setpiece");
const pointer = path.join(cache, "command.json");

/** The URL of the bundled command line; undefined when it cannot be made here. */
export async function bundledCommand() {
  try {
    const known = existsSync(pointer) ? JSON.parse(readFileSync(pointer, "utf8")) : undefined;
    const folder =
      known !== undefined && known.key === keyOf(known.inputs) ? known.folder : await bundle(known?.folder);
    return pathToFileURL(path.join(cache, folder, "main.js")).href;
  } catch {
    // No esbuild, a folder that cannot be written, a source that does not parse: the TypeScript loader says what is wrong.
    return undefined;
  }
}

function keyOf(inputs) {
  const hash = createHash("sha256").update(process.version);
  for (const input of inputs) {
    const stat = statSync(path.join(root, input), { throwIfNoEntry: false });
    hash.update(`${input} ${stat?.mtimeMs} ${stat?.size}\n`);
  }
  return hash.digest("hex").slice(0, 16);
}

async function bundle(previous) {
  const { bundleCommand } = await import("./bundle-command.mjs");
  mkdirSync(cache, { recursive: true });
  const building = path.join(cache, `building-${process.pid}`);
  const { metafile } = await bundleCommand(root, building);
  const inputs = Object.keys(metafile.inputs).filter((input) => existsSync(path.join(root, input)));
  const key = keyOf(inputs);
  const folder = `command-${key}`;
  if (existsSync(path.join(cache, folder))) rmSync(building, { recursive: true });
  else renameSync(building, path.join(cache, folder));
  writeFileSync(`${pointer}.${process.pid}`, JSON.stringify({ key, folder, inputs }));
  renameSync(`${pointer}.${process.pid}`, pointer);
  // The one before may still be in use by a command that watches.
  const old = readdirSync(cache).filter((name) => name.startsWith("command-") && ![folder, previous].includes(name));
  for (const name of old) rmSync(path.join(cache, name), { recursive: true });
  return folder;
}
