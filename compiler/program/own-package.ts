import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type ts from "typescript";

/** The package that this compiler belongs to: where `setpiece` is found when a workflow file has none of its own. */
export const packageRoot = findPackageRoot(path.dirname(fileURLToPath(import.meta.url)));

function findPackageRoot(from: string): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, "package.json"))) return folder;
  }
}

export function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

/**
 * The module of the DSL that declares a symbol: `workflow` for `dsl/workflow.ts`, `aws/dynamodb` for `dsl/aws/dynamodb.ts`;
 * undefined for symbols of anything else.
 */
export function dslModuleOf(declaration: ts.Declaration | ts.SourceFile): string | undefined {
  const file = declaration.getSourceFile().fileName;
  const match = /^(.*?)\/(?:dist\/)?dsl\/((?:aws\/)?[\w-]+)(?:\.d)?\.ts$/.exec(file);
  if (match === null) return undefined;
  return isSetpiecePackage(match[1] as string) ? match[2] : undefined;
}

const setpieceFolders = new Map<string, boolean>();

function isSetpiecePackage(folder: string): boolean {
  let known = setpieceFolders.get(folder);
  if (known === undefined) {
    const file = path.join(folder, "package.json");
    known = isFile(file) && (JSON.parse(readFileSync(file, "utf8")) as { name?: string }).name === "setpiece";
    setpieceFolders.set(folder, known);
  }
  return known;
}
