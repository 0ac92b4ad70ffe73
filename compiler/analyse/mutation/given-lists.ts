import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { Environment } from "../environment.js";
import { singleExpression } from "../single-expression.js";
import { skipWrappers } from "../skip-wrappers.js";
import { isChanged } from "./assigned.js";
import { isPlain } from "./plain-values.js";
import { usesOf } from "./uses-of.js";
import { writtenFunction } from "./written-function.js";

/** A call whose function does nothing but give a value. */
export interface GivingCall {
  readonly call: ts.CallExpression;
  readonly value: ts.Expression;
  readonly parameters: readonly ts.Symbol[];
}

/** The functions that are being looked into, where one calls another. */
const asked = new Set<ts.Node>();

/**
 * What a call stands for whose function does nothing but give a value: `inState("open")`, where
 * `const inState = (state: string) => jobs.filter((job) => job.state === state);`.
 *
 * @param answer asked for the value, where no call in it leads back to the same function
 */
export function ofValueGiven<T>(
  analyser: Analyser,
  node: ts.Expression,
  answer: (giving: GivingCall) => T | undefined,
): T | undefined {
  const call = skipWrappers(node);
  if (!ts.isCallExpression(call) || !ts.isIdentifier(call.expression)) return undefined;
  const given = writtenFunction(analyser, call.expression);
  if (given === undefined || given === "unknown" || !isLocal(given) || asked.has(given)) return undefined;
  const value = singleExpression(given);
  const parameters = parametersOf(analyser, given, call);
  if (value === undefined || parameters === undefined) return undefined;
  asked.add(given);
  try {
    return answer({ call, value, parameters });
  } finally {
    asked.delete(given);
  }
}

/** The parameters of a function, where each is a name and stands for a plain value. */
function parametersOf(
  analyser: Analyser,
  given: ts.SignatureDeclaration,
  call: ts.CallExpression,
): readonly ts.Symbol[] | undefined {
  const { parameters } = given;
  if (call.arguments.length !== parameters.length) return undefined;
  const isKnown = ({ name, initializer, dotDotDotToken }: ts.ParameterDeclaration): boolean =>
    ts.isIdentifier(name) && initializer === undefined && dotDotDotToken === undefined;
  if (!parameters.every(isKnown) || !call.arguments.every((argument) => isPlain(analyser, argument))) return undefined;
  const symbols = parameters.flatMap(({ name }) => analyser.checker.getSymbolAtLocation(name) ?? []);
  const isReplaced = (symbol: ts.Symbol): boolean => usesOf(analyser, symbol, given).some(isChanged);
  return symbols.some(isReplaced) ? undefined : symbols;
}

/** True for a function inside of another one, which sees its variables, and gives its value at once. */
function isLocal(
  node: ts.SignatureDeclaration,
): node is ts.ArrowFunction | ts.FunctionExpression | ts.FunctionDeclaration {
  const isPlainFunction = ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isFunctionDeclaration(node);
  const isAtOnce = isPlainFunction && node.modifiers === undefined && node.asteriskToken === undefined;
  return isAtOnce && ts.findAncestor(node.parent, ts.isFunctionLike) !== undefined;
}

/** Evaluates the arguments of calls, the outer one first, and has their functions' parameters stand for them meanwhile. */
export function withGiven<T>(analyser: Analyser, calls: readonly GivingCall[], visit: () => T): T {
  if (calls.every(({ parameters }) => parameters.length === 0)) return visit();
  return analyser.inScope(() => {
    for (const { call, parameters } of calls) {
      const values = call.arguments.map((argument) => analyser.keep(analyser.expression(argument), "given"));
      for (const [index, symbol] of parameters.entries()) {
        const value = values[index];
        if (value !== undefined) analyser.environment.bind(symbol, { kind: "value", value });
      }
    }
    return visit();
  }, new Environment(analyser.environment));
}
