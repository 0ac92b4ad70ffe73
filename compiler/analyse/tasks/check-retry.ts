import ts from "typescript";
import { retryRules, type CallOptions } from "../../../dsl/call-options.js";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../functions.js";
import { memberOf } from "./object-members.js";

/**
 * `States.ALL` stands alone in its rule, and that rule is the last of its list: ASL wants it so, and rules behind it would
 * never apply.
 *
 * @param node the options that have the member `retry`
 */
export function checkRetry(analyser: Analyser, node: ts.Expression, retry: CallOptions["retry"]): void {
  const rules = retryRules(retry === undefined ? undefined : { retry });
  const wrong = rules.findIndex(
    ({ errors }, index) => errors.includes("States.ALL") && (errors.length > 1 || index < rules.length - 1),
  );
  if (wrong < 0) return;
  const isAlone = rules[wrong]?.errors.length === 1;
  const reason = isAlone ? "rules behind it never apply" : "the other names beside it say nothing more";
  analyser.problem(placeOf(node, wrong), "SP1418", { reason });
}

/** The `errors` of a rule, or as near to it as the source says. */
function placeOf(node: ts.Expression, index: number): ts.Expression {
  const retry = memberOf(node, "retry");
  if (retry === undefined) return node;
  const list = skipWrappers(retry);
  const rule = ts.isArrayLiteralExpression(list) ? (list.elements[index] ?? list) : list;
  return memberOf(rule, "errors") ?? rule;
}
