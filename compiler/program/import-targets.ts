import path from "node:path";
import type ts from "typescript";
import { isInstalled } from "./file-kinds.js";

/** Where an import leads: to a file, or nowhere; of a relative one, to where a file would have to be. */
export type ImportTarget = { readonly file: string } | { readonly expected: string | undefined };

/** Where the imports of each file lead, by its name. */
export type Imports = Map<string, readonly ImportTarget[]>;

/** The file itself and all it imports, directly or not, except for installed packages. */
export function filesBehind(program: ts.Program, file: ts.SourceFile, imports: Imports): ReadonlySet<ts.SourceFile> {
  const found = new Set([file]);
  for (const each of found) {
    for (const target of imports.get(each.fileName) ?? []) {
      const isOwn = "file" in target && !isInstalled(target.file);
      const imported = isOwn ? program.getSourceFile(target.file) : undefined;
      if (imported !== undefined) found.add(imported);
    }
  }
  return found;
}

/** The files of the project that import any of these, directly or not. */
export function importersOf(
  program: ts.Program,
  files: ReadonlySet<ts.SourceFile>,
  imports: Imports,
): ReadonlySet<ts.SourceFile> {
  const importers = new Map<ts.SourceFile, ts.SourceFile[]>();
  for (const [fileName, targets] of imports) {
    const importer = program.getSourceFile(fileName);
    if (importer === undefined) continue;
    for (const target of targets) {
      const isOwn = "file" in target && !isInstalled(target.file);
      const imported = isOwn ? program.getSourceFile(target.file) : undefined;
      if (imported === undefined) continue;
      const known = importers.get(imported);
      if (known === undefined) importers.set(imported, [importer]);
      else known.push(importer);
    }
  }
  const found = new Set<ts.SourceFile>();
  for (const file of files) for (const importer of importers.get(file) ?? []) found.add(importer);
  for (const file of found) for (const importer of importers.get(file) ?? []) found.add(importer);
  return found;
}

/** Where the file of a relative import would have to be. */
export function expectedFile(containingFile: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  return path.resolve(path.dirname(containingFile), specifier.replace(/\.([cm]?)js$/, ".$1ts"));
}
