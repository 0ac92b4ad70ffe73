import { ServiceError } from "../api/service-error.js";
import { isJsonObject, type JsonObject, parseJson } from "../json.js";
import type { StateNode } from "../machine/state-node.js";

type FieldType = "object" | "string" | "integer" | "any";

/** What a context object may hold. */
const fields: Readonly<Record<string, Readonly<Record<string, FieldType>>>> = {
  Execution: {
    Id: "string",
    Input: "any",
    Name: "string",
    RoleArn: "string",
    StartTime: "string",
    RedriveCount: "integer",
    RedriveTime: "string",
  },
  State: { EnteredTime: "string", Name: "string", RetryCount: "integer" },
  StateMachine: { Id: "string", Name: "string" },
  Task: { Token: "string" },
};

const invalid = (what: string): ServiceError =>
  new ServiceError("ValidationException", `Invalid Context object provided: ${what}`);

/** Reads the context object that a test of a state brings. */
export function checkMockContext(text: string, node: StateNode): JsonObject {
  const context = parseJson(text);
  if (!isJsonObject(context)) throw invalid("it is not a JSON object");
  for (const [name, part] of Object.entries(context)) {
    if (name === "Map") throw invalid("'Map' field is not supported when mocking a Context object");
    const members = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (members === undefined) throw invalid(`Field '${name}' is not allowed`);
    if (!isJsonObject(part)) throw invalid(`${name} must be a object`);
    checkMembers(name, part, members);
  }
  const hasToken =
    node.type === "Task" && node.resource.kind === "service" && node.resource.pattern !== "requestResponse";
  if ("Task" in context && !hasToken)
    throw invalid(
      "Context object contains 'Task' when state is not a Task state with a '.sync' or '.waitForTaskToken' service integration pattern",
    );
  return context;
}

function checkMembers(name: string, part: JsonObject, types: Readonly<Record<string, FieldType>>): void {
  for (const [member, value] of Object.entries(part)) {
    const type = Object.hasOwn(types, member) ? types[member] : undefined;
    if (type === undefined) throw invalid(`Field '${member}' is not allowed`);
    const fits = type === "any" || (type === "integer" ? Number.isInteger(value) : typeof value === type);
    if (!fits) throw invalid(`${name}.${member} must be a ${type}`);
  }
}
