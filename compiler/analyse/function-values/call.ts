import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import { neverType } from "../../ir/value-types.js";
import { type Analyser, refusedValue } from "../analyser.js";
import { chooseValue } from "../expressions/choose.js";
import { callFunction } from "../call-function.js";
import { skipWrappers } from "../functions.js";

import { taskCall } from "../tasks/task-calls.js";
import type { Part } from "./function-value.js";
import { isToldFunction } from "./narrowed.js";

/** The value of a call of a function that an expression gives: of a table, of another function, of a condition. */
export function callFunctionValue(analyser: Analyser, call: ts.CallExpression, isAwaited: boolean): Expression {
  return callPart(analyser, call, analyser.analysis.visitors.functionValue(analyser, call.expression), isAwaited);
}

/** True for an expression whose value may be a function that can be called. */
export function mayGiveFunction(node: ts.Expression): boolean {
  const inner = skipWrappers(node);
  return (
    ts.isIdentifier(inner) ||
    ts.isPropertyAccessExpression(inner) ||
    ts.isElementAccessExpression(inner) ||
    ts.isCallExpression(inner) ||
    ts.isConditionalExpression(inner) ||
    ts.isBinaryExpression(inner)
  );
}

export function callPart(analyser: Analyser, call: ts.CallExpression, part: Part, isAwaited: boolean): Expression {
  const span = analyser.span(call);
  switch (part.kind) {
    case "closure":
      return callFunction(analyser, call, part.callee);
    case "task": {
      const value = isAwaited ? taskCall(analyser, call, part.node) : undefined;
      return value ?? analyser.refuse(call, isAwaited ? "SP1409" : "SP1403", { name: call.expression.getText() });
    }
    case "choice": {
      // TypeScript lets nobody call what may be missing, so it is not missing here.
      if (!isOptional(call) && isNothing(part.whenTrue)) return callPart(analyser, call, part.whenFalse, isAwaited);
      if (!isOptional(call) && isNothing(part.whenFalse)) return callPart(analyser, call, part.whenTrue, isAwaited);
      const told = isToldFunction(analyser, call.expression);
      if (told && part.whenTrue.kind === "data") return callPart(analyser, call, part.whenFalse, isAwaited);
      if (told && part.whenFalse.kind === "data") return callPart(analyser, call, part.whenTrue, isAwaited);
      let left: Expression | undefined;
      let right: Expression | undefined;
      const before = analyser.collect(() => (left = callPart(analyser, call, part.whenTrue, isAwaited)));
      const otherwise = analyser.collect(() => (right = callPart(analyser, call, part.whenFalse, isAwaited)));
      const [whenTrue, whenFalse] = [left as Expression, right as Expression];
      return chooseValue(analyser, part.condition, [before, whenTrue], [otherwise, whenFalse], span);
    }
    case "record":
    case "list":
    case "growing":
    case "pattern":
      return analyser.refuse(call, "SP1242", { name: call.expression.getText() });
    case "data": {
      if (part.value.types === neverType) return refusedValue(span);
      if (isNothing(part) && isOptional(call)) return analyser.undefined(span);
      // Behind `if (hooks.onStart)`: TypeScript lets nobody call what may be missing, so this call is never reached.
      if (isNothing(part) && !ts.isNonNullExpression(call.expression)) return refusedValue(span);
      if (isToldFunction(analyser, call.expression)) return refusedValue(span);
      return analyser.refuse(call, "SP1242", { name: call.expression.getText() });
    }
  }
}

function isOptional(call: ts.CallExpression): boolean {
  return (call.flags & ts.NodeFlags.OptionalChain) !== 0;
}

function isNothing(part: Part): boolean {
  return part.kind === "data" && part.value.kind === "undefined" && part.value.types !== neverType;
}
