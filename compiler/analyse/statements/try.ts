import ts from "typescript";
import type { Expression, Variable } from "../../ir/expression.js";
import type { Block, Label } from "../../ir/statement.js";
import { declareWithoutValue } from "../../ir/declare-without-value.js";
import { objectType, stringType } from "../../ir/value-types.js";
import type { SourceSpan } from "../../source-span.js";
import type { Analyser } from "../analyser.js";
import type { JumpTarget } from "../frame.js";
import { holdsError } from "../error-variables.js";
import { bindPattern } from "../patterns.js";

export function visitTry(analyser: Analyser, node: ts.TryStatement): void {
  if (analyser.frame.isCallback) {
    analyser.problem(node, "SP1233", { what: "a callback with a try statement" });
    return;
  }
  if (node.finallyBlock === undefined) visitTryCatch(analyser, node);
  else visitTryFinally(analyser, node, node.finallyBlock);
}

function visitTryCatch(analyser: Analyser, node: ts.TryStatement): void {
  const { catchClause } = node;
  if (catchClause === undefined) {
    analyser.statement(node.tryBlock);
    return;
  }
  const body = tryBody(analyser, () => analyser.statement(node.tryBlock));
  const declared = catchClause.variableDeclaration?.name;
  const error: Variable = {
    kind: "variable",
    name: declared !== undefined && ts.isIdentifier(declared) ? declared.text : "error",
    types: objectType,
  };
  const declaredError = declared === undefined ? undefined : analyser.checker.getSymbolAtLocation(declared);
  const isKept = declaredError === undefined || !analyser.isReassigned(declaredError);
  holdsError(error, isKept ? analyser.frame.branches : undefined);
  const handler = analyser.collect(() =>
    analyser.inScope(() => {
      if (declared !== undefined && !ts.isIdentifier(declared)) bindErrorPattern(analyser, declared, error);
      if (declaredError !== undefined) {
        analyser.environment.bind(declaredError, { kind: "variable", variable: error, depth: analyser.frame.depth });
      }
      analyser.statement(catchClause.block);
    }),
  );
  analyser.statements.push({ kind: "try", body, error, handler, span: analyser.span(node) });
}

/** `catch ({ name, message })`. What else there may be in an error is not known. */
function bindErrorPattern(analyser: Analyser, pattern: ts.BindingPattern, error: Variable): void {
  const span = analyser.span(pattern);
  for (const element of pattern.elements) {
    if (ts.isOmittedExpression(element)) continue;
    const key = (element.propertyName ?? element.name).getText();
    const isRead = (key === "name" || key === "message") && element.dotDotDotToken === undefined;
    const object: Expression = { kind: "variable-read", variable: error, types: objectType, span };
    const value: Expression = isRead
      ? { kind: "property", object, name: key, types: stringType, span }
      : analyser.refuse(element, "SP1107", { text: element.getText() });
    bindPattern(analyser, element.name, value);
  }
}

/** What a `try` block does. */
export function tryBody(analyser: Analyser, visit: () => void): Block {
  const outer = analyser.insideTry;
  analyser.insideTry = true;
  try {
    return analyser.collect(visit);
  } finally {
    analyser.insideTry = outer;
  }
}

/** A way out of a `try … finally`: what still has to happen after the `finally` block. */
interface Exit {
  readonly label: Label;
  readonly then: () => void;
}

/** A variable of its own for the value, which is read outside of the block that gives it. */
function keepReturned(analyser: Analyser, value: Expression, kept: Variable[]): Expression {
  const { types, span } = value;
  const variable: Variable = { kind: "variable", name: "returned", types, temporary: true };
  kept.push(variable);
  analyser.statements.push({ kind: "assign", variable, value, declares: false, span });
  return { kind: "variable-read", variable, types, span };
}

/**
 * The `finally` block is repeated on every way out:
 *
 *     done: { exitN: { … exit1: {
 *       try { body } catch (error) { FINALLY; throw error }
 *       FINALLY; leave done
 *     } FINALLY; what exit 1 does … } FINALLY; what exit N does }
 */
function visitTryFinally(analyser: Analyser, node: ts.TryStatement, finallyBlock: ts.Block): void {
  const span = analyser.span(node);
  const exits: Exit[] = [];
  const keptVariables: Variable[] = [];
  const { frame, jumpTargets } = analyser;
  const leaveBy = (then: () => void, at: SourceSpan): void => {
    const label: Label = { kind: "label", name: "exit" };
    exits.push({ label, then });
    analyser.statements.push({ kind: "leave", label, span: at });
  };
  analyser.frame = {
    ...frame,
    onReturn: (value, at) => {
      const kept =
        value === undefined || value.kind === "literal" ? value : keepReturned(analyser, value, keptVariables);
      leaveBy(() => frame.onReturn(kept, at), at);
    },
  };
  analyser.jumpTargets = jumpTargets.map((target): JumpTarget => {
    const { onContinue } = target;
    return {
      ...target,
      onBreak: (at) => leaveBy(() => target.onBreak(at), at),
      onContinue: onContinue === undefined ? undefined : (at) => leaveBy(() => onContinue(at), at),
    };
  });
  const body = tryBody(analyser, () => visitTryCatch(analyser, node));
  analyser.frame = frame;
  analyser.jumpTargets = jumpTargets;
  const runFinally = () => analyser.statement(finallyBlock);
  const error: Variable = { kind: "variable", name: "error", types: objectType };
  const read: Expression = { kind: "variable-read", variable: error, types: objectType, span };
  const handler = analyser.collect(() => {
    runFinally();
    analyser.statements.push({ kind: "throw", error: read, span });
  });
  const done: Label = { kind: "label", name: "done" };
  let block: Block = analyser.collect(() => {
    analyser.statements.push({ kind: "try", body, error, handler, span });
    runFinally();
    analyser.statements.push({ kind: "leave", label: done, span });
  });
  for (const exit of exits) {
    const inner = block;
    block = analyser.collect(() => {
      analyser.statements.push({ kind: "labelled", label: exit.label, body: inner, span });
      runFinally();
      exit.then();
    });
  }
  for (const variable of keptVariables) analyser.statements.push(declareWithoutValue(variable, span));
  analyser.statements.push({ kind: "labelled", label: done, body: block, span });
}
