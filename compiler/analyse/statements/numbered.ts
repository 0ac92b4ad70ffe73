import { lambdaOf, local, read } from "../../builtins/build.js";
import type { Expression } from "../../ir/expression.js";
import { arrayType, numberType } from "../../ir/value-types.js";
import type { SourceSpan } from "../../source-span.js";

/** Each item with its index in front. */
export function numbered(items: Expression, types: number, span: SourceSpan): Expression {
  const value = local("v", types);
  const index = local("i", numberType, true);
  const elements = [index, value].map((one) => ({ spread: false, value: read(one, span) }));
  const pair: Expression = { kind: "array", elements, types: arrayType, span };
  const operands = [items, lambdaOf([value, index], pair, span)];
  return { kind: "builtin", name: "Array.map", operands, types: arrayType, span };
}
