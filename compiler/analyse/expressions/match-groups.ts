import ts from "typescript";
import { elementAt, once } from "../../builtins/build.js";
import { alwaysMatches, hasIndex, type KnownMatch, knownMatch } from "../../builtins/match-groups.js";
import type { Pattern } from "../../builtins/regular-expression-pattern.js";
import type { Expression, PropertyMember } from "../../ir/expression.js";
import {
  booleanType,
  mayBe,
  nullType,
  numberType,
  objectType,
  stringType,
  undefinedType,
} from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { noteGroup } from "../member-order/note.js";
import { isPresent } from "./is-present.js";

/** `match[2]`: an element as it is read, which of a match is a group. One that takes part in every match is there. */
export function readGroup(analyser: Analyser, node: ts.ElementAccessExpression, element: Expression): Expression {
  const { argumentExpression: index } = node;
  const match = ts.isNumericLiteral(index) ? knownMatch(node.expression, analyser.checker) : undefined;
  if (match === undefined || !ts.isNumericLiteral(index)) return element;
  return groupAt(analyser, match, Number(index.text), element, ts.isOptionalChain(node));
}

/** The group of a match at a position. */
export function groupAt(
  analyser: Analyser,
  { pattern, mayBeEmpty }: KnownMatch,
  index: number,
  element: Expression,
  mayBeMissing = false,
): Expression {
  if (index > pattern.groups) return analyser.undefined(element.span);
  if (alwaysMatches(pattern, index)) {
    return mayBeEmpty || mayBeMissing ? element : { ...element, types: stringType };
  }
  // TypeScript knows that a check came before.
  return element.types === stringType ? element : groupOfMatch(analyser, element);
}

/** A group of a match, where null stands for one that took no part. */
export function groupOfMatch(analyser: Analyser, group: Expression): Expression {
  const { span } = group;
  const types = stringType | undefinedType;
  const read: Expression = { ...group, types: types | nullType };
  return once("group", read, (value) => {
    const right = analyser.literal(null, span);
    const condition: Expression = { kind: "equality", operator: "===", left: value, right, types: booleanType, span };
    const whenFalse: Expression = { ...value, types };
    return { kind: "conditional", condition, whenTrue: analyser.undefined(span), whenFalse, types, span };
  });
}

/** `match.groups`, the groups that have names, and `match.index`, where it was found; undefined for anything else. */
export function memberOfMatch(analyser: Analyser, node: ts.PropertyAccessExpression): Expression | undefined {
  const name = node.name.text;
  if (name !== "groups" && name !== "index") return undefined;
  const known = knownMatch(node.expression, analyser.checker);
  if (known === undefined || (name === "index" && !hasIndex(known, analyser.checker))) return undefined;
  const given = analyser.expression(node.expression);
  return memberOf(analyser, known, name, given, node);
}

/** The groups or the index of a match that may be missing itself. */
export function memberOf(
  analyser: Analyser,
  { pattern, mayBeEmpty }: KnownMatch,
  name: "groups" | "index",
  given: Expression,
  node: ts.Node,
): Expression {
  const span = analyser.span(node);
  const missing = given.types & (undefinedType | nullType);
  return once("match", given, (value) => {
    const match: Expression = { ...value, types: value.types & ~missing };
    const types = mayBeEmpty ? numberType | undefinedType : numberType;
    const member =
      name === "groups" ? namedGroups(analyser, pattern, match, node) : elementAt(match, pattern.groups + 1, types);
    if (!mayBe(missing, undefinedType | nullType)) return member;
    const condition = isPresent({ ...value, types: value.types | missing });
    const whenFalse = analyser.undefined(span);
    return { kind: "conditional", condition, whenTrue: member, whenFalse, types: member.types | undefinedType, span };
  });
}

function namedGroups(analyser: Analyser, pattern: Pattern, match: Expression, node: ts.Node): Expression {
  const span = analyser.span(node);
  if (pattern.names.size === 0) return analyser.undefined(span);
  const members = [...pattern.names].map(([key, index]): PropertyMember => {
    const group = elementAt(match, index, stringType);
    if (alwaysMatches(pattern, index)) return { kind: "property", key, value: group };
    noteGroup(analyser, node, key);
    return { kind: "property", key, value: groupOfMatch(analyser, group) };
  });
  return { kind: "object", members, types: objectType, span };
}
