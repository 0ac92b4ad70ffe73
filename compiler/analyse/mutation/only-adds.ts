import ts from "typescript";
import { skipWrappers } from "../skip-wrappers.js";
import { defaultAssignment, isOfDefault, setByDefault } from "./default-assignment.js";

/**
 * True for a change that puts something where nothing was, and leaves the rest as it is: `groups[key] ??= []`, and
 * `if (!groups.has(key)) groups.set(key, [])`. What a name stands for that has a value stays where it is.
 *
 * @param name the name at which the change is written
 */
export function onlyAdds(name: ts.Identifier): boolean {
  const put = putAround(name);
  if (put === undefined) return false;
  if (put.isDefault) return true;
  const statement = ts.findAncestor(name, ts.isStatement);
  return statement !== undefined && (isGuarded(statement, put) || isBehindReturn(statement, put));
}

/** What gets a value: the words of the object or Map, and of the key there. */
interface Put {
  readonly whole: string;
  readonly key: string;
  readonly isDefault?: boolean;
}

function putAround(name: ts.Identifier): Put | undefined {
  const assignment = ts.findAncestor(name, ts.isBinaryExpression);
  if (assignment !== undefined && name.end <= assignment.left.end) {
    const { kind } = assignment.operatorToken;
    const isEquals = kind === ts.SyntaxKind.EqualsToken;
    const isDefault =
      kind === ts.SyntaxKind.QuestionQuestionEqualsToken || (isEquals && defaultAssignment(assignment) !== undefined);
    if (isDefault || isOfDefault(assignment)) return { whole: "", key: "", isDefault: true };
    const target = skipWrappers(assignment.left);
    if (!isEquals || !ts.isElementAccessExpression(target)) return undefined;
    return { whole: words(target.expression), key: words(target.argumentExpression) };
  }
  const call = ts.findAncestor(name, ts.isCallExpression);
  const [key] = call?.arguments ?? [];
  if (call === undefined || key === undefined || !ts.isPropertyAccessExpression(call.expression)) return undefined;
  if (call.expression.name.text !== "set" || name.end > call.expression.end) return undefined;
  if (setByDefault(call) !== undefined) return { whole: "", key: "", isDefault: true };
  return { whole: words(call.expression.expression), key: words(key) };
}

/** `if (!map.has(key)) map.set(key, x);`, alone or as the last statement of a block. */
function isGuarded(statement: ts.Statement, put: Put): boolean {
  const around = ts.isBlock(statement.parent) ? statement.parent : statement;
  const { parent } = around;
  return ts.isIfStatement(parent) && parent.thenStatement === around && asksForNothing(parent.expression, put);
}

function asksForNothing(condition: ts.Expression, { whole, key }: Put): boolean {
  const text = words(condition);
  const got = [`${whole}.get(${key})`, `${whole}[${key}]`];
  const absent = [`!${whole}.has(${key})`, `!(${key}in${whole})`, `!Object.hasOwn(${whole},${key})`];
  return [...absent, ...got.flatMap((one) => [`!${one}`, `${one}===undefined`, `${one}==null`])].includes(text);
}

/** `const found = map.get(key); if (found) return found; … map.set(key, x);` */
function isBehindReturn(statement: ts.Statement, put: Put): boolean {
  const { parent: block } = statement;
  if (!ts.isBlock(block)) return false;
  const before = block.statements.slice(0, block.statements.indexOf(statement));
  return before.some((one, index) => {
    const found = foundAt(one, put);
    const next = before[index + 1];
    return found !== undefined && next !== undefined && returnsIfThere(next, found);
  });
}

function foundAt(statement: ts.Statement, { whole, key }: Put): string | undefined {
  if (!ts.isVariableStatement(statement)) return undefined;
  const [declaration] = statement.declarationList.declarations;
  if (declaration?.initializer === undefined || !ts.isIdentifier(declaration.name)) return undefined;
  const isFound = [`${whole}.get(${key})`, `${whole}[${key}]`].includes(words(declaration.initializer));
  const isConstant = (statement.declarationList.flags & ts.NodeFlags.Const) !== 0;
  return isFound && isConstant ? declaration.name.text : undefined;
}

function returnsIfThere(statement: ts.Statement, name: string): boolean {
  if (!ts.isIfStatement(statement) || statement.elseStatement !== undefined) return false;
  const then = ts.isBlock(statement.thenStatement)
    ? statement.thenStatement.statements.at(-1)
    : statement.thenStatement;
  const isAsked = [name, `${name}!==undefined`, `${name}!=null`].includes(words(statement.expression));
  return isAsked && then !== undefined && (ts.isReturnStatement(then) || ts.isContinueStatement(then));
}

function words(node: ts.Expression): string {
  const inner = skipWrappers(node);
  return inner
    .getText()
    .replaceAll(/\s/g, "")
    .replaceAll(/!(?=[.[)]|$)/g, "");
}
