import type { Problems } from "../diagnostics/diagnostic.js";
import type { Expression } from "../ir/expression.js";
import type { Block } from "../ir/statement.js";
import { expressionsOf, visitStatements } from "../ir/statement-walk.js";
import { visitExpression } from "../ir/walk.js";
import { failureOfCall } from "../thrown/library-failures.js";

/** Refuses what may throw in a `try` whose handler would never hear of it: a failed expression ends the execution. */
export function checkCaught(block: Block, problems: Problems): void {
  const found = new Set<Expression>();
  visitStatements(block, (statement) => {
    if (statement.kind !== "try") return;
    visitStatements(statement.body, (inner) => {
      for (const expression of expressionsOf(inner)) {
        visitExpression(expression, (part) => {
          if (part.kind !== "builtin" || found.has(part) || failureOfCall(part) === undefined) return;
          found.add(part);
          problems.add("SP1424", part.span, { name: part.name });
        });
      }
    });
  });
}
