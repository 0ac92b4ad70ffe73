import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildSync } from "esbuild";

export interface BundleOptions {
  /** Absolute path of the module that declares the task. */
  readonly file: string;
  /** The task's name. */
  readonly task: string;
  /** The folder whose packages are bundled. */
  readonly projectRoot: string;
  /** Export conditions to resolve packages with, before `node` and `import`. */
  readonly conditions?: readonly string[];
}

/** Bundled CommonJS packages ask for these names, which ES modules do not have. */
const commonJsBanner = [
  'import { createRequire as createRequireForBundle } from "node:module";',
  "const require = createRequireForBundle(import.meta.url);",
].join(" ");

/**
 * Bundles a Lambda task with all packages that it needs into one ES module, offline.
 *
 * The entry imports the module that declares the task and takes its handler from the registry, so a handler need not be
 * exported. The same sources give the same bytes.
 *
 * @returns a folder with `index.mjs`, whose `handler` is the task's; the caller deletes it
 */
export function bundleFunction({ file, task, projectRoot, conditions = [] }: BundleOptions): string {
  const outDir = mkdtempSync(path.join(tmpdir(), "setpiece-bundle-"));
  try {
    const bundle = buildSync({
      stdin: {
        contents: entrySource(file, task),
        resolveDir: projectRoot,
        sourcefile: `${task}.entry.ts`,
        loader: "ts",
      },
      absWorkingDir: projectRoot,
      bundle: true,
      write: false,
      format: "esm",
      platform: "node",
      target: "node22",
      conditions: [...conditions],
      mainFields: ["module", "main"],
      minifySyntax: true,
      keepNames: true,
      legalComments: "none",
      banner: { js: commonJsBanner },
      logLevel: "silent",
    });
    writeFileSync(path.join(outDir, "index.mjs"), bundle.outputFiles[0]?.contents ?? "");
    return outDir;
  } catch (error) {
    rmSync(outDir, { recursive: true, force: true });
    throw new Error(`the Lambda task ${task} (${file}) could not be bundled: ${String(error)}`, { cause: error });
  }
}

/** A folder in the place of a bundle that nobody deploys; the caller deletes it. */
export function folderWithoutBundle(): string {
  const outDir = mkdtempSync(path.join(tmpdir(), "setpiece-bundle-"));
  writeFileSync(path.join(outDir, "index.mjs"), "// Not bundled: the CDK command concerns other stacks.\n");
  return outDir;
}

function entrySource(file: string, task: string): string {
  return [
    `import ${JSON.stringify(file)};`,
    `import { registry } from "setpiece";`,
    `const task = registry.lambdas.get(${JSON.stringify(task)});`,
    `if (task === undefined) throw new Error("the bundle holds no task " + ${JSON.stringify(JSON.stringify(task))});`,
    "export const handler = async (event: unknown, context: object) => task(event, { ...context });",
  ].join("\n");
}
