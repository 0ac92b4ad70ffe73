import type { Expression, Variable } from "../ir/expression.js";
import type { Block, ForOf, Label, Labelled } from "../ir/statement.js";
import { mapExpressions, replaceStatements } from "../ir/statement-map.js";
import { renameVariables, replaceReads } from "../ir/statement-rewrite.js";
import { assignedVariables, visitStatements } from "../ir/statement-walk.js";
import { simplifyKnown } from "./simplify-known.js";

/** Copies of a call that a loop may become: as states one after the other they are still easy to read. */
const mostCopies = 4;

/**
 * A loop over a few constants whose rounds make a call each, as one round after the other: neither a Map state nor a choice
 * before every round is needed.
 *
 *     for (const name of ["clean", "sum"]) await addStep(name)        becomes    addStep("clean"); addStep("sum")
 *
 * @returns undefined when the loop is no such loop
 */
export function unrolled(statement: Labelled): Labelled | undefined {
  const [loop] = statement.body;
  if (statement.body.length !== 1 || loop?.kind !== "for-of") return undefined;
  const items = constantItems(loop.items);
  if (items === undefined || !isSmall(loop, items.length)) return undefined;
  if (assignedVariables(loop.body).has(loop.item)) return undefined;
  return { ...statement, body: items.map((item, index) => round(loop, item, index)) };
}

function constantItems(items: Expression): readonly Expression[] | undefined {
  if (items.kind !== "array" || items.elements.length === 0) return undefined;
  return items.elements.every(({ spread, value }) => !spread && isConstant(value))
    ? items.elements.map(({ value }) => value)
    : undefined;
}

function isConstant(value: Expression): boolean {
  if (value.kind === "literal") return true;
  return (
    value.kind === "object" && value.members.every((member) => member.kind === "property" && isConstant(member.value))
  );
}

/** One call in each round, and nothing that has states inside or goes around. */
function isSmall({ body }: ForOf, rounds: number): boolean {
  let calls = 0;
  let isPlain = true;
  visitStatements(body, (statement) => {
    if (statement.kind === "perform") calls += 1;
    const { kind } = statement;
    const isNested = kind === "loop" || kind === "for-of" || kind === "routine" || kind === "recur";
    const isLarge = kind === "perform" && (statement.effect.kind === "map" || statement.effect.kind === "parallel");
    if (isNested || isLarge || kind === "start" || kind === "await") isPlain = false;
  });
  return isPlain && calls > 0 && calls * rounds <= mostCopies;
}

function round(loop: ForOf, item: Expression, index: number): Labelled {
  const label: Label = { kind: "label", name: loop.label.name };
  const own = index === 0 ? loop.body : copyOf(loop.body);
  const body = mapExpressions(replaceReads(own, new Map([[loop.item, item]])), simplifyKnown);
  const toNext = replaceStatements(body, (statement) =>
    statement.kind === "continue" && statement.label === loop.label
      ? [{ kind: "leave", label, span: statement.span }]
      : [statement],
  );
  return { kind: "labelled", label, body: toNext, span: loop.span };
}

/** The same statements with variables of their own. */
function copyOf(body: Block): Block {
  const names = new Map<Variable, Variable>();
  const add = (variable: Variable | undefined): void => {
    if (variable !== undefined && !names.has(variable)) names.set(variable, { ...variable });
  };
  visitStatements(body, (statement) => {
    if (statement.kind === "assign" && statement.declares) add(statement.variable);
    if (statement.kind === "perform") add(statement.result);
    if (statement.kind === "try") add(statement.error);
  });
  return renameVariables(body, names);
}
