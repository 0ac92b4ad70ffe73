import { isBuiltin } from "node:module";
import ts from "typescript";
import { globalNamesIn } from "./global-names.js";

/**
 * Decides whether the types of Node.js are read, which are more than most workflows and all they import. They are read
 * when anything imports a module of Node.js, or names what nothing else declares, in a place that types depend on. The SDK's
 * own declarations import some for streams, which no workflow sees but in the actions that take or give them.
 */
export class NodeTypes {
  #areNeeded = false;
  #areLeftOut = false;
  #checked = new WeakSet<ts.SourceFile>();

  /** True when they were left out of the program that was created last. */
  get areLeftOut(): boolean {
    return this.#areLeftOut;
  }

  /** True when they were left out and are needed after all. */
  get areMissing(): boolean {
    return this.#areLeftOut && this.#areNeeded;
  }

  /** Is asked when a program would read them; true when it is to do without. */
  leaveOut(): boolean {
    this.#areLeftOut = !this.#areNeeded;
    return this.#areLeftOut;
  }

  /** From now on they are read. */
  read(): void {
    this.#areNeeded = true;
  }

  /** Takes note of an import that is read. */
  noteImport(fileName: string, specifier: string): void {
    if (isBuiltin(specifier) && !fileName.includes("/node_modules/@smithy/types/")) this.read();
  }

  /** Has files looked at again, for more of them matters now. */
  checkAgain(): void {
    this.#checked = new WeakSet();
  }

  /**
   * Looks whether files name anything that nothing declares.
   *
   * @param isWhole true for files in which bodies of functions matter, too
   */
  check(
    program: ts.Program,
    checker: ts.TypeChecker,
    files: readonly ts.SourceFile[],
    isWhole: (file: ts.SourceFile) => boolean,
  ): void {
    if (this.#areNeeded) return;
    let known: ReadonlySet<string> | undefined;
    for (const file of files) {
      if (this.#checked.has(file)) continue;
      this.#checked.add(file);
      known ??= namesForEveryone(program, checker);
      for (const name of globalNamesIn(file, isWhole(file))) if (!known.has(name)) return this.read();
    }
  }
}

function namesForEveryone(program: ts.Program, checker: ts.TypeChecker): ReadonlySet<string> {
  // What stands in a file of the library is declared for everyone.
  const [library] = program.getSourceFiles().filter((file) => program.isSourceFileDefaultLibrary(file));
  if (library === undefined) return new Set();
  const every = ts.SymbolFlags.Value | ts.SymbolFlags.Type | ts.SymbolFlags.Namespace;
  const symbols = checker.getSymbolsInScope(library, every);
  return new Set(symbols.map(({ name }) => name));
}
