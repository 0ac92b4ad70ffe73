import type ts from "typescript";
import { asWritten } from "../../builtins/infinite-uses.js";
import type { Expression } from "../../ir/expression.js";
import {
  arrayType,
  booleanType,
  isOnly,
  mayBe,
  mayBeAnything,
  nullType,
  numberType,
  stringType,
  structuredTypes,
  undefinedType,
} from "../../ir/value-types.js";
import type { SourceSpan } from "../../source-span.js";
import type { Analyser } from "../analyser.js";

/**
 * Text from parts. A part that is known to print as `[object Object]` is refused; a list of texts or numbers prints them with
 * commas between.
 *
 * @param nodes what the parts are written as, where that is known
 */
export function concatenate(
  analyser: Analyser,
  parts: readonly Expression[],
  span: SourceSpan,
  nodes: ReadonlyMap<Expression, ts.Expression> = new Map(),
): Expression {
  for (const part of parts) {
    if (!mayBe(part.types, structuredTypes) || mayBeAnything(part.types)) continue;
    if (!isPrintableList(analyser, part, nodes.get(part))) analyser.analysis.problems.add("SP1210", part.span);
  }
  const flat = parts.flatMap((part) => (part.kind === "concatenation" ? part.parts : [asWritten(part)]));
  return { kind: "concatenation", parts: flat, types: stringType, span };
}

/** True for a list of texts, numbers and the like, or one of these. */
function isPrintableList(analyser: Analyser, { types }: Expression, node: ts.Expression | undefined): boolean {
  if (node === undefined || mayBe(types, structuredTypes & ~arrayType)) return false;
  const { checker } = analyser;
  const given = checker.getNonNullableType(checker.getTypeAtLocation(node));
  const lists = (given.isUnion() ? given.types : [given]).filter((one) => mayBe(analyser.typesOf(one), arrayType));
  const printable = stringType | numberType | booleanType | nullType | undefinedType;
  return lists.every((one) => {
    const isList = checker.isArrayType(one) || checker.isTupleType(one);
    return isList && isOnly(analyser.elementTypesOf(one), printable);
  });
}
