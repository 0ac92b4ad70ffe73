import type { InputOf } from "../api/input-shape.js";
import { invalidDefinition, ServiceError } from "../api/service-error.js";
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from "../json.js";
import type { StateNode } from "../machine/state-node.js";
import type { TaskResource } from "../machine/task-resource.js";
import type { StepFunctions } from "../service/step-functions.js";
import { memberRules } from "./member-rules.js";
import { mockSchemaProblem } from "./mock-schema.js";

type Input = InputOf<"TestState">;

const invalid = (message: string): ServiceError => new ServiceError("ValidationException", message);

const mockable: ReadonlySet<string> = new Set(["Task", "Map", "Parallel"]);

/** Refuses a state that cannot be tested without a mock, or with one; and a mock that is none. Gives the mocked result. */
export async function checkMock(input: Input, node: StateNode, service: StepFunctions): Promise<JsonValue | undefined> {
  const { mock } = input;
  if (mock === undefined) {
    checkUnmocked(input, node, service);
    return undefined;
  }
  if (!mockable.has(node.type)) throw invalid(`State type '${node.type}' is not supported when a mock is specified`);
  if (input.revealSecrets === true) throw invalid("TestState does not support RevealSecrets when a mock is specified.");
  if (mock.result !== undefined && mock.errorOutput !== undefined)
    throw invalid("A test mock should have only one of the following fields: [result, errorOutput].");
  if (mock.result === undefined) {
    if (mock.errorOutput === undefined) throw invalid("A test mock needs one of the fields: [result, errorOutput].");
    if (mock.errorOutput.error === undefined) throw invalid("The errorOutput of a test mock needs the field 'error'.");
    return undefined;
  }
  const result = parseJson(mock.result);
  if (result === undefined) throw invalid("Mocked result must be valid JSON");
  await checkResult(input, node, result, service);
  return result;
}

/** Stands for the machine's name: the mock configuration has no mocks for a state that is tested. */
export const unmocked = "";

function checkUnmocked({ roleArn, context }: Input, node: StateNode, service: StepFunctions): void {
  if (node.type === "Map" || node.type === "Parallel")
    throw new ServiceError(
      "InvalidDefinition",
      "TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]",
    );
  if (context !== undefined) throw invalid("A Context object can be given with a mock only");
  if (node.type !== "Task") return;
  if (roleArn === undefined) throw invalid("RoleArn must be specified when testing a Task state");
  const { resource } = node;
  if (resource.kind === "activity") throw invalid("An activity's task can be tested with a mock only");
  if (resource.kind === "service" && resource.pattern !== "requestResponse")
    throw invalid(`${resource.arn} can be tested with a mock only: nothing waits for a job or a task token here`);
  const why = service.whyNotSimulated(resource, unmocked);
  if (why !== undefined) throw invalidDefinition(`SCHEMA_VALIDATION_FAILED: ${why} at /Resource`);
}

async function checkResult({ mock }: Input, node: StateNode, result: JsonValue, service: StepFunctions): Promise<void> {
  if (node.type === "Map") {
    const writes = node.distributed?.writer?.arguments !== undefined;
    if (writes && !isJsonObject(result)) throw invalid("Mocked result must be a JSON object.");
    if (!writes && !Array.isArray(result)) throw invalid("Mocked result must be an array.");
  }
  if (node.type === "Parallel") {
    if (!Array.isArray(result)) throw invalid("Mocked result must be an array.");
    if (result.length !== node.branches.length)
      throw invalid("Mocked result must contain the same number of items as number of Parallel branches.");
  }
  if (node.type !== "Task" || node.resource.kind !== "service" || mock?.fieldValidationMode === "NONE") return;
  const answer = answerOf(node.resource);
  if (answer === undefined) return;
  if (!isJsonObject(result)) throw invalid("Mocked result must be a JSON object.");
  const shape = await service.resultShape(answer.resource);
  const schema = {
    shape,
    rules: memberRules(node.resource.resourceType),
    strict: mock?.fieldValidationMode !== "PRESENT",
  };
  const problem = mockSchemaProblem(answer.textOnly(result), schema);
  if (problem !== undefined) throw invalid(`Mock result schema validation error: ${problem}`);
}

/**
 * The action whose answer is the task's result: of a nested execution that is waited for, its description, with JSON for
 * text in version 2. Results of other jobs, and those that come with a task token, may be anything.
 */
function answerOf(resource: TaskResource & { readonly kind: "service" }) {
  const same = (result: JsonValue) => result;
  if (resource.pattern === "requestResponse") return { resource, textOnly: same };
  if (resource.pattern !== "sync" || resource.resourceType !== "states") return undefined;
  const textOnly = (result: JsonValue) =>
    isJsonObject(result) && resource.syncVersion === 2 ? { ...result, ...textOf(result, "Input", "Output") } : result;
  return { resource: { ...resource, action: "describeExecution" }, textOnly };
}

function textOf(result: JsonObject, ...names: readonly string[]): JsonObject {
  return Object.fromEntries(names.flatMap((name) => (name in result ? [[name, JSON.stringify(result[name])]] : [])));
}
