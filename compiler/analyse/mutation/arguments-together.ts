import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { isChanged } from "./assigned.js";
import { calledFunctions } from "./called-functions.js";
import { isChangingMethod } from "./changing-methods.js";
import { type Path, pathOf } from "./paths.js";
import { canBeReadAgain } from "./can-be-read-again.js";
import { holdsPlainParts, isPlain } from "./plain-values.js";
import { usesOf } from "./uses-of.js";

/**
 * True for two arguments of a call that are parts of one variable, as deep, and may be one and the same: `transfer(accounts[i], accounts[j])`.
 * The function names nothing but plain values and places inside of them, so that each name of it stands for a place as well as the part there.
 */
export function areTogether(
  analyser: Analyser,
  call: ts.CallExpression,
  one: ts.Expression,
  other: ts.Expression,
): boolean {
  const [path, beside] = [pathAgain(analyser, one), pathAgain(analyser, other)];
  if (path === undefined || beside === undefined || path.root !== beside.root) return false;
  if (path.keys.length !== beside.keys.length || path.keys.length === 0) return false;
  const called = calledFunctions(analyser, call.expression);
  if (called === undefined || called === "unknown") return false;
  return [one, other].every((argument) => {
    const index = call.arguments.indexOf(argument);
    return called.every((each) => namesPlaces(analyser, each, index));
  });
}

/** True for two arguments that are different parts of one variable. */
export function areApart(analyser: Analyser, one: ts.Expression, other: ts.Expression): boolean {
  const [path, beside] = [pathAgain(analyser, one), pathAgain(analyser, other)];
  return path !== undefined && beside !== undefined && partsFrom(path, beside);
}

/** Where an expression leads that gives the same when it is evaluated again. */
function pathAgain(analyser: Analyser, node: ts.Expression): Path | undefined {
  return canBeReadAgain(node) ? pathOf(analyser, node) : undefined;
}

/** True for paths of one variable that lead to different parts. */
export function partsFrom({ root, keys }: Path, other: Path): boolean {
  if (root !== other.root) return false;
  return keys.some((key, index) => {
    const beside = other.keys[index];
    return key !== undefined && beside !== undefined && key !== beside;
  });
}

/** True for a function that uses a parameter for what is inside of it, and gives no part of that a name. */
function namesPlaces(analyser: Analyser, called: ts.SignatureDeclaration, index: number): boolean {
  const parameter = called.parameters[index];
  if (parameter === undefined || parameter.dotDotDotToken !== undefined || parameter.initializer !== undefined) {
    return false;
  }
  const symbol = ts.isIdentifier(parameter.name) ? analyser.checker.getSymbolAtLocation(parameter.name) : undefined;
  if (symbol === undefined || !("body" in called) || called.body === undefined) return false;
  return usesOf(analyser, symbol, called.body).every((use) => isOfPlace(analyser, use));
}

/** `order.total`, `order.total = 5`, `order.lines.push(line)`, `order.lines.reduce(f, 0)` */
function isOfPlace(analyser: Analyser, node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isNonNullExpression(parent) || ts.isParenthesizedExpression(parent)) return isOfPlace(analyser, parent);
  const isMember = ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent);
  if (!isMember || parent.expression !== node) return false;
  if (isChanged(parent) || isPlain(analyser, parent)) return true;
  const call = parent.parent;
  if (!ts.isCallExpression(call) || call.expression !== parent) return isOfPlace(analyser, parent);
  const isChange = ts.isPropertyAccessExpression(parent) && isChangingMethod(parent.name.text);
  return isChange ? ts.isExpressionStatement(call.parent) : isPlain(analyser, call) || holdsPlainParts(analyser, call);
}
