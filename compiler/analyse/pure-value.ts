import type { Expression } from "../ir/expression.js";
import type { Block } from "../ir/statement.js";
import { optimiseBlock } from "../optimise/optimise-block.js";
import { valueOfStatements as valueOf } from "../optimise/pure-statements.js";
import type { SourceSpan } from "../source-span.js";
import { throwFailures } from "../thrown/throw-failures.js";

/** The value that pure statements return, as one expression, after loops in them that are left early have become some. */
export function valueOfStatements(block: Block, span: SourceSpan): Expression | undefined {
  return valueOf(block, span) ?? valueOf(optimiseBlock(throwFailures(block)), span);
}
