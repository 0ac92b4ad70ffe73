import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../skip-wrappers.js";
import { elementSource, sourceOfPut } from "./chosen-lists.js";
import { isSameSource, isStandingList, type Source } from "./element-sources.js";
import { canBeReadAgain } from "./can-be-read-again.js";
import { putLaterOf } from "./put-later.js";
import { returnedBy } from "./returned-by.js";
import type { WalkerPut } from "./walker-puts.js";
import { writtenFunction } from "./written-function.js";

/** True where making an element does not change where it is put. */
export function isPutInPlace(analyser: Analyser, { kind, target, key, made, isBefore }: WalkerPut): boolean {
  if (isBefore || canBeReadAgain(made)) return true;
  const inner = skipWrappers(target);
  const [list, at] =
    kind === "assign" && ts.isElementAccessExpression(inner)
      ? [inner.expression, inner.argumentExpression]
      : [inner, key];
  const root = rootOf(list);
  return root !== undefined && isConstant(analyser, root) && (at === undefined || isConstant(analyser, at));
}

/** A literal, or a name that always has the same value. */
function isConstant(analyser: Analyser, node: ts.Expression): boolean {
  const inner = skipWrappers(node);
  if (!ts.isIdentifier(inner)) return ts.isStringLiteralLike(inner) || ts.isNumericLiteral(inner);
  const declaration = analyser.symbolOf(inner)?.valueDeclaration;
  return declaration !== undefined && (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
}

/** What a function gives an element of that it has put there, or found: `const open = (id) => { const box = …; boxes.push(box); return box; }`. */
export function sourceGiven(analyser: Analyser, node: ts.Expression): Source {
  const inner = skipWrappers(node);
  const call = ts.isAwaitExpression(inner) ? skipWrappers(inner.expression) : inner;
  if (!ts.isCallExpression(call) || !ts.isIdentifier(skipWrappers(call.expression))) return undefined;
  const given = writtenFunction(analyser, call.expression);
  if (given === undefined || given === "unknown") return undefined;
  if (!ts.isArrowFunction(given) && !ts.isFunctionExpression(given) && !ts.isFunctionDeclaration(given))
    return undefined;
  const sources = returnedBy(given).map((value) => ofCaller(analyser, sourceOfReturned(analyser, value), given, call));
  const [first, ...others] = sources.filter((one) => one !== "nothing");
  if (first === undefined) return undefined;
  return others.every((one) => one !== undefined && isSameSource(analyser, first, one)) ? first : undefined;
}

function sourceOfReturned(analyser: Analyser, value: ts.Expression): Source {
  const inner = skipWrappers(value);
  const declaration = ts.isIdentifier(inner) ? analyser.symbolOf(inner)?.valueDeclaration : undefined;
  const isConstant = declaration !== undefined && (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  const put = isConstant && ts.isVariableDeclaration(declaration) ? putLaterOf(declaration) : undefined;
  return put === undefined ? elementSource(analyser, value) : sourceOfPut(analyser, put);
}

/** The list of which the caller gets an element: of a parameter, the argument. */
function ofCaller(analyser: Analyser, source: Source, given: ts.SignatureDeclaration, call: ts.CallExpression): Source {
  if (source === undefined || source === "nothing") return source;
  const root = rootOf(source.list);
  const declaration = root && analyser.symbolOf(root)?.valueDeclaration;
  if (declaration === undefined) return undefined;
  const index = given.parameters.findIndex((one) => one === declaration);
  if (index < 0) return ts.findAncestor(declaration, (outer) => outer === given) === undefined ? source : undefined;
  const argument = call.arguments[index];
  const isWhole = ts.isIdentifier(skipWrappers(source.list));
  return isWhole && argument !== undefined && isStandingList(argument) ? { ...source, list: argument } : undefined;
}

function rootOf(list: ts.Expression): ts.Identifier | undefined {
  const inner = skipWrappers(list);
  if (ts.isPropertyAccessExpression(inner)) return rootOf(inner.expression);
  return ts.isIdentifier(inner) ? inner : undefined;
}
