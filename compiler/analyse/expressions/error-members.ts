import ts from "typescript";
import type { Analyser } from "../analyser.js";

/** What JavaScript asks an error for on its own, to print it or to make JSON of it. */
const askedFor = new Set(["toString", "toLocaleString", "valueOf", "toJSON"]);

/**
 * Reports members of error classes by which their instances would print, or become JSON, in another way than by the name, the
 * message and the fields, which is all that a state machine keeps of an error.
 */
export function checkErrorMembers(
  analyser: Analyser,
  node: ts.NewExpression,
  classes: readonly ts.ClassDeclaration[],
): void {
  const member = classes.flatMap(({ members }) => [...members]).find(isAskedFor);
  if (member?.name === undefined) return;
  const [name, text] = [node.expression.getText(), member.name.getText()];
  const related = { message: "declared here", span: analyser.span(member.name) };
  analyser.problem(node, "SP1260", { name, member: text }, [related]);
}

function isAskedFor(member: ts.ClassElement): boolean {
  const { name } = member;
  const isStatic = (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) !== 0;
  if (isStatic || name === undefined) return false;
  return ts.isComputedPropertyName(name) || askedFor.has(name.text);
}
