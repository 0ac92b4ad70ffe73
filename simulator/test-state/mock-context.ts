import { ServiceError } from "../api/service-error.js";
import { isJsonObject, type JsonObject, parseJson } from "../json.js";
import type { StateNode } from "../machine/state-node.js";

const allowed: ReadonlySet<string> = new Set(["Execution", "State", "StateMachine", "Task"]);

const invalid = (what: string): ServiceError =>
  new ServiceError("ValidationException", `Invalid Context object provided: ${what}`);

/** Reads the context object that a test of a state brings. */
export function checkMockContext(text: string, node: StateNode): JsonObject {
  const context = parseJson(text);
  if (!isJsonObject(context)) throw invalid("it is not a JSON object");
  for (const field of Object.keys(context)) {
    if (field === "Map") throw invalid("'Map' field is not supported when mocking a Context object");
    if (!allowed.has(field)) throw invalid(`Field '${field}' is not allowed`);
  }
  const hasToken =
    node.type === "Task" && node.resource.kind === "service" && node.resource.pattern !== "requestResponse";
  if ("Task" in context && !hasToken)
    throw invalid(
      "Context object contains 'Task' when state is not a Task state with a '.sync' or '.waitForTaskToken' service integration pattern",
    );
  return context;
}
