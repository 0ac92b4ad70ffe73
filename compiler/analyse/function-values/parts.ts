import type ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import type { Statement } from "../../ir/statement.js";
import { mayThrow } from "../../optimise/simplify-let.js";
import type { Analyser } from "../analyser.js";
import { isStable } from "../patterns.js";
import type { Part } from "./function-value.js";
import { holdsFunctions } from "./holds-functions.js";

export function mayHoldFunctions(analyser: Analyser, node: ts.Expression): boolean {
  return holdsFunctions(analyser.checker.getTypeAtLocation(node), analyser.checker);
}

export function unknownValue(analyser: Analyser, node: ts.Expression): Part {
  return { kind: "data", value: analyser.refuse(node, "SP1245", { text: node.getText() }) };
}

/** A value that later assignments do not change. */
export function stable(analyser: Analyser, value: Expression, name: string): Expression {
  return isStable(analyser, value) ? value : analyser.keep(value, name);
}

/** One side of a choice. What it computes is computed on either way, so it must not fail. */
export function armOf(analyser: Analyser, node: ts.Node, evaluate: () => Part): Part {
  let part: Part | undefined;
  const before = analyser.collect(() => (part = evaluate()));
  if (before.every(isHarmless)) analyser.statements.push(...before);
  else analyser.problem(node, "SP1245", { text: node.getText() });
  return part as Part;
}

function isHarmless(statement: Statement): boolean {
  return statement.kind === "assign" && statement.declares && !mayThrow(statement.value);
}

/** The value, or another one where there is none. */
export function withDefault(given: Part, other: () => Part): Part {
  if (given.kind === "data") return given.value.kind === "undefined" ? other() : given;
  if (given.kind !== "choice") return given;
  return { ...given, whenTrue: withDefault(given.whenTrue, other), whenFalse: withDefault(given.whenFalse, other) };
}
