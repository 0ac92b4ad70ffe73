import type { Variable } from "../../ir/expression.js";
import type { Block, Statement, Try } from "../../ir/statement.js";
import { blocksOf } from "../../ir/statement-walk.js";
import { type Uses, usesOf } from "../uses.js";

/**
 * A variable that somebody may look at after the body of a `try` has failed. What iterations and branches assigned before that is
 * not known then, as it is done when all of them have ended.
 *
 * @param tries the `try` statements around, outermost first
 * @param root the uses in the whole workflow
 */
export function seenAfterFailure(
  variables: ReadonlySet<Variable>,
  tries: readonly Try[],
  root: Uses,
): Variable | undefined {
  for (const statement of tries) {
    const isLeft = statement.handler.some(leavesForGood);
    const inHandler = usesOf(statement.handler).reads;
    const inTry = usesOf([statement]).reads;
    for (const variable of variables) {
      const isReadLater = (root.reads.get(variable) ?? 0) > (inTry.get(variable) ?? 0);
      // In the next round of a loop, the `try` itself reads it.
      const isReadAgain = (inTry.get(variable) ?? 0) > (inHandler.get(variable) ?? 0);
      const isDeclaredInside = declares(statement.body, variable);
      if (isDeclaredInside) continue;
      if (inHandler.has(variable) || (!isLeft && (isReadLater || isReadAgain))) return variable;
    }
  }
  return undefined;
}

/** True when the block may end with an error. */
export function mayFail(block: Block): boolean {
  return block.some((statement) => {
    switch (statement.kind) {
      case "throw":
        return true;
      case "try":
        return mayFail(statement.handler);
      case "perform": {
        const inner = blocksOf(statement);
        return inner.length === 0 || inner.some(mayFail);
      }
      default:
        return blocksOf(statement).some(mayFail);
    }
  });
}

function leavesForGood(statement: Statement): boolean {
  switch (statement.kind) {
    case "return":
    case "throw":
      return true;
    case "if":
      return statement.whenTrue.some(leavesForGood) && statement.whenFalse.some(leavesForGood);
    default:
      return false;
  }
}

function declares(block: Block, variable: Variable): boolean {
  return block.some(
    (statement) =>
      (statement.kind === "assign" && statement.declares && statement.variable === variable) ||
      blocksOf(statement).some((inner) => declares(inner, variable)),
  );
}
