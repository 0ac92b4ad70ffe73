import type { Expression, Variable } from "../../ir/expression.js";
import type { Block, Label, Statement } from "../../ir/statement.js";
import { mapBlocks } from "../../ir/statement-rewrite.js";
import type { SourceSpan } from "../../source-span.js";
import { isOfGroup } from "./entries.js";

/** What is left to do for an entry. */
export function replayed(groups: readonly Block[], entry: Variable, span: SourceSpan): Block {
  return groups.reduceRight<Block>((others, group, index) => {
    if (index === groups.length - 1) return group;
    return [{ kind: "if", condition: isOfGroup(entry, index, span), whenTrue: group, whenFalse: others, span }];
  }, []);
}

const replays = new WeakSet<Label>();

/** True for the label of a loop over what iterations left to do. */
export function isReplay(label: Label): boolean {
  return replays.has(label);
}

/** Goes through what iterations left to do. */
export function each(item: Variable, items: Expression, body: Block, span: SourceSpan): Statement {
  const label = (name: string): Label => ({ kind: "label", name });
  const done = label("done");
  replays.add(done);
  return {
    kind: "labelled",
    label: done,
    body: [{ kind: "for-of", label: label("loop"), items, item, body, span }],
    span,
  };
}

/** The body of an iteration or branch with other values in place of those that it returns. */
export function returning(block: Block, change: (value: Expression, span: SourceSpan) => Expression): Block {
  return block.map((statement): Statement => {
    if (statement.kind === "perform") return statement; // Its branches return to it.
    if (statement.kind === "return") return { ...statement, value: change(statement.value, statement.span) };
    return mapBlocks(statement, (inner) => returning(inner, change));
  });
}
