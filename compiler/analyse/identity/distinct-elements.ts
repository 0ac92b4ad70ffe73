import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { skipWrappers } from "../skip-wrappers.js";
import { partAround, sitesOf, type Site } from "../mutation/aliases.js";
import { wayOf } from "../mutation/asked-owners.js";
import { declaredIn, takenBy } from "../mutation/declared-in.js";
import { isInputOfWorkflow } from "../mutation/input-of-workflow.js";
import { isFresh } from "../mutation/ownership.js";
import { type Key, pathOf } from "../mutation/paths.js";
import { enclosingFunction, isInside } from "../mutation/running-function.js";

/**
 * True where no object stands twice among those to which the keys lead: then two of them are the same object when they stand in the same
 * place.
 *
 * That holds of what comes from outside, of what is made on the spot, and of lists with elements of such lists, as long as everything that
 * is added is new.
 */
export function areDistinct(analyser: Analyser, root: ts.Symbol, keys: readonly Key[]): boolean {
  return areDistinctIn(analyser, root, keys, []);
}

/** A question that is being answered. */
interface Question {
  readonly root: ts.Symbol;
  readonly keys: readonly Key[];
}

/** A value that gets longer and longer parts of itself has no end. */
const longestWay = 8;

/** @param around what is being looked into: what a variable gets of itself is as distinct as what it gets otherwise */
function areDistinctIn(
  analyser: Analyser,
  root: ts.Symbol,
  keys: readonly Key[],
  around: readonly Question[],
): boolean {
  if (around.some((one) => one.root === root && wayOf(one.keys) === wayOf(keys))) return true;
  const scope = root.valueDeclaration && enclosingFunction(root.valueDeclaration);
  if (scope === undefined || keys.length > longestWay) return false;
  const inside = [...around, { root, keys }];
  return (
    beginsDistinct(analyser, root, keys, inside) &&
    sitesOf(analyser, root, scope).every((site) => keepsDistinct(analyser, site, keys, inside))
  );
}

function beginsDistinct(
  analyser: Analyser,
  root: ts.Symbol,
  keys: readonly Key[],
  around: readonly Question[],
): boolean {
  const declaration = declaredIn(root);
  const written = root.valueDeclaration;
  if (declaration === undefined || written === undefined) return false;
  const taken = ts.isBindingElement(written) ? takenBy(written) : { keys: [], isRest: false, initializer: undefined };
  if (taken === undefined || taken.initializer !== undefined) return false;
  const way = [...taken.keys, ...keys];
  if (ts.isParameter(declaration)) return isInputOfWorkflow(analyser, declaration);
  const loop = declaration.parent.parent;
  if (ts.isForOfStatement(loop)) return givesDistinct(analyser, loop.expression, [undefined, ...way], around);
  const { initializer } = declaration;
  return initializer === undefined || givesDistinct(analyser, initializer, way, around);
}

/** Methods that give a list with elements of the one that they are called on, each once. */
const choosing = /^Array\.(filter|slice|sort|toSorted|reverse|toReversed)$/;

/** True where the objects to which the keys lead from an expression's value are distinct. */
function givesDistinct(
  analyser: Analyser,
  node: ts.Expression,
  keys: readonly Key[],
  around: readonly Question[],
): boolean {
  const value = skipWrappers(node);
  if (ts.isCallExpression(value) && ts.isPropertyAccessExpression(value.expression)) {
    const isChosen = choosing.test(builtinCalled(analyser, value) ?? "");
    if (isChosen) return givesDistinct(analyser, value.expression.expression, keys, around);
  }
  const [only, ...others] = ts.isArrayLiteralExpression(value) ? value.elements : [];
  if (only !== undefined && ts.isSpreadElement(only) && others.length === 0) {
    return givesDistinct(analyser, only.expression, keys, around);
  }
  const path = pathOf(analyser, value);
  if (path !== undefined) return areDistinctIn(analyser, path.root, [...path.keys, ...keys], around);
  return isNew(analyser, value, keys);
}

/** True for a value that is made on the spot, with all on the way to what the keys lead to. */
function isNew(analyser: Analyser, value: ts.Expression, keys: readonly Key[]): boolean {
  return isFresh(analyser, value, [...keys, undefined]);
}

/** Methods that add nothing. */
const removing = new Set(["pop", "shift", "sort", "reverse", "delete", "clear"]);

/** True for a change after which the objects at the keys are distinct as before. */
function keepsDistinct(
  analyser: Analyser,
  { name, keys: changed, method }: Site,
  keys: readonly Key[],
  around: readonly Question[],
): boolean {
  const isOther = changed.some((key, index) => {
    const other = keys[index];
    return key !== undefined && index < keys.length && other !== undefined && key !== other;
  });
  if (isOther || changed.length > keys.length) return true;
  const inside = keys.slice(changed.length);
  if (method === undefined) {
    const target = partAround(name);
    if (ts.isDeleteExpression(target.parent)) return true;
    const value = assignedValue(target);
    if (value === undefined) return false;
    // What takes the place of one of several may stand in another one already.
    const isWhole = inside.length > 0 && keys.slice(0, changed.length).every((key) => key !== undefined);
    return isWhole ? givesDistinct(analyser, value, inside, around) : isNew(analyser, value, inside);
  }
  if (removing.has(method)) return true;
  const call = partAround(name).parent;
  const isOwn =
    ts.isCallExpression(call) &&
    ts.isPropertyAccessExpression(call.expression) &&
    call.expression.name.text === method &&
    isInside(name, call.expression);
  // Functions that are given the list are not looked into.
  if (!isOwn) return false;
  if (method === "splice") return call.arguments.length <= 2;
  const added =
    method === "push" || method === "unshift"
      ? [...call.arguments]
      : method === "set"
        ? call.arguments.slice(1)
        : undefined;
  return added?.every((one) => !ts.isSpreadElement(one) && isNew(analyser, one, inside)) === true;
}

const assigning: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
  ts.SyntaxKind.BarBarEqualsToken,
]);

/** `value` of `target = value` and `target ??= value`. */
function assignedValue(target: ts.Expression): ts.Expression | undefined {
  const { parent } = target;
  const isAssigned =
    ts.isBinaryExpression(parent) && parent.left === target && assigning.has(parent.operatorToken.kind);
  return isAssigned ? parent.right : undefined;
}
