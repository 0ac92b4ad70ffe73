import type ts from "typescript";
import type { Analyser } from "../analyser.js";
import { functionList } from "../function-values/function-list.js";
import { resolveFunction } from "../functions.js";
import { inlineWith } from "../inline-call.js";
import { argumentFor } from "../parameters.js";
import type { PreparedCall } from "../tasks/prepare-call.js";
import { checkThrowsLater } from "../tasks/throws-at-once.js";
import { promiseMap } from "./promise-map.js";

/**
 * The promises of `checks.map((check) => check(order))`, where each function of the list is known.
 *
 * @returns undefined for the map of any other list, and where it is found out when the workflow runs what is in the list
 */
export function functionMap(analyser: Analyser, node: ts.CallExpression): readonly PreparedCall[] | undefined {
  const map = promiseMap(analyser, node);
  const list = map === undefined || map.isFrom ? undefined : functionList(analyser, map.list);
  const callee = map === undefined ? undefined : resolveFunction(analyser, map.run);
  if (map === undefined || list === undefined || callee === undefined || list.conditions !== undefined)
    return undefined;
  const { parameters, typeParameters } = callee.node;
  if (parameters.length > 2 || typeParameters !== undefined) return undefined;
  checkThrowsLater(analyser, map.run);
  return list.elements.map((element, index) => {
    const args = [argumentFor(element), analyser.literal(index, analyser.span(node))];
    const make = () => inlineWith(analyser, node, callee, args.slice(0, parameters.length), true);
    return { copies: [], make, isWhole: false };
  });
}
