import ts from "typescript";
import { arrayType, mayBe, nullType, objectType, undefinedType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { memo } from "./memo.js";
import { isComparedHere } from "../identity/compared-names.js";
import { skipWrappers } from "../skip-wrappers.js";
import { valueTypesOf } from "../value-types-of.js";
import { isChanged } from "./assigned.js";
import { elementSource, sourceOfPut } from "./chosen-lists.js";
import { declaredPutBack } from "./declared-put-back.js";
import { type ElementSource, isDeclaredBefore, isDeclaredBeside, isSameSource, sidesOf } from "./element-sources.js";
import { isPutInPlace, sourceGiven } from "./put-sources.js";
import { usesOf } from "./uses-of.js";
import { type WalkerPut, walkerPut, walkerPutAtFirst } from "./walker-puts.js";

/**
 * A variable that goes from one element of a list, a record or a Map to another one, or to none:
 *
 *     let current = nodes[0];
 *     while (current) {
 *       current.visited = true;
 *       current = nodes.find((node) => node.id === current.next);
 *     }
 *
 * So does a constant that is an element or none: `const row = index >= 0 ? rows[index] : undefined`.
 */
export interface Walker {
  readonly declaration: ts.VariableDeclaration;
  readonly name: ts.Identifier;
  readonly source: ElementSource;
  /** The elements that it gets; of `test ? a : b`, both. */
  readonly elements: readonly ts.Expression[];
  /** Those that are made and put there. */
  readonly puts: readonly WalkerPut[];
  /** What it is when it stands for none. */
  readonly nothing: "null" | "undefined";
}

/** The walker that a variable is, as far as its text tells. */
export function walkerOf(analyser: Analyser, symbol: ts.Symbol): Walker | undefined {
  const candidate = candidateOf(analyser, symbol);
  const needed = memo<boolean>(analyser, "walkers that are needed");
  if (candidate === undefined) return undefined;
  if (!needed.has(symbol)) needed.set(symbol, isNeeded(analyser, symbol, new Set()));
  return needed.get(symbol) === true ? candidate : undefined;
}

/** What may be a walker, whether something inside of it changes or not. */
interface Candidate extends Walker {
  /** True where an element may be changed by its name. */
  readonly isInside: boolean;
  /** The variables that get its elements. */
  readonly takers: readonly ts.Symbol[];
}

function candidateOf(analyser: Analyser, symbol: ts.Symbol): Candidate | undefined {
  const candidates = memo<Candidate | undefined>(analyser, "walkers");
  if (!candidates.has(symbol)) {
    candidates.set(symbol, undefined);
    candidates.set(symbol, find(analyser, symbol));
  }
  return candidates.get(symbol);
}

/** True for one whose elements are changed by its name, or by that of a walker that goes to where it stands. */
function isNeeded(analyser: Analyser, symbol: ts.Symbol, seen: Set<ts.Symbol>): boolean {
  const candidate = candidateOf(analyser, symbol);
  if (candidate === undefined || seen.has(symbol)) return false;
  seen.add(symbol);
  return candidate.isInside || candidate.takers.some((taker) => isNeeded(analyser, taker, seen));
}

function find(analyser: Analyser, symbol: ts.Symbol): Candidate | undefined {
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return undefined;
  const { name, initializer, parent: list } = declaration;
  const isVariable =
    ts.isVariableDeclarationList(list) &&
    ((list.flags & ts.NodeFlags.Let) !== 0 || mayBeNothing(analyser, list, initializer));
  if (!isVariable || !ts.isIdentifier(name) || !(ts.isVariableStatement(list.parent) || ts.isForStatement(list.parent)))
    return undefined;
  const types = valueTypesOf(analyser.checker.getTypeOfSymbol(symbol), analyser.checker);
  if (!mayBe(types, arrayType | objectType) || (mayBe(types, nullType) && mayBe(types, undefinedType)))
    return undefined;
  const scope = ts.findAncestor(declaration, ts.isFunctionLike);
  // What is made only where nothing is stands for one place.
  if (scope === undefined || declaredPutBack(analyser, declaration) !== undefined) return undefined;
  const first = walkerPutAtFirst(declaration);
  const given: ts.Expression[] = initializer === undefined || first !== undefined ? [] : [initializer];
  const puts: WalkerPut[] = first === undefined ? [] : [first];
  const takers: ts.Symbol[] = [];
  let isInside = false;
  for (const use of usesOf(analyser, symbol, scope)) {
    const put = walkerPut(use);
    const value = assignedTo(use);
    if (put === undefined && value === undefined) {
      if (isChanged(use)) return undefined;
      const isPut = puts.some(({ statement }) => use.pos >= statement.pos && use.end <= statement.end);
      isInside ||= !isPut && (mayChangeInside(use) || isComparedHere(analyser, use));
      const taker = assignedBy(analyser, use);
      if (taker !== undefined) takers.push(taker);
    } else if (put !== undefined) puts.push(put);
    else if (value !== undefined) given.push(value);
  }
  const sourceOf = (other: ts.Symbol) => (other === symbol ? "nothing" : candidateOf(analyser, other)?.source);
  const sources = [
    ...given.map((value) => elementSource(analyser, value, sourceOf) ?? sourceGiven(analyser, value)),
    ...puts.map((put) => (isPutInPlace(analyser, put) ? sourceOfPut(analyser, put) : undefined)),
  ];
  const [source, ...others] = sources.filter((one) => one !== "nothing");
  const isOne = source !== undefined && others.every((one) => one !== undefined && isSameSource(analyser, source, one));
  if (!(isInside || takers.length > 0) || !isOne) return undefined;
  // A variable that has no value at first may stand before its list.
  const isEmpty =
    first === undefined && (initializer === undefined || elementSource(analyser, initializer) === "nothing");
  const isKnown =
    isDeclaredBefore(analyser, source.list, declaration) ||
    (isEmpty && isDeclaredBeside(analyser, source.list, declaration));
  if (!isKnown) return undefined;
  const nothing = mayBe(types, nullType) ? "null" : "undefined";
  const elements = given.flatMap((value) => elementsIn(analyser, value, symbol));
  // What is not there would be undefined all the same.
  if (nothing === "null" && elements.some(isTakenToBeThere)) return undefined;
  return { declaration, name, source, elements, puts, nothing, isInside, takers };
}

/** `const row = index >= 0 ? rows[index] : undefined`: a constant that may stand for none. */
function mayBeNothing(
  analyser: Analyser,
  { flags }: ts.VariableDeclarationList,
  initializer: ts.Expression | undefined,
): boolean {
  const sides = initializer && sidesOf(skipWrappers(initializer));
  const isConstant = (flags & ts.NodeFlags.Const) !== 0;
  return isConstant && sides?.some((side) => elementSource(analyser, side) === "nothing") === true;
}

/** The right side of `name = value;`. */
export function assignedTo(use: ts.Identifier): ts.Expression | undefined {
  const { parent } = use;
  if (!ts.isBinaryExpression(parent) || parent.left !== use) return undefined;
  if (parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
  const isAlone =
    ts.isExpressionStatement(parent.parent) ||
    (ts.isForStatement(parent.parent) && parent.parent.incrementor === parent);
  return isAlone ? parent.right : undefined;
}

function elementsIn(analyser: Analyser, value: ts.Expression, symbol: ts.Symbol): readonly ts.Expression[] {
  const inner = skipWrappers(value);
  if (ts.isIdentifier(inner) && analyser.symbolOf(inner) === symbol) return [];
  const sides = sidesOf(inner);
  if (sides !== undefined) return sides.flatMap((side) => elementsIn(analyser, side, symbol));
  return elementSource(analyser, value) === "nothing" ? [] : [value];
}

function isTakenToBeThere(element: ts.Expression): boolean {
  return (
    ts.isNonNullExpression(element) || (ts.isParenthesizedExpression(element) && isTakenToBeThere(element.expression))
  );
}

/** True for a use at which something inside of the value may be changed, or named. */
function mayChangeInside(use: ts.Identifier): boolean {
  let part: ts.Node = use;
  for (;;) {
    const { parent } = part as { parent: ts.Node };
    const isStep =
      (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) && parent.expression === part;
    if (isStep && isChanged(parent)) return true;
    if (!isStep && !ts.isNonNullExpression(parent) && !ts.isParenthesizedExpression(parent)) break;
    part = parent;
  }
  const { parent } = part;
  if (ts.isCallExpression(parent)) return parent.expression === part ? part !== use : true;
  if (ts.isVariableDeclaration(parent)) return parent.initializer === part;
  return ts.isForOfStatement(parent) && parent.expression === part;
}

/** The walker that goes to what stands at a use: `best` in `best = isLarger ? row : best`. */
export function takerOf(analyser: Analyser, use: ts.Expression): ts.Symbol | undefined {
  const symbol = assignedBy(analyser, use);
  return symbol !== undefined && walkerOf(analyser, symbol) !== undefined ? symbol : undefined;
}

/** The variable that gets what stands at a use. */
function assignedBy(analyser: Analyser, use: ts.Expression): ts.Symbol | undefined {
  const { parent } = use;
  if (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent) || ts.isAsExpression(parent)) {
    return assignedBy(analyser, parent);
  }
  if (ts.isConditionalExpression(parent)) return parent.condition === use ? undefined : assignedBy(analyser, parent);
  if (!ts.isBinaryExpression(parent)) return undefined;
  if (parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) return assignedBy(analyser, parent);
  const isAssigned = parent.operatorToken.kind === ts.SyntaxKind.EqualsToken && parent.right === use;
  return isAssigned && ts.isIdentifier(parent.left) ? analyser.symbolOf(parent.left) : undefined;
}
