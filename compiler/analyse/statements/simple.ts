import ts from "typescript";
import { intlObjectOf, isOnlyCalled } from "../../builtins/intl-object.js";
import type { Expression } from "../../ir/expression.js";
import { mayThrow } from "../../optimise/simplify-let.js";
import { declareWithoutValue } from "../../ir/declare-without-value.js";
import type { Analyser } from "../analyser.js";
import { noteDeclared } from "../outer-variables.js";
import { maybeGiven, namedCollection } from "../collections.js";
import { errorClassOf } from "../expressions/error-values.js";
import { asCondition, bindReadDate, bindReading } from "../expressions/not-a-number.js";
import { bindFunctionValue } from "../function-values/bind.js";
import { declareGrowingList } from "../function-values/growing/declare.js";
import { givesKnownFunction } from "../function-values/known.js";
import { mayHoldFunctions } from "../function-values/parts.js";
import { skipWrappers } from "../functions.js";
import { throwError } from "./throw-error.js";
import { hoistFunctions, visitBody } from "./visit-body.js";
import { bindPut } from "../mutation/bind-put.js";
import { declareCompared } from "../identity/note-place.js";
import { declareAlias, declareAliases } from "../mutation/declare-alias.js";
import { declareWalker } from "../mutation/walk.js";
import { bindElements, bindPattern } from "../patterns.js";
import { silencePromise } from "../promise-values/silence.js";
import { awaitedElements } from "../tasks/combinators.js";
import { isNamedHere, makerOf } from "../tasks/makers.js";
import { declarePromiseList } from "../tasks/promise-lists.js";
import { declarePromises } from "../promise-values/bind.js";
import { awaitedInBoth, conditionOf, promiseTest } from "../promise-values/optional.js";

export function visitBlock(analyser: Analyser, node: ts.Block): void {
  analyser.inScope(() => visitBody(analyser, node.statements));
}

export function visitFunctionDeclaration(analyser: Analyser, node: ts.FunctionDeclaration): void {
  hoistFunctions(analyser, [node]);
}

/** A class inside a workflow can only be an error class, which is read where it is used. */
export function visitClassDeclaration(analyser: Analyser, node: ts.ClassDeclaration): void {
  const { name } = node;
  if (name === undefined || errorClassOf(analyser, name) === undefined) {
    analyser.problem(name ?? node, "SP1101", { name: name?.text ?? "class" });
  }
}

export function visitVariableStatement(analyser: Analyser, node: ts.VariableStatement): void {
  declareList(analyser, node.declarationList);
}

export function declareList(analyser: Analyser, list: ts.VariableDeclarationList): void {
  const isVar = (list.flags & ts.NodeFlags.BlockScoped) === 0;
  if (isVar) analyser.problem(list.getFirstToken() ?? list, "SP1102");
  for (const declaration of list.declarations) declare(analyser, declaration);
}

function declare(analyser: Analyser, declaration: ts.VariableDeclaration): void {
  const { name, initializer } = declaration;
  if (declareWalker(analyser, declaration)) return;
  if (initializer === undefined) {
    declareEmpty(analyser, declaration);
    return;
  }
  if (declareGrowingList(analyser, declaration) || declarePromiseList(analyser, declaration)) return;
  const value = skipWrappers(initializer);
  const maker = makerOf(analyser, value);
  if (maker !== undefined && ts.isCallExpression(value)) {
    // What is declared here is read where it is used; a name that is computed is kept until then.
    if (maker === "lambdaFunction" && isNamedHere(value)) {
      bindPattern(analyser, name, analyser.expression(value.arguments[0] as ts.Expression));
    }
    return;
  }
  // A pattern is read where it is used.
  const isConstant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  if (ts.isRegularExpressionLiteral(value) && isConstant) {
    bindFunctionValue(analyser, name, { kind: "pattern", node: value });
    return;
  }
  if (ts.isIdentifier(name) && isConstant && intlObjectOf(analyser.checker, value) !== undefined) {
    const scope = ts.findAncestor(declaration, ts.isBlock) ?? declaration.getSourceFile();
    if (isOnlyCalled(analyser.checker, name, scope)) return;
  }
  if (ts.isIdentifier(name) && (ts.isArrowFunction(value) || ts.isFunctionExpression(value))) {
    const symbol = analyser.checker.getSymbolAtLocation(name);
    const { environment } = analyser;
    if (symbol !== undefined) environment.bind(symbol, { kind: "function", node: value, environment });
    return;
  }
  if (givesKnownFunction(analyser, initializer) && mayHoldFunctions(analyser, initializer)) {
    bindFunctionValue(analyser, name, analyser.analysis.visitors.functionValue(analyser, initializer));
    return;
  }
  if (declarePromises(analyser, name, initializer)) return;
  const elements = ts.isArrayBindingPattern(name) ? awaitedElements(analyser, initializer) : undefined;
  if (elements !== undefined && ts.isArrayBindingPattern(name)) {
    bindElements(analyser, name, elements);
    return;
  }
  if (declareAlias(analyser, declaration) || declareElements(analyser, name, value)) return;
  if (declareCompared(analyser, declaration)) return;
  const visit = () => analyser.expression(initializer);
  // A Date never changes, so another name for it may stand for another one.
  const isDate = namedCollection(analyser, initializer)?.name === "new Date";
  const given = isDate ? analyser.handOver(initializer, visit) : visit();
  const isRead = bindReading(analyser, declaration, given) || bindReadDate(analyser, declaration, given);
  if (!isRead) bindPattern(analyser, name, given);
  declareAliases(analyser, declaration);
}

/** `const [first, second] = [a.x, b.x]`: constants for values that need no array around them, and may be undefined. */
function declareElements(analyser: Analyser, name: ts.BindingName, value: ts.Expression): boolean {
  if (!ts.isArrayBindingPattern(name) || !ts.isArrayLiteralExpression(value)) return false;
  const { elements } = value;
  if (elements.some((element) => ts.isSpreadElement(element) || ts.isOmittedExpression(element))) return false;
  const isConstant = name.elements.every((element) => {
    if (ts.isOmittedExpression(element)) return true;
    const symbol = analyser.checker.getSymbolAtLocation(element.name);
    const isPlain = ts.isIdentifier(element.name) && element.dotDotDotToken === undefined;
    return isPlain && symbol !== undefined && !analyser.isReassigned(symbol);
  });
  if (!isConstant) return false;
  const visits = elements.map((one) => () => {
    const visit = () => analyser.expression(one);
    // A Set or Map with a name would have a second one.
    return ts.isNewExpression(skipWrappers(one)) ? analyser.handOver(one, visit) : visit();
  });
  bindElements(analyser, name, analyser.inOrder(visits));
  return true;
}

/** `let x;` has the value undefined until it is assigned; TypeScript sees to it that it is not read before. */
function declareEmpty(analyser: Analyser, { name }: ts.VariableDeclaration): void {
  const symbol = analyser.checker.getSymbolAtLocation(name);
  if (symbol === undefined || !ts.isIdentifier(name)) return;
  const types = analyser.typesOf(analyser.checker.getTypeOfSymbolAtLocation(symbol, name));
  const variable = { kind: "variable", name: name.text, types } as const;
  noteDeclared(analyser, variable);
  analyser.environment.bind(symbol, { kind: "variable", variable, depth: analyser.frame.depth });
  analyser.statements.push(declareWithoutValue(variable, analyser.span(name)));
}

/** True for a statement that puts a part back to the place that its name stands for anyway. */
function isDone(analyser: Analyser, node: ts.Statement): boolean {
  const symbol = analyser.analysis.putBacks.get(node);
  return symbol !== undefined && analyser.environment.lookUp(symbol)?.kind === "alias";
}

export function visitExpressionStatement(analyser: Analyser, node: ts.ExpressionStatement): void {
  if (isDone(analyser, node)) return;
  const expression = skipWrappers(node.expression);
  if (silencePromise(analyser, expression)) return;
  const isChoice = ts.isConditionalExpression(expression) || isShortCircuit(expression);
  const value = analyser.expression(isChoice ? expression : node.expression);
  // `JSON.parse(text);` is there for its error.
  if (mayThrow(value)) analyser.keep(value, "checked");
  bindPut(analyser, node);
}

function isShortCircuit(node: ts.Expression): boolean {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
}

export function visitReturn(analyser: Analyser, node: ts.ReturnStatement): void {
  const span = analyser.span(node);
  const { onReturnPart } = analyser.frame;
  if (onReturnPart !== undefined && node.expression !== undefined) {
    onReturnPart(node.expression);
    return;
  }
  const value = node.expression === undefined ? undefined : returnValue(analyser, node.expression);
  analyser.frame.onReturn(value, span);
}

function returnValue(analyser: Analyser, node: ts.Expression): Expression {
  const visit = () => returnedValue(analyser, node);
  return maybeGiven(analyser, node) ? analyser.handOver(node, visit) : visit();
}

function returnedValue(analyser: Analyser, node: ts.Expression): Expression {
  if (!analyser.frame.isAsync || !analyser.isPromise(node)) return analyser.expression(node);
  // A promise that is returned from a try block is awaited outside of it.
  if (analyser.insideTry) return analyser.refuse(node, "SP1103");
  return analyser.awaited(node);
}

export function visitThrow(analyser: Analyser, node: ts.ThrowStatement): void {
  const span = analyser.span(node);
  if (analyser.frame.isCallback) {
    analyser.problem(node, "SP1233", { what: "a callback that throws" });
    return;
  }
  throwError(analyser, node.expression, span);
}

export function visitIf(analyser: Analyser, node: ts.IfStatement): void {
  if (isDone(analyser, node)) return;
  const test = promiseTest(analyser, node.expression);
  const condition = test === undefined ? asCondition(analyser.expression(node.expression)) : conditionOf(test);
  const arms = [
    analyser.block(node.thenStatement),
    node.elseStatement === undefined ? [] : analyser.block(node.elseStatement),
  ] as const;
  const [whenTrue, whenFalse] = test === undefined ? arms : awaitedInBoth(analyser, node, test, arms);
  analyser.statements.push({ kind: "if", condition, whenTrue, whenFalse, span: analyser.span(node) });
}

export function visitNothing(): void {
  // Types, interfaces and empty statements leave nothing at run time.
}
