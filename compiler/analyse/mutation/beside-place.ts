import type ts from "typescript";
import type { Block } from "../../ir/statement.js";
import { visitStatements } from "../../ir/statement-walk.js";
import { variablesIn } from "../../ir/walk.js";
import type { Analyser } from "../analyser.js";
import { mayChangeBeside } from "../outer-variables.js";
import { isConstant } from "./bind-alias.js";
import { isNeverReplaced } from "./aliases.js";
import { isOnTheWay } from "./changed-inside.js";
import type { Key } from "./paths.js";
import { positionsOn } from "./fixed-place.js";
import { keysOf, type Place, readRoot } from "./place.js";

/**
 * Evaluates what stands behind a place, such as the right side of an assignment to it or the arguments of its `push`. JavaScript
 * changes the object that it found before, wherever that is by now; a variable that owns its value finds it by its place. So
 * what is evaluated in between must leave it there.
 *
 * @param kept the way to the object or array that changes afterwards
 */
export function besidePlace<Value>(
  analyser: Analyser,
  target: ts.Expression,
  place: Place,
  kept: readonly Key[],
  evaluate: () => Value,
): Value {
  let value: Value | undefined;
  const statements = analyser.collect(() => (value = evaluate()));
  analyser.statements.push(...statements);
  checkHeld(analyser, target, place, kept, statements);
  if (statements.length > 0) {
    const roots = variablesIn(readRoot(analyser, place));
    const positions = positionsOn(place);
    visitStatements(statements, (statement) => {
      if (statement.kind === "assign" && positions.has(statement.variable)) {
        analyser.problem(target, "SP1251", { text: target.getText(), name: place.root.text });
      }
      if (statement.kind !== "assign" || !roots.has(statement.variable)) return;
      const changed = statement.changed ?? [];
      if (!isOnTheWay(changed, kept)) return;
      analyser.problem(target, "SP1251", { text: target.getText(), name: place.root.text });
    });
  }
  return value as Value;
}

/**
 * An iteration or branch finds the object, waits, and changes it. Where another one could put a different object in its place
 * meanwhile, it must be found when it is changed.
 */
function checkHeld(
  analyser: Analyser,
  target: ts.Expression,
  place: Place,
  kept: readonly Key[],
  statements: Block,
): void {
  if (!mayChangeBeside(analyser, readRoot(analyser, place), statements)) return;
  if (isConstant(analyser, place.root) && staysAlways(analyser, place.root, kept)) return;
  const reason = `\`${target.getText()}\` is looked up before the \`await\` here; await first, in a \`const\``;
  analyser.problem(target, "SP2103", { name: place.root.text, reason });
}

/** True where the constant names stand for the same object all the time. */
function staysAlways(analyser: Analyser, root: ts.Identifier, kept: readonly Key[]): boolean {
  if (kept.length === 0) return true;
  const symbol = analyser.symbolOf(root);
  return symbol !== undefined && !kept.includes(undefined) && isNeverReplaced(analyser, symbol, kept);
}

/** The way to the object or array whose part a place is. */
export function keysAround(place: Place): readonly Key[] {
  return keysOf(place).slice(0, -1);
}
