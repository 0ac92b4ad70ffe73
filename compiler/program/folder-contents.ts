import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

interface Contents {
  readonly files: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
}

const nothing: Contents = { files: new Set(), folders: new Set() };

/** Folders of installed packages, which do not change while a process runs; those that hold packages may. */
const installed = new Map<string, Contents>();
const inPackage = /[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^@.\\/][^\\/]*(?:[\\/]|$)/;

/**
 * What is in folders, each read once: finding where imports lead asks for thousands of files that are not there. Knows
 * nothing of later changes outside installed packages, so each run needs one of its own.
 */
export class FolderContents {
  readonly #read = new Map<string, Contents>();

  hasFile(file: string): boolean {
    return this.#contents(path.dirname(file)).files.has(keyOf(path.basename(file)));
  }

  hasFolder(folder: string): boolean {
    const parent = path.dirname(folder);
    return parent === folder || this.#contents(parent).folders.has(keyOf(path.basename(folder)));
  }

  #contents(folder: string): Contents {
    const known = installed.get(folder) ?? this.#read.get(folder);
    if (known !== undefined) return known;
    const contents = this.#list(folder);
    const isStable = contents !== nothing && inPackage.test(folder);
    (isStable ? installed : this.#read).set(folder, contents);
    return contents;
  }

  #list(folder: string): Contents {
    // A folder that is not there is told by the one that would hold it, without asking the disk.
    if (!this.hasFolder(folder)) return nothing;
    const files = new Set<string>();
    const folders = new Set<string>();
    for (const entry of entriesOf(folder)) {
      const kind = entry.isSymbolicLink() ? statSync(path.join(folder, entry.name), { throwIfNoEntry: false }) : entry;
      if (kind?.isFile() === true) files.add(keyOf(entry.name));
      else if (kind?.isDirectory() === true) folders.add(keyOf(entry.name));
    }
    return { files, folders };
  }
}

function keyOf(name: string): string {
  return ts.sys.useCaseSensitiveFileNames ? name : name.toLowerCase();
}

/** Nothing for a folder that cannot be read. */
function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
