import ts from "typescript";

const known = new WeakMap<ts.Type, boolean>();

/** True for the type of a promise, and of an object or array of the author's own that may hold one, two levels deep. */
export function holdsPromises(type: ts.Type, checker: ts.TypeChecker): boolean {
  const earlier = known.get(type);
  if (earlier !== undefined) return earlier;
  const holds = search(type, checker, 2);
  known.set(type, holds);
  return holds;
}

function search(type: ts.Type, checker: ts.TypeChecker, levels: number): boolean {
  if (type.isUnionOrIntersection()) return type.types.some((member) => search(member, checker, levels));
  if ((type.flags & ts.TypeFlags.Object) === 0) return false;
  const symbol = type.symbol as ts.Symbol | undefined;
  if (["Promise", "PromiseLike"].includes(symbol?.name ?? "")) return true;
  if (levels === 0) return false;
  if (checker.isArrayType(type) || checker.isTupleType(type)) {
    return checker.getTypeArguments(type as ts.TypeReference).some((element) => search(element, checker, levels - 1));
  }
  const isDeclared = (symbol?.declarations ?? []).some((one) => one.getSourceFile().isDeclarationFile);
  if (symbol === undefined || isDeclared || (symbol.flags & ts.SymbolFlags.Class) !== 0) return false;
  if (type.getCallSignatures().length > 0) return false;
  return checker
    .getPropertiesOfType(type)
    .some((property) => search(checker.getTypeOfSymbol(property), checker, levels - 1));
}
