// Bundles the command line: a few files start in a third of the time of hundreds.
//
//   node bin/bundle-command.mjs      into dist/command, as a part of the package
import { rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

/** Writes `main.js` and its chunks into a folder two levels below the root, from where they find package.json. */
export async function bundleCommand(root, outdir) {
  const result = await esbuild.build({
    absWorkingDir: root,
    entryPoints: ["cli/main.ts"],
    outdir,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    conditions: ["setpiece:source"],
    metafile: true,
    logLevel: "silent",
    plugins: [requiredTypeScript],
  });
  await esbuild.stop();
  return result;
}

/** An import of a CommonJS package has all of its text searched for exports: of TypeScript's nine megabytes, in vain. */
const requiredTypeScript = {
  name: "required-typescript",
  setup(build) {
    build.onResolve({ filter: /^typescript$/ }, () => ({ path: "typescript", namespace: "required" }));
    build.onLoad({ filter: /.*/, namespace: "required" }, () => ({
      contents: `import { createRequire } from "node:module"; export default createRequire(import.meta.url)("typescript");`,
    }));
  },
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL("../", import.meta.url));
  const folder = path.join(root, "dist/command");
  rmSync(folder, { recursive: true, force: true });
  await bundleCommand(root, folder);
}
