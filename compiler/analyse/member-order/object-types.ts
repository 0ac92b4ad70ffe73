import ts from "typescript";
import type { Analyser } from "../analyser.js";
import type { Environment } from "../environment.js";
import { isUnknown } from "../hidden-undefined.js";
import { includesUndefined, mayBeUndefinedMember } from "../undefined-types.js";
import type { Name } from "./noted.js";

/** The types of objects among those that a type consists of, with what type parameters stand for in this call. */
export function objectTypesOf(analyser: Analyser, type: ts.Type): readonly ts.Type[] {
  return partsOf(type, analyser.environment).filter((one) => isObject(one));
}

/** The same, and the types of all objects that are in such an object, in lists of it, and so on. */
export function* objectTypesIn(checker: ts.TypeChecker, environment: Environment, type: ts.Type): Iterable<ts.Type> {
  const seen = new Set<ts.Type>();
  const open = [type];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const part of partsOf(next, environment)) {
      if (seen.has(part)) continue;
      seen.add(part);
      if (checker.isArrayType(part) || checker.isTupleType(part)) {
        open.push(...checker.getTypeArguments(part as ts.TypeReference));
      } else if (isObject(part) && part.getCallSignatures().length === 0) {
        yield part;
        open.push(...checker.getPropertiesOfType(part).map((member) => checker.getTypeOfSymbol(member)));
        open.push(...checker.getIndexInfosOfType(part).map((info) => info.type));
      }
    }
  }
}

function partsOf(type: ts.Type, environment: Environment): readonly ts.Type[] {
  const argument = environment.typeArgument(type);
  if (argument !== undefined) return partsOf(argument.type, argument.environment);
  return type.isUnion() ? type.types.flatMap((one) => partsOf(one, environment)) : [type];
}

const primitive =
  ts.TypeFlags.StringLike |
  ts.TypeFlags.NumberLike |
  ts.TypeFlags.BooleanLike |
  ts.TypeFlags.Undefined |
  ts.TypeFlags.Null |
  ts.TypeFlags.Void |
  ts.TypeFlags.Never;

function isObject(type: ts.Type): boolean {
  return (type.flags & primitive) === 0;
}

/** True for a type that says nothing of the members of its objects: `unknown`, `any`, `object`, `{}`, a type parameter. */
export function isOpaque(type: ts.Type, checker: ts.TypeChecker): boolean {
  if ((type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) === 0) return true;
  return checker.getPropertiesOfType(type).length === 0 && checker.getIndexInfosOfType(type).length === 0;
}

/** Whether an object may have a member that is there and undefined; a type where that does not tell of the member at all. */
export type Holds = boolean | ts.Type;

/** The same of an object type. */
export function mayHold(checker: ts.TypeChecker, type: ts.Type, name: Name): Holds {
  if (isOpaque(type, checker)) return type;
  const isOne = (one: ts.Type): boolean => includesUndefined(one) || isUnknown(one);
  const isIndexed = checker.getIndexInfosOfType(type).some((info) => isOne(info.type));
  if (name === undefined) {
    const members = checker.getPropertiesOfType(type);
    return isIndexed || members.some((member) => mayBeUndefinedMember(checker, member, isOne)) || type;
  }
  const member = checker.getPropertyOfType(type, name);
  if (member !== undefined) return mayBeUndefinedMember(checker, member, isOne);
  return checker.getIndexInfosOfType(type).length > 0 ? isIndexed : type;
}
