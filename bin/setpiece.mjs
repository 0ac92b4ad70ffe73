#!/usr/bin/env node
// Starts the command line: from compiled JavaScript in an installed package, from TypeScript sources in a checkout.
// Commands that run workflows import them, and workflow files are TypeScript: tsx is registered for these. Our hooks come
// after it, so they are asked first. Commands that only compile, and the simulator alone, do without.
import { existsSync } from "node:fs";
import Module, { register } from "node:module";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";

const sources = new URL("../cli/main.ts", import.meta.url);
const inCheckout = existsSync(sources);
const onlyCompiles = new Set(["build", "check", "validate", "graph"]);
/** Commands that import no workflow. */
const needsNoTypeScript = new Set([...onlyCompiles, "local"]);
const command = process.argv.slice(2).find((argument) => !argument.startsWith("-"));

// A compilation is over before machine code of most functions would pay, so V8 is told to wait longer until it makes some.
// Its flags are not part of an interface: this one is set where it is known to be there.
const isShort = onlyCompiles.has(command) && !process.argv.some((argument) => /^(--watch|-w)$/.test(argument));
if (isShort && process.version.startsWith("v20.")) setFlagsFromString("--interrupt-budget=1000000");
if (isShort) await keepCode();

const { main } = await import(await entryPoint());
process.exitCode = await main(process.argv.slice(2));

/** What V8 makes of TypeScript's code is kept: in a checkout beside our bundle, else where tools keep such things. */
async function keepCode() {
  const folder = new URL(inCheckout ? "../.setpiece/" : "../../.cache/setpiece/", import.meta.url);
  if (Module.enableCompileCache !== undefined) Module.enableCompileCache(fileURLToPath(folder));
  else (await import("./code-cache.mjs")).cacheCodeOf(["/typescript/lib/typescript.js"], fileURLToPath(folder));
}

async function entryPoint() {
  const importsNoWorkflow = needsNoTypeScript.has(command);
  const bundle = importsNoWorkflow ? await bundledCommand() : undefined;
  if (bundle !== undefined) return bundle;
  if (inCheckout || !importsNoWorkflow) {
    const { register: registerTypeScript } = await import("tsx/esm/api");
    registerTypeScript();
    register("./resolve-setpiece.mjs", import.meta.url, { data: { inCheckout } });
  }
  return inCheckout ? sources.href : new URL("../dist/cli/main.js", import.meta.url).href;
}

/** Only for commands that import no workflow: a workflow must get the same `setpiece` as the command line. */
async function bundledCommand() {
  if (!inCheckout) return new URL("../dist/command/main.js", import.meta.url).href;
  return (await import("./bundle-checkout.mjs")).bundledCommand();
}
