import ts from "typescript";
import { truthOf } from "./undefined-elements.js";

/**
 * True for `for (const [key, value] of Object.entries(patch)) { if (value === undefined) continue; … }` and the same with `forEach`:
 * where a member has no value, nothing is done.
 *
 * @param isOfEntries true for pairs of keys and values, false for values
 */
export function passesOverUndefined(list: ts.CallExpression, isOfEntries: boolean): boolean {
  const { parent } = list;
  if (ts.isForOfStatement(parent) && parent.expression === list && ts.isVariableDeclarationList(parent.initializer)) {
    return passesOver(parent.initializer.declarations[0]?.name, parent.statement, isOfEntries, isContinue);
  }
  const call = parent.parent as ts.Node | undefined;
  const isForEach = ts.isPropertyAccessExpression(parent) && parent.name.text === "forEach";
  if (!isForEach || call === undefined || !ts.isCallExpression(call)) return false;
  const [callback] = call.arguments;
  const isWritten = callback !== undefined && (ts.isArrowFunction(callback) || ts.isFunctionExpression(callback));
  if (!isWritten || callback.parameters.length !== 1 || !ts.isBlock(callback.body)) return false;
  return passesOver(callback.parameters[0]?.name, callback.body, isOfEntries, isReturn);
}

function passesOver(
  name: ts.BindingName | undefined,
  body: ts.Statement,
  isOfEntries: boolean,
  leaves: (statement: ts.Statement) => boolean,
): boolean {
  const value = isOfEntries ? secondOf(name) : name;
  if (value === undefined || !ts.isIdentifier(value)) return false;
  const statements = ts.isBlock(body) ? body.statements : [body];
  const [first] = statements;
  if (first === undefined || !ts.isIfStatement(first) || first.elseStatement !== undefined) return false;
  const truth = truthOf(first.expression, value.text);
  if (truth === false) return statements.length === 1;
  return truth === true && leaves(onlyOf(first.thenStatement));
}

/** `value` in `[key, value]`. */
function secondOf(name: ts.BindingName | undefined): ts.BindingName | undefined {
  const second = name !== undefined && ts.isArrayBindingPattern(name) ? name.elements[1] : undefined;
  const isPlain = second !== undefined && ts.isBindingElement(second) && second.initializer === undefined;
  return isPlain && second.dotDotDotToken === undefined ? second.name : undefined;
}

function onlyOf(statement: ts.Statement): ts.Statement {
  const [only, ...others] = ts.isBlock(statement) ? statement.statements : [];
  return only === undefined || others.length > 0 ? statement : only;
}

function isContinue(statement: ts.Statement): boolean {
  return ts.isContinueStatement(statement) && statement.label === undefined;
}

function isReturn(statement: ts.Statement): boolean {
  return ts.isReturnStatement(statement) && statement.expression === undefined;
}
