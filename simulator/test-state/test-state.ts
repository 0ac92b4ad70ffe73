import { type FindSdkAction, refusalOfDefinition } from "../../asl/index.js";
import type { InputOf } from "../api/input-shape.js";
import { invalidDefinition, ServiceError } from "../api/service-error.js";
import { contextTime } from "../core/context-object.js";
import type { ExecutionStart } from "../core/execution.js";
import { expressExecutionArn, stateMachineArn } from "../engine/arns.js";
import type { HttpExchange } from "../integrations/integration.js";
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from "../json.js";
import { compileSingleState } from "../machine/compile-machine.js";
import { DefinitionError } from "../machine/definition-error.js";
import { refuseInlineMapProblems } from "../machine/inline-maps.js";
import type { StateNode } from "../machine/state-node.js";
import { checkRoleArn } from "../service/check-arn.js";
import type { StepFunctions } from "../service/step-functions.js";
import { parseInput } from "../service/parse-input.js";
import { checkMock, unmocked } from "./check-mock.js";
import { checkStateConfiguration } from "./check-state-configuration.js";
import { itemsOfTest } from "./inspect-items.js";
import { checkMockContext } from "./mock-context.js";
import { mockChildren } from "./mock-children.js";
import { refusalOfState } from "./refusal-of-state.js";
import { StateTester, type StateTestResult } from "./state-tester.js";

type Input = InputOf<"TestState">;

/** What TestState answers before it is put into JSON. */
export interface TestedState {
  readonly result: StateTestResult;
  /** The data after each step of its way, by the service's names; absent at the level INFO. */
  readonly inspection: Readonly<Record<string, JsonValue>> | undefined;
}

const invalid = (message: string): ServiceError => new ServiceError("ValidationException", message);

/**
 * Tests one state: with a mock instead of its work, or really.
 *
 * @see AWS Step Functions API reference, TestState
 */
export async function testState(input: Input, service: StepFunctions): Promise<TestedState> {
  const name = input.stateName ?? "StateName";
  if (input.roleArn !== undefined) checkRoleArn(input.roleArn);
  const node = compileTested(input, name, service);
  const mockResult = await checkMock(input, node, service);
  checkStateConfiguration(input, node);
  const stateInput = parseInput(input.input);

  const inspection: Record<string, JsonValue> = { input: stateInput };
  const tester = new StateTester({
    node,
    input: stateInput,
    variables: variablesOf(input.variables),
    start: startOf(service, input, stateInput),
    world: service.world,
    nowMs: service.nowMs(),
    context: contextOf(input, node, name, service, stateInput),
    retryCount: input.stateConfiguration?.retrierRetryCount ?? 0,
    inspect: (stage, value) => {
      inspection[stage] = value;
    },
  });
  await perform(tester, input, mockResult, inspection, service);
  const result = tester.result ?? { status: "FAILED", error: "States.Runtime", cause: "The state did not end" };
  if (result.errorDetails !== undefined) inspection.errorDetails = result.errorDetails;
  return {
    result,
    inspection: input.inspectionLevel === "DEBUG" || input.inspectionLevel === "TRACE" ? inspection : undefined,
  };
}

async function perform(
  tester: StateTester,
  { mock, stateConfiguration, inspectionLevel, revealSecrets }: Input,
  mockResult: JsonValue | undefined,
  inspection: Record<string, JsonValue>,
  service: StepFunctions,
): Promise<void> {
  const { node } = tester.run;
  const mockError = mock?.errorOutput;
  if (node.type === "Map" || node.type === "Parallel") {
    const outcome =
      mockError === undefined ? { result: mockResult ?? null } : { error: mockError.error, cause: mockError.cause };
    const read = node.type === "Map" ? await itemsOfTest(node, stateConfiguration?.mapItemReaderData) : undefined;
    mockChildren(tester, node, outcome, stateConfiguration?.mapIterationFailureCount ?? 0, inspection, read);
    return;
  }
  tester.begin();
  const { call } = tester;
  if (call === undefined) return;
  if (mockError !== undefined) tester.answer({ kind: "failed", error: mockError.error, cause: mockError.cause });
  else if (mockResult !== undefined) tester.answer({ kind: "succeeded", output: mockResult });
  else {
    const onHttp = ({ request, sentRequest, response }: HttpExchange) => {
      inspection.request = revealSecrets === true ? sentRequest : request;
      if (response !== undefined) inspection.response = response;
    };
    const { executionArn } = tester.start;
    tester.answer(await service.callTask(call, executionArn, inspectionLevel === "TRACE" ? onHttp : undefined));
  }
}

function compileTested({ definition, stateName }: Input, name: string, service: StepFunctions): StateNode {
  const findSdkAction: FindSdkAction = (sdkService, action) => service.findSdkAction(sdkService, action, unmocked);
  const root = parseJson(definition);
  if (!isJsonObject(root)) throw new ServiceError("InvalidDefinition", refusalOfDefinition(definition) ?? definition);
  if (stateName !== undefined) {
    const refusal = isJsonObject(root.States) ? refusalOfDefinition(definition, { findSdkAction }) : undefined;
    if (refusal !== undefined) throw new ServiceError("InvalidDefinition", refusal);
  }
  const state = stateName === undefined ? root : findState(root, stateName);
  if (state === undefined) throw invalid("State not found in definition");
  const refusal = stateName === undefined ? refusalOfState(name, state, findSdkAction) : undefined;
  if (refusal !== undefined) throw new ServiceError("InvalidDefinition", refusal);
  try {
    refuseInlineMapProblems(stateName === undefined ? { StartAt: name, States: { [name]: root } } : root);
    return compileSingleState(name, state, root.QueryLanguage === "JSONata" ? "JSONata" : "JSONPath");
  } catch (error) {
    if (error instanceof DefinitionError) throw invalidDefinition(error.message);
    throw error;
  }
}

/** A state of the machine, or of a branch or processor inside it. */
function findState(value: JsonValue, name: string): JsonObject | undefined {
  if (Array.isArray(value)) return firstOf(value as readonly JsonValue[], name);
  if (!isJsonObject(value)) return undefined;
  const own = isJsonObject(value.States) ? value.States[name] : undefined;
  return isJsonObject(own) ? own : firstOf(Object.values(value), name);
}

function firstOf(values: readonly JsonValue[], name: string): JsonObject | undefined {
  for (const value of values) {
    const found = findState(value, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function variablesOf(text: string | undefined): JsonObject {
  const variables = parseJson(text ?? "{}");
  if (isJsonObject(variables)) return variables;
  throw invalid("Variables must be a valid JSON object");
}

function startOf(service: StepFunctions, { roleArn }: Input, input: JsonValue): ExecutionStart {
  const [machineName, name] = [service.newId(), service.newId()];
  return {
    executionArn: expressExecutionArn(service.place, machineName, name, service.newId())
      .split(":")
      .slice(0, 8)
      .join(":"),
    name,
    stateMachineArn: stateMachineArn(service.place, machineName),
    stateMachineName: machineName,
    roleArn: roleArn ?? "",
    region: service.place.region,
    input,
  };
}

function contextOf(
  input: Input,
  node: StateNode,
  stateName: string,
  service: StepFunctions,
  stateInput: JsonValue,
): JsonObject {
  if (input.context !== undefined) return checkMockContext(input.context, node);
  const start = startOf(service, input, stateInput);
  const now = contextTime(service.nowMs());
  return {
    Execution: { Id: start.executionArn, Input: stateInput, Name: start.name, RoleArn: start.roleArn, StartTime: now },
    StateMachine: { Id: start.stateMachineArn, Name: start.stateMachineName },
    State: {
      Name: stateName,
      EnteredTime: now,
      ...("retry" in node ? { RetryCount: input.stateConfiguration?.retrierRetryCount ?? 0 } : {}),
    },
  };
}
