import ts from "typescript";

/** Which values make a call one that is written out: lists of elements in records, Maps and lists, or elements in anything. */
export type Concern = "lists of elements" | "elements";

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

/** True for a list, record or Map of objects, and for an object that has an object or a list of them for a member. */
export function holdsElements(checker: ts.TypeChecker, type: ts.Type): boolean {
  const whole = checker.getNonNullableType(type);
  if (whole.isUnion()) return whole.types.some((one) => holdsElements(checker, one));
  const isElement = (one: ts.Type): boolean => {
    const part = checker.getNonNullableType(one);
    return isListOfObjects(checker, part) || (!isListType(checker, part) && isObject(checker, part));
  };
  const given = (): readonly ts.Type[] => checker.getTypeArguments(whole as ts.TypeReference);
  if (isMapType(whole)) return given().slice(1).some(isElement);
  if (isListType(checker, whole)) return given().some(isElement);
  if ((whole.flags & ts.TypeFlags.Object) === 0 || whole.getCallSignatures().length > 0) return false;
  if (/^(Date|Set|RegExp|Promise|Error)$/.test((whole.symbol as ts.Symbol | undefined)?.name ?? "")) return false;
  const members = checker.getPropertiesOfType(whole).map((member) => checker.getTypeOfSymbol(member));
  return [...members, ...checker.getIndexInfosOfType(whole).map((info) => info.type)].some(isElement);
}

function isListType(checker: ts.TypeChecker, type: ts.Type): boolean {
  return checker.isArrayType(type) || checker.isTupleType(type);
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
  if (isListType(checker, type)) return false;
  return (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.TypeParameter | ts.TypeFlags.Intersection)) !== 0;
}
