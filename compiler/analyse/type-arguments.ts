import ts from "typescript";
import { anyType, nullType, objectType, stringType, undefinedType, type ValueTypes } from "../ir/value-types.js";
import type { Environment } from "./environment.js";
import { elementTypesOf, joined, valueTypesOf } from "./value-types-of.js";

/** What a type parameter stands for in one call: a type, with the names where the call is written. */
export interface TypeArgument {
  readonly type: ts.Type;
  readonly environment: Environment;
}

/** Notes what the type parameters of a generic function stand for in a call of it. */
export function bindTypeArguments(
  checker: ts.TypeChecker,
  call: ts.CallExpression,
  callee: ts.SignatureDeclaration,
  caller: Environment,
  environment: Environment,
): void {
  const { typeParameters } = callee;
  const signature = typeParameters === undefined ? undefined : checker.getResolvedSignature(call);
  if (typeParameters === undefined || signature?.declaration !== callee) return;
  const types = checker.getTypeArgumentsForResolvedSignature(signature) ?? [];
  typeParameters.forEach((parameter, index) => {
    const type = types[index];
    if (type !== undefined) {
      environment.bindType(checker.getTypeAtLocation(parameter), { type, environment: caller });
    }
  });
}

/** The kinds of value of a type, where its type parameters stand for those of a call. */
export function instantiatedTypesOf(type: ts.Type, environment: Environment, checker: ts.TypeChecker): ValueTypes {
  const argument = environment.typeArgument(type);
  if (argument !== undefined) return instantiatedTypesOf(argument.type, argument.environment, checker);
  if (type.isUnion()) {
    return joined(type.types.map((member) => instantiatedTypesOf(member, environment, checker)));
  }
  if (type.isIntersection()) return typesOfIntersection(type, environment, checker);
  if (type.flags & ts.TypeFlags.Index) return stringType;
  if (type.flags & ts.TypeFlags.IndexedAccess) {
    return typesOfMember(type as ts.IndexedAccessType, environment, checker) ?? valueTypesOf(type, checker);
  }
  return isMapped(type) ? objectType : valueTypesOf(type, checker);
}

/** `Pick<T, K>` and its like, whose members are not known yet. */
function isMapped(type: ts.Type): boolean {
  const isObject = (type.flags & ts.TypeFlags.Object) !== 0;
  return (
    isObject && ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Mapped) !== 0 && type.getProperties().length === 0
  );
}

/** `T & {}` is `T` without null and undefined. */
function typesOfIntersection(type: ts.IntersectionType, environment: Environment, checker: ts.TypeChecker): ValueTypes {
  const [parameter, ...others] = type.types.filter((part) => environment.typeArgument(part) !== undefined);
  if (parameter === undefined || others.length > 0) return valueTypesOf(type, checker);
  const types = instantiatedTypesOf(parameter, environment, checker) & ~(undefinedType | nullType);
  return types & valueTypesOf(type, checker) || types;
}

/** `T[K]`: the member of the key, or any of them. */
function typesOfMember(
  { objectType: owner, indexType }: ts.IndexedAccessType,
  environment: Environment,
  checker: ts.TypeChecker,
): ValueTypes | undefined {
  const object = argumentOf(owner, environment);
  if (object === undefined) return undefined;
  const keys = (argumentOf(indexType, environment) ?? { type: indexType }).type;
  const names = keys.isUnion() ? keys.types : [keys];
  const members = names.map((name) => (name.isStringLiteral() ? object.type.getProperty(name.value) : undefined));
  const found = members.filter((member) => member !== undefined);
  if (found.length < names.length) return typesOfMembers(object, checker);
  return joined(
    found.map((member) => instantiatedTypesOf(checker.getTypeOfSymbol(member), object.environment, checker)),
  );
}

/** The kinds of value of a member whose name is known, as of `item[key]` where `key: keyof T` is `"id"` in this call. */
export function instantiatedMemberTypes(
  owner: ts.Type,
  name: string,
  environment: Environment,
  checker: ts.TypeChecker,
): ValueTypes {
  const object = argumentOf(owner, environment);
  const member = object?.type.getProperty(name);
  if (object === undefined || member === undefined) return anyType;
  return instantiatedTypesOf(checker.getTypeOfSymbol(member), object.environment, checker);
}

/** `T[keyof T]`, as far as the type tells its members. */
function typesOfMembers({ type, environment }: TypeArgument, checker: ts.TypeChecker): ValueTypes {
  const members = checker.getPropertiesOfType(type);
  const hasIndex = checker.getIndexTypeOfType(type, ts.IndexKind.String) !== undefined;
  if (hasIndex || members.length === 0 || checker.isArrayType(type)) return elementTypesOf(type, checker);
  return joined(members.map((member) => instantiatedTypesOf(checker.getTypeOfSymbol(member), environment, checker)));
}

function argumentOf(type: ts.Type, environment: Environment): TypeArgument | undefined {
  const argument = environment.typeArgument(type);
  return argument === undefined ? undefined : (argumentOf(argument.type, argument.environment) ?? argument);
}

/** The kinds of value that the elements of an array type can have, as {@link instantiatedTypesOf} tells them. */
export function instantiatedElementTypesOf(
  type: ts.Type,
  environment: Environment,
  checker: ts.TypeChecker,
): ValueTypes {
  const argument = environment.typeArgument(type);
  if (argument !== undefined) return instantiatedElementTypesOf(argument.type, argument.environment, checker);
  const apparent = checker.getNonNullableType(type);
  if (apparent.isUnion()) {
    return joined(apparent.types.map((one) => instantiatedElementTypesOf(one, environment, checker)));
  }
  if (checker.isArrayType(apparent) || checker.isTupleType(apparent)) {
    const elements = checker.getTypeArguments(apparent as ts.TypeReference);
    return joined(elements.map((element) => instantiatedTypesOf(element, environment, checker)));
  }
  const index =
    apparent.flags & ts.TypeFlags.Object ? checker.getIndexTypeOfType(apparent, ts.IndexKind.String) : undefined;
  return index === undefined ? elementTypesOf(type, checker) : instantiatedTypesOf(index, environment, checker);
}
