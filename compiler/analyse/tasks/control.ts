import ts from "typescript";
import type { Expression, Variable } from "../../ir/expression.js";
import type { Block, MapEffect } from "../../ir/statement.js";
import {
  anyType,
  arrayType,
  describeTypes,
  isOnly,
  mayBe,
  numberType,
  stringType,
  undefinedType,
} from "../../ir/value-types.js";
import { excerpt } from "../../diagnostics/excerpt.js";
import { visitBody } from "../statements/visit-body.js";
import type { Analyser } from "../analyser.js";
import type { Branch, Frame } from "../frame.js";
import { roundsOf } from "../mutation/held-values.js";
import { changedItems } from "./changed-items.js";
import { Environment } from "../environment.js";
import { callsItself, givesPromise, isAsyncFunction, type KnownFunction, resolveFunction } from "../functions.js";
import { calledFrom, refuseAgain } from "../inline-call.js";
import { resultTypes } from "../result-types.js";
import { type Argument, bindParameters } from "../parameters.js";
import { type MapItems, mapItemsOf } from "./map-items.js";
import { readCallOptions, readRetry, retryChain, secondsOf } from "./call-options.js";
import { jsonValue } from "../../ir/json-value.js";
import { isNondeterministic } from "../../ir/walk.js";
import { readOptions } from "./options.js";
import { perform, states } from "./perform.js";
import { runsAtOnce } from "./runs-at-once.js";
import { waitingResource } from "./services.js";
import { startEffect } from "./task-calls.js";

/** The value of a call of a control function of the DSL; undefined when `name` is none. */
export function controlCall(analyser: Analyser, call: ts.CallExpression, name: string): Expression | undefined {
  switch (name) {
    case "sleep":
      return sleepCall(analyser, call);
    case "sleepUntil":
      return sleepUntilCall(analyser, call);
    case "map":
      return mapCall(analyser, call);
    case "waitForToken":
      return waitForTokenCall(analyser, call);
    case "start": {
      const effect = startEffect(analyser, call);
      return effect === undefined ? analyser.undefined(analyser.span(call)) : perform(analyser, call, effect);
    }
    default:
      return undefined;
  }
}

function sleepCall(analyser: Analyser, call: ts.CallExpression): Expression {
  const [node] = call.arguments;
  const span = analyser.span(call);
  if (node === undefined) return analyser.undefined(span);
  const duration = analyser.expression(node);
  const title = `sleep ${excerpt(node.getText()).replaceAll(/^["'`]|["'`]$/g, "")}`;
  return perform(analyser, call, { kind: "wait", title, seconds: secondsOf(analyser, node, duration) });
}

function sleepUntilCall(analyser: Analyser, call: ts.CallExpression): Expression {
  const [node] = call.arguments;
  if (node === undefined) return analyser.undefined(analyser.span(call));
  return perform(analyser, call, {
    kind: "wait",
    title: `sleep until ${node.getText()}`,
    timestamp: analyser.expression(node),
  });
}

/** `map(items, { concurrency }, run)`. */
function mapCall(analyser: Analyser, call: ts.CallExpression): Expression {
  const [itemsNode, optionsNode, runNode] = call.arguments;
  if (itemsNode === undefined || optionsNode === undefined || runNode === undefined) {
    return analyser.undefined(analyser.span(call));
  }
  const items = mapItemsOf(analyser, itemsNode);
  const options = readOptions(analyser, optionsNode);
  const concurrency = options.number("concurrency", { least: 1, most: 40 });
  const begin = ts.isAwaitExpression(call.parent) ? "in order" : undefined;
  return mapItems(analyser, call, items, runNode, {
    concurrency,
    retry: readRetry(analyser, optionsNode, options),
    begin,
  });
}

/** How the items are gone through. */
interface MapManner {
  /** Undefined for as many as there are, or as `map` has under way at most. */
  readonly concurrency?: MapEffect["concurrency"];
  readonly retry?: MapEffect["retry"];
  /** When the iterations begin of a map that is awaited at once; undefined for one that is awaited later. */
  readonly begin?: MapEffect["begin"];
}

/** A Map state that runs a function for each item. */
export function mapItems(
  analyser: Analyser,
  node: ts.CallExpression,
  { node: itemsNode, value: items, elementTypes, argumentOf }: MapItems,
  runNode: ts.Expression,
  { concurrency, retry = [], begin }: MapManner,
): Expression {
  const span = analyser.span(node);
  const callee = resolveFunction(analyser, runNode);
  if (callee === undefined) return analyser.refuse(runNode, "SP1233", { what: `\`${excerpt(runNode.getText())}\`` });
  if (!isOnly(items.types, arrayType)) {
    return analyser.refuse(itemsNode, "SP1213", { found: describeTypes(items.types & ~arrayType) });
  }
  const [, , further] = callee.node.parameters;
  if (further !== undefined) {
    const hint = "Take what it needs from the names around it.";
    return analyser.refuse(further, "SP1302", { name: "map", reason: "a function with more than 2 parameters", hint });
  }
  const item: Variable = { kind: "variable", name: itemName(callee, 0) ?? "item", types: elementTypes };
  const changed = changedItems(analyser, itemsNode, callee);
  if (retry.length > 0 && (changed !== undefined || isNondeterministic(items))) {
    const reason =
      changed === undefined
        ? "the items would be others when they are tried again; keep them in a variable"
        : "items that were changed would be tried again; return what they become instead";
    return analyser.refuse(itemsNode, "SP1402", { reason });
  }
  const rounds = roundsOf(analyser, itemsNode, callee);
  const usesIndex = callee.node.parameters.length > 1 || changed !== undefined || rounds !== undefined;
  const index: Variable | undefined = usesIndex
    ? { kind: "variable", name: itemName(callee, 1) ?? "index", types: numberType, counter: true }
    : undefined;
  const read = (variable: Variable): Expression => ({
    kind: "variable-read",
    variable,
    types: variable.types,
    span,
  });
  const args = [
    argumentOf(read(item)),
    ...(callee.node.parameters.length < 2 || index === undefined ? [] : [read(index)]),
  ];
  const putBack = changed && index && (() => changed.putBack(read(index)));
  const iterate = (): Block => branchBody(analyser, node, callee, args, putBack);
  const visit = (): Block =>
    rounds === undefined || index === undefined ? iterate() : rounds.within(read(index), iterate);
  const body = changed === undefined ? visit() : changed.within(visit);
  const given = resultTypes(analyser, callee.node, true);
  const isUsed = !ts.isExpressionStatement(node.parent.parent);
  if (isUsed && mayBe(given, undefinedType) && given !== undefinedType && given !== anyType) {
    analyser.problem(runNode, "SP1304", { name: "map" });
  }
  const effect: MapEffect = {
    kind: "map",
    title: `each ${itemName(callee, 0) ?? "item"} of ${itemsNode.getText()}`,
    items,
    item,
    index,
    concurrency,
    retry,
    begin,
    atOnce: begin === undefined ? undefined : runsAtOnce(analyser, callee.node),
    body,
    value: states("result", arrayType, span),
  };
  return perform(analyser, node, effect);
}

export function itemName(callee: KnownFunction, index: number): string | undefined {
  const name = callee.node.parameters[index]?.name;
  return name !== undefined && ts.isIdentifier(name) ? name.text : undefined;
}

/**
 * The body of a function as a scope of its own, which ends with what the function returns.
 *
 * @param atEnd appends what is done wherever it ends
 */
export function branchBody(
  analyser: Analyser,
  at: ts.Node,
  callee: KnownFunction,
  args: readonly Argument[],
  atEnd: () => void = () => undefined,
  around: Branch = {},
): Block {
  const { node } = callee;
  if (callsItself(analyser.frame.calls, node, at)) {
    refuseAgain(analyser, at, callee);
    return [];
  }
  const branch = branchFrame(analyser, isAsyncFunction(node) || givesPromise(analyser.checker, node), node, around);
  const frame: Frame = {
    ...branch,
    calledFrom: calledFrom(analyser, at, node),
    onReturn: (value, span) => {
      atEnd();
      branch.onReturn(value, span);
    },
  };
  return analyser.collect(() =>
    analyser.inFrame(frame, new Environment(callee.environment), () => {
      bindParameters(analyser, node.parameters, args, at);
      const { body } = node;
      if (body === undefined) return;
      if (ts.isBlock(body)) {
        visitBody(analyser, body.statements);
        frame.onReturn(undefined, analyser.span(at));
      } else {
        frame.onReturn(
          frame.isAsync || analyser.isPromise(body) ? analyser.awaited(body) : analyser.expression(body),
          analyser.span(body),
        );
      }
    }),
  );
}

/** A frame whose `return` ends a branch of a Parallel or Map state. */
export function branchFrame(analyser: Analyser, isAsync: boolean, node?: ts.Node, around: Branch = {}): Frame {
  return {
    isAsync,
    isCallback: false,
    depth: analyser.frame.depth + 1,
    branches: [...analyser.frame.branches, around],
    calledFrom: analyser.frame.calledFrom,
    calls: node === undefined ? analyser.frame.calls : [...analyser.frame.calls, node],
    onReturn: (value, span) =>
      analyser.statements.push({ kind: "return", value: jsonValue(value ?? analyser.undefined(span)), span }),
  };
}

/** The token is there only while its own state runs, so it is read there and kept in no variable. */
function bindToken(analyser: Analyser, parameter: ts.ParameterDeclaration | undefined, token: Expression): void {
  const symbol = parameter === undefined ? undefined : analyser.checker.getSymbolAtLocation(parameter.name);
  if (symbol !== undefined) analyser.environment.bind(symbol, { kind: "value", value: token });
}

/** `waitForToken((token) => sqs.sendMessage({ … token … }), options)`. */
function waitForTokenCall(analyser: Analyser, call: ts.CallExpression): Expression {
  const span = analyser.span(call);
  const [sendNode, optionsNode] = call.arguments;
  const send = sendNode === undefined ? undefined : resolveFunction(analyser, sendNode);
  if (send === undefined) return analyser.refuse(call, "SP1407");
  const { body, parameters } = send.node;
  if (body === undefined || ts.isBlock(body)) return analyser.refuse(call, "SP1407");
  const sent = analyser.collect(() =>
    analyser.inFrame({ ...analyser.frame, isAsync: true }, new Environment(send.environment), () => {
      bindToken(analyser, parameters[0], states("context.Task.Token", stringType, span));
      analyser.awaited(body);
    }),
  );
  const performed = sent.at(-1);
  if (performed?.kind !== "perform" || performed.effect.kind !== "task") return analyser.refuse(call, "SP1407");
  const given = performed.effect.resource;
  const resource = typeof given === "string" ? waitingResource(given) : undefined;
  if (resource === undefined) return analyser.refuse(call, "SP1408", { name: performed.effect.title });
  const options = readCallOptions(analyser, optionsNode);
  const types = analyser.awaitedTypes(call);
  analyser.statements.push(...sent.slice(0, -1));
  return perform(analyser, call, {
    ...performed.effect,
    ...options,
    retry: retryChain([...options.retry, ...performed.effect.retry]),
    resource,
    value: states("result", types, span),
  });
}
