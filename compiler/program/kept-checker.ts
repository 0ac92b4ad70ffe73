import ts from "typescript";

/** A program with what tells its types. */
export interface CheckedProgram {
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  readonly typeErrorsOf: (file: ts.SourceFile) => readonly ts.Diagnostic[];
  /**
   * True when the checker was made for an earlier program. It knows the types of this one; when it finds a mistake, that
   * may be one of an earlier text, and be told in other words than a new checker has for it.
   */
  readonly isCheckerKept: boolean;
}

export interface ProgramChanges {
  /** The files that import any of these, directly or not; these may be among them. */
  readonly importersOf: (files: ReadonlySet<ts.SourceFile>) => Iterable<ts.SourceFile>;
  /** The same program with some files parsed anew. */
  readonly parseAgain: (files: readonly ts.SourceFile[]) => ts.Program;
}

/**
 * Keeps the checker of a program for those after it. A checker works out types when it is asked for them, and most that a
 * workflow needs are of packages and of files that stay as they are: a new checker works them all out again.
 *
 * The checker is asked of files that its own program does not have. That is sound where these are modules that declare nothing
 * for everyone, and the files that import them are new to it as well: then it knows nothing yet that depends on their texts.
 */
export class KeptChecker {
  /** The program whose checker is kept. */
  #owner: ts.Program | undefined;
  /** The program whose files the checker knows. */
  #latest: ts.Program | undefined;
  #replaced = 0;

  /** The next program gets a checker of its own. */
  forget(): void {
    this.#owner = undefined;
  }

  check(program: ts.Program, { importersOf, parseAgain }: ProgramChanges): CheckedProgram {
    const changed = this.#changedIn(program);
    if (changed === undefined) return this.#withOwn(program);
    const outdated = [...importersOf(changed)].filter((file) => !changed.has(file));
    if (!outdated.every(isModuleAlone)) return this.#withOwn(program);
    const whole = outdated.length === 0 ? program : parseAgain(outdated);
    return this.#withKept(whole) ?? this.#withOwn(whole);
  }

  #withOwn(program: ts.Program): CheckedProgram {
    this.#owner = program;
    this.#latest = program;
    this.#replaced = 0;
    // The checker follows imports by asking its program for files.
    const ownFile = program.getSourceFile.bind(program);
    program.getSourceFile = (name) => {
      const latest = this.#owner === program ? this.#latest : undefined;
      return latest === undefined || latest === program ? ownFile(name) : latest.getSourceFile(name);
    };
    return {
      program,
      checker: program.getTypeChecker(),
      typeErrorsOf: (file) => program.getSemanticDiagnostics(file),
      isCheckerKept: false,
    };
  }

  #withKept(program: ts.Program): CheckedProgram | undefined {
    const owner = this.#owner;
    const changed = this.#changedIn(program);
    if (owner === undefined || changed === undefined) return undefined;
    const checker: CheckerInternals = owner.getTypeChecker();
    for (const file of changed) {
      bindSourceFile?.(file, program.getCompilerOptions());
      this.#replaced += file.text.length;
    }
    const isBound = [...changed].every((file: FileInternals) => file.bindDiagnostics !== undefined);
    if (!isBound || checker.getDiagnostics === undefined) return undefined;
    this.#latest = program;
    const own = new Set(owner.getSourceFiles());
    return {
      program,
      checker,
      typeErrorsOf: (file) => (own.has(file) ? owner.getSemanticDiagnostics(file) : errorsOfAdded(file, checker)),
      isCheckerKept: true,
    };
  }

  /** The files that the kept checker does not know; undefined where it cannot be asked of this program. */
  #changedIn(program: ts.Program): ReadonlySet<ts.SourceFile> | undefined {
    const latest = this.#latest;
    if (this.#owner === undefined || latest === undefined || this.#replaced > mostReplaced) return undefined;
    if (bindSourceFile === undefined || (program as ProgramInternals).structureIsReused !== completely)
      return undefined;
    const changed = program.getSourceFiles().filter((file) => latest.getSourceFile(file.fileName) !== file);
    const isSound = changed.every((file) => {
      const earlier = latest.getSourceFile(file.fileName);
      const isRead = program.getSyntacticDiagnostics(file).length === 0;
      return earlier !== undefined && isModuleAlone(earlier) && isModuleAlone(file) && isRead;
    });
    return isSound ? new Set(changed) : undefined;
  }
}

/** What TypeScript's published interface does not have. No checker is kept where it is not there. */
interface ProgramInternals extends ts.Program {
  readonly structureIsReused?: number;
}

interface FileInternals extends ts.SourceFile {
  readonly bindDiagnostics?: readonly ts.Diagnostic[];
  /** `@ts-expect-error` and the like. */
  readonly commentDirectives?: readonly unknown[];
  readonly moduleAugmentations?: readonly unknown[];
}

interface CheckerInternals extends ts.TypeChecker {
  readonly getDiagnostics?: (file: ts.SourceFile) => readonly ts.Diagnostic[];
}

const { bindSourceFile } = ts as { bindSourceFile?: (file: ts.SourceFile, options: ts.CompilerOptions) => void };

/** Nothing but texts is different from the earlier program: no file, no import, no setting. */
const completely = 2;

/**
 * After how many characters of text that was bound anew the checker is given up, for it also keeps what it knew of the texts
 * before. Of a workflow of usual length that is after some hundred changes.
 */
const mostReplaced = 1_000_000;

/** True for a module that declares nothing for everyone, nor for other modules, and whose errors are all to be told. */
function isModuleAlone(file: FileInternals): boolean {
  const { isDeclarationFile, moduleAugmentations, commentDirectives = [] } = file;
  return (
    ts.isExternalModule(file) &&
    !isDeclarationFile &&
    moduleAugmentations?.length === 0 &&
    commentDirectives.length === 0
  );
}

function errorsOfAdded(file: FileInternals, checker: CheckerInternals): readonly ts.Diagnostic[] {
  return [...(file.bindDiagnostics ?? []), ...(checker.getDiagnostics?.(file) ?? [])];
}
