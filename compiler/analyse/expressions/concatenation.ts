import type { Expression } from "../../ir/expression.js";
import { mayBe, mayBeAnything, stringType, structuredTypes } from "../../ir/value-types.js";
import type { SourceSpan } from "../../source-span.js";
import type { Analyser } from "../analyser.js";

/** Text from parts. A part that is known to print as `[object Object]` is refused. */
export function concatenate(analyser: Analyser, parts: readonly Expression[], span: SourceSpan): Expression {
  for (const part of parts) {
    if (mayBe(part.types, structuredTypes) && !mayBeAnything(part.types))
      analyser.analysis.problems.add("SP1210", part.span);
  }
  const flat = parts.flatMap((part) => (part.kind === "concatenation" ? part.parts : [part]));
  return { kind: "concatenation", parts: flat, types: stringType, span };
}
