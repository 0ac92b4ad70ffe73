import { isInfinity } from "../builtins/infinite.js";
import type { Problems } from "../diagnostics/diagnostic.js";
import type { Block } from "../ir/statement.js";
import { expressionsOf, visitStatements } from "../ir/statement-walk.js";
import { visitExpression } from "../ir/walk.js";

/** Refuses Infinity where a machine would have to keep it: it is there to be compared with. */
export function checkInfinity(block: Block, problems: Problems): void {
  visitStatements(block, (statement) => {
    for (const expression of expressionsOf(statement)) {
      visitExpression(expression, (part) => {
        if (part.kind === "builtin" && isInfinity(part)) problems.add("SP1208", part.span, { text: "Infinity" });
      });
    }
  });
}
