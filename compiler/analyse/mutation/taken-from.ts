import ts from "typescript";
import { skipWrappers } from "../skip-wrappers.js";

/**
 * What a name is a part of, as its declaration tells: `orders` of the variable in `for (const order of orders)`, `input` of the names in
 * `const { orders } = input`. Undefined for a name with a value of its own.
 */
export function takenFrom(owner: ts.Declaration): ts.Expression | undefined {
  let declaration: ts.Node = owner;
  while (ts.isBindingElement(declaration) || ts.isBindingName(declaration)) declaration = declaration.parent;
  if (!ts.isVariableDeclaration(declaration)) return undefined;
  const { initializer, parent: list } = declaration;
  if (ts.isForOfStatement(list.parent)) return wholeOf(list.parent.expression);
  if (initializer === undefined) return undefined;
  const value = skipWrappers(initializer);
  const isPart = owner !== declaration || !ts.isCallExpression(value) || gives.test(value.expression.getText());
  return isPart ? wholeOf(value) : undefined;
}

/** Methods that give an element. */
const gives = /\.(find|findLast|at|get)$/;

/** The name or member at which a way through members, elements and methods begins. */
function wholeOf(node: ts.Expression): ts.Expression | undefined {
  const inner = skipWrappers(node);
  if (ts.isIdentifier(inner)) return inner;
  if (ts.isCallExpression(inner)) {
    return ts.isPropertyAccessExpression(inner.expression) ? wholeOf(inner.expression.expression) : undefined;
  }
  if (ts.isElementAccessExpression(inner)) return wholeOf(inner.expression);
  return ts.isPropertyAccessExpression(inner) && wholeOf(inner.expression) !== undefined ? inner : undefined;
}
