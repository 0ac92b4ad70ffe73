import type ts from "typescript";
import type { CompiledFile } from "./compile-file.js";
import { catalogue } from "./diagnostics/catalogue.js";
import type { Problem } from "./diagnostics/diagnostic.js";

/** What is known of a file, which holds as long as the files behind it stay as they are. */
export interface KnownFile {
  readonly behind: ReadonlySet<ts.SourceFile>;
  readonly canEmit: boolean;
  readonly result: CompiledFile;
}

export function isError({ code }: Problem): boolean {
  return catalogue[code].severity === "error";
}
