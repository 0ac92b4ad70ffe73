import ts from "typescript";
import { elementAt, once } from "../../builtins/build.js";
import { mayBeEmptyList, patternOfMatch } from "../../builtins/match-groups.js";
import type { Expression, PropertyMember } from "../../ir/expression.js";
import { booleanType, mayBe, nullType, objectType, stringType, undefinedType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { isPresent } from "./is-present.js";

/** `match[2]`: an element as it is read, which of a match is a group. One that takes part in every match is there. */
export function readGroup(analyser: Analyser, node: ts.ElementAccessExpression, element: Expression): Expression {
  const pattern = patternOfMatch(node.expression, analyser.checker);
  const { argumentExpression: index } = node;
  if (pattern === undefined || pattern.global || !ts.isNumericLiteral(index)) return element;
  const isThere = !mayBeEmptyList(node.expression, analyser.checker) && !ts.isOptionalChain(node);
  if (pattern.groupsAlwaysMatch || index.text === "0") {
    return isThere && Number(index.text) <= pattern.groups ? { ...element, types: stringType } : element;
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

/** `match.groups`, the groups that have names; undefined for anything else. */
export function namedGroups(analyser: Analyser, node: ts.PropertyAccessExpression): Expression | undefined {
  if (node.name.text !== "groups") return undefined;
  const pattern = patternOfMatch(node.expression, analyser.checker);
  if (pattern === undefined || pattern.global) return undefined;
  const span = analyser.span(node);
  const given = analyser.expression(node.expression);
  const missing = given.types & (undefinedType | nullType);
  return once("match", given, (value) => {
    const match: Expression = { ...value, types: value.types & ~missing };
    const members = [...pattern.names].map(([key, index]): PropertyMember => {
      const group = elementAt(match, index, stringType);
      return { kind: "property", key, value: pattern.groupsAlwaysMatch ? group : groupOfMatch(analyser, group) };
    });
    const groups: Expression =
      members.length === 0 ? analyser.undefined(span) : { kind: "object", members, types: objectType, span };
    if (!mayBe(missing, undefinedType | nullType)) return groups;
    const condition = isPresent({ ...value, types: value.types | missing });
    const whenFalse = analyser.undefined(span);
    return { kind: "conditional", condition, whenTrue: groups, whenFalse, types: groups.types | undefinedType, span };
  });
}
