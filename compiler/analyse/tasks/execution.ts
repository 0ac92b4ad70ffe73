import type ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import { isOfExecution } from "../../ir/execution-facts.js";
import { numberType, stringType, undefinedType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { object, ofExecution } from "./perform.js";

/** The value of `execution()`: what the machine tells of the execution that runs it. */
export function executionValue(analyser: Analyser, node: ts.Node): Expression {
  const span = analyser.span(node);
  const text = (field: Parameters<typeof ofExecution>[1]) => ofExecution(analyser, field, stringType, span);
  // Not every execution has a count of redrives: those of Express type never do.
  const redriveCount: Expression = {
    kind: "logical",
    operator: "??",
    left: ofExecution(analyser, "context.Execution.RedriveCount", numberType | undefinedType, span),
    right: analyser.literal(0, span),
    types: numberType,
    span,
  };
  return object(
    {
      id: text("context.Execution.Id"),
      name: text("context.Execution.Name"),
      startTime: text("context.Execution.StartTime"),
      redriveCount,
      stateMachine: object({ id: text("context.StateMachine.Id"), name: text("context.StateMachine.Name") }, span),
    },
    span,
  );
}

/** A member of an object that only tells of an execution: the member alone, for the rest costs nothing to leave out. */
export function memberOfExecution(value: Expression, name: string): Expression | undefined {
  if (!tellsOfExecution(value) || value.kind !== "object") return undefined;
  const member = value.members.find((candidate) => candidate.kind === "property" && candidate.key === name);
  return member?.value;
}

/** True for what is the same all through an execution: what its context object says of it. */
export function tellsOfExecution(value: Expression): boolean {
  switch (value.kind) {
    case "states":
      return isOfExecution(value.field);
    case "logical":
      return value.left.kind === "states" && tellsOfExecution(value.left) && value.right.kind === "literal";
    case "object":
      return value.members.every((member) => member.kind === "property" && tellsOfExecution(member.value));
    default:
      return false;
  }
}
