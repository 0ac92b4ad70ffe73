import ts from "typescript";
import {
  anyType,
  arrayType,
  booleanType,
  collectionTypes,
  dateType,
  mapType,
  mayBe,
  mixedType,
  nullType,
  numberType,
  objectType,
  primitiveTypes,
  setType,
  stringType,
  structuredTypes,
  undefinedType,
  type ValueTypes,
} from "../ir/value-types.js";

const known = new WeakMap<ts.Type, ValueTypes>();

/** The kinds of JSON value that a value of a TypeScript type can have. */
export function valueTypesOf(type: ts.Type, checker: ts.TypeChecker): ValueTypes {
  let types = known.get(type);
  if (types === undefined) {
    known.set(type, anyType); // A type that is defined by itself.
    types = compute(type, checker);
    known.set(type, types);
  }
  return types;
}

function compute(type: ts.Type, checker: ts.TypeChecker): ValueTypes {
  const { flags } = type;
  if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return anyType;
  if (flags & ts.TypeFlags.Never) return 0;
  if (type.isUnion()) return joined(type.types.map((member) => valueTypesOf(member, checker)));
  if (flags & ts.TypeFlags.StringLike) return stringType;
  if (flags & ts.TypeFlags.NumberLike) return numberType;
  if (flags & ts.TypeFlags.BooleanLike) return booleanType;
  if (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) return undefinedType;
  if (flags & ts.TypeFlags.Null) return nullType;
  if (type.isIntersection()) return typesOfAll(type.types, checker);
  if (checker.isArrayType(type) || checker.isTupleType(type) || isMatch(type)) return arrayType;
  if (isDate(type)) return dateType;
  const collection = collectionOf(type);
  if (collection !== undefined) return collection === "Set" ? setType : mapType;
  if (flags & ts.TypeFlags.NonPrimitive) return objectType | arrayType;
  if (flags & ts.TypeFlags.Instantiable) {
    const constraint = checker.getBaseConstraintOfType(type);
    return constraint === undefined || constraint === type ? anyType : valueTypesOf(constraint, checker);
  }
  const changed = changedMembers(type);
  if (changed !== undefined) return valueTypesOf(changed, checker);
  return isEmptyObjectType(type, checker) ? primitiveTypes | arrayType | objectType : objectType;
}

/** What is of all these types: `T & {}`, which is `NonNullable<T>`, is what `T` is where it is there. */
function typesOfAll(types: readonly ts.Type[], checker: ts.TypeChecker): ValueTypes {
  const others = types.filter((one) => !isEmptyObjectType(one, checker));
  const [only] = others;
  if (only !== undefined && others.length === 1) return valueTypesOf(only, checker) & ~(nullType | undefinedType);
  const parts = others.map((member) => valueTypesOf(member, checker));
  const primitive = parts.find((part) => (part & primitiveTypes) !== 0 && (part & ~primitiveTypes) === 0);
  return primitive ?? (parts.some((part) => part === arrayType) ? arrayType : objectType);
}

/** The type of which `Partial<Record<K, V>>` is, whose members nobody knows as long as `K` is open. */
function changedMembers({ aliasSymbol, aliasTypeArguments }: ts.Type): ts.Type | undefined {
  if (aliasSymbol === undefined || !/^(Partial|Readonly|Required)$/.test(aliasSymbol.name)) return undefined;
  const isOfLibrary = aliasSymbol.declarations?.some((one) => one.getSourceFile().isDeclarationFile) === true;
  return isOfLibrary ? aliasTypeArguments?.[0] : undefined;
}

/** A Date of the library. */
export function isDate(type: ts.Type): boolean {
  const symbol = type.symbol as ts.Symbol | undefined;
  return symbol?.name === "Date" && (symbol.declarations ?? []).some((one) => one.getSourceFile().isDeclarationFile);
}

/** Which one of the library's Set and Map a type is. */
export function collectionOf(type: ts.Type): "Set" | "Map" | undefined {
  const symbol = type.symbol as ts.Symbol | undefined;
  const name = /^(?:Readonly)?(Set|Map)$/.exec(symbol?.name ?? "")?.[1];
  if (name === undefined || symbol?.declarations?.some((one) => one.getSourceFile().isDeclarationFile) !== true) {
    return undefined;
  }
  return name as "Set" | "Map";
}

/** What a value is that may be of several types. A Set or Map among other arrays and objects could not be told from them. */
export function joined(types: readonly ValueTypes[]): ValueTypes {
  const all = types.reduce((one, other) => one | other, 0);
  const structured = types.map((one) => one & structuredTypes).filter((one) => one !== 0);
  const isMixed = mayBe(all, collectionTypes) && structured.some((one) => one !== structured[0]);
  return isMixed ? all | mixedType : all;
}

/** What matching a regular expression gives: an array of texts. */
function isMatch(type: ts.Type): boolean {
  const name = (type.symbol as ts.Symbol | undefined)?.name;
  return name === "RegExpMatchArray" || name === "RegExpExecArray";
}

/** `{}` in a type position: anything but null and undefined. An object literal without members is an object. */
function isEmptyObjectType(type: ts.Type, checker: ts.TypeChecker): boolean {
  if (!(type.flags & ts.TypeFlags.Object)) return false;
  const isLiteral = ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.ObjectLiteral) !== 0;
  return (
    !isLiteral &&
    type.getProperties().length === 0 &&
    type.getCallSignatures().length === 0 &&
    type.getConstructSignatures().length === 0 &&
    checker.getIndexInfosOfType(type).length === 0
  );
}

/** The kinds of value that the elements of an array type, or the members of an object type, can have. */
export function elementTypesOf(type: ts.Type, checker: ts.TypeChecker): ValueTypes {
  const apparent = checker.getNonNullableType(type);
  if (apparent.isUnion()) {
    return joined(apparent.types.map((member) => elementTypesOf(member, checker)));
  }
  const constraint = checker.getBaseConstraintOfType(apparent) ?? apparent;
  if (checker.isTupleType(constraint) || checker.isArrayType(constraint)) {
    const elements = checker.getTypeArguments(constraint as ts.TypeReference);
    return joined(elements.map((element) => valueTypesOf(element, checker)));
  }
  if (isMatch(constraint) || (constraint.flags & ts.TypeFlags.StringLike) !== 0) return stringType;
  if (/^(Readonly)?Map$/.test((constraint.symbol as ts.Symbol | undefined)?.name ?? "")) return arrayType;
  if (isIterable(constraint)) {
    const [element] = checker.getTypeArguments(constraint as ts.TypeReference);
    if (element !== undefined) return valueTypesOf(element, checker);
  }
  return constraint.flags & ts.TypeFlags.Object ? memberTypesOf(constraint, checker) : anyType;
}

const iterables = /^(Set|ReadonlySet|IteratorObject|(Iterable|Array|Set|Map|String|RegExpString)Iterator)$/;

/** A type of the library whose first type argument is that of the elements. */
function isIterable(type: ts.Type): boolean {
  return iterables.test((type.symbol as ts.Symbol | undefined)?.name ?? "");
}

/** Without an index signature an object may have more members than its type tells. */
function memberTypesOf(type: ts.Type, checker: ts.TypeChecker): ValueTypes {
  const index = checker.getIndexTypeOfType(type, ts.IndexKind.String);
  return index === undefined ? anyType : valueTypesOf(index, checker);
}
