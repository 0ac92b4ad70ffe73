import type { Variable } from "../ir/expression.js";
import type { Block } from "../ir/statement.js";
import { addReads, assignedVariables } from "../ir/statement-walk.js";

/**
 * Checks that every variable that is read gets a value somewhere.
 *
 * @throws when one gets none: a pass has lost a statement, and the machine would compute with nothing in its place
 */
export function checkAssigned(block: Block): void {
  const reads = new Set<Variable>();
  addReads(block, reads);
  const assigned = assignedVariables(block);
  const names = [...reads].filter((variable) => !assigned.has(variable)).map(({ name }) => `\`${name}\``);
  if (names.length > 0) throw new Error(`${names.join(", ")} is read and never gets a value`);
}
