import type { Problems } from "../diagnostics/diagnostic.js";
import type { BuiltinCall, Expression } from "../ir/expression.js";
import type { Block } from "../ir/statement.js";
import { expressionsOf, visitStatements } from "../ir/statement-walk.js";
import { visitExpression } from "../ir/walk.js";

/** Functions whose errors a handler may well wait for: whether they throw depends on a text from elsewhere. */
const readers: ReadonlyMap<string, (text: string) => unknown> = new Map([
  ["JSON.parse", (text) => JSON.parse(text) as unknown],
  ["decodeURIComponent", decodeURIComponent],
  ["decodeURI", decodeURI],
  ["atob", atob],
]);

/** Refuses what may throw in a `try` whose handler would never hear of it: a failed expression ends the execution. */
export function checkCaught(block: Block, problems: Problems): void {
  const found = new Set<Expression>();
  visitStatements(block, (statement) => {
    if (statement.kind !== "try") return;
    visitStatements(statement.body, (inner) => {
      for (const expression of expressionsOf(inner)) {
        visitExpression(expression, (part) => {
          if (part.kind !== "builtin" || found.has(part) || !mayFail(part)) return;
          found.add(part);
          problems.add("SP1424", part.span, { name: part.name });
        });
      }
    });
  });
}

/** False for a constant text that can be read. */
function mayFail({ name, operands: [text] }: BuiltinCall): boolean {
  const read = readers.get(name);
  if (read === undefined) return false;
  if (text?.kind !== "literal" || typeof text.value !== "string") return true;
  try {
    read(text.value);
    return false;
  } catch {
    return true;
  }
}
