#!/usr/bin/env node
// Starts the command line: from compiled JavaScript in an installed package, from TypeScript sources in a checkout.
// tsx is registered in both cases, because workflow files are TypeScript. Our hooks come after it, so they are asked first.
import { existsSync } from "node:fs";
import { register } from "node:module";
import { register as registerTypeScript } from "tsx/esm/api";

const sources = new URL("../cli/main.ts", import.meta.url);
const inCheckout = existsSync(sources);
registerTypeScript();
register("./resolve-setpiece.mjs", import.meta.url, { data: { inCheckout } });

const { main } = await import(inCheckout ? sources.href : new URL("../dist/cli/main.js", import.meta.url).href);
process.exitCode = await main(process.argv.slice(2));
