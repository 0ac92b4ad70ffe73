import ts from "typescript";
import { arrayType, mayBe, objectType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { collectionOf } from "../value-types-of.js";

/** True for a value that cannot be changed in place at all. */
export function isPlain(analyser: Analyser, node: ts.Node): boolean {
  return !mayBe(analyser.types(node), arrayType | objectType);
}

/**
 * True for an array or object whose elements or members are all plain: copying it copies the whole value.
 *
 * @param key the only member that matters
 */
export function holdsPlainParts(analyser: Analyser, node: ts.Expression, key?: string): boolean {
  return areAllPlain(analyser, analyser.checker.getTypeAtLocation(node), key);
}

/** Types that do not say what their values hold: type parameters, `object`, `unknown`. */
const opaque = ts.TypeFlags.Instantiable | ts.TypeFlags.NonPrimitive | ts.TypeFlags.Any | ts.TypeFlags.Unknown;

function areAllPlain(analyser: Analyser, type: ts.Type, key: string | undefined): boolean {
  if (type.isUnion()) return type.types.every((one) => areAllPlain(analyser, one, key));
  if ((type.flags & opaque) !== 0) return false;
  if (type.isIntersection() && type.types.some(({ flags }) => (flags & opaque) !== 0)) return false;
  const { checker } = analyser;
  if (collectionOf(type) !== undefined) {
    return checker.getTypeArguments(type as ts.TypeReference).every((part) => isPlainType(analyser, part));
  }
  const member = key === undefined ? undefined : checker.getPropertyOfType(type, key);
  if (member !== undefined) return isPlainType(analyser, checker.getTypeOfSymbol(member));
  const element = checker.getIndexTypeOfType(type, ts.IndexKind.Number);
  const parts =
    element === undefined
      ? checker.getPropertiesOfType(type).map((property) => checker.getTypeOfSymbol(property))
      : [element];
  const others = checker.getIndexTypeOfType(type, ts.IndexKind.String);
  if (others !== undefined) parts.push(others);
  return parts.every((part) => isPlainType(analyser, part));
}

function isPlainType(analyser: Analyser, type: ts.Type): boolean {
  return (type.flags & opaque) === 0 && !mayBe(analyser.typesOf(type), arrayType | objectType);
}
