import type ts from "typescript";
import type { Analyser } from "../analyser.js";
import { choiceKept, chosenList, isSlotOnce } from "./chosen-lists.js";
import { isSameList } from "./element-sources.js";
import { isEmptyList } from "./kept-choices.js";

/**
 * True where an expression may give an element of a list twice.
 *
 * @param list the list whose elements they are
 */
export function mayRepeat(
  analyser: Analyser,
  node: ts.Expression,
  list: ts.Expression,
  seen: ReadonlySet<ts.Symbol> = new Set(),
): boolean {
  if (isEmptyList(node) || isSameList(analyser, node, list)) return false;
  const from = chosenList(analyser, node);
  if (from === undefined || (from.elements ?? from.joined ?? from.index ?? from.members) !== undefined) return true;
  if (from.slot !== undefined && !isSlotOnce(analyser, from.slot)) return true;
  const { kept } = from;
  if (kept === undefined || seen.has(kept)) return false;
  const choice = choiceKept(analyser, kept);
  // Of a parameter, it is known where the function is called.
  if (choice === undefined) return false;
  return choice.onceFrom?.every((one) => !mayRepeat(analyser, one, choice.list, new Set([...seen, kept]))) !== true;
}
