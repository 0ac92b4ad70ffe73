import ts from "typescript";
import { skipWrappers } from "../skip-wrappers.js";

/**
 * True where a name that stands for an error would have to stand for something else: in the second arm of
 * `error instanceof Error ? error.message : JSON.stringify(error)`, behind `if (error instanceof Error) return …;`. Nothing gets there.
 */
export function isRuledOut(name: ts.Identifier): boolean {
  const isError = (condition: ts.Expression): boolean => {
    const test = skipWrappers(condition);
    if (!ts.isBinaryExpression(test)) return false;
    const { kind } = test.operatorToken;
    if (kind === ts.SyntaxKind.BarBarToken) return isError(test.left) || isError(test.right);
    return kind === ts.SyntaxKind.InstanceOfKeyword && isNamed(test.left, name.text) && isNamed(test.right, "Error");
  };
  const isNoError = (condition: ts.Expression): boolean => {
    const test = skipWrappers(condition);
    if (ts.isBinaryExpression(test) && test.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) {
      return isNoError(test.left) || isNoError(test.right);
    }
    return (
      ts.isPrefixUnaryExpression(test) && test.operator === ts.SyntaxKind.ExclamationToken && isError(test.operand)
    );
  };
  for (let node: ts.Node = name; !ts.isFunctionLike(node) && !ts.isSourceFile(node); node = node.parent) {
    const { parent } = node;
    if (ts.isConditionalExpression(parent)) {
      if (
        node === parent.whenFalse ? isError(parent.condition) : node === parent.whenTrue && isNoError(parent.condition)
      )
        return true;
    } else if (ts.isIfStatement(parent)) {
      const { expression, thenStatement, elseStatement } = parent;
      if (node === elseStatement ? isError(expression) : node === thenStatement && isNoError(expression)) return true;
    } else if (ts.isBinaryExpression(parent) && node === parent.right) {
      const { kind } = parent.operatorToken;
      if (kind === ts.SyntaxKind.BarBarToken && isError(parent.left)) return true;
      if (kind === ts.SyntaxKind.AmpersandAmpersandToken && isNoError(parent.left)) return true;
    } else if (ts.isBlock(parent) && ts.isStatement(node)) {
      const before = parent.statements.slice(0, parent.statements.indexOf(node));
      if (before.some((one) => ts.isIfStatement(one) && isError(one.expression) && leaves(one.thenStatement))) {
        return true;
      }
    }
  }
  return false;
}

function isNamed(node: ts.Expression, name: string): boolean {
  const inner = skipWrappers(node);
  return ts.isIdentifier(inner) && inner.text === name;
}

/** True for a statement behind which nothing goes on. */
function leaves(statement: ts.Statement): boolean {
  if (ts.isBlock(statement)) return statement.statements.some(leaves);
  return (
    ts.isReturnStatement(statement) ||
    ts.isThrowStatement(statement) ||
    ts.isContinueStatement(statement) ||
    ts.isBreakStatement(statement)
  );
}
