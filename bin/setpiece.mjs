#!/usr/bin/env node
// Starts the command line: from compiled JavaScript in an installed package, from TypeScript sources in a checkout.
// Commands that run workflows import them, and workflow files are TypeScript: tsx is registered for these. Our hooks come
// after it, so they are asked first. Commands that only compile do without.
import { existsSync } from "node:fs";
import { register } from "node:module";

const sources = new URL("../cli/main.ts", import.meta.url);
const inCheckout = existsSync(sources);
const onlyCompiles = new Set(["build", "check", "validate", "graph"]);
const command = process.argv.slice(2).find((argument) => !argument.startsWith("-"));

const { main } = await import(await entryPoint());
process.exitCode = await main(process.argv.slice(2));

async function entryPoint() {
  if (onlyCompiles.has(command)) {
    const bundle = inCheckout ? await (await import("./bundle-checkout.mjs")).bundledCommand() : undefined;
    if (bundle !== undefined) return bundle;
  }
  if (inCheckout || !onlyCompiles.has(command)) {
    const { register: registerTypeScript } = await import("tsx/esm/api");
    registerTypeScript();
    register("./resolve-setpiece.mjs", import.meta.url, { data: { inCheckout } });
  }
  return inCheckout ? sources.href : new URL("../dist/cli/main.js", import.meta.url).href;
}
