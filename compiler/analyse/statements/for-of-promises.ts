import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import {
  anyType,
  booleanType,
  mayBe,
  neverType,
  nullType,
  objectType,
  stringType,
  undefinedType,
  type ValueTypes,
} from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import type { EndedPromise, HeldPromise, ListElement } from "../environment.js";
import { resolveFunction, skipWrappers } from "../functions.js";
import { bindPattern } from "../patterns.js";
import { arrayOf, heldElements } from "../tasks/combinators.js";
import { heldPromises } from "../promise-values/named.js";
import { awaitHeld } from "../tasks/promises.js";

/** A loop over a list of promises: the array of what they gave or how they ended, and what a round makes of its item. */
export interface PromiseLoop {
  readonly items: Expression;
  readonly bind: (name: ts.BindingName, item: Expression) => void;
}

/**
 * `for (const call of calls) { … await call … }` and `for await (const value of calls)`: all calls are under way when
 * the loop begins.
 *
 * Where something else may happen before an error surfaces, or somebody sees what the rounds before did, the loop goes
 * through how the calls ended and throws where it awaits one that failed. Otherwise it goes through what they gave.
 *
 * @returns undefined for a loop over anything else
 */
export function promiseLoop(analyser: Analyser, node: ts.ForOfStatement): PromiseLoop | undefined {
  const list = skipWrappers(node.expression);
  const held = heldPromises(analyser, list);
  const [declared] = ts.isVariableDeclarationList(node.initializer) ? node.initializer.declarations : [];
  if (held === undefined || declared === undefined) return undefined;
  const symbol = ts.isIdentifier(declared.name) ? analyser.checker.getSymbolAtLocation(declared.name) : undefined;
  const isSettled = telling(analyser, node, symbol);
  const types = typesGiven(analyser, list, held);
  const items =
    "promise" in held
      ? awaitHeld(analyser, held, node.expression, isSettled ? "items" : "no")
      : arrayOf(analyser, heldElements(analyser, node.expression, held, isSettled), node.expression);
  if (node.awaitModifier !== undefined) {
    const bind = (name: ts.BindingName, item: Expression): void => {
      bindPattern(analyser, name, endedValue(analyser, { value: item, isSettled, types }, name));
    };
    return { items, bind };
  }
  if (symbol === undefined || analyser.isReassigned(symbol)) return undefined;
  const bind = (_name: ts.BindingName, value: Expression): void => {
    analyser.environment.bind(symbol, { kind: "ended", value, isSettled, types });
  };
  return { items, bind };
}

/** What the promises of a list give. An array has null where nothing was given. */
function typesGiven(analyser: Analyser, list: ts.Expression, held: readonly ListElement[] | HeldPromise): ValueTypes {
  if (!("promise" in held) && held.every((element) => !("spread" in element))) {
    return held.reduce((types, element) => types | ("promise" in element ? element : element.value).types, neverType);
  }
  const { checker } = analyser;
  const [element] = checker.getTypeArguments(checker.getTypeAtLocation(list) as ts.TypeReference);
  const types = element === undefined ? anyType : analyser.typesOf(checker.getAwaitedType(element) ?? element);
  return mayBe(types, undefinedType) ? (types & ~undefinedType) | nullType : types;
}

/** What a promise gave that has ended, or its error. */
export function endedValue(
  analyser: Analyser,
  { value: ended, isSettled, types }: EndedPromise,
  node: ts.Node,
): Expression {
  if (!isSettled) return { ...ended, types };
  const span = analyser.span(node);
  const member = (name: string, memberTypes: number): Expression => {
    return { kind: "property", object: ended, name, types: memberTypes, span };
  };
  const rejected = { kind: "literal", value: "rejected", types: stringType, span } as const;
  analyser.statements.push({
    kind: "if",
    condition: {
      ...{ kind: "equality", operator: "===", left: member("status", stringType), right: rejected },
      types: booleanType,
      span,
    },
    whenTrue: [{ kind: "throw", error: member("reason", objectType), span }],
    whenFalse: [],
    span,
  });
  return member("value", types);
}

/** True for a loop in which it tells whether an error surfaces when all calls have ended, or where the call is awaited. */
function telling(analyser: Analyser, node: ts.ForOfStatement, promise: ts.Symbol | undefined): boolean {
  const isInTry = ts.findAncestor(node, (one) => ts.isBlock(one) && ts.isTryStatement(one.parent)) !== undefined;
  const tells = (inner: ts.Node): boolean => {
    if (ts.isTryStatement(inner) || ts.isBreakOrContinueStatement(inner)) return true;
    if (ts.isReturnStatement(inner) || ts.isThrowStatement(inner)) return true;
    if (ts.isAwaitExpression(inner)) {
      const awaited = skipWrappers(inner.expression);
      if (!ts.isIdentifier(awaited) || analyser.symbolOf(awaited) !== promise) return true;
    }
    if (ts.isCallExpression(inner) && resolveFunction(analyser, inner.expression) !== undefined) return true;
    return ts.forEachChild(inner, (child) => tells(child) || undefined) === true;
  };
  return isInTry || tells(node.statement);
}
