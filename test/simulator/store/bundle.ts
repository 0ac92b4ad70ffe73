import { build } from "esbuild";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";

/** A program in one file of JavaScript. */
export interface Bundle {
  readonly path: string;
  remove(): void;
}

const caches = join(import.meta.dirname, "../../../.setpiece");

/**
 * Bundles a program of the tests, for those that start it many times: loading its sources one by one takes a second. The
 * file lies inside of the checkout, where it finds the installed packages.
 */
export async function bundle(source: string): Promise<Bundle> {
  mkdirSync(caches, { recursive: true });
  const folder = mkdtempSync(join(caches, "test-"));
  const path = join(folder, "program.mjs");
  await build({
    entryPoints: [source],
    outfile: path,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    conditions: ["setpiece:source"],
    logLevel: "error",
  });
  return { path, remove: () => rmSync(folder, { recursive: true }) };
}
