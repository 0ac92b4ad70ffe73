import ts from "typescript";
import type { Analyser } from "./analyser.js";
import { nameIn } from "./mutation/calls-that-give.js";
import { changedWhenPassed, changesWrittenAt } from "./mutation/change-at.js";
import { chosenList } from "./mutation/chosen-lists.js";
import { giverOf } from "./mutation/given-parts.js";
import { changingCollection, isAssignmentOperator, makingMethods, mutatingMethods } from "./mutating-methods.js";
import { assignTarget, pathOf, paths } from "./mutation/paths.js";
import { skipWrappers } from "./skip-wrappers.js";
import { collectionOf } from "./value-types-of.js";

/** The variables of a file that get another value, or whose value changes, somewhere in it. */
export function reassignedSymbols(file: ts.SourceFile, checker: ts.TypeChecker): ReadonlySet<ts.Symbol> {
  const found = new Set<ts.Symbol>();
  const addTargets = (target: ts.Node): void => {
    if (ts.isIdentifier(target)) {
      const symbol =
        ts.isShorthandPropertyAssignment(target.parent) && target.parent.name === target
          ? checker.getShorthandAssignmentValueSymbol(target.parent)
          : checker.getSymbolAtLocation(target);
      if (symbol !== undefined) found.add(symbol);
    } else if (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)) {
      addTargets(target.expression);
    } else if (ts.isCallExpression(target) && ts.isPropertyAccessExpression(target.expression)) {
      addTargets(target.expression.expression); // a part of what `find` or `get` is called on
    } else if (ts.isNonNullExpression(target) || ts.isParenthesizedExpression(target)) {
      addTargets(target.expression);
    } else if (ts.isConditionalExpression(target)) {
      addTargets(target.whenTrue);
      addTargets(target.whenFalse);
    } else if (ts.isArrayLiteralExpression(target) || ts.isObjectLiteralExpression(target)) {
      ts.forEachChild(target, addTargets);
    } else if (ts.isSpreadElement(target) || ts.isSpreadAssignment(target)) {
      addTargets(target.expression);
    } else if (ts.isPropertyAssignment(target)) {
      addTargets(target.initializer);
    } else if (ts.isShorthandPropertyAssignment(target)) {
      addTargets(target.name);
    } else if (ts.isBinaryExpression(target)) {
      addTargets(target.left);
    }
  };
  const isOfCollection = (node: ts.Expression): boolean =>
    collectionOf(checker.getNonNullableType(checker.getTypeAtLocation(node))) !== undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && isAssignmentOperator(node.operatorToken.kind)) addTargets(node.left);
    if (
      (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) &&
      (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken)
    ) {
      addTargets(node.operand);
    }
    if (ts.isDeleteExpression(node)) addTargets(node.expression);
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const receiver = skipWrappers(node.expression.expression);
      if (mutatingMethods.has(node.expression.name.text) && !isNewList(receiver)) addTargets(receiver);
      if (changingCollection.has(node.expression.name.text) && isOfCollection(receiver)) addTargets(receiver);
    }
    const target = assignTarget(node);
    if (target !== undefined) addTargets(target);
    if ((ts.isForOfStatement(node) || ts.isForInStatement(node)) && !ts.isVariableDeclarationList(node.initializer)) {
      addTargets(node.initializer);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** `[...list].sort()`, `list.map(f).sort()`: what changes is a list of its own. */
function isNewList(node: ts.Expression): boolean {
  if (ts.isArrayLiteralExpression(node)) return true;
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const { name, expression } = node.expression;
  return makingMethods.has(name.text) || (mutatingMethods.has(name.text) && isNewList(skipWrappers(expression)));
}

/** The variables that are passed to functions which change them, by an argument or by `forEach`, or give a part that is changed. */
export function passedSymbols(analyser: Analyser, file: ts.SourceFile): readonly ts.Symbol[] {
  const found: ts.Symbol[] = [];
  const add = (part: ts.Expression, value: ts.Expression): void => {
    const passed = changedWhenPassed(analyser, part);
    if (passed === undefined || passed === "unknown") return;
    const path = pathOf(analyser, value) ?? pathOf(analyser, chosenList(analyser, value)?.list ?? value);
    if (path !== undefined) found.push(path.root);
  };
  const addGiven = (argument: ts.Expression): void => {
    const name = giverOf(analyser, argument, paths) === undefined ? undefined : nameIn(argument);
    const path =
      name !== undefined && changesWrittenAt(analyser, name).length > 0 ? pathOf(analyser, argument) : undefined;
    if (path !== undefined) found.push(path.root);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      for (const argument of node.arguments) {
        add(argument, argument);
        addGiven(argument);
      }
      if (ts.isPropertyAccessExpression(node.expression)) add(node.expression, node.expression.expression);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
