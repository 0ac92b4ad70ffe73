import type ts from "typescript";
import type { Block, Label } from "../../ir/statement.js";
import type { Analyser } from "../analyser.js";
import type { JumpTarget } from "../frame.js";
import { statementName } from "./labels.js";

/** What `break` and `continue` of a loop do. */
export function loopTarget(analyser: Analyser, node: ts.Node, done: Label, loop: Label): JumpTarget {
  return {
    name: statementName(node),
    onBreak: (span) => analyser.statements.push({ kind: "leave", label: done, span }),
    onContinue: (span) => analyser.statements.push({ kind: "continue", label: loop, span }),
    isLoopOrSwitch: true,
  };
}

/** What is done again and again. */
export function inLoop(analyser: Analyser, node: ts.Node, visit: () => void): Block {
  return analyser.collect(() => analyser.withLoop(node, visit));
}
