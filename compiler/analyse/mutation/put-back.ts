import ts from "typescript";
import { skipWrappers } from "../skip-wrappers.js";
import { namesIn } from "./names-in.js";

/** A part that is taken out of a value, or made when it is missing, changed, and put back to where it belongs. */
export interface PutBack {
  /** Where it belongs. */
  readonly place: ts.Expression;
  /** What stands there when nothing did. */
  readonly made: ts.Expression;
  /** The statement that puts it back. Where the name stands for the place, nothing is left to do. */
  readonly statement: ts.Statement;
}

/** True for a call that comes to its end and sees no variable, or makes a value that does nothing. */
type OnlyComputes = (call: ts.CallExpression | ts.NewExpression) => boolean;

/**
 * Both ways to write it, as long as nothing can tell that the part is put there at once:
 *
 *     const group = groups[key] ?? [];            let group = groups.get(key);
 *     group.push(item);                           if (!group) { group = []; groups.set(key, group); }
 *     groups[key] = group;                        group.push(item);
 *
 * @param isMaker true for a call that does nothing but make a value
 */
export function putBackOf(
  declaration: ts.VariableDeclaration,
  isMaker: (call: ts.CallExpression) => boolean,
  onlyComputes: OnlyComputes,
): PutBack | undefined {
  const { name, initializer, parent: list } = declaration;
  const { parent: statement } = list;
  if (!ts.isIdentifier(name) || initializer === undefined || !ts.isVariableStatement(statement)) return undefined;
  const { parent: block } = statement;
  if (!ts.isBlock(block) || !ts.isVariableDeclarationList(list) || list.declarations.length !== 1) return undefined;
  const following = block.statements.slice(block.statements.indexOf(statement) + 1);
  const isConstant = (list.flags & ts.NodeFlags.Const) !== 0;
  const found = isConstant
    ? putBackLater(name.text, skipWrappers(initializer), following, onlyComputes)
    : madeWhenMissing(name.text, skipWrappers(initializer), following);
  const root = found === undefined ? undefined : rootOf(found.place)?.text;
  if (found === undefined || root === undefined) return undefined;
  const { made } = found;
  if (!(ts.isCallExpression(made) ? isMaker(made) : isPlainValue(made))) return undefined;
  return namesOf(found.made).has(root) ? undefined : found;
}

/** `const group = groups[key] ?? []; … groups[key] = group;` */
function putBackLater(
  name: string,
  node: ts.Expression,
  following: readonly ts.Statement[],
  onlyComputes: OnlyComputes,
): PutBack | undefined {
  if (!ts.isBinaryExpression(node)) return undefined;
  const { kind } = node.operatorToken;
  if (kind !== ts.SyntaxKind.QuestionQuestionToken && kind !== ts.SyntaxKind.BarBarToken) return undefined;
  const place = skipWrappers(node.left);
  const index = following.findIndex((statement) => puts(statement, place, name));
  const statement = following[index];
  if (statement === undefined) return undefined;
  const between = following.slice(0, index);
  const [names, root] = [namesOf(place), rootOf(place)?.text];
  const isUnseen =
    root !== undefined &&
    between.every((one) => isQuiet(one, names, onlyComputes) && !namesOf(one).has(root)) &&
    between.some((one) => changesName(one, name));
  return isUnseen ? { place, made: skipWrappers(node.right), statement } : undefined;
}

/**
 * `let group = groups[key]; if (!group) { group = []; groups[key] = group; }`, and of a list
 * `let row = rows.find(test); if (!row) { row = {}; rows.push(row); }`
 */
function madeWhenMissing(name: string, place: ts.Expression, following: readonly ts.Statement[]): PutBack | undefined {
  const [statement, ...others] = following;
  if (statement === undefined || !ts.isIfStatement(statement) || statement.elseStatement !== undefined)
    return undefined;
  const { expression: condition, thenStatement: then } = statement;
  if (!asksIfMissing(skipWrappers(condition), name)) return undefined;
  const made = madeIn(ts.isBlock(then) ? then.statements : [then], place, name);
  if (made === undefined) return undefined;
  const isReplaced = others.some((one) => assigns(one, new Set([name])));
  const isUsed = others.some((one) => changesName(one, name) || givesName(one, name));
  return isReplaced || !isUsed ? undefined : { place, made, statement };
}

/** What `group = []; groups[key] = group;` makes, or `groups.set(key, (group = []));` */
function madeIn(then: readonly ts.Statement[], place: ts.Expression, name: string): ts.Expression | undefined {
  const [make, put] = then;
  if (make === undefined || then.length > 2 || !ts.isExpressionStatement(make)) return undefined;
  if (put === undefined) return madeAtOnce(make, place, name);
  const assignment = assignmentOf(make.expression);
  if (assignment === undefined || !isName(assignment.left, name)) return undefined;
  return puts(put, place, name) || adds(put, place, name) ? skipWrappers(assignment.right) : undefined;
}

/** `groups[key] = group = []`, `groups.set(key, (group = []))` */
function madeAtOnce(
  { expression }: ts.ExpressionStatement,
  place: ts.Expression,
  name: string,
): ts.Expression | undefined {
  const node = skipWrappers(expression);
  const outer = assignmentOf(node);
  const given = outer?.right ?? (ts.isCallExpression(node) ? node.arguments.at(-1) : undefined);
  const inner = given && assignmentOf(given);
  if (inner === undefined || !isName(inner.left, name) || !isPut(node, place)) return undefined;
  return skipWrappers(inner.right);
}

/** `return group;`: whoever gets it may change it. */
export function givesName(statement: ts.Statement, name: string): boolean {
  return ts.isReturnStatement(statement) && statement.expression !== undefined && isName(statement.expression, name);
}

/** `!group`, `group === undefined`, `group == null`. */
function asksIfMissing(node: ts.Expression, name: string): boolean {
  if (ts.isPrefixUnaryExpression(node)) {
    return node.operator === ts.SyntaxKind.ExclamationToken && isName(node.operand, name);
  }
  if (!ts.isBinaryExpression(node) || !isName(node.left, name)) return false;
  const { kind } = node.operatorToken;
  if (kind === ts.SyntaxKind.EqualsEqualsEqualsToken) return isName(node.right, "undefined");
  const isMissing = isName(node.right, "undefined") || node.right.kind === ts.SyntaxKind.NullKeyword;
  return kind === ts.SyntaxKind.EqualsEqualsToken && isMissing;
}

/** `place = name`, `map.set(key, name)` for `map.get(key)`. */
function puts(statement: ts.Statement, place: ts.Expression, name: string): boolean {
  if (!ts.isExpressionStatement(statement)) return false;
  const node = skipWrappers(statement.expression);
  const value = assignmentOf(node)?.right ?? (ts.isCallExpression(node) ? node.arguments[1] : undefined);
  return value !== undefined && isName(value, name) && isPut(node, place);
}

/** `place = x`, `map.set(key, x)` for `map.get(key)`. */
function isPut(node: ts.Expression, place: ts.Expression): boolean {
  const assignment = assignmentOf(node);
  if (assignment !== undefined) return same(assignment.left, place);
  if (!ts.isCallExpression(node) || !ts.isCallExpression(place)) return false;
  if (!ts.isPropertyAccessExpression(node.expression) || !ts.isPropertyAccessExpression(place.expression)) return false;
  const [key] = node.arguments;
  const [taken] = place.arguments;
  const isPair = node.expression.name.text === "set" && place.expression.name.text === "get";
  if (!isPair || key === undefined || node.arguments.length !== 2 || taken === undefined) return false;
  return same(key, taken) && same(node.expression.expression, place.expression.expression);
}

/** `list.push(name)` for `list.find(test)`. */
function adds(statement: ts.Statement, place: ts.Expression, name: string): boolean {
  const list = listSearched(place);
  if (list === undefined || !ts.isExpressionStatement(statement)) return false;
  const node = skipWrappers(statement.expression);
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const [added, ...others] = node.arguments;
  const isPush = node.expression.name.text === "push" && added !== undefined && others.length === 0;
  return isPush && isName(added, name) && same(node.expression.expression, list);
}

/** The list of `list.find(test)`, where the test only computes. */
export function listSearched(place: ts.Expression): ts.Expression | undefined {
  const inner = skipWrappers(place);
  if (!ts.isCallExpression(inner) || !ts.isPropertyAccessExpression(inner.expression)) return undefined;
  const [test, ...others] = inner.arguments;
  const isFind = inner.expression.name.text === "find" && test !== undefined && others.length === 0;
  return isFind && ts.isArrowFunction(test) && isPlainValue(test) ? inner.expression.expression : undefined;
}

function assignmentOf(node: ts.Expression): ts.BinaryExpression | undefined {
  const inner = skipWrappers(node);
  return ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.EqualsToken ? inner : undefined;
}

function isName(node: ts.Expression, name: string): boolean {
  const inner = skipWrappers(node);
  return ts.isIdentifier(inner) && inner.text === name;
}

/** True for expressions of the same words. */
function same(left: ts.Expression, right: ts.Expression): boolean {
  return words(left) === words(right);
}

function words(node: ts.Expression): string {
  return skipWrappers(node).getText().replaceAll(/\s|!/g, "");
}

/** The variable of a place that can be read twice: names, constant keys, texts made of them. */
function rootOf(place: ts.Expression): ts.Identifier | undefined {
  const inner = skipWrappers(place);
  if (ts.isIdentifier(inner)) return inner;
  if (ts.isPropertyAccessExpression(inner)) return rootOf(inner.expression);
  if (ts.isElementAccessExpression(inner)) {
    return isPlainValue(inner.argumentExpression) ? rootOf(inner.expression) : undefined;
  }
  if (!ts.isCallExpression(inner) || !ts.isPropertyAccessExpression(inner.expression)) return undefined;
  const searched = listSearched(inner);
  if (searched !== undefined) return rootOf(searched);
  const [key] = inner.arguments;
  const isGet = inner.expression.name.text === "get" && key !== undefined && isPlainValue(key);
  return isGet ? rootOf(inner.expression.expression) : undefined;
}

/**
 * True for an expression that does nothing: no call, no change.
 *
 * @param isHarmless true for a call that does nothing either
 */
export function isPlainValue(node: ts.Node, isHarmless?: (call: ts.CallExpression) => boolean): boolean {
  if (ts.isCallExpression(node) && isHarmless?.(node) === true) return true;
  if (ts.isCallExpression(node) || ts.isAwaitExpression(node) || isAssigning(node)) return false;
  return ts.forEachChild(node, (child) => (isPlainValue(child, isHarmless) ? undefined : true)) !== true;
}

function isAssigning(node: ts.Node): boolean {
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
  }
  if (ts.isPostfixUnaryExpression(node)) return true;
  return (
    ts.isPrefixUnaryExpression(node) &&
    (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken)
  );
}

function namesOf(node: ts.Node): ReadonlySet<string> {
  return new Set(namesIn(node).map(({ text }) => text));
}

/** Methods of arrays and texts that call no function. */
const quietMethods = new Set(["push", "unshift", "pop", "shift", "includes", "slice", "trim", "toFixed", "indexOf"]);

/** True for a statement that always comes to its end, and neither sees the value of the place nor changes its keys. */
function isQuiet(node: ts.Node, names: ReadonlySet<string>, onlyComputes: OnlyComputes): boolean {
  const calls =
    ts.isCallExpression(node) &&
    !(ts.isPropertyAccessExpression(node.expression) && quietMethods.has(node.expression.name.text)) &&
    !onlyComputes(node);
  const leaves =
    ts.isReturnStatement(node) ||
    ts.isThrowStatement(node) ||
    ts.isBreakOrContinueStatement(node) ||
    ts.isAwaitExpression(node) ||
    (ts.isNewExpression(node) && !onlyComputes(node)) ||
    ts.isFunctionLike(node) ||
    ts.isIterationStatement(node, false);
  if (calls || leaves || assigns(node, names)) return false;
  return ts.forEachChild(node, (child) => (isQuiet(child, names, onlyComputes) ? undefined : true)) !== true;
}

/** True when one of the names gets another value, or a part of its value does. */
function assigns(node: ts.Node, names: ReadonlySet<string>): boolean {
  const target = targetOf(node);
  if (target !== undefined && ts.isIdentifier(target) && names.has(target.text)) return true;
  return ts.forEachChild(node, (child) => assigns(child, names) || undefined) ?? false;
}

/** What an expression assigns to, past parentheses. */
function targetOf(node: ts.Node): ts.Expression | undefined {
  if (!isAssigning(node)) return undefined;
  if (ts.isBinaryExpression(node)) return skipWrappers(node.left);
  return skipWrappers((node as ts.PrefixUnaryExpression | ts.PostfixUnaryExpression).operand);
}

/** True when the value of a name is changed in place. */
export function changesName(node: ts.Node, name: string): boolean {
  const target = targetOf(node);
  if (target !== undefined && !ts.isIdentifier(target) && startsWith(target, name)) return true;
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { name: method, expression } = node.expression;
    if (
      /^(push|unshift|pop|shift|splice|sort|reverse|add|set|delete|clear)$/.test(method.text) &&
      startsWith(expression, name)
    )
      return true;
  }
  return ts.forEachChild(node, (child) => changesName(child, name) || undefined) ?? false;
}

function startsWith(node: ts.Expression, name: string): boolean {
  const inner = skipWrappers(node);
  if (ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner))
    return startsWith(inner.expression, name);
  return ts.isIdentifier(inner) && inner.text === name;
}
