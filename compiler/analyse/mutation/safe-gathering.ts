import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { followedChoice } from "./aliases.js";
import { wayOf, whileAsked } from "./asked-owners.js";
import { chosenList } from "./chosen-lists.js";
import { takersOf } from "./gathered-lists.js";
import type { Asks, Owner } from "./owner.js";

/** `picked.push(row)`, and `[first, last]` with a name or in a loop, where the list stands for elements that stay where they are. */
export function isGatheredSafely(ask: Asks, analyser: Analyser, use: ts.Expression, owner: Owner): boolean {
  if (owner.isHandedOn === true) return false;
  const { parent } = use;
  const inList = { ...owner, keys: [undefined, ...owner.keys] };
  if (ts.isArrayLiteralExpression(parent)) {
    return chosenList(analyser, parent)?.elements !== undefined && ask.isSafeUse(analyser, parent, inList);
  }
  if (!ts.isCallExpression(parent) || parent.expression === use) return false;
  const takers = takersOf(analyser, parent);
  return (
    takers.length > 0 &&
    takers.every((symbol) => {
      const scope = ts.findAncestor(symbol.valueDeclaration, ts.isFunctionLike);
      const isInPlace = followedChoice(analyser, symbol) === "in place";
      return (
        scope !== undefined &&
        isInPlace &&
        whileAsked(analyser, symbol, `gather ${wayOf(inList.keys)}`, true, () =>
          ask.areUsesSafe(analyser, scope, { ...inList, symbol }),
        )
      );
    })
  );
}
