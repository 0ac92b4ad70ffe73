import ts from "typescript";
import type { Analyser } from "../analyser.js";
import type { JumpTarget } from "../frame.js";
import { label } from "./labels.js";

export function visitBreak(analyser: Analyser, node: ts.BreakStatement): void {
  const target = [...analyser.jumpTargets]
    .reverse()
    .find((candidate) => (node.label === undefined ? candidate.isLoopOrSwitch : candidate.name === node.label.text));
  target?.onBreak(analyser.span(node));
}

export function visitContinue(analyser: Analyser, node: ts.ContinueStatement): void {
  const target = [...analyser.jumpTargets]
    .reverse()
    .find((candidate) =>
      node.label === undefined ? candidate.onContinue !== undefined : candidate.name === node.label.text,
    );
  target?.onContinue?.(analyser.span(node));
}

export function visitLabeled(analyser: Analyser, node: ts.LabeledStatement): void {
  const inner = node.statement;
  if (ts.isIterationStatement(inner, false)) {
    analyser.statement(inner);
    return;
  }
  const span = analyser.span(node);
  const done = label("done");
  const target: JumpTarget = {
    name: node.label.text,
    onBreak: (at) => analyser.statements.push({ kind: "leave", label: done, span: at }),
    onContinue: undefined,
    isLoopOrSwitch: false,
  };
  const body = analyser.collect(() => analyser.withJumpTarget(target, () => analyser.statement(inner)));
  analyser.statements.push({ kind: "labelled", label: done, body, span });
}
