import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { isTaskCall } from "../tasks/task-calls.js";
import { declaredIn } from "./declared-in.js";
import { isDeep } from "./freshness.js";
import { leavesForGood } from "./leaves-for-good.js";
import type { Owner } from "./owner.js";

/** Functions that keep nothing of what they are given. */
const copyingFunctions =
  /^(JSON\.stringify|structuredClone(\(\))?|Object\.(keys|hasOwn)|Array\.isArray|Math\.\w+|(String|Number|Boolean)\(\))$/;

/** Functions whose result may hold parts of what they are given, never the value itself. */
const shallowlyCopyingFunctions = /^(Object\.(entries|values|fromEntries)|Array\.from)$/;

/**
 * True when the value goes into the input of a call, or is returned: what happens to it there is a copy.
 *
 * @param isOnlyRead whether a function at hand only reads the argument that it is given
 */
export function endsInCopy(
  analyser: Analyser,
  node: ts.Expression | ts.ObjectLiteralElementLike,
  owner: Owner,
  isOnlyRead: (use: ts.Expression, call: ts.CallExpression, owner: Owner) => boolean,
): boolean {
  const { parent } = node;
  const { symbol, readers, isHandedOn } = owner;
  if (ts.isThrowStatement(parent)) return true;
  // What a function gives back that the value was passed to, its caller has twice.
  const isPassed = readers.length > 0;
  if (ts.isArrowFunction(parent)) return !isPassed && declaredIn(symbol)?.parent === parent;
  if (ts.isReturnStatement(parent)) return !isPassed && leavesForGood(analyser, parent, symbol, isHandedOn);
  if (ts.isCallExpression(parent)) {
    if (isTaskCall(analyser, parent)) return true;
    const builtin = builtinCalled(analyser, parent) ?? "";
    if (copyingFunctions.test(builtin)) return true;
    if (!isDeep(owner) && shallowlyCopyingFunctions.test(builtin)) return true;
    return ts.isExpression(node) && isOnlyRead(node, parent, owner);
  }
  const passesOn =
    ts.isParenthesizedExpression(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isShorthandPropertyAssignment(parent) ||
    ts.isObjectLiteralExpression(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isSpreadAssignment(parent) ||
    ts.isSpreadElement(parent) ||
    ts.isConditionalExpression(parent) ||
    (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) ||
    ts.isAsExpression(parent) ||
    ts.isSatisfiesExpression(parent);
  if (!passesOn) return false;
  // What is put into another value is a part of that one.
  const isWrapped = ts.isObjectLiteralElementLike(parent) || ts.isArrayLiteralExpression(parent);
  return endsInCopy(analyser, parent, isWrapped ? { ...owner, keys: [undefined, ...owner.keys] } : owner, isOnlyRead);
}
