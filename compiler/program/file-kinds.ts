import path from "node:path";
import type ts from "typescript";
import { packageRoot } from "./own-package.js";

/** True for files of installed packages. */
export function isInstalled(file: string): boolean {
  return file.includes("/node_modules/");
}

/** True for files of the project and for ours. */
export function isOfProject(file: ts.SourceFile): boolean {
  return !isInstalled(file.fileName) || isOfDsl(file);
}

/** True for our own sources and declarations, of which workflows see declarations only. */
export function isOfDsl({ fileName }: ts.SourceFile): boolean {
  return dslFolders.some((folder) => fileName.startsWith(folder));
}

const dslFolders = ["dsl", "dist/dsl"].map((folder) => path.join(packageRoot, folder) + path.sep);
