import ts from "typescript";
import { arrayType, isOnly, objectType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { skipWrappers } from "../skip-wrappers.js";
import { type HeldRead, type MemberChoosers, memberRead } from "./held-members.js";

/** Members of the objects in a list, one of each: `rows.map((row) => row.item)`, `rows.map(({ item }) => item)`. */
export interface ListedMembers extends HeldRead {
  readonly rows: ts.Expression;
}

/** The members that a call lists, where these are elements of another list. */
export function membersListed(
  analyser: Analyser,
  node: ts.Expression,
  choosers: MemberChoosers,
): ListedMembers | undefined {
  if (builtinCalled(analyser, node) !== "Array.map" || !ts.isCallExpression(node)) return undefined;
  const [given, ...others] = node.arguments;
  const callback = given && skipWrappers(given);
  if (callback === undefined || !ts.isArrowFunction(callback) || others.length > 0 || ts.isBlock(callback.body)) {
    return undefined;
  }
  const body = skipWrappers(callback.body);
  if (!isOnly(analyser.types(callback.body), objectType | arrayType)) return undefined;
  const declared = ts.isIdentifier(body) ? analyser.symbolOf(body)?.valueDeclaration : undefined;
  const taken = declared !== undefined && ts.isBindingElement(declared) ? declared : undefined;
  const named = ts.isPropertyAccessExpression(body) ? body : taken;
  const read = named && memberRead(analyser, named, choosers);
  const { expression: rows } = node.expression as ts.PropertyAccessExpression;
  const isOwn = read !== undefined && ts.findAncestor(read.node, ts.isFunctionLike) === callback;
  return isOwn && isOfParameter(analyser, read.node, callback) ? { ...read, rows } : undefined;
}

/** True for `row.item` and `{ item }`, where the object is the first parameter. */
function isOfParameter(
  analyser: Analyser,
  node: HeldRead["node"],
  { parameters: [parameter] }: ts.ArrowFunction,
): boolean {
  if (ts.isBindingElement(node)) return node.parent.parent === parameter;
  const row = skipWrappers(node.expression);
  return ts.isIdentifier(row) && analyser.symbolOf(row)?.valueDeclaration === parameter;
}

/** True for what a variable or loop gets, as it is or what is chosen from it. */
export function endsInName(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isForOfStatement(parent)) return true;
  if (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent)) return endsInName(parent);
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== node) return false;
  const isChoosing = /^(filter|slice|toSorted|toReversed|sort|reverse|entries)$/.test(parent.name.text);
  return isChoosing && ts.isCallExpression(parent.parent) && endsInName(parent.parent);
}
