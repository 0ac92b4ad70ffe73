import type { Expression } from "../ir/expression.js";
import { infiniteOf } from "../builtins/infinite.js";
import { tellsOfExecution } from "./tasks/execution.js";

/** True for a value that stays the same and costs nothing to read again: a path from a constant, or a literal. */
export function isStable(value: Expression): boolean {
  switch (value.kind) {
    case "literal":
    case "undefined":
    case "resource-name":
      return true;
    case "local-read":
      return true;
    case "states":
    case "logical":
    case "object":
      return tellsOfExecution(value);
    case "builtin":
      return infiniteOf(value) !== undefined && value.operands.every(isStable);
    case "property":
      return isStable(value.object);
    case "element":
      return value.index.kind === "literal" && isStable(value.array);
    default:
      return false;
  }
}
