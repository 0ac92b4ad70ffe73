import { mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

import { JournalError } from "./journal-error.js";

/**
 * Makes a folder where it is missing, and those around it. One by one: Node's own way of making them all never ends where the
 * system lets nothing be made in a folder that is there, such as `/proc`.
 *
 * @throws JournalError
 */
export function makeDataFolder(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return;
  if (found !== undefined) throw new JournalError("UNUSABLE", `'${folder}' is a file, where a folder is needed.`);
  makeDataFolder(dirname(resolve(folder)));
  mkdirSync(folder);
}

/** Says of which folder the file system tells that it cannot be used; other errors are given as they are. */
export function unusableFolder(folder: string, error: unknown): unknown {
  const isOfFileSystem = error instanceof Error && "syscall" in error;
  if (!isOfFileSystem) return error;
  return new JournalError("UNUSABLE", `No data can be kept in '${folder}': ${error.message}.`, { cause: error });
}
