import ts from "typescript";

/** The names of variables in an expression. */
export function namesIn(node: ts.Node): readonly ts.Identifier[] {
  if (ts.isIdentifier(node)) {
    const isMember = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
    return isMember ? [] : [node];
  }
  const found: ts.Identifier[] = [];
  ts.forEachChild(node, (child) => void found.push(...namesIn(child)));
  return found;
}
