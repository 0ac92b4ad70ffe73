import type { Statement } from "../ir/statement.js";
import { blocksOf, expressionsOf } from "../ir/statement-walk.js";
import { mayThrow } from "./simplify-let.js";

/** True when an expression in the statement may throw in JavaScript. */
export function throwsInside(statement: Statement): boolean {
  return expressionsOf(statement).some(mayThrow) || blocksOf(statement).some((block) => block.some(throwsInside));
}
