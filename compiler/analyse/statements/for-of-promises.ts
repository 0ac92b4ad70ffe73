import ts from "typescript";
import { lambdaOf, local, read } from "../../builtins/build.js";
import type { Expression } from "../../ir/expression.js";
import {
  anyType,
  arrayType,
  booleanType,
  mayBe,
  neverType,
  nullType,
  numberType,
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
  const counted = node.awaitModifier === undefined ? listOfEntries(node.expression) : undefined;
  const list = counted ?? skipWrappers(node.expression);
  const [declared] = ts.isVariableDeclarationList(node.initializer) ? node.initializer.declarations : [];
  const held = declared === undefined ? undefined : promisesOf(analyser, list);
  if (held === undefined || declared === undefined) return undefined;
  const [index, name] = counted === undefined ? [undefined, declared.name] : namesOfEntry(declared.name);
  const symbol = name !== undefined && ts.isIdentifier(name) ? analyser.checker.getSymbolAtLocation(name) : undefined;
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
  if (counted === undefined) {
    const bind = (_name: ts.BindingName, value: Expression): void => {
      analyser.environment.bind(symbol, { kind: "ended", value, isSettled, types });
    };
    return { items, bind };
  }
  const { span } = items;
  const part = (entry: Expression, at: number, partTypes: ValueTypes): Expression => {
    return { kind: "element", array: entry, index: analyser.literal(at, span), types: partTypes, span };
  };
  const bind = (_name: ts.BindingName, entry: Expression): void => {
    if (index !== undefined) bindPattern(analyser, index, part(entry, 0, numberType));
    const value = part(entry, 1, isSettled ? objectType : types);
    analyser.environment.bind(symbol, { kind: "ended", value, isSettled, types });
  };
  return { items: entriesOf(items), bind };
}

/** The promises of a list that has a name, or is made here: `for await (const item of ids.map((id) => fetchItem(id)))`. */
function promisesOf(analyser: Analyser, list: ts.Expression): readonly ListElement[] | HeldPromise | undefined {
  const value = analyser.analysis.visitors.promises(analyser, list);
  return value?.kind === "promises" ? value.elements : undefined;
}

/** `[[0, first], [1, second], …]` */
function entriesOf(items: Expression): Expression {
  const { span } = items;
  const value = local("v", anyType);
  const index = local("i", numberType, true);
  const elements = [index, value].map((part) => ({ spread: false, value: read(part, span) }));
  const body: Expression = { kind: "array", elements, types: arrayType, span };
  const pairs = lambdaOf([value, index], body, span);
  return { kind: "builtin", name: "Array.map", operands: [items, pairs], types: arrayType, span };
}

/** `calls` in `calls.entries()`. */
function listOfEntries(node: ts.Expression): ts.Expression | undefined {
  const call = skipWrappers(node);
  if (!ts.isCallExpression(call) || call.arguments.length > 0) return undefined;
  const callee = skipWrappers(call.expression);
  return ts.isPropertyAccessExpression(callee) && callee.name.text === "entries" ? callee.expression : undefined;
}

/** `[index, call]` */
function namesOfEntry(name: ts.BindingName): readonly [ts.BindingName | undefined, ts.BindingName | undefined] {
  if (!ts.isArrayBindingPattern(name) || name.elements.length !== 2) return [undefined, undefined];
  const [index, call] = name.elements.map((element) =>
    ts.isOmittedExpression(element) || element.initializer !== undefined ? undefined : element.name,
  );
  return [index, call];
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
