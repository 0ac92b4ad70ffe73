import type { Builtin } from "./builtin.js";
import { languageBuiltins } from "./language.js";

const all: readonly Builtin[] = [...languageBuiltins];

/** Every built-in, by its name in the IR. */
export const builtins: ReadonlyMap<string, Builtin> = new Map(all.map((builtin) => [builtin.name, builtin]));
