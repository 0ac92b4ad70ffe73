import ts from "typescript";
import type { Analyser } from "./analyser.js";
import { skipWrappers } from "./skip-wrappers.js";

/**
 * The name in `helpers.add`, `Money.add`: of a module that is imported as a whole, of a namespace, or of a class, whose members are
 * what their declarations say; undefined for a member of anything else.
 */
export function memberDeclared(analyser: Analyser, node: ts.Expression): ts.Identifier | undefined {
  const inner = skipWrappers(node);
  if (!ts.isPropertyAccessExpression(inner) || !ts.isIdentifier(inner.name)) return undefined;
  const whole = skipWrappers(inner.expression);
  const name = ts.isPropertyAccessExpression(whole) ? whole.name : whole;
  const symbol = ts.isIdentifier(name) ? analyser.symbolOf(name) : undefined;
  const declares = symbol !== undefined && (symbol.flags & (ts.SymbolFlags.Module | ts.SymbolFlags.Class)) !== 0;
  return declares ? inner.name : undefined;
}

/** True for a static method of a class that nobody replaces. */
export function isStaticMethod(analyser: Analyser, node: ts.Node): node is ts.MethodDeclaration {
  return ts.isMethodDeclaration(node) && node.body !== undefined && isStaticMember(analyser, node);
}

/** True for `static readonly add = () => …`. */
export function isStaticFunction(analyser: Analyser, node: ts.Node): node is ts.PropertyDeclaration {
  return ts.isPropertyDeclaration(node) && isStaticMember(analyser, node);
}

function isStaticMember(analyser: Analyser, node: ts.MethodDeclaration | ts.PropertyDeclaration): boolean {
  const isStatic = (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Static) !== 0;
  return isStatic && ts.isIdentifier(node.name) && !isAssigned(analyser, node, node.name.text);
}

const assigned = new WeakMap<ts.SourceFile, ReadonlySet<string>>();

/** True where a member of the name is assigned anywhere in the project: then the method may be another function. */
function isAssigned({ analysis }: Analyser, node: ts.Node, name: string): boolean {
  return [...analysis.files(), node.getSourceFile()].some((file) => {
    let names = assigned.get(file);
    if (names === undefined) assigned.set(file, (names = assignedMembers(file)));
    return names.has(name);
  });
}

function assignedMembers(file: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  if (file.isDeclarationFile) return names;
  const visit = (node: ts.Node): void => {
    const isAssignment = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    if (isAssignment && ts.isPropertyAccessExpression(node.left)) names.add(node.left.name.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
}
