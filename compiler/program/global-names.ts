import ts from "typescript";
import { opaqueBody, statementsOfTypes } from "./type-imports.js";

/**
 * The names that a file uses and declares nowhere: somebody else declares them for everyone. Names are told apart by their
 * text, so a name that is declared anywhere in the file is not among them.
 *
 * @param isWhole true to look at all of it, false at what the types of its exports depend on
 */
export function globalNamesIn(file: ts.SourceFile, isWhole: boolean): ReadonlySet<string> {
  const used = new Set<string>();
  const declared = new Set<string>();
  const ofTypes = isWhole ? undefined : statementsOfTypes(file);
  const visit = (node: ts.Node): void => {
    const body = isWhole ? undefined : opaqueBody(node);
    ts.forEachChild(node, (child) => {
      if (child === body) return;
      if (!ts.isIdentifier(child)) visit(child);
      else if (isDeclaredBy(node, child)) declared.add(child.text);
      else if (!isMemberOf(node, child)) used.add(child.text);
    });
  };
  for (const statement of file.statements) {
    if (ofTypes === undefined || ts.isImportDeclaration(statement) || ofTypes.has(statement)) visit(statement);
  }
  return new Set([...used].filter((name) => !declared.has(name)));
}

/** True for the name by which a file knows what a node declares. */
function isDeclaredBy(node: ts.Node, name: ts.Identifier): boolean {
  return (
    (ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isTypeParameterDeclaration(node) ||
      ts.isImportClause(node) ||
      ts.isNamespaceImport(node) ||
      ts.isImportSpecifier(node) ||
      ts.isImportEqualsDeclaration(node) ||
      ts.isFunctionExpression(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isClassLike(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isEnumDeclaration(node) ||
      ts.isModuleDeclaration(node)) &&
    node.name === name
  );
}

/** True for the name of a member, of a label, or of what another file exports. */
function isMemberOf(node: ts.Node, name: ts.Identifier): boolean {
  if (ts.isShorthandPropertyAssignment(node)) return false;
  if (ts.isQualifiedName(node)) return node.right === name;
  if (ts.isImportSpecifier(node) || ts.isExportSpecifier(node) || ts.isImportTypeNode(node)) return true;
  if (ts.isBindingElement(node)) return node.propertyName === name;
  if (ts.isLabeledStatement(node) || ts.isBreakOrContinueStatement(node)) return true;
  // `as const`
  if (ts.isTypeReferenceNode(node) && name.text === "const") return true;
  return (node as { name?: ts.Node }).name === name;
}
