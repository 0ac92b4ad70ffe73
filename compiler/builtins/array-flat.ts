import ts from "typescript";
import { arrayConstructor, call, type Code, lambda, primary } from "../emit/code.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall, Expression } from "../ir/expression.js";
import { arrayType, collectionTypes, mayBe, numberType } from "../ir/value-types.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { constantNumber, operandAt } from "./operands.js";
import { unsupported, withOperands } from "./signature.js";
import { innermost } from "./use.js";

/** What `flat` would take for a list. */
const keptWhole = "Spread each of them: `sets.flatMap((set) => [...set])`.";

/** Each level is a call in the one around it. */
const mostLevels = 8;

/** How many levels of lists `flat(Infinity)` takes apart; undefined for any other depth, and where the types do not tell. */
function levelsBelow({ nodes: [depth], node, checker }: BuiltinSite): number | undefined {
  if (depth === undefined || innermost(depth).getText() !== "Infinity") return undefined;
  const levels = levelsIn(checker, listFlattened(node, checker), mostLevels + 2);
  return levels === undefined ? undefined : levels - 1;
}

function levelsIn(checker: ts.TypeChecker, type: ts.Type, most: number): number | undefined {
  if (most === 0) return undefined;
  const levels = membersOf(type).map((member) => {
    if (!isList(checker, member)) return (member.flags & unknown) === 0 ? 0 : undefined;
    const inner = checker.getTypeArguments(member as ts.TypeReference).map((one) => levelsIn(checker, one, most - 1));
    return inner.every((one) => one !== undefined) ? 1 + Math.max(0, ...inner) : undefined;
  });
  return levels.every((one) => one !== undefined) ? Math.max(0, ...levels) : undefined;
}

const unknown = ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Instantiable;

/** True where what would be taken apart may hold Sets or Maps, which are lists in a machine. */
function holdsCollections({ node, checker }: BuiltinSite, levels: number): boolean {
  const holds = (type: ts.Type, level: number): boolean =>
    membersOf(type).some((member) => {
      if (/^(Readonly)?(Set|Map)$/.test((member.symbol as ts.Symbol | undefined)?.name ?? "")) return true;
      if (level === 0 || !isList(checker, member)) return false;
      return checker.getTypeArguments(member as ts.TypeReference).some((one) => holds(one, level - 1));
    });
  return holds(listFlattened(node, checker), levels);
}

function listFlattened(node: ts.Expression, checker: ts.TypeChecker): ts.Type {
  const callee = ts.isCallExpression(node) ? innermost(node.expression) : node;
  return checker.getNonNullableType(
    checker.getTypeAtLocation(ts.isPropertyAccessExpression(callee) ? callee.expression : callee),
  );
}

function membersOf(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}

function isList(checker: ts.TypeChecker, type: ts.Type): boolean {
  return checker.isArrayType(type) || checker.isTupleType(type);
}

function analyseFlat(site: BuiltinSite): Expression {
  if (mayBe(site.elementTypes("receiver"), collectionTypes)) {
    return unsupported(site, "elements that are Sets or Maps", keptWhole, -1);
  }
  return withOperands(site, [arrayType, numberType], ([array, depth]) => {
    const levels = depth === undefined ? 1 : (levelsBelow(site) ?? constantNumber(depth));
    if (levels === undefined || levels > mostLevels) {
      return unsupported(site, "a depth that is not known", "Call `flat()` once per level.", 0);
    }
    if (levels > 1 && holdsCollections(site, levels)) {
      return unsupported(site, "elements that are Sets or Maps", keptWhole, -1);
    }
    let flat = array as Expression;
    for (let level = 1; level <= levels; level++) flat = site.call([flat]);
    return flat;
  });
}

function emitFlat(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const [all, v] = [emitter.locals.fresh("all"), emitter.locals.fresh("v")];
  const body = call("append", primary(`$${all}`), primary(`$${v}`));
  return call("reduce", emitter.value(operandAt(call_, 0)), lambda([all, v], body), arrayConstructor([]));
}

/** Lists of lists as one. */
export const arrayFlat: readonly Builtin[] = [{ name: "Array.flat", analyse: analyseFlat, emit: emitFlat }];
