import type { DefinitionPath } from "../diagnostic.js";
import type { QueryLanguage } from "../types.js";
import { anyValue, checkFields, integer, nonEmptyText, object, oneOf, type Check, type ObjectShape } from "./checks.js";
import { checkMap, processorConfig, processorMode } from "./map-checks.js";
import { isFields, type Fields, languageOf } from "../fields.js";
import { schemaError, type Scope } from "./scope.js";
import { stateShapes } from "./state-shapes.js";
import { checkTask } from "./task-checks.js";

const graphFields = { States: anyValue, StartAt: nonEmptyText };
const required = ["States", "StartAt"];

/** The root of a definition. A `TimeoutSeconds` of 0 is accepted by the service. */
export function checkStateMachine(machine: Fields, scope: Scope): void {
  const fields = {
    ...graphFields,
    QueryLanguage: oneOf("JSONPath", "JSONata"),
    Version: oneOf("1.0"),
    TimeoutSeconds: integer({ min: 0, max: 99_999_999 }),
  };
  checkFields(machine, { fields, required }, [], scope);
  checkStates(machine["States"], ["States"], scope);
}

/** A Parallel's branch. */
const branch: Check = (value, path, scope) => {
  object(value, path, scope);
  if (!isFields(value)) return;
  checkFields(value, { fields: graphFields, required }, path, scope);
  checkStates(value["States"], [...path, "States"], scope);
};

/** A Map's processor; the states of a distributed one run in executions of their own, of their own type. */
const processor: Check = (value, path, scope) => {
  object(value, path, scope);
  if (!isFields(value)) return;
  checkFields(value, { fields: { ...graphFields, ProcessorConfig: processorConfig }, required }, path, scope);
  const machineType = processorMode(value).childType ?? scope.machineType;
  checkStates(value["States"], [...path, "States"], { ...scope, machineType });
};

function checkStates(states: unknown, path: DefinitionPath, scope: Scope): void {
  if (states === undefined) return;
  object(states, path, scope);
  if (!isFields(states)) return;
  if (Object.keys(states).length === 0) schemaError(scope, "Value cannot be empty", path);
  for (const [name, state] of Object.entries(states)) {
    checkStateName(name, [...path, name], scope);
    checkState(state, [...path, name], scope);
  }
}

function checkStateName(name: string, path: DefinitionPath, scope: Scope): void {
  if (name === "") scope.report.error("INVALID_STATE_NAME", "A state name cannot be empty", path);
  if ([...name].length > 80) {
    const message = `State name '${name}' exceeds the 80-character limit allowed by the service`;
    scope.report.error("INVALID_STATE_NAME", message, path);
  }
}

function checkState(state: unknown, path: DefinitionPath, scope: Scope): void {
  object(state, path, scope);
  if (!isFields(state)) return;
  const type = state["Type"];
  if (type === undefined) {
    schemaError(scope, "These fields are required: [Type]", path);
    return;
  }
  const shape = typeof type === "string" && Object.hasOwn(stateShapes, type) ? stateShapes[type] : undefined;
  if (shape === undefined) {
    const types = "Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map";
    schemaError(scope, `The field 'Type' should have one of these values: [${types}]`, [...path, "Type"]);
    return;
  }
  const own = { ...scope, language: stateLanguage(state, scope) };
  if (scope.machineLanguage === "JSONata" && state["QueryLanguage"] === "JSONPath") {
    // The service says nothing of the fields that the refused language lacks.
    schemaError(
      scope,
      "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
      path,
      "QueryLanguage",
    );
    checkFields(state, { ...shape, jsonPathOnly: [], jsonataOnly: [] }, path, own);
  } else {
    checkFields(state, shape, path, own);
  }
  checkTransition(state, shape, path, own);
  if (type === "Task") checkTask(state, path, own);
  if (type === "Map") checkMap(state, path, own);
  checkInnerGraphs(state, type, path, scope);
}

function stateLanguage(state: Fields, scope: Pick<Scope, "machineLanguage">): QueryLanguage {
  return state["QueryLanguage"] === undefined ? scope.machineLanguage : languageOf(state["QueryLanguage"]);
}

/** A state goes on with `Next` or ends with `End`; `End: false` is neither. */
function checkTransition(state: Fields, shape: ObjectShape, path: DefinitionPath, scope: Scope): void {
  if (!Object.hasOwn(shape.fields, "Next")) return;
  const goesOn = Object.hasOwn(state, "Next");
  const ends = Object.hasOwn(state, "End") && state["End"] !== false;
  if (goesOn && ends) schemaError(scope, "There should only be one of the following fields: [Next, End]", path, "End");
  if (!goesOn && !ends) {
    schemaError(scope, "This object should have only one of the following fields: [Next, End]", path);
  }
}

/** Inner states inherit the machine's language, not that of the state around them. */
function checkInnerGraphs(state: Fields, type: unknown, path: DefinitionPath, scope: Scope): void {
  const branches = state["Branches"];
  if (type === "Parallel" && Array.isArray(branches)) {
    branches.forEach((inner, index) => branch(inner, [...path, "Branches", index], scope));
  }
  if (type !== "Map") return;
  for (const name of ["ItemProcessor", "Iterator"]) {
    if (Object.hasOwn(state, name)) processor(state[name], [...path, name], scope);
  }
}
