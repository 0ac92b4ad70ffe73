import ts from "typescript";

/** True for a record, Map, list, tuple or object of nothing but lists of objects. */
export function holdsLists(checker: ts.TypeChecker, type: ts.Type): boolean {
  const whole = checker.getNonNullableType(type);
  const areLists = (types: readonly ts.Type[]): boolean =>
    types.length > 0 && types.every((one) => isListOfObjects(checker, one));
  if (isMapType(whole)) return areLists(checker.getTypeArguments(whole as ts.TypeReference).slice(1));
  if (checker.isArrayType(whole) || checker.isTupleType(whole)) {
    return areLists(checker.getTypeArguments(whole as ts.TypeReference));
  }
  if ((whole.flags & ts.TypeFlags.Object) === 0 || whole.getCallSignatures().length > 0) return false;
  const members = checker.getPropertiesOfType(whole).map((member) => checker.getTypeOfSymbol(member));
  return areLists([...members, ...checker.getIndexInfosOfType(whole).map((info) => info.type)]);
}

export function isMapType(type: ts.Type): boolean {
  return /^(Readonly)?Map$/.test((type.symbol as ts.Symbol | undefined)?.name ?? "");
}

export function isListOfObjects(checker: ts.TypeChecker, type: ts.Type): boolean {
  const list = checker.getNonNullableType(type);
  if (!checker.isArrayType(list)) return false;
  const [element] = checker.getTypeArguments(list as ts.TypeReference);
  return element !== undefined && isObject(checker, element);
}

function isObject(checker: ts.TypeChecker, type: ts.Type): boolean {
  if (type.isUnion()) return type.types.every((one) => isObject(checker, one));
  if (checker.isArrayType(type) || checker.isTupleType(type)) return false;
  return (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.TypeParameter | ts.TypeFlags.Intersection)) !== 0;
}
