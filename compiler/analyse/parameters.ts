import ts from "typescript";
import type { ArrayLiteral, Expression } from "../ir/expression.js";
import { arrayType, booleanType, isOnly, undefinedType } from "../ir/value-types.js";
import { type Analyser, refusedValue } from "./analyser.js";
import { bindAlias } from "./mutation/bind-alias.js";
import { madeCollection, namedCollection } from "./collections.js";
import type { Binding, PromiseMember, PromiseValue } from "./environment.js";
import { bindFunctionValue } from "./function-values/bind.js";
import type { FunctionValue, Part } from "./function-values/function-value.js";
import { holdsFunctions } from "./function-values/holds-functions.js";
import { givesKnownFunction } from "./function-values/known.js";
import { mayHoldFunctions, stable } from "./function-values/parts.js";
import { type KnownFunction, resolveFunction, skipWrappers } from "./functions.js";
import { chooseValue } from "./expressions/choose.js";
import { bindReadDate, bindReading } from "./expressions/not-a-number.js";
import { usesOf } from "./mutation/uses-of.js";
import { changeAt } from "./mutation/change-at.js";
import type { Place } from "./mutation/place.js";
import { asData } from "../builtins/collection-values.js";
import { bindPattern } from "./patterns.js";
import { bindPromises, listOfMembers } from "./promise-values/bind.js";
import { holdsPromises } from "./promise-values/holds-promises.js";

/** What a parameter stands for: a value, or a function that is inlined where the parameter is called. */
export type Argument =
  GivenArgument | PlaceArgument | ChoiceArgument | RestArgument | CollectionArgument | PromiseArgument;

type GivenArgument = Expression | KnownFunction | FunctionArgument;

/** Where a value stands that the function changes in place. */
interface PlaceArgument {
  readonly place: Place;
}

/** Elements of a list, which the function changes there. */
interface ChoiceArgument {
  readonly choice: Extract<Binding, { readonly kind: "choice" }>;
}

/** A Set or Map with a name, for which the parameter is another one. */
interface CollectionArgument {
  readonly collection: Extract<Binding, { readonly kind: "collection" }>;
}

/** What a rest parameter gets, when some of it is spread in the call. */
interface RestArgument {
  readonly rest: ArrayLiteral["elements"];
}

/** A value with calls under way in it. */
interface PromiseArgument {
  readonly promises: PromiseValue;
}

/** A value with functions in it. */
interface FunctionArgument {
  readonly functions: FunctionValue;
}

export function argumentOf(
  analyser: Analyser,
  node: ts.Expression,
): GivenArgument | CollectionArgument | PromiseArgument {
  const promises = analyser.analysis.visitors.promises(analyser, node);
  if (promises !== undefined) return { promises };
  const collection = namedCollection(analyser, node);
  if (collection !== undefined && collection.name !== "new Date") return { collection };
  const { checker } = analyser;
  const inner = skipWrappers(node);
  const expected = ts.isObjectLiteralExpression(inner) ? checker.getContextualType(inner) : undefined;
  const mayHold = mayHoldFunctions(analyser, node) || (expected !== undefined && holdsFunctions(expected, checker));
  if (!mayHold) return analyser.handOver(node, () => analyser.expression(node));
  const callee = resolveFunction(analyser, node);
  if (callee !== undefined) return callee;
  if (!givesKnownFunction(analyser, node)) return analyser.expression(node);
  return argumentFor(analyser.analysis.visitors.functionValue(analyser, node));
}

/** The arguments of a call, evaluated from left to right. */
export function argumentsOf(analyser: Analyser, nodes: readonly ts.Expression[]): readonly Argument[] {
  const functions = new Map<number, KnownFunction | FunctionArgument | CollectionArgument | PromiseArgument>();
  const values = analyser.inOrder(
    nodes.map((node, index) => () => {
      const argument = argumentOf(analyser, node);
      if ("kind" in argument) return argument;
      functions.set(index, argument);
      return analyser.undefined(analyser.span(node));
    }),
  );
  return values.map((value, index) => functions.get(index) ?? value);
}

/** The arguments of `f(a, ...list)`, where the spread ones belong to a rest parameter; undefined where they do not. */
export function spreadArguments(
  analyser: Analyser,
  call: ts.CallExpression,
  parameters: readonly ts.ParameterDeclaration[],
): readonly Argument[] | undefined {
  const first = parameters.filter(isGiven).findIndex((parameter) => parameter.dotDotDotToken !== undefined);
  const isSpread = call.arguments.map((argument) => ts.isSpreadElement(argument));
  if (first < 0 || isSpread.indexOf(true) < first) return undefined;
  const nodes = call.arguments.map((argument) => (ts.isSpreadElement(argument) ? argument.expression : argument));
  if (nodes.some((node) => mayHoldFunctions(analyser, node))) return spreadFunctions(analyser, call.arguments);
  const values = analyser.expressions(nodes);
  const rest = values.slice(first).map((value, index) => ({ spread: isSpread[first + index] === true, value }));
  if (rest.some(({ spread, value }) => spread && !isOnly(value.types, arrayType))) return undefined;
  return [...values.slice(0, first), { rest }];
}

/** The functions of `compose(first, ...others)`, one by one; undefined where something else is among them. */
function spreadFunctions(analyser: Analyser, nodes: readonly ts.Expression[]): readonly Argument[] | undefined {
  const args: Argument[] = [];
  for (const node of nodes) {
    if (!mayHoldFunctions(analyser, node)) return undefined;
    const part = analyser.analysis.visitors.functionValue(analyser, ts.isSpreadElement(node) ? node.expression : node);
    if (!ts.isSpreadElement(node)) args.push(argumentFor(part));
    else if (part.kind === "list" && part.conditions === undefined) args.push(...part.elements.map(argumentFor));
    else return undefined;
  }
  return args;
}

/** A part of a value, as the argument of a function. */
export function argumentFor(part: Part): GivenArgument {
  if (part.kind === "data") return part.value;
  return part.kind === "closure" ? part.callee : { functions: part };
}

/** False for `this: void`, which is a type and takes no argument. */
function isGiven({ name }: ts.ParameterDeclaration): boolean {
  return !ts.isIdentifier(name) || name.text !== "this";
}

/**
 * Binds the parameters of an inlined function to the arguments of a call, in order, with defaults and rest.
 *
 * @param first where the first argument is written in the call, unless they come from elsewhere as well
 */
export function bindParameters(
  analyser: Analyser,
  parameters: readonly ts.ParameterDeclaration[],
  args: readonly Argument[],
  call: ts.Node,
  first: number | "elsewhere" = 0,
): void {
  const span = analyser.span(call);
  parameters.filter(isGiven).forEach((parameter, index) => {
    const { dotDotDotToken, initializer, name } = parameter;
    if (dotDotDotToken !== undefined) {
      const rest = args.slice(index).map((value) => ("kind" in value ? asData(value) : value));
      const [only] = rest;
      if (only !== undefined && "rest" in only) {
        bindPattern(analyser, name, { kind: "array", elements: only.rest, types: arrayType, span });
        return;
      }
      const collection = rest.some((value) => "collection" in value || ("kind" in value && madeCollection(value)));
      if (collection) {
        analyser.problem(call, "SP1307", {
          name: parameter.getText(),
          hint: "Give the function one parameter for each.",
        });
        return;
      }
      const takesPromises = holdsPromises(analyser.checker.getTypeAtLocation(name), analyser.checker);
      if (rest.some((value) => "promises" in value) || (rest.length === 0 && takesPromises)) {
        bindRest(analyser, parameter, rest);
        return;
      }
      if (rest.some((value) => !("kind" in value))) {
        bindFunctionValue(analyser, name, {
          kind: "list",
          elements: rest.map((value) => partOf(analyser, value, call)),
        });
        return;
      }
      const elements = rest.map((value) => ({ spread: false, value: valueOnly(analyser, parameter, value) }));
      bindPattern(analyser, name, { kind: "array", elements, types: arrayType, span });
      return;
    }
    const written = args[index];
    const isLeftOut =
      written === undefined || ("kind" in written && written.kind === "undefined" && written.types !== 0);
    const standard = isLeftOut && initializer !== undefined ? argumentOf(analyser, initializer) : undefined;
    const given = standard ?? written ?? analyser.undefined(span);
    if ("place" in given) bindPlace(analyser, parameter, given);
    else if ("choice" in given) bindChoice(analyser, parameter, given);
    else if ("promises" in given) bindPromises(analyser, name, given.promises);
    else if ("collection" in given) bindSameCollection(analyser, parameter, given);
    else if ("kind" in given) {
      bindValue(analyser, parameter, given);
      const isWritten = standard === undefined && first !== "elsewhere";
      noteArgument(analyser, parameter, isWritten ? argumentAt(call, first + index) : standard && initializer);
    } else if ("rest" in given) analyser.problem(call, "SP1243");
    else if ("functions" in given) bindFunctionValue(analyser, name, given.functions);
    else bindFunction(analyser, parameter, given);
  });
}

/** The argument that is written at an index of a call. */
function argumentAt(call: ts.Node, index: number): ts.Expression | undefined {
  if (!ts.isCallExpression(call) || call.arguments.some(ts.isSpreadElement)) return undefined;
  return call.arguments[index];
}

/** Notes what a parameter got that is made in the call: nobody else has it. */
function noteArgument(
  analyser: Analyser,
  { name }: ts.ParameterDeclaration,
  argument: ts.Expression | undefined,
): void {
  const made = argument === undefined ? undefined : skipWrappers(argument);
  const symbol = analyser.checker.getSymbolAtLocation(name);
  if (made === undefined || symbol === undefined || !ts.isIdentifier(name)) return;
  const isMade = ts.isArrayLiteralExpression(made) || ts.isObjectLiteralExpression(made) || ts.isNewExpression(made);
  if (isMade) analyser.environment.bindArgument(symbol, made);
}

function bindValue(analyser: Analyser, parameter: ts.ParameterDeclaration, given: Expression): void {
  const value = withParameterDefault(analyser, parameter, given);
  if (bindReading(analyser, parameter, value) || bindReadDate(analyser, parameter, value)) return;
  bindPattern(analyser, parameter.name, value);
}

function bindPlace(analyser: Analyser, { name }: ts.ParameterDeclaration, { place }: PlaceArgument): void {
  const symbol = analyser.checker.getSymbolAtLocation(name);
  if (symbol !== undefined) bindAlias(analyser, symbol, place);
}

function bindChoice(analyser: Analyser, { name }: ts.ParameterDeclaration, { choice }: ChoiceArgument): void {
  const symbol = analyser.checker.getSymbolAtLocation(name);
  if (symbol !== undefined) analyser.environment.bind(symbol, choice);
}

/** True for a parameter that is given another value: what changes parts of its value leaves it the same. */
export function isReplaced(analyser: Analyser, { parent }: ts.Node, symbol: ts.Symbol): boolean {
  if (!analyser.isReassigned(symbol)) return false;
  const isTarget = (use: ts.Identifier) => changeAt(analyser, use)?.keys.length === 0;
  return usesOf(analyser, symbol, parent.parent).some(isTarget);
}

/** A rest parameter that gets promises, and values beside them. */
function bindRest(analyser: Analyser, parameter: ts.ParameterDeclaration, rest: readonly Argument[]): void {
  const members = rest.map((value): PromiseMember => {
    return "promises" in value ? value.promises : { kind: "data", value: valueOnly(analyser, parameter, value) };
  });
  const list = listOfMembers(analyser, members);
  if (list === undefined) analyser.problem(parameter, "SP1404", { reason: "lists of promises are given one by one" });
  else bindPromises(analyser, parameter.name, list);
}

function bindSameCollection(
  analyser: Analyser,
  { name }: ts.ParameterDeclaration,
  { collection }: CollectionArgument,
): void {
  const symbol = analyser.checker.getSymbolAtLocation(name);
  if (symbol === undefined || !ts.isIdentifier(name) || isReplaced(analyser, name, symbol)) {
    const hint = "Give the parameter a name, and no other value.";
    analyser.problem(name, "SP1307", { name: name.getText(), hint });
    return;
  }
  analyser.environment.bind(symbol, collection);
}

function bindFunction(analyser: Analyser, parameter: ts.ParameterDeclaration, given: KnownFunction): void {
  const symbol = analyser.checker.getSymbolAtLocation(parameter.name);
  if (!ts.isIdentifier(parameter.name) || symbol === undefined || analyser.isReassigned(symbol)) {
    analyser.problem(parameter, "SP1234", { name: parameter.name.getText() });
    return;
  }
  analyser.environment.bind(symbol, { kind: "function", node: given.node, environment: given.environment });
}

function partOf(analyser: Analyser, value: Argument, call: ts.Node): Part {
  if ("kind" in value) return { kind: "data", value: stable(analyser, value, "argument") };
  if ("rest" in value || "place" in value || "choice" in value || "collection" in value || "promises" in value)
    return { kind: "data", value: refusedValue(analyser.span(call)) };
  return "functions" in value ? value.functions : { kind: "closure", callee: value };
}

function valueOnly(analyser: Analyser, parameter: ts.ParameterDeclaration, given: Argument): Expression {
  return "kind" in given ? given : analyser.refuse(parameter, "SP1234", { name: parameter.name.getText() });
}

function withParameterDefault(analyser: Analyser, parameter: ts.ParameterDeclaration, value: Expression): Expression {
  const { initializer } = parameter;
  if (initializer === undefined || (value.types & undefinedType) === 0) return value;
  if (value.kind === "undefined") return analyser.expression(initializer);
  const { span } = value;
  const kept = analyser.keep(value, "argument");
  let other: Expression | undefined;
  const before = analyser.collect(() => (other = analyser.expression(initializer)));
  const condition: Expression = {
    kind: "equality",
    operator: "!==",
    left: kept,
    right: analyser.undefined(span),
    types: booleanType,
    span,
  };
  const present = { ...kept, types: kept.types & ~undefinedType };
  return chooseValue(analyser, condition, [[], present], [before, other as Expression], span);
}
