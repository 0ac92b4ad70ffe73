import type ts from "typescript";

/**
 * The names that stand in files of the project and in ours, whatever they stand for there: those that begin with a small
 * letter, as actions of services and parts of packages do.
 */
export class ProjectNames {
  readonly #names = new Set<string>();
  /** Those of them that stand in files of the project's own. */
  readonly #ownNames = new Set<string>();
  readonly #seen = new WeakSet<ts.SourceFile>();

  has(name: string): boolean {
    return this.#names.has(name);
  }

  hasOwn(name: string): boolean {
    return this.#ownNames.has(name);
  }

  /** Takes note of the names in a file of the project, or in one of ours. */
  noteFile(file: ts.SourceFile, isOfDsl: boolean): void {
    if (this.#seen.has(file)) return;
    this.#seen.add(file);
    this.note(file.text, isOfDsl);
  }

  /** Takes note of the names in a text of such a file. */
  note(text: string, isOfDsl: boolean): void {
    for (const [name] of text.matchAll(/\b[a-z]\w+/g)) {
      this.#names.add(name);
      if (!isOfDsl) this.#ownNames.add(name);
    }
  }
}
