import type { Expression } from "../../ir/expression.js";
import { arrayType, mayBe, objectType, stringType, undefinedType } from "../../ir/value-types.js";
import type { SourceSpan } from "../../source-span.js";
import type { Analyser } from "../analyser.js";

/** Text from parts. A part that prints as `[object Object]`, or by accident as "undefined", is refused. */
export function concatenate(analyser: Analyser, parts: readonly Expression[], span: SourceSpan): Expression {
  for (const part of parts) {
    const place = () => analyser.analysis.problems;
    if (mayBe(part.types, arrayType | objectType)) place().add("SP1210", part.span);
    else if (mayBe(part.types, undefinedType)) place().add("SP1211", part.span);
  }
  const flat = parts.flatMap((part) => (part.kind === "concatenation" ? part.parts : [part]));
  return { kind: "concatenation", parts: flat, types: stringType, span };
}
