import path from "node:path";
import ts from "typescript";
import type { ProjectNames } from "./project-names.js";

/** Of folders with fewer files of declarations all is read: it costs less than to see whether it is needed. */
const manyFiles = 30;

/**
 * Decides which namespaces of packages are read: with `export * as locales from "./locales/index.js"` a package may give dozens
 * of files a name that no workflow knows. What lies behind such a name can be reached by the name alone, so it is left
 * out where the name stands neither in the project nor, as a member or an import, in a declaration that is read.
 */
export class PackageNamespaces {
  readonly #names: ProjectNames;
  readonly #readFolder: (folder: string) => readonly string[];
  #areAllRead = false;
  /** The names that were left out of a file. */
  readonly #leftOut = new Map<string, readonly string[]>();
  /** Names that packages use themselves. */
  readonly #used = new Set<string>();
  readonly #searched = new Map<string, WeakSet<ts.SourceFile>>();

  constructor(names: ProjectNames, readFolder: (folder: string) => readonly string[]) {
    this.#names = names;
    this.#readFolder = readFolder;
  }

  /** True when something was left out of a program. Files that it was left out of may have gone since. */
  areLeftOutOf(program: ts.Program): boolean {
    return this.#filesIn(program).length > 0;
  }

  /** From now on every namespace is read. */
  readInFull(): void {
    this.#areAllRead = true;
  }

  /** The module specifiers of a package's file that are not followed. */
  importsToLeaveOut(file: ts.SourceFile): ReadonlySet<ts.Node> {
    this.#leftOut.delete(file.fileName);
    const found = new Map<ts.Node, string>();
    for (const statement of file.isDeclarationFile ? file.statements : []) {
      const { exportClause, moduleSpecifier } = ts.isExportDeclaration(statement)
        ? statement
        : { exportClause: undefined, moduleSpecifier: undefined };
      if (exportClause === undefined || !ts.isNamespaceExport(exportClause) || moduleSpecifier === undefined) continue;
      const name = exportClause.name.text;
      if (/^[a-z]\w+$/.test(name) && !this.#isNeeded(name) && this.#leadsToMany(file, moduleSpecifier)) {
        found.set(moduleSpecifier, name);
      }
    }
    if (found.size > 0) this.#leftOut.set(file.fileName, [...found.values()]);
    return new Set(found.keys());
  }

  /** Looks whether declarations of packages use what was left out. */
  check(files: readonly ts.SourceFile[]): void {
    for (const name of new Set([...this.#leftOut.values()].flat())) {
      if (this.#isNeeded(name)) continue;
      let searched = this.#searched.get(name);
      if (searched === undefined) this.#searched.set(name, (searched = new WeakSet()));
      for (const file of files) {
        if (searched.has(file)) continue;
        searched.add(file);
        if (file.text.includes(name) && isUse(name).test(file.text)) this.#used.add(name);
      }
    }
  }

  /** True for a file of which more must be read than was. */
  isStale(fileName: string): boolean {
    const names = this.#leftOut.get(fileName);
    return names?.some((name) => this.#isNeeded(name)) === true;
  }

  /** True when more must be read of some file of the program. */
  areStaleIn(program: ts.Program): boolean {
    return this.#filesIn(program).some((file) => this.isStale(file));
  }

  #filesIn(program: ts.Program): readonly string[] {
    return [...this.#leftOut.keys()].filter((file) => program.getSourceFile(file) !== undefined);
  }

  #isNeeded(name: string): boolean {
    return this.#areAllRead || this.#used.has(name) || this.#names.has(name);
  }

  #leadsToMany(file: ts.SourceFile, specifier: ts.Expression): boolean {
    if (!ts.isStringLiteral(specifier) || !specifier.text.startsWith(".")) return false;
    const folder = path.dirname(path.resolve(path.dirname(file.fileName), specifier.text));
    const [ending] = /\.d\.[cm]?ts$/.exec(file.fileName) ?? [".d.ts"];
    return this.#readFolder(folder).filter((name) => name.endsWith(ending)).length >= manyFiles;
  }
}

/** A name as a member of something, as what is imported or exported again, or as a text; not where it is declared. */
function isUse(name: string): RegExp {
  return new RegExp(`(?:[.{,"'\`]|\\btype)\\s*${name}\\b(?!\\s*\\??:)`);
}
