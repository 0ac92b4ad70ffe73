import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import { anyType, arrayType, isOnly, mayBe, undefinedType, type ValueTypes } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../skip-wrappers.js";
import { isUnknown } from "../hidden-undefined.js";
import type { Name } from "./noted.js";
import { mayHold, objectTypesOf, type Holds } from "./object-types.js";

/** What stands in an object literal in front of a member: whether it may have put a member of a name there that is undefined. */
type Before = (name: Name) => Holds;

/** Notes the members of an object literal that may be undefined, and those that may have been so where it was copied from. */
export function noteLiteral(
  analyser: Analyser,
  node: ts.ObjectLiteralExpression,
  valueOf: (property: ts.ObjectLiteralElementLike) => Expression | undefined,
): void {
  const before: Before[] = [];
  for (const property of node.properties) {
    const value = valueOf(property);
    if (ts.isSpreadAssignment(property)) {
      noteSource(analyser, property.expression, node, before);
      analyser.analysis.memberOrder.copies.add(typeOf(analyser, node));
    } else if (property.name !== undefined && value !== undefined) {
      const names = namesOf(analyser, property.name);
      const isUndefined = mayBeUndefined(analyser, value.types, valueNode(property));
      for (const name of names) {
        if (!isOnly(value.types, undefinedType)) noteGivenAfter(analyser, name, property, node, before);
        if (isUndefined) noteUndefined(analyser, name, property, node);
      }
      if (isUndefined) before.push((name) => isAmong(names, name));
    }
  }
}

/** `Object.assign(target, a, b)`. */
export function noteAssign(analyser: Analyser, nodes: readonly ts.Expression[]): void {
  const [target, ...sources] = nodes;
  if (target === undefined) return;
  const before: Before[] = [];
  noteSource(analyser, target, target, before);
  for (const source of sources) noteSource(analyser, source, target, before);
}

/** A group of a pattern, as a member: it is undefined where it takes no part. */
export function noteGroup(analyser: Analyser, node: ts.Node, name: string): void {
  if (areTakenApart(node)) return;
  noteUndefined(analyser, name, node, undefined);
  analyser.analysis.memberOrder.groups.add(name);
}

/** `match.groups.year`, `const { year, month } = match.groups ?? {}`, `const { groups: { year } } = match`. */
function areTakenApart(node: ts.Node): boolean {
  if (ts.isBindingElement(node)) return isWithoutRest(node.name);
  const { parent } = node;
  if (ts.isVariableDeclaration(parent)) return isWithoutRest(parent.name);
  if (ts.isPropertyAccessExpression(parent)) return true;
  const isDefault = ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken;
  const isWrapped = ts.isNonNullExpression(parent) || ts.isParenthesizedExpression(parent) || ts.isAsExpression(parent);
  return (isDefault || isWrapped) && areTakenApart(parent);
}

function isWithoutRest(name: ts.BindingName): boolean {
  return ts.isObjectBindingPattern(name) && name.elements.every(({ dotDotDotToken }) => dotDotDotToken === undefined);
}

/** `object.member = value`, `object[key] ??= value`. */
export function noteAssignment(analyser: Analyser, target: ts.Expression, given: ts.Expression | undefined): void {
  const to = skipWrappers(target);
  if (!ts.isPropertyAccessExpression(to) && !ts.isElementAccessExpression(to)) return;
  const object = to.expression;
  if (isOnly(analyser.types(object), arrayType)) return;
  const types = analyser.types(given ?? to);
  const before: Before = (name) => holds(analyser, object, name);
  for (const name of ts.isPropertyAccessExpression(to) ? [to.name.text] : keysOf(analyser, to.argumentExpression)) {
    if (mayBeUndefined(analyser, types, given)) noteUndefined(analyser, name, to, object);
    // What is assigned has a type that tells of the member.
    if (!isOnly(types, undefinedType) && before(name) === true) noteGiven(analyser, name, to, object);
  }
}

function noteSource(analyser: Analyser, source: ts.Expression, object: ts.Expression, before: Before[]): void {
  const { checker } = analyser;
  if (before.length > 0) {
    for (const type of objectTypesOf(analyser, checker.getTypeAtLocation(source))) {
      const names = checker.getPropertiesOfType(type).map((member): Name => member.name);
      if (checker.getIndexInfosOfType(type).length > 0) names.push(undefined);
      for (const name of names) noteGivenAfter(analyser, name, source, object, before);
    }
  }
  before.push((name) => (isRestWithout(analyser, source, name) ? false : holds(analyser, source, name)));
}

/** `others`, where `const { note, ...others } = order` says that it has no `note`. */
function isRestWithout(analyser: Analyser, node: ts.Expression, name: Name): boolean {
  const inner = skipWrappers(node);
  const declaration = ts.isIdentifier(inner) ? analyser.symbolOf(inner)?.valueDeclaration : undefined;
  if (declaration === undefined || !ts.isBindingElement(declaration) || !declaration.dotDotDotToken) return false;
  return declaration.parent.elements.some((element) => {
    const key = ts.isBindingElement(element) ? (element.propertyName ?? element.name) : undefined;
    return element !== declaration && key !== undefined && ts.isIdentifier(key) && key.text === name;
  });
}

function holds(analyser: Analyser, node: ts.Expression, name: Name): Holds {
  const { checker, analysis } = analyser;
  const { groups } = analysis.memberOrder;
  const areGroups = (type: ts.Type): boolean =>
    checker.getIndexInfosOfType(type).length > 0 && (name === undefined ? groups.size > 0 : groups.has(name));
  const all = objectTypesOf(analyser, checker.getTypeAtLocation(node)).map(
    (type) => areGroups(type) || mayHold(checker, type, name),
  );
  return all.includes(true) || all.find((one) => one !== false) || false;
}

function noteGivenAfter(
  analyser: Analyser,
  name: Name,
  node: ts.Node,
  object: ts.Expression,
  before: readonly Before[],
): void {
  const all = before.map((one) => one(name));
  if (all.includes(true)) noteGiven(analyser, name, node, object);
  else for (const one of all) if (typeof one !== "boolean") noteGiven(analyser, name, node, object, one);
}

function noteUndefined(analyser: Analyser, name: Name, node: ts.Node, object: ts.Expression | undefined): void {
  const { undefinedAt } = analyser.analysis.memberOrder;
  const known = undefinedAt.get(name) ?? { node, objects: new Set() };
  if (object !== undefined) known.objects.add(typeOf(analyser, object));
  undefinedAt.set(name, known);
}

function noteGiven(analyser: Analyser, name: Name, node: ts.Node, object: ts.Expression, hiddenIn?: ts.Type): void {
  const { givenAt } = analyser.analysis.memberOrder;
  const known = givenAt.get(name) ?? [];
  for (const type of objectTypesOf(analyser, typeOf(analyser, object))) {
    if (known.some((one) => one.object === type && one.hiddenIn === hiddenIn)) continue;
    known.push({ node, object: type, ...(hiddenIn && { hiddenIn }) });
  }
  givenAt.set(name, known);
}

/** True for what may be undefined; of a name of which nothing is known, what it was given tells. */
function mayBeUndefined(analyser: Analyser, types: ValueTypes, node: ts.Expression | undefined): boolean {
  if (!mayBe(types, undefinedType)) return false;
  const inner = node && skipWrappers(node);
  if (inner !== undefined && ts.isConditionalExpression(inner)) {
    return [inner.whenTrue, inner.whenFalse].some((one) => mayBeUndefined(analyser, analyser.types(one), one));
  }
  if (inner === undefined || !ts.isIdentifier(inner)) return true;
  if (!isUnknown(analyser.checker.getTypeAtLocation(inner))) return true;
  const symbol = analyser.symbolOf(inner);
  const binding = symbol && analyser.environment.lookUp(symbol);
  if (symbol === undefined || binding === undefined || analyser.isReassigned(symbol)) return true;
  const given =
    binding.kind === "value" ? binding.value.types : binding.kind === "variable" ? binding.variable.types : anyType;
  return given !== anyType && mayBe(given, undefinedType);
}

function valueNode(property: ts.ObjectLiteralElementLike): ts.Expression | undefined {
  if (ts.isPropertyAssignment(property)) return property.initializer;
  return ts.isShorthandPropertyAssignment(property) ? property.name : undefined;
}

function isAmong(names: readonly Name[], name: Name): boolean {
  return name === undefined || names.includes(undefined) || names.includes(name);
}

function namesOf(analyser: Analyser, name: ts.PropertyName): readonly Name[] {
  if (ts.isComputedPropertyName(name)) return keysOf(analyser, name.expression);
  return [ts.isNumericLiteral(name) ? String(Number(name.text)) : name.text];
}

/** The keys that an expression may be, where its type tells. */
function keysOf(analyser: Analyser, key: ts.Expression): readonly Name[] {
  const type = analyser.checker.getTypeAtLocation(key);
  const keys = (type.isUnion() ? type.types : [type]).map((one) =>
    one.isStringLiteral() || one.isNumberLiteral() ? String(one.value) : undefined,
  );
  return keys.includes(undefined) ? [undefined] : keys;
}

/** The type of an object as it is taken elsewhere, where a literal may have more members than are asked for. */
function typeOf({ checker }: Analyser, node: ts.Expression): ts.Type {
  return checker.getWidenedType(checker.getTypeAtLocation(node));
}
