import ts from "typescript";
import type { Expression, PropertyMember } from "../../ir/expression.js";
import { objectType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { isReservedKey } from "./literals.js";

/** The value of `Color.Red` and `Color["Red"]`; undefined for anything else. */
export function enumMemberValue(
  analyser: Analyser,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): Expression | undefined {
  const name = ts.isPropertyAccessExpression(node) ? node.name : node.argumentExpression;
  if (!ts.isMemberName(name) && !ts.isStringLiteralLike(name)) return undefined;
  const member = analyser.symbolOf(name)?.valueDeclaration;
  if (member === undefined || !ts.isEnumMember(member)) return undefined;
  const value = analyser.checker.getConstantValue(member);
  if (value === undefined) return analyser.refuse(node, "SP1240", { name: node.getText() });
  if (!isJson(value)) return analyser.refuse(node, "SP1208");
  return analyser.literal(value, analyser.span(node));
}

/**
 * An enum as the object that it is when a program runs: from names to values, and from numbers back to names.
 *
 * @returns undefined when the name is no enum
 */
export function enumObject(analyser: Analyser, node: ts.Node, symbol: ts.Symbol): Expression | undefined {
  if ((symbol.flags & ts.SymbolFlags.RegularEnum) === 0) return undefined;
  const declarations = symbol.declarations ?? [];
  // A namespace of the same name adds what is no value.
  if (!declarations.every(ts.isEnumDeclaration)) return analyser.refuse(node, "SP1235", { name: symbol.name });
  const entries = new Map<string, string | number>();
  for (const member of declarations.flatMap((declaration) => [...declaration.members])) {
    analyser.analysis.sources.add(member.getSourceFile());
    const value = analyser.checker.getConstantValue(member);
    const name = ts.isComputedPropertyName(member.name) ? undefined : member.name.text;
    if (value === undefined || name === undefined) return analyser.refuse(node, "SP1240", { name: symbol.name });
    if (!isJson(value)) return analyser.refuse(node, "SP1208");
    if (isReservedKey(name)) return analyser.refuse(node, "SP1216", { name });
    entries.set(name, value);
    if (typeof value === "number") entries.set(String(value), name);
  }
  const span = analyser.span(node);
  // An object of JavaScript puts whole numbers first.
  const members = Object.entries(Object.fromEntries(entries)).map(([key, value]): PropertyMember => {
    return { kind: "property", key, value: analyser.literal(value, span) };
  });
  return { kind: "object", members, types: objectType, span };
}

function isJson(value: string | number): boolean {
  return typeof value === "string" || Number.isFinite(value);
}
