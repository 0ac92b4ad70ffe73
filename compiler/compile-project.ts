import { type CompileOptions, CompileSession } from "./compile-session.js";
import type { CompileResult } from "./compile-result.js";

/** Compiles every workflow in the given files and folders. */
export function compileProject(options: CompileOptions): CompileResult {
  return new CompileSession(options).compile();
}
