import type ts from "typescript";
import type { Analyser } from "../analyser.js";
import { areElementsChanged, followedChoice, sitesOf } from "./aliases.js";
import { groupsKept } from "./chosen-lists.js";
import { pathOf } from "./paths.js";
import { enclosingFunction, isInside } from "./running-function.js";

/** True where elements of a list may change behind a node. */
export function mayChangeBehind(analyser: Analyser, list: ts.Expression, node: ts.Node): boolean {
  const path = pathOf(analyser, list);
  const scope = path?.root.valueDeclaration && enclosingFunction(path.root.valueDeclaration);
  if (path === undefined || scope === undefined || !isInside(node, scope)) return true;
  const element = { ...path, keys: [...path.keys, undefined] };
  return areElementsChanged(node, element, sitesOf(analyser, path.root, scope), scope);
}

/** True for groups whose elements stay where they are, by whatever name the groups are gone through. */
export function areFollowed(analyser: Analyser, groups: ts.Symbol, isGiven = false): boolean {
  const members = groupsKept(analyser, groups)?.members;
  if (members === undefined || followedChoice(analyser, groups, isGiven) !== "in place") return false;
  return members.every((member) => followedChoice(analyser, member, isGiven) !== "moving");
}
