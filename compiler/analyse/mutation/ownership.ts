import ts from "typescript";
import { arrayType, mayBe, objectType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../functions.js";
import { valueTypesOf } from "../value-types-of.js";
import { isTaskCall } from "../tasks/task-calls.js";

/**
 * Whether nobody but this variable can see the value that it holds, so that changing the value in place is the same as
 * giving the variable a changed copy.
 *
 * That holds when every value that the variable gets is made on the spot, and the variable is read only where no second
 * reference to the value is left behind.
 *
 * @param deep true when a part of the value is changed, not only its own members
 */
export function ownsItsValue(analyser: Analyser, symbol: ts.Symbol, deep: boolean): boolean {
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return false;
  const scope = enclosingFunction(declaration);
  if (scope === undefined) return false;
  const { initializer } = declaration;
  if (initializer !== undefined && !isFresh(analyser, initializer, deep)) return false;
  let owned = true;
  const visit = (node: ts.Node): void => {
    if (!owned) return;
    if (ts.isIdentifier(node) && node !== declaration.name && analyser.symbolOf(node) === symbol) {
      owned = isSafeUse(analyser, node, { deep, scope });
    }
    ts.forEachChild(node, visit);
  };
  visit(scope);
  return owned;
}

function enclosingFunction(node: ts.Node): ts.Node | undefined {
  for (
    let outer = node.parent as ts.Node | undefined;
    outer !== undefined;
    outer = outer.parent as ts.Node | undefined
  ) {
    if (ts.isFunctionLike(outer)) return outer;
  }
  return undefined;
}

/** Methods whose arguments become parts of the value. */
const addingMethods = new Set(["push", "unshift"]);

const copyingMethods = new Set([
  ...["map", "filter", "slice", "concat", "toSorted", "toReversed", "toSpliced", "with", "flat", "flatMap"],
  ...["keys", "entries", "fromEntries", "from", "values"],
]);

/** True for a value that is made by this expression; when `deep`, with all its parts. */
function isFresh(analyser: Analyser, node: ts.Expression, deep: boolean): boolean {
  const value = skipWrappers(node);
  if (isPlain(analyser, value)) return true;
  if (ts.isArrayLiteralExpression(value)) {
    return !deep || value.elements.every((element) => isFreshElement(analyser, element));
  }
  if (ts.isObjectLiteralExpression(value)) {
    return !deep || value.properties.every((property) => isFreshMember(analyser, property));
  }
  if (ts.isAwaitExpression(value)) return isFreshResult(analyser, value.expression);
  if (ts.isConditionalExpression(value)) {
    return isFresh(analyser, value.whenTrue, deep) && isFresh(analyser, value.whenFalse, deep);
  }
  if (ts.isCallExpression(value) && ts.isPropertyAccessExpression(value.expression)) {
    const method = value.expression.name.text;
    if (value.expression.getText() === "JSON.parse" || value.expression.getText() === "structuredClone") return true;
    return copyingMethods.has(method) && (!deep || holdsPlainParts(analyser, value));
  }
  return ts.isCallExpression(value) && value.expression.getText() === "structuredClone";
}

function isFreshElement(analyser: Analyser, element: ts.Expression): boolean {
  return ts.isSpreadElement(element) ? holdsPlainParts(analyser, element.expression) : isFresh(analyser, element, true);
}

/** True for an array or object whose elements or members are all plain: copying it copies the whole value. */
function holdsPlainParts(analyser: Analyser, node: ts.Expression): boolean {
  const { checker } = analyser;
  const type = checker.getTypeAtLocation(node);
  const element = checker.getIndexTypeOfType(type, ts.IndexKind.Number);
  const parts =
    element === undefined
      ? checker.getPropertiesOfType(type).map((property) => checker.getTypeOfSymbol(property))
      : [element];
  const member = checker.getIndexTypeOfType(type, ts.IndexKind.String);
  if (member !== undefined) parts.push(member);
  return parts.every((part) => !mayBe(valueTypesOf(part, checker), arrayType | objectType));
}

function isFreshMember(analyser: Analyser, property: ts.ObjectLiteralElementLike): boolean {
  if (ts.isSpreadAssignment(property)) return holdsPlainParts(analyser, property.expression);
  if (ts.isPropertyAssignment(property)) return isFresh(analyser, property.initializer, true);
  return ts.isShorthandPropertyAssignment(property) && isPlain(analyser, property.name);
}

/** Results of tasks arrive as copies. */
function isFreshResult(analyser: Analyser, node: ts.Expression): boolean {
  const call = skipWrappers(node);
  return ts.isCallExpression(call) && isTaskCall(analyser, call);
}

/** True for a value that cannot be changed in place at all. */
function isPlain(analyser: Analyser, node: ts.Expression): boolean {
  return !mayBe(analyser.types(node), arrayType | objectType);
}

/** How a value is changed. */
interface Way {
  /** True when a part of the value is changed, not only its own members. */
  readonly deep: boolean;
  /** The function that declares the variable. */
  readonly scope: ts.Node;
}

/** True when this use of the variable leaves no second reference to its value behind. */
function isSafeUse(analyser: Analyser, use: ts.Expression, way: Way): boolean {
  const { parent } = use;
  if (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent) || ts.isAsExpression(parent)) {
    return isSafeUse(analyser, parent, way);
  }
  if (ts.isBinaryExpression(parent) && parent.left === use && isAssignment(parent)) {
    return isFresh(analyser, parent.right, way.deep);
  }
  if (ts.isBinaryExpression(parent) || ts.isPrefixUnaryExpression(parent) || ts.isTypeOfExpression(parent)) {
    return ts.isPrefixUnaryExpression(parent) || ts.isTypeOfExpression(parent) || isComparison(parent);
  }
  if (ts.isIfStatement(parent) || ts.isTemplateSpan(parent)) return true;
  if (ts.isPropertyAccessExpression(parent)) return isSafeMember(analyser, parent, way);
  if (ts.isElementAccessExpression(parent)) {
    return parent.expression !== use || isSafePart(analyser, parent, way);
  }
  if (ts.isSpreadElement(parent) || ts.isSpreadAssignment(parent)) return !way.deep;
  if (ts.isForOfStatement(parent) && parent.expression === use)
    return !way.deep && !changesInside(analyser, use, parent.statement);
  return endsInCopy(analyser, use, way.scope);
}

function isAssignment({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

function isComparison(node: ts.BinaryExpression): boolean {
  const kind = node.operatorToken.kind;
  return kind >= ts.SyntaxKind.LessThanToken && kind <= ts.SyntaxKind.ExclamationEqualsEqualsToken;
}

/** `x.length`, `x.push(v)`, `x.map(f)`, `x.name`. */
function isSafeMember(analyser: Analyser, access: ts.PropertyAccessExpression, way: Way): boolean {
  const call = access.parent;
  if (ts.isCallExpression(call) && call.expression === access) {
    // What a method gives may hold parts of the value, never the value itself.
    if (!way.deep) return true;
    const isAdded = addingMethods.has(access.name.text);
    if (isAdded && !call.arguments.every((argument) => isFresh(analyser, argument, true))) return false;
    return isPlain(analyser, call) || ts.isExpressionStatement(call.parent) || endsInCopy(analyser, call, way.scope);
  }
  return isSafePart(analyser, access, way);
}

/** A part of the value: it matters only when parts are changed too. */
function isSafePart(analyser: Analyser, part: ts.Expression, way: Way): boolean {
  return !way.deep || isPlain(analyser, part) || isSafeUse(analyser, part, way);
}

/**
 * True when the value goes into the input of a call, where what happens to it happens to a copy, or is returned by the
 * function that has declared the variable, after which nothing can change it any more.
 */
function endsInCopy(analyser: Analyser, node: ts.Node, scope: ts.Node): boolean {
  const { parent } = node;
  if (ts.isReturnStatement(parent)) return endsFunction(parent, scope);
  if (ts.isThrowStatement(parent)) return true;
  if (ts.isCallExpression(parent)) {
    if (isTaskCall(analyser, parent)) return true;
    return /^(JSON\.stringify|structuredClone|Object\.keys|Math\.\w+)$/.test(parent.expression.getText());
  }
  const passesOn =
    ts.isParenthesizedExpression(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isShorthandPropertyAssignment(parent) ||
    ts.isObjectLiteralExpression(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isSpreadAssignment(parent) ||
    ts.isSpreadElement(parent) ||
    ts.isConditionalExpression(parent) ||
    (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) ||
    ts.isAsExpression(parent) ||
    ts.isSatisfiesExpression(parent);
  return passesOn && endsInCopy(analyser, parent, scope);
}

/** True for a `return` of the function itself, not of one inside it, when no `finally` runs after it. */
function endsFunction(node: ts.ReturnStatement, scope: ts.Node): boolean {
  for (let inner: ts.Node = node; inner !== scope; inner = inner.parent) {
    const { parent } = inner;
    if (parent !== scope && ts.isFunctionLike(parent)) return false;
    if (ts.isTryStatement(parent) && parent.finallyBlock !== undefined && parent.finallyBlock !== inner) return false;
  }
  return true;
}

/** True when a statement changes the variable in place: a loop over it would see that in JavaScript. */
function changesInside(analyser: Analyser, use: ts.Expression, body: ts.Node): boolean {
  const symbol = analyser.symbolOf(use);
  const scope = symbol?.valueDeclaration === undefined ? undefined : enclosingFunction(symbol.valueDeclaration);
  // A function around the body, or called in it, may be what changes the variable.
  const searched = scope ?? body;
  let changes = false;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && analyser.symbolOf(node) === symbol) {
      let outer: ts.Node = node;
      while (
        (ts.isPropertyAccessExpression(outer.parent) || ts.isElementAccessExpression(outer.parent)) &&
        outer.parent.expression === outer
      ) {
        outer = outer.parent;
      }
      const isTarget = ts.isBinaryExpression(outer.parent) && outer.parent.left === outer && outer !== node;
      const isElsewhere = !isInside(node, body) && enclosingFunction(node) === scope;
      changes ||=
        !isElsewhere &&
        (isTarget || (outer !== node && ts.isCallExpression(outer.parent) && outer.parent.expression === outer));
    }
    ts.forEachChild(node, visit);
  };
  visit(searched);
  return changes;
}

function isInside(node: ts.Node, outer: ts.Node): boolean {
  for (let at: ts.Node | undefined = node; at !== undefined; at = at.parent as ts.Node | undefined) {
    if (at === outer) return true;
  }
  return false;
}
