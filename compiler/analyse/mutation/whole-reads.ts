import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { calledFunctions } from "./called-functions.js";
import { holdsPlainParts, isPlain } from "./plain-values.js";
import type { GroupsKind } from "./slots.js";

/** Where all of the lists in groups are read. */
export interface WholeRead {
  readonly node: ts.Identifier;
  /** True where nothing keeps an element of them, or the function ends. */
  readonly isFinal: boolean;
}

const reading = /^(map|flatMap|reduce|filter|some|every|join|toSorted|slice)$/;

/** `return { groups }`, `await save(groups)`, `Object.entries(groups).map(f)`, `chunks.map(f)`; undefined for any other use. */
export function wholeRead(analyser: Analyser, use: ts.Identifier, kind: GroupsKind): WholeRead | undefined {
  const { parent } = use;
  if (kind === "list" && ts.isPropertyAccessExpression(parent)) return readByMethod(analyser, use, use);
  const listed = listedIn(use, kind);
  if (listed !== undefined) return readByMethod(analyser, use, listed);
  return isGivenAway(analyser, use) ? { node: use, isFinal: true } : undefined;
}

/** `Object.entries(groups)`, `[...groups.values()]`. */
function listedIn(use: ts.Identifier, kind: GroupsKind): ts.Expression | undefined {
  const { parent } = use;
  if (kind === "record") {
    const isListed = ts.isCallExpression(parent) && /^Object\.(values|entries)$/.test(parent.expression.getText());
    return isListed ? parent : undefined;
  }
  const isMethod = ts.isPropertyAccessExpression(parent) && /^(values|entries)$/.test(parent.name.text);
  const members = isMethod && ts.isCallExpression(parent.parent) ? parent.parent : use;
  const { parent: spread } = members;
  const isCopy = ts.isSpreadElement(spread) && ts.isArrayLiteralExpression(spread.parent);
  return isCopy && spread.parent.elements.length === 1 ? spread.parent : undefined;
}

/** What methods make of the lists, one behind the other. */
function readByMethod(analyser: Analyser, node: ts.Identifier, list: ts.Expression): WholeRead | undefined {
  let whole: ts.Expression = list;
  let isRead = false;
  for (;;) {
    const { parent: access } = whole;
    if (!ts.isPropertyAccessExpression(access) || access.expression !== whole) break;
    if (access.name.text === "length") return isRead ? { node, isFinal: true } : undefined;
    const { parent: call } = access;
    if (!reading.test(access.name.text) || !ts.isCallExpression(call) || call.expression !== access) break;
    whole = call;
    isRead = true;
  }
  if (!isRead) return undefined;
  const isFinal = isPlain(analyser, whole) || holdsPlainParts(analyser, whole) || isGivenAway(analyser, whole);
  return { node, isFinal };
}

/** True for what a `return` gives, or a task gets, also in an object or list. */
export function isGivenAway(analyser: Analyser, node: ts.Expression): boolean {
  let part: ts.Node = node;
  while (isAround(part.parent)) part = part.parent;
  const { parent } = part;
  if (ts.isReturnStatement(parent)) return true;
  if (!ts.isCallExpression(parent) || parent.expression === part || !ts.isAwaitExpression(parent.parent)) return false;
  return calledFunctions(analyser, parent.expression) === undefined && builtinCalled(analyser, parent) === undefined;
}

function isAround(node: ts.Node): boolean {
  if (ts.isParenthesizedExpression(node) || ts.isShorthandPropertyAssignment(node)) return true;
  return ts.isPropertyAssignment(node) || ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node);
}
