import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import { arrayType, isOnly, objectType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { checkMembersInOrder } from "../member-order/check-order.js";
import { bindAlias } from "../mutation/bind-alias.js";
import { isAliasHere } from "../mutation/aliases.js";
import { boundIndexNamed } from "../mutation/index-positions.js";
import { objectOfMembers } from "../mutation/paths.js";
import { fixedPlace } from "../mutation/fixed-place.js";
import { partAt, type Step } from "../mutation/place.js";
import { placeOf } from "../mutation/place-of.js";
import { bindPattern } from "../patterns.js";
import { checkListing } from "../undefined-members.js";

/** The keys of an object whose members a loop changes in place, and how a key and its member get their names. */
interface ChangedMembers {
  readonly keys: Expression;
  readonly bind: (name: ts.BindingName, key: Expression) => void;
}

/**
 * `for (const [key, member] of Object.entries(object))` and `for (const member of Object.values(object))` where the member is
 * changed in place: a loop over the keys, in which the member's name stands for the place of that key.
 *
 * @returns undefined for any other loop
 */
export function changedMembers(analyser: Analyser, node: ts.ForOfStatement): ChangedMembers | undefined {
  const { initializer, expression } = node;
  const name = ts.isVariableDeclarationList(initializer) ? initializer.declarations[0]?.name : undefined;
  if (name === undefined || ts.isObjectBindingPattern(name)) return undefined;
  const object = objectOfMembers(expression, ts.isIdentifier(name) ? "values" : "entries");
  const [key, member] = ts.isIdentifier(name) ? [undefined, name] : name.elements.map(nameOf);
  const symbol = member && ts.isIdentifier(member) ? analyser.checker.getSymbolAtLocation(member) : undefined;
  if (object === undefined || symbol === undefined || !isOnly(analyser.types(object), objectType)) return undefined;
  if (!isAliasHere(analyser, symbol) || boundIndexNamed(analyser, object) !== undefined) return undefined;
  checkListing(analyser, ts.isIdentifier(name) ? "Object.values" : "Object.entries", [object]);
  checkMembersInOrder(analyser, object);
  const found = placeOf(analyser, object);
  if (found === undefined) return undefined;
  const place = fixedPlace(analyser, found);
  const span = analyser.span(object);
  const types = analyser.types(member as ts.Identifier);
  return {
    keys: { kind: "builtin", name: "Object.keys", operands: [partAt(analyser, place)], types: arrayType, span },
    bind: (_name, read) => {
      const step: Step = { node: object, key: read, types };
      bindAlias(analyser, symbol, { ...place, steps: [...place.steps, step] });
      if (key !== undefined) bindPattern(analyser, key, read);
    },
  };
}

function nameOf(element: ts.ArrayBindingElement): ts.BindingName | undefined {
  return ts.isBindingElement(element) ? element.name : undefined;
}
