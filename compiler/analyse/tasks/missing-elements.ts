import ts from "typescript";

/** Types of recursive data go on without end. */
const deepest = 8;

/** True for a type of data with a list whose elements may be undefined: in JSON these are null. */
export function mayMissElements(checker: ts.TypeChecker, type: ts.Type, depth = 0): boolean {
  if (depth > deepest) return false;
  if (type.isUnionOrIntersection()) return type.types.some((one) => mayMissElements(checker, one, depth + 1));
  if (checker.isArrayType(type) || checker.isTupleType(type)) {
    return checker
      .getTypeArguments(type as ts.TypeReference)
      .some((element) => mayBeUndefined(element) || mayMissElements(checker, element, depth + 1));
  }
  if ((type.flags & ts.TypeFlags.Object) === 0 || type.getCallSignatures().length > 0) return false;
  const index = type.getStringIndexType();
  if (index !== undefined && mayMissElements(checker, index, depth + 1)) return true;
  return type.getProperties().some((member) => mayMissElements(checker, checker.getTypeOfSymbol(member), depth + 1));
}

function mayBeUndefined(type: ts.Type): boolean {
  const all = type.isUnion() ? type.types : [type];
  return all.some(({ flags }) => (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) !== 0);
}
