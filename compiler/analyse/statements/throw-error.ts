import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import type { SourceSpan } from "../../source-span.js";
import type { Analyser } from "../analyser.js";
import { noteCarried } from "../expressions/error-fields.js";
import { isErrorChoice, isErrorExpression } from "../expressions/error-values.js";
import { isPresent } from "../expressions/is-present.js";
import { asCondition } from "../expressions/not-a-number.js";
import { stable } from "../function-values/parts.js";
import { skipWrappers } from "../skip-wrappers.js";

/** Throws the error that an expression gives; of `first ?? second` and of a condition, the one or the other. */
export function throwError(analyser: Analyser, node: ts.Expression, span: SourceSpan): void {
  const inner = skipWrappers(node);
  const choose = (condition: Expression, first: () => void, second: () => void): void => {
    const [whenTrue, whenFalse] = [analyser.collect(first), analyser.collect(second)];
    analyser.statements.push({ kind: "if", condition, whenTrue, whenFalse, span });
  };
  if (ts.isConditionalExpression(inner)) {
    const condition = asCondition(analyser.expression(inner.condition));
    choose(
      condition,
      () => throwError(analyser, inner.whenTrue, span),
      () => throwError(analyser, inner.whenFalse, span),
    );
  } else if (isErrorChoice(inner) && isErrorExpression(analyser, inner.left)) {
    const error = stable(analyser, analyser.expression(inner.left), "error");
    choose(
      isPresent(error),
      () => throwValue(analyser, inner.left, error, span),
      () => throwError(analyser, inner.right, span),
    );
  } else if (isErrorExpression(analyser, node)) {
    throwValue(analyser, node, analyser.expression(node), span);
  } else analyser.problem(node, "SP1104");
}

function throwValue(analyser: Analyser, node: ts.Expression, error: Expression, span: SourceSpan): void {
  noteCarried(analyser, node, error);
  analyser.statements.push({ kind: "throw", error, span });
}
