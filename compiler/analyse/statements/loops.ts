import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import type { Block } from "../../ir/statement.js";
import type { Analyser } from "../analyser.js";
import { label } from "./labels.js";
import { inLoop, loopTarget } from "./loop-target.js";
import { declareList } from "./simple.js";

/** `while (condition) body`, with what must run before the condition inside the loop. */
export function visitWhile(analyser: Analyser, node: ts.WhileStatement): void {
  loop(analyser, node, {
    before: () => analyser.expression(node.expression),
    body: () => analyser.statement(node.statement),
  });
}

export function visitDo(analyser: Analyser, node: ts.DoStatement): void {
  loop(analyser, node, {
    body: () => analyser.statement(node.statement),
    after: () => analyser.expression(node.expression),
  });
}

export function visitFor(analyser: Analyser, node: ts.ForStatement): void {
  analyser.inScope(() => {
    const { initializer } = node;
    if (initializer !== undefined) {
      if (ts.isVariableDeclarationList(initializer)) declareList(analyser, initializer);
      else analyser.expression(initializer);
    }
    const { condition, incrementor } = node;
    loop(analyser, node, {
      before: condition && (() => analyser.expression(condition)),
      body: () => analyser.statement(node.statement),
      update: incrementor && (() => void analyser.expression(incrementor)),
    });
  });
}

/** Visits of what a loop consists of. */
interface LoopParts {
  readonly before?: (() => Expression) | undefined;
  readonly body: () => void;
  readonly after?: (() => Expression) | undefined;
  readonly update?: (() => void) | undefined;
}

/** A loop with conditions of its own, as labelled IR. */
export function loop(analyser: Analyser, node: ts.Node, parts: LoopParts): void {
  const span = analyser.span(node);
  const loopLabel = label("loop");
  const done = label("done");
  const leaveUnless = (condition: () => Expression): void => {
    const test = condition();
    if (test.kind === "literal" && test.value === true) return;
    const whenFalse: Block = [{ kind: "leave", label: done, span: test.span }];
    analyser.statements.push({ kind: "if", condition: test, whenTrue: [], whenFalse, span: test.span });
  };
  const body = inLoop(analyser, node, () => {
    if (parts.before !== undefined) leaveUnless(parts.before);
    analyser.withJumpTarget(loopTarget(analyser, node, done, loopLabel), () => analyser.inScope(parts.body));
  });
  const update = inLoop(analyser, node, () => {
    parts.update?.();
    if (parts.after !== undefined) leaveUnless(parts.after);
  });
  analyser.statements.push({
    kind: "labelled",
    label: done,
    body: [{ kind: "loop", label: loopLabel, body, update, span }],
    span,
  });
}
