import ts from "typescript";
import type { Expression } from "../ir/expression.js";
import type { Analyser } from "./analyser.js";
import { passesOverUndefined } from "./expressions/passes-over.js";
import { undefinedElements } from "./expressions/undefined-elements.js";
import { namesOutside } from "./from-outside.js";
import { isUnknown } from "./hidden-undefined.js";
import { noteAssign } from "./member-order/note.js";
import { originsOf } from "./member-order/origins.js";
import { objectTypesOf } from "./member-order/object-types.js";
import { skipWrappers } from "./skip-wrappers.js";
import { includesUndefined, mayBeUndefinedMember } from "./undefined-types.js";

/**
 * Members that are there and undefined. JavaScript lists them, and spreads them over what was there before; the objects of
 * a state machine are JSON, where no such member exists. So nothing that could tell may be asked of an object whose type
 * has them.
 *
 * A member that is missing when it has no value (`note?: string`) makes no difference, and neither does one of a type from
 * a declaration file, which describes JSON, or of a value that came from outside.
 */

/** A member by its name; undefined stands for any that an index signature allows. */
type Name = string | undefined;

/** How a message names the member of an index signature. */
const anyKey = "[key]";

/** Functions that tell which members an object has. */
const listing = /^Object\.(keys|values|entries|hasOwn|hasOwnProperty)$/;

/** Checks the object that a library function lists the members of. */
export function checkListing(analyser: Analyser, builtin: string, nodes: readonly ts.Expression[]): void {
  if (builtin === "Object.assign") checkAssign(analyser, nodes);
  const [object] = nodes;
  if (object === undefined || !listing.test(builtin) || dropsUndefined(analyser, builtin, object)) return;
  checkMembersKnown(analyser, object);
}

/** `Object.entries(o).filter(([, v]) => v !== undefined)`: the members without a value are left out at once. */
function dropsUndefined(analyser: Analyser, builtin: string, object: ts.Expression): boolean {
  const { parent: call } = object;
  if (!ts.isCallExpression(call)) return false;
  if (passesOverUndefined(call, builtin === "Object.entries")) return true;
  if (builtin === "Object.values") return undefinedElements(analyser, call) === "dropped";
  return builtin === "Object.entries" && undefinedElements(analyser, call, 1) === "dropped";
}

/**
 * Refuses an object of which it is asked which members it has.
 *
 * @param key the one in question; all of them by default
 */
export function checkMembersKnown(analyser: Analyser, object: ts.Expression, key?: Expression): void {
  const asked = key?.kind === "literal" ? String(key.value) : undefined;
  const matters = (one: Name): boolean => asked === undefined || one === undefined || one === asked;
  check(analyser, object, matters, "JavaScript has the member all the same");
}

/** Checks the parts of `{ ...a, b, ...c }`: an undefined member of one takes the place of an earlier one. */
export function checkSpreads(analyser: Analyser, { properties }: ts.ObjectLiteralExpression): void {
  properties.forEach((property, index) => {
    if (!ts.isSpreadAssignment(property) || index === 0) return;
    checkOver(analyser, property.expression, (name) => {
      const isReplaced = properties.slice(index + 1).some((later) => name !== undefined && nameOf(later) === name);
      return !isReplaced && properties.slice(0, index).some((earlier) => mayHave(analyser, earlier, name));
    });
  });
}

/** Checks the sources of `Object.assign(target, …)`. */
export function checkAssign(analyser: Analyser, nodes: readonly ts.Expression[]): void {
  noteAssign(analyser, nodes);
  nodes.forEach((node, index) => {
    if (index === 0) return;
    checkOver(analyser, node, (name) =>
      nodes.slice(0, index).some((earlier) => mayHaveMember(analyser, earlier, name)),
    );
  });
}

function checkOver(analyser: Analyser, node: ts.Expression, isThereBefore: (name: Name) => boolean): void {
  check(analyser, node, isThereBefore, "JavaScript then puts undefined in place of what was there");
}

function problem(analyser: Analyser, node: ts.Expression, name: string, effect: string): void {
  const hint =
    name === anyKey
      ? "Type it `Record<string, T>`, without `undefined` or `Partial`, and set no member without a value; what reads a member gets `undefined` where there is none. Or leave those out at once: `Object.entries(o).filter(([, value]) => value !== undefined)`, or `if (value === undefined) continue;` first in a loop over them."
      : `Leave the member out where it has no value, \`...(x !== undefined && { ${name}: x })\`, and type it \`${name}?:\` without \`undefined\`.`;
  analyser.problem(node, "SP1250", { text: node.getText(), name, effect, hint });
}

function nameOf({ name }: ts.ObjectLiteralElementLike): Name {
  return name === undefined || ts.isComputedPropertyName(name) ? undefined : name.text;
}

function mayHave(analyser: Analyser, property: ts.ObjectLiteralElementLike, name: Name): boolean {
  if (ts.isSpreadAssignment(property)) return mayHaveMember(analyser, property.expression, name);
  const own = nameOf(property);
  return own === undefined || name === undefined || own === name;
}

function mayHaveMember(analyser: Analyser, node: ts.Expression, name: Name): boolean {
  const { checker } = analyser;
  return objectTypes(analyser, node).some((type) => {
    if (checker.getIndexInfosOfType(type).length > 0) return true;
    return name === undefined ? type.getProperties().length > 0 : checker.getPropertyOfType(type, name) !== undefined;
  });
}

/** Reports the first member that may be there and undefined, of those that matter. */
function check(analyser: Analyser, node: ts.Expression, matters: (name: Name) => boolean, effect: string): void {
  const name = memberThat(analyser, node, matters, includesUndefined);
  const hidden = name ?? memberThat(analyser, node, matters, isUnknown);
  if (hidden !== undefined) {
    if (namesOutside(analyser, node)) return;
    const report = (): void => problem(analyser, node, hidden, effect);
    if (name === undefined) analyser.analysis.hiddenUndefined.asked.push(report);
    else report();
    return;
  }
  checkOrigins(analyser, node, matters, effect);
}

/** Looks for members of which the type does not tell in what the object is made of; a spread of an index signature leaves no trace. */
function checkOrigins(analyser: Analyser, node: ts.Expression, matters: (name: Name) => boolean, effect: string): void {
  const { hiddenUndefined, memberOrder } = analyser.analysis;
  const report = (untold: string): void => problem(analyser, node, untold, effect);
  for (const origin of originsOf(analyser, node)) {
    if (namesOutside(analyser, origin)) continue;
    if (indexThat(analyser, origin, includesUndefined) && matters(undefined)) report(anyKey);
    else if (indexThat(analyser, origin, isUnknown) && matters(undefined)) {
      hiddenUndefined.asked.push(() => {
        report(anyKey);
      });
    }
    const types = objectTypesOf(analyser, analyser.checker.getTypeAtLocation(origin));
    memberOrder.listed.push({ types, matters, report });
  }
}

function indexThat(analyser: Analyser, node: ts.Expression, isOne: (type: ts.Type) => boolean): boolean {
  return objectTypes(analyser, node).some((type) =>
    analyser.checker
      .getIndexInfosOfType(type)
      .some(({ type: value, declaration }) => isOne(value) && !isDescribed(declaration)),
  );
}

/** The name of the first member of a type that may be undefined; `[key]` for any of an index signature. */
function memberThat(
  analyser: Analyser,
  node: ts.Expression,
  matters: (name: Name) => boolean,
  isOne: (type: ts.Type) => boolean,
): string | undefined {
  const { checker } = analyser;
  for (const type of objectTypes(analyser, node)) {
    const member = checker
      .getPropertiesOfType(type)
      .find(
        (property) =>
          !isDescribedMember(property) && mayBeUndefinedMember(checker, property, isOne) && matters(property.name),
      );
    if (member !== undefined) return member.name;
  }
  return indexThat(analyser, node, isOne) && matters(undefined) ? anyKey : undefined;
}

/** The types that an object may have, with what type parameters stand for in this call. */
function objectTypes(analyser: Analyser, node: ts.Expression): readonly ts.Type[] {
  const { checker, environment } = analyser;
  const given = checker.getTypeAtLocation(skipWrappers(node));
  let type = given;
  for (
    let argument = environment.typeArgument(type);
    argument !== undefined;
    argument = argument.environment.typeArgument(type)
  ) {
    type = argument.type;
  }
  const present = checker.getNonNullableType(type);
  const types = present.isUnion() ? present.types : [present];
  return types.filter(({ flags }) => (flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0);
}

function isDescribedMember({ declarations = [] }: ts.Symbol): boolean {
  return declarations.length > 0 && declarations.every(isDescribed);
}

/** True in a declaration file: the types of services, whose answers are JSON. */
function isDescribed(declaration: ts.Declaration | undefined): boolean {
  return declaration?.getSourceFile().isDeclarationFile === true;
}
