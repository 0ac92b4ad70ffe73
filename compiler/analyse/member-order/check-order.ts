import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { namesOutside } from "../from-outside.js";
import { skipWrappers } from "../skip-wrappers.js";
import { originsOf, writtenAs } from "./origins.js";
import type { GivenMember, MemberOrder, Name, SeenOrder, UndefinedMember } from "./noted.js";
import { isOpaque, mayHold, objectTypesIn, objectTypesOf } from "./object-types.js";

const listing = /^Object\.(keys|values|entries)$/;

/** Notes that a library function shows the order of an object's members. */
export function checkOrderShown(analyser: Analyser, builtin: string, nodes: readonly ts.Expression[]): void {
  const [object] = nodes;
  if (object === undefined) return;
  if (builtin === "JSON.stringify") checkText(analyser, object);
  else if (listing.test(builtin) && !isOrderLost(object.parent)) checkMembersInOrder(analyser, object);
}

/** Notes that the order of an object's members can be seen. */
export function checkMembersInOrder(analyser: Analyser, object: ts.Expression): void {
  if (isPlainLiteral(writtenAs(analyser, object))) return;
  const types = objectTypesOf(analyser, analyser.checker.getTypeAtLocation(object));
  note(analyser, object, () => types, originsOf(analyser, object).length > 0);
}

/** A text shows the order of members of all objects in a value, but for those that are written out in the call. */
function checkText(analyser: Analyser, value: ts.Expression): void {
  const node = writtenAs(analyser, value);
  if (isPlainLiteral(node)) {
    for (const property of node.properties) {
      if (ts.isPropertyAssignment(property)) checkText(analyser, property.initializer);
      else if (ts.isShorthandPropertyAssignment(property)) checkText(analyser, property.name);
    }
  } else if (ts.isArrayLiteralExpression(node)) {
    for (const element of node.elements)
      checkText(analyser, ts.isSpreadElement(element) ? element.expression : element);
  } else {
    const { checker, environment } = analyser;
    const type = checker.getTypeAtLocation(value);
    if (objectTypesOf(analyser, type).length > 0)
      note(analyser, value, () => objectTypesIn(checker, environment, type), true);
  }
}

function note(analyser: Analyser, node: ts.Expression, types: SeenOrder["types"], mayHide: boolean): void {
  if (isInScope(analyser, node) && namesOutside(analyser, node)) return;
  const { problems, memberOrder } = analyser.analysis;
  const span = analyser.span(node);
  const text = node.getText();
  memberOrder.seen.push({
    types,
    mayHide,
    report: (name, undefinedAt, givenAt) => {
      problems.add("SP1255", span, { text, name: name ?? "[key]" }, [
        { message: "may be undefined here", span: analyser.span(undefinedAt) },
        { message: "may get a value here", span: analyser.span(givenAt) },
      ]);
    },
  });
}

/** True for all but names of another place, which a constant from there was made of. */
function isInScope(analyser: Analyser, node: ts.Expression): boolean {
  const inner = skipWrappers(node);
  if (!ts.isIdentifier(inner)) return ts.isPropertyAccessExpression(inner) && isInScope(analyser, inner.expression);
  const symbol = analyser.symbolOf(inner);
  return symbol !== undefined && analyser.environment.lookUp(symbol) !== undefined;
}

/** True where each member has its place from the beginning. */
function isPlainLiteral(node: ts.Expression): node is ts.ObjectLiteralExpression {
  return (
    ts.isObjectLiteralExpression(node) &&
    node.properties.every(
      (property) =>
        ts.isShorthandPropertyAssignment(property) ||
        (ts.isPropertyAssignment(property) && !ts.isComputedPropertyName(property.name)),
    )
  );
}

/** `Object.keys(object).length`, `.includes(key)`, `.sort()`. */
function isOrderLost(call: ts.Node): boolean {
  const access = call.parent;
  if (!ts.isPropertyAccessExpression(access) || access.expression !== call) return false;
  const { text } = access.name;
  if (text === "length" || text === "includes") return true;
  const sorts = text === "sort" || text === "toSorted";
  return sorts && ts.isCallExpression(access.parent) && access.parent.arguments.length === 0;
}

/** Reports where the order of members can be seen of which one may have got its value later, at the end of the analysis. */
export function reportMemberOrder({ analysis: { checker, memberOrder } }: Analyser): void {
  const { undefinedAt, givenAt, seen, listed } = memberOrder;
  if (undefinedAt.size === 0) return;
  for (const { types, matters, report } of listed) {
    const name = [...undefinedAt.keys()].find(
      (one) => matters(one) && types.some((type) => mayHide(checker, memberOrder, type, one)),
    );
    if (name !== undefined) report(name);
  }
  if (givenAt.size === 0) return;
  for (const { types, mayHide, report } of seen) {
    for (const type of types()) {
      const found = conflict(checker, memberOrder, type, mayHide);
      if (found === undefined) continue;
      report(found.name, found.undefinedAt, found.givenAt);
      break;
    }
  }
}

interface Conflict {
  readonly name: Name;
  readonly undefinedAt: ts.Node;
  readonly givenAt: ts.Node;
}

/** A member of objects of a type that may be put in without a value and get one later. */
function conflict(checker: ts.TypeChecker, order: MemberOrder, type: ts.Type, mayHide: boolean): Conflict | undefined {
  for (const [name, places] of order.givenAt) {
    for (const given of places) {
      if (!tellsOf(checker, type, name, given) && !(mayHide && isTakenAs(checker, given, type))) continue;
      const without = undefinedBefore(checker, order, name, given);
      if (without !== undefined) return { name, undefinedAt: without.node, givenAt: given.node };
    }
  }
  return undefined;
}

/** True for a type of objects that have the member in which it got its value. */
function tellsOf(checker: ts.TypeChecker, type: ts.Type, name: Name, { object }: GivenMember): boolean {
  if (isOpaque(type, checker)) return false;
  if (name !== undefined && checker.getPropertyOfType(type, name) !== undefined) return true;
  if (checker.getIndexInfosOfType(type).length === 0)
    return name === undefined && checker.isTypeAssignableTo(type, object);
  return mayHold(checker, type, undefined) === true || checker.isTypeAssignableTo(object, type);
}

/** True when an object in which the member got its value may be taken as one of a type. */
function isTakenAs(checker: ts.TypeChecker, { object }: GivenMember, type: ts.Type): boolean {
  return isOpaque(type, checker) || checker.isTypeAssignableTo(object, type);
}

/** Where the member may have been put in, undefined, before it got its value. */
function undefinedBefore(
  checker: ts.TypeChecker,
  { undefinedAt, copies }: MemberOrder,
  name: Name,
  { hiddenIn }: GivenMember,
): UndefinedMember | undefined {
  const found = name === undefined ? [...undefinedAt.values()] : [undefinedAt.get(name), undefinedAt.get(undefined)];
  return found.find((member) => {
    if (member === undefined) return false;
    if (hiddenIn === undefined) return true;
    return mayBecome(checker, { member, copies, name }, hiddenIn);
  });
}

/** True when an object with the member may be taken as one of a type. */
function mayBecome(
  checker: ts.TypeChecker,
  {
    member,
    copies,
    name,
  }: { readonly member: UndefinedMember; readonly copies: Iterable<ts.Type>; readonly name: Name },
  type: ts.Type,
): boolean {
  const objects = [...member.objects, ...[...copies].filter((copy) => mayHold(checker, copy, name) === true)];
  return objects.some((one) => checker.isTypeAssignableTo(one, type));
}

/** True for a type that does not tell of a member which objects of it may have, undefined. */
function mayHide(checker: ts.TypeChecker, order: MemberOrder, type: ts.Type, name: Name): boolean {
  const member = order.undefinedAt.get(name);
  if (name === undefined || member === undefined || checker.getPropertyOfType(type, name) !== undefined) return false;
  const index = checker.getIndexInfoOfType(type, ts.IndexKind.String);
  if (index !== undefined) return order.groups.has(name) && (index.type.flags & ts.TypeFlags.String) !== 0;
  return mayBecome(checker, { member, copies: order.copies, name }, type);
}
