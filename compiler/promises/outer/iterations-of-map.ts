import type { Expression, Local, Variable } from "../../ir/expression.js";
import type { Block, MapEffect, Perform } from "../../ir/statement.js";
import { anyType, arrayType, objectType } from "../../ir/value-types.js";
import type { SourceSpan } from "../../source-span.js";
import { objectOf, readOf } from "../branches.js";
import type { ChangedParts } from "../uses.js";
import { timelessVariables } from "./timeless.js";
import { type Divided, divide, type Refusal } from "./divide.js";
import { entryTypes } from "./entries.js";
import { replayed, returning, each } from "./replay.js";

/**
 * A Map state whose iterations return what they leave to do beside their results, and that being done. What they
 * do before they await anything comes first, where they begin together.
 *
 * @param isInside true in an iteration or branch, beside which other things happen
 */
export function bringOutOfIterations(
  statement: Perform & { readonly effect: MapEffect },
  outer: ChangedParts,
  isRead: (variable: Variable) => boolean,
  isInside: boolean,
): Block | Refusal {
  const { effect, result, span } = statement;
  const entry: Variable = { kind: "variable", name: "change", types: entryTypes };
  const given = [effect.item, effect.index].filter((variable) => variable !== undefined);
  const timeless = timelessVariables(effect.body);
  const isKnown = !isInside && effect.begin !== undefined;
  const dividedBy = (atOnce: SourceSpan | undefined) => divide(effect.body, outer, entry, timeless, { given, atOnce });
  let divided = dividedBy(isKnown ? effect.atOnce : undefined);
  if ("reason" in divided) return divided;
  const rounds = inTurn(divided);
  if (rounds.length > 1 && effect.begin !== "together") divided = dividedBy(undefined);
  if ("reason" in divided) return divided;
  const { body, changes } = divided;
  const isUsed = result !== undefined && isRead(result);
  const ended: Variable = { kind: "variable", name: "ended", types: arrayType };
  const item: Variable = { kind: "variable", name: "one", types: isUsed ? objectType : arrayType };
  const returned = returning(body, (value, at) =>
    isUsed ? objectOf({ value, changes: readOf(changes, at) }, at) : readOf(changes, at),
  );
  const entries: Expression = isUsed
    ? { kind: "property", object: readOf(item, span), name: "changes", types: arrayType, span }
    : readOf(item, span);
  return [
    { ...statement, effect: { ...effect, body: returned }, result: ended },
    ...(isUsed
      ? [
          {
            kind: "assign",
            variable: result,
            value: valuesOf(readOf(ended, span), span),
            declares: true,
            span,
          } as const,
        ]
      : []),
    ...rounds.map((groups) =>
      each(item, readOf(ended, span), [each(entry, entries, replayed(groups, entry, span), span)], span),
    ),
  ];
}

/** What is left to do, in the order in which all iterations do it. */
function inTurn({ groups, early }: Divided): readonly (readonly Block[])[] {
  if (early.size === 0 || early.size === groups.length) return [groups];
  return [true, false].map((isEarly) => groups.map((group, index) => (early.has(index) === isEarly ? group : [])));
}

/** `ended.map((one) => one.value)` */
function valuesOf(ended: Expression, span: SourceSpan): Expression {
  const one: Local = { kind: "local", name: "one", types: objectType };
  const object: Expression = { kind: "local-read", local: one, types: objectType, span };
  const body: Expression = { kind: "property", object, name: "value", types: anyType, span };
  const lambda: Expression = { kind: "lambda", parameters: [one], body, types: objectType, span };
  return { kind: "builtin", name: "Array.map", operands: [ended, lambda], types: arrayType, span };
}
