const changes = new Set([
  "transform",
  "default",
  "prefault",
  "catch",
  "pipe",
  "overwrite",
  "trim",
  "toLowerCase",
  "toUpperCase",
  "normalize",
  "slugify",
  "codec",
  "invertCodec",
  "preprocess",
  "stringbool",
]);

const code = new Set([
  "refine",
  "superRefine",
  "check",
  "with",
  "apply",
  "custom",
  "instanceof",
  "lazy",
  "promise",
  "function",
  "stringFormat",
  "register",
]);

/** What a function or method of zod does beside looking at the value; undefined when it does nothing else. */
export function worksOf(name: string, isMethod: boolean): string | undefined {
  if (changes.has(name) || name.startsWith("coerce.")) return "changes the value";
  return code.has(name) || (isMethod && name === "parse") ? "runs code of its own" : undefined;
}
