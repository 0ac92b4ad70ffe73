import ts from "typescript";

/** True for a type that names undefined among what it may be. */
export function includesUndefined(type: ts.Type): boolean {
  return (type.isUnion() ? type.types : [type]).some(({ flags }) => (flags & ts.TypeFlags.Undefined) !== 0);
}

/**
 * True for a member that may be there and undefined by its type.
 *
 * @param isOne says whether a value of a type may be undefined
 */
export function mayBeUndefinedMember(
  checker: ts.TypeChecker,
  member: ts.Symbol,
  isOne: (type: ts.Type) => boolean,
): boolean {
  // `note?: string | undefined` says that it may be there and undefined.
  if (member.flags & ts.SymbolFlags.Optional) {
    const declarations = member.declarations ?? [];
    return declarations.some((one) => ts.isPropertySignature(one) && one.type !== undefined && saysUndefined(one.type));
  }
  return isOne(checker.getTypeOfSymbol(member));
}

function saysUndefined(type: ts.TypeNode): boolean {
  if (ts.isUnionTypeNode(type)) return type.types.some(saysUndefined);
  return type.kind === ts.SyntaxKind.UndefinedKeyword;
}
