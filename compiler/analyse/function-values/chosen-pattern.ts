import ts from "typescript";
import { isRegExp } from "../../builtins/use.js";
import type { Expression } from "../../ir/expression.js";
import { type Analyser, refusedValue } from "../analyser.js";
import { chooseValue } from "../expressions/choose.js";
import { skipWrappers } from "../skip-wrappers.js";
import type { FunctionChoice, Part } from "./function-value.js";
import { givesKnownFunction } from "./known.js";

/** Built-ins of which nothing but the value depends on the pattern. */
const takesAny = /^(RegExp\.test|String\.(search|replace|replaceAll))$/;

/**
 * The value of `patterns[kind].test(text)`: the call with each of the patterns that it may be, as the key has it.
 *
 * @param visit the call, once it is known which pattern stands there
 * @returns undefined for a call in which each pattern is known
 */
export function withChosenPattern(
  analyser: Analyser,
  node: ts.Expression,
  name: string,
  visit: () => Expression,
): Expression | undefined {
  if (!takesAny.test(name) || !ts.isCallExpression(node)) return undefined;
  const callee = skipWrappers(node.expression);
  const receiver = ts.isPropertyAccessExpression(callee) ? [callee.expression] : [];
  const at = [...receiver, ...node.arguments].find((one) => isRegExp(one, analyser.checker));
  if (at === undefined || analyser.chosenPatterns.has(at) || !givesKnownFunction(analyser, at)) return undefined;
  const part = analyser.analysis.visitors.functionValue(analyser, at);
  if (part.kind !== "choice") return undefined;
  return choose(analyser, node, at, part, visit);
}

function choose(
  analyser: Analyser,
  node: ts.CallExpression,
  at: ts.Expression,
  { condition, whenTrue, whenFalse }: FunctionChoice,
  visit: () => Expression,
): Expression {
  const arm = (part: Part) => {
    let value: Expression | undefined;
    const before = analyser.collect(() => (value = ofPart(analyser, node, at, part, visit)));
    return [before, value as Expression] as const;
  };
  // TypeScript lets nobody use what may be missing, so it is not missing here.
  if (!ts.isOptionalChain(node) && isNothing(whenTrue)) return ofPart(analyser, node, at, whenFalse, visit);
  if (!ts.isOptionalChain(node) && isNothing(whenFalse)) return ofPart(analyser, node, at, whenTrue, visit);
  return chooseValue(analyser, condition, arm(whenTrue), arm(whenFalse), analyser.span(node));
}

function ofPart(
  analyser: Analyser,
  node: ts.CallExpression,
  at: ts.Expression,
  part: Part,
  visit: () => Expression,
): Expression {
  if (part.kind === "choice") return choose(analyser, node, at, part, visit);
  if (isNothing(part))
    return ts.isOptionalChain(node) ? analyser.undefined(analyser.span(node)) : refusedValue(analyser.span(node));
  if (part.kind !== "pattern") return analyser.refuse(at, "SP1245", { text: at.getText() });
  analyser.chosenPatterns.set(at, part.node);
  try {
    return visit();
  } finally {
    analyser.chosenPatterns.delete(at);
  }
}

function isNothing(part: Part): boolean {
  return part.kind === "data" && part.value.kind === "undefined";
}
