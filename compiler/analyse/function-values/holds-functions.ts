import ts from "typescript";

const known = new WeakMap<ts.Type, boolean>();

/** True for the type of a function or regular expression, and of an object or array of the author's own that may hold one, three levels deep. */
export function holdsFunctions(type: ts.Type, checker: ts.TypeChecker): boolean {
  const earlier = known.get(type);
  if (earlier !== undefined) return earlier;
  const holds = search(type, checker, 3);
  known.set(type, holds);
  return holds;
}

function search(type: ts.Type, checker: ts.TypeChecker, levels: number): boolean {
  if (type.isUnionOrIntersection()) return type.types.some((member) => search(member, checker, levels));
  if ((type.flags & ts.TypeFlags.Instantiable) !== 0) {
    // `Handlers[Kind]` of a generic function: what it can be at most.
    const widest = checker.getBaseConstraintOfType(type);
    return widest !== undefined && widest !== type && search(widest, checker, levels);
  }
  if ((type.flags & ts.TypeFlags.Object) === 0) return false;
  if (type.getCallSignatures().length > 0 || isPattern(type)) return true;
  if (levels === 0) return false;
  if (checker.isArrayType(type) || checker.isTupleType(type)) {
    return checker.getTypeArguments(type as ts.TypeReference).some((element) => search(element, checker, levels - 1));
  }
  if (isOfLibraryOrClass(type)) return false;
  const entry = checker.getIndexTypeOfType(type, ts.IndexKind.String);
  if (entry !== undefined && search(entry, checker, levels - 1)) return true;
  return checker
    .getPropertiesOfType(type)
    .some((property) => search(checker.getTypeOfSymbol(property), checker, levels - 1));
}

function isPattern(type: ts.Type): boolean {
  return (type.symbol as ts.Symbol | undefined)?.name === "RegExp" && isOfLibraryOrClass(type);
}

/** Dates, maps, promises and errors have methods, which are no functions that an author has put there. */
function isOfLibraryOrClass(type: ts.Type): boolean {
  const symbol = type.symbol as ts.Symbol | undefined;
  if (symbol === undefined) return false;
  if ((symbol.flags & ts.SymbolFlags.Class) !== 0) return true;
  const isInterface = (symbol.flags & ts.SymbolFlags.Interface) !== 0;
  return isInterface && (symbol.declarations ?? []).some((one) => one.getSourceFile().isDeclarationFile);
}
