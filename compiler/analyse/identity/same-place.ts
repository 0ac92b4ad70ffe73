import type { Expression } from "../../ir/expression.js";
import { booleanType, isOnly, numberType } from "../../ir/value-types.js";
import type { SourceSpan } from "../../source-span.js";
import type { Analyser } from "../analyser.js";
import { type Place, type Step, textKey } from "../mutation/place.js";

/** When two places are one: always, never, or on a condition. Undefined where they are not in one variable, or at different depths. */
export function samePlace(
  analyser: Analyser,
  one: Place,
  other: Place,
  span: SourceSpan,
): Expression | boolean | undefined {
  if (!isSameVariable(analyser, one, other) || one.steps.length !== other.steps.length) return undefined;
  const conditions: Expression[] = [];
  for (const [index, step] of one.steps.entries()) {
    const same = sameKey(step, other.steps[index] as Step, span);
    if (same === false) return false;
    if (same !== true) conditions.push(same);
  }
  if (conditions.length === 0) return true;
  return conditions.reduce((left, right) => ({
    ...{ kind: "logical", operator: "&&", left, right, types: booleanType },
    span,
  }));
}

/** True for places in the same variable. */
function isSameVariable(analyser: Analyser, one: Place, other: Place): boolean {
  const [first, second] = [one, other].map(({ root, environment }) => {
    const symbol = analyser.symbolOf(root);
    return symbol && environment.lookUp(symbol);
  });
  return first !== undefined && first === second && analyser.symbolOf(one.root) === analyser.symbolOf(other.root);
}

function sameKey({ key: one }: Step, { key: other }: Step, span: SourceSpan): Expression | boolean {
  if (typeof one === "string" && typeof other === "string") return one === other;
  const [left, right] = [asExpression(one, span), asExpression(other, span)];
  if (left.kind === "literal" && right.kind === "literal") return String(left.value) === String(right.value);
  if (left.kind === "local-read" && right.kind === "local-read" && left.local === right.local) return true;
  if (left.kind === "variable-read" && right.kind === "variable-read" && left.variable === right.variable) return true;
  const areNumbers = isOnly(left.types, numberType) && isOnly(right.types, numberType);
  const [first, second] = areNumbers ? [left, right] : [textKey(left), textKey(right)];
  return { kind: "equality", operator: "===", left: first, right: second, types: booleanType, span };
}

function asExpression(key: string | Expression, span: SourceSpan): Expression {
  return typeof key === "string" ? { kind: "literal", value: key, types: 16, span } : key;
}
