import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { memberChoosers } from "./chosen-lists.js";
import {
  type HeldMember,
  type HeldObjects,
  type HeldRead,
  memberMade,
  memberRead,
  objectsGiven,
  objectsNamed,
} from "./held-members.js";
import { type ListedMembers, membersListed } from "./listed-members.js";

/** The member of an object that gets an element of a list as its value: `item` in `{ item, score }`. */
export function memberOf(analyser: Analyser, value: ts.Expression): HeldMember | undefined {
  return memberMade(analyser, value, memberChoosers);
}

/** The member of an object that a part of a pattern takes, where it is an element of a list. */
export function memberTaken(analyser: Analyser, element: ts.BindingElement): HeldRead | undefined {
  return memberRead(analyser, element, memberChoosers);
}

/** The same of a name in a pattern. */
export function memberOfPattern(analyser: Analyser, { valueDeclaration }: ts.Symbol): HeldRead | undefined {
  const isTaken = valueDeclaration !== undefined && ts.isBindingElement(valueDeclaration);
  return isTaken ? memberTaken(analyser, valueDeclaration) : undefined;
}

/** The member of an object that is read, where it is an element of a list. */
export function memberNamed(analyser: Analyser, node: ts.PropertyAccessExpression): HeldRead | undefined {
  return memberRead(analyser, node, memberChoosers);
}

/** The members that a call lists, where these are elements of another list. */
export function membersListedBy(analyser: Analyser, call: ts.Expression): ListedMembers | undefined {
  return membersListed(analyser, call, memberChoosers);
}

/** The objects that are given away there as a whole, one or a list of them. */
export function membersGiven(analyser: Analyser, node: ts.Expression): HeldObjects | undefined {
  return objectsGiven(analyser, node, memberChoosers);
}

/** The lists whose elements are members of the objects that a name stands for. */
export function listsOfMembers(analyser: Analyser, symbol: ts.Symbol): readonly ts.Expression[] {
  return objectsNamed(analyser, symbol, memberChoosers).flatMap(({ lists }) => [...lists.values()]);
}

/** The member that is read where a name begins: `rows[0].item` at `rows`. */
export function memberBehind(analyser: Analyser, name: ts.Identifier): HeldRead | undefined {
  for (let part: ts.Node = name; ; part = part.parent) {
    const { parent } = part;
    if (ts.isPropertyAccessExpression(parent) && parent.expression === part) {
      const read = memberRead(analyser, parent, memberChoosers);
      if (read !== undefined) return read;
    } else if (!isStepFrom(part, parent)) return undefined;
  }
}

/** What the way from a name to a member of what it stands for, or of what is in it, may go through. */
function isStepFrom(part: ts.Node, parent: ts.Node): boolean {
  if (ts.isCallExpression(parent) || ts.isElementAccessExpression(parent)) return parent.expression === part;
  if (ts.isConditionalExpression(parent)) return parent.condition !== part;
  if (ts.isBinaryExpression(parent)) return parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken;
  if (ts.isNonNullExpression(parent) || ts.isParenthesizedExpression(parent)) return true;
  return ts.isAsExpression(parent) || ts.isSpreadElement(parent) || ts.isArrayLiteralExpression(parent);
}
