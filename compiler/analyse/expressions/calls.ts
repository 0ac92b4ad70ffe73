import ts from "typescript";
import { builtins } from "../../builtins/index.js";
import { intlObjectOf } from "../../builtins/intl-object.js";
import { isRegExp } from "../../builtins/use.js";
import type { Expression } from "../../ir/expression.js";
import { neverType } from "../../ir/value-types.js";
import { type Analyser, refusedValue } from "../analyser.js";
import { callFunction } from "../call-function.js";
import { collectionCall } from "../collections.js";
import { dateCall } from "../date-changes.js";
import { builtinName } from "../builtin-name.js";
import { visitBuiltin } from "../visit-builtin.js";
import { resolveFunction, skipWrappers } from "../functions.js";
import { callFunctionValue } from "../function-values/call.js";
import { mappedData } from "../function-values/growing/mapped.js";
import { growingCall } from "../function-values/growing/change.js";
import { givesKnownFunction } from "../function-values/known.js";
import { listCall } from "../function-values/list-call.js";
import { isToldFunction } from "../function-values/narrowed.js";
import { changeCollection } from "../mutation/change-collection.js";
import { changingCall } from "../mutation/changing-calls.js";
import { mapToMembers } from "../mutation/held-values.js";
import { readSlot } from "../mutation/group-values.js";
import { readIndexed, readIndexedAll } from "../mutation/index-values.js";
import { dslFunctionOf } from "../dsl-function.js";
import { executionValue } from "../tasks/execution.js";
import { isItemSource } from "../tasks/item-source.js";
import { findElement } from "../identity/compare-elements.js";
import { forEachCall } from "../statements/for-each-call.js";
import { pushPromises } from "../tasks/promise-lists.js";
import { isTaskCall } from "../tasks/task-calls.js";
import { visitMatches } from "../schemas/matches.js";
import { callWithCallback } from "./callback-loops.js";
import { isErrorExpression, isStringCall, printedError } from "./error-values.js";
import { isLibraryNamespace } from "./access.js";

export function visitAwait(analyser: Analyser, node: ts.AwaitExpression): Expression {
  return analyser.awaited(node.expression);
}

/** A function where data is asked for: those that are called were looked at where they are called. */
export function visitFunctionValue(analyser: Analyser, node: ts.ArrowFunction | ts.FunctionExpression): Expression {
  return analyser.refuse(node, "SP1246");
}

/** `void call()` is how JavaScript lets a promise go; of anything else, it gives undefined. */
export function visitVoid(analyser: Analyser, node: ts.VoidExpression): Expression {
  if (analyser.isPromise(node.expression)) return analyser.refuse(node.expression, "SP1403");
  analyser.expression(node.expression);
  return analyser.undefined(analyser.span(node));
}

/** A call whose value is used as it is. A promise must be awaited where it is made. */
export function visitCall(analyser: Analyser, node: ts.CallExpression): Expression {
  const dslFunction = dslFunctionOf(analyser, node.expression);
  if (dslFunction === "execution") return executionValue(analyser, node);
  if (dslFunction === "matches") return visitMatches(analyser, node);
  if (dslFunction !== undefined && isItemSource(dslFunction)) return analyser.refuse(node, "SP1416");
  if (dslFunction !== undefined || isTaskCall(analyser, node) || analyser.isPromise(node)) {
    if (isKept(node)) return analyser.refuse(node, "SP1404", { reason: "only a `const` can hold it" });
    if (isKeptByKey(node)) {
      const reason = "nothing holds it by a key that is known only when the workflow runs; keep what it gives instead";
      return analyser.refuse(node, "SP1404", { reason });
    }
    if (isInElement(node)) {
      const reason = "it is a member of an object in a list; push it to a list of its own, in the same order";
      return analyser.refuse(node, "SP1404", { reason });
    }
    return analyser.refuse(node, "SP1403");
  }
  const printed = isStringCall(analyser, node) ? node.arguments[0] : printedByMethod(node);
  if (printed !== undefined && isErrorExpression(analyser, printed)) {
    return printedError(analyser, analyser.expression(printed), analyser.span(node));
  }
  const written = mappedData(analyser, node) ?? listCall(analyser, node);
  if (written !== undefined) return written;
  const change =
    pushPromises(analyser, node) ??
    collectionCall(analyser, node) ??
    dateCall(analyser, node) ??
    growingCall(analyser, node) ??
    changeCollection(analyser, node) ??
    changingCall(analyser, node);
  if (change !== undefined) return change;
  const found =
    findElement(analyser, node) ??
    readIndexed(analyser, node) ??
    readIndexedAll(analyser, node) ??
    readSlot(analyser, node);
  if (found !== undefined) return found;
  const loop = forEachCall(analyser, node);
  if (loop !== undefined) return loop;
  const library = callWithCallback(analyser, node, () => mapToMembers(analyser, node) ?? libraryCall(analyser, node));
  if (library !== undefined) return library;
  const callee = resolveFunction(analyser, node.expression);
  if (callee !== undefined) return callFunction(analyser, node, callee);
  if (givesKnownFunction(analyser, node.expression)) return callFunctionValue(analyser, node, false);
  if (isToldFunction(analyser, node.expression)) return refusedValue(analyser.span(node));
  return analyser.refuse(node, "SP1242", { name: node.expression.getText() });
}

/** What `toString` is called of. */
function printedByMethod({
  expression,
  arguments: args,
  questionDotToken,
}: ts.CallExpression): ts.Expression | undefined {
  const isMethod = ts.isPropertyAccessExpression(expression) && expression.name.text === "toString";
  if (!isMethod || args.length > 0 || (questionDotToken ?? expression.questionDotToken) !== undefined) return undefined;
  return expression.expression;
}

/** True when a variable is to hold the call's promise. */
function isKept(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent)) return isKept(parent);
  return ts.isVariableDeclaration(parent) && parent.initializer === node;
}

/** True for `calls[key] = call(x)` and `calls.set(key, call(x))`. */
function isKeptByKey(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent) && parent.right === node) {
    const isAssignment =
      parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
      parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment;
    return isAssignment && !ts.isIdentifier(skipWrappers(parent.left));
  }
  if (!ts.isCallExpression(parent) || !ts.isPropertyAccessExpression(parent.expression)) return false;
  return parent.expression.name.text === "set" && parent.arguments[1] === node;
}

/** True for `calls.push({ id, promise: call(x) })` and `items.map((x) => ({ id: x, promise: call(x) }))`. */
function isInElement({ parent: member }: ts.Expression): boolean {
  if (!ts.isPropertyAssignment(member)) return false;
  let object: ts.Node = member.parent;
  while (ts.isParenthesizedExpression(object.parent)) object = object.parent;
  const { parent } = object;
  return ts.isCallExpression(parent) || ts.isArrowFunction(parent) || ts.isArrayLiteralExpression(parent);
}

function libraryCall(analyser: Analyser, node: ts.CallExpression): Expression | undefined {
  const callee = skipWrappers(node.expression);
  const nameNode = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  if (!ts.isIdentifier(nameNode)) return undefined;
  const symbol = analyser.symbolOf(nameNode);
  const name = symbol === undefined ? undefined : builtinName(symbol);
  if (name === undefined) return undefined;
  const hasReceiver =
    ts.isPropertyAccessExpression(callee) &&
    !isLibraryNamespace(analyser, callee.expression) &&
    // The built-in itself reads a regular expression, or an object of `Intl`, from the source.
    !isRegExp(callee.expression, analyser.checker) &&
    intlObjectOf(analyser.checker, callee.expression) === undefined;
  const receiver = hasReceiver ? analyser.expression(callee.expression) : undefined;
  // What it would be called on was refused.
  if (receiver?.types === neverType) return receiver;
  if (!builtins.has(name))
    return analyser.refuse(node, "SP1301", { name: node.expression.getText(), hint: "Compute it in a task." });
  return visitBuiltin(analyser, node, name, receiver, node.arguments);
}
