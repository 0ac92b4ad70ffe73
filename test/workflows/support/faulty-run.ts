import { DynamoDBServiceException } from "@aws-sdk/client-dynamodb";
import { registry } from "setpiece";
import type { CompileResult } from "setpiece/compiler";
import { notAnswered, notStubbed, runMachine, type TaskStubContext } from "setpiece/simulator";
import type { HistoryEvent } from "../../../simulator/core/history-event.js";
import { AwsSdk } from "../../../simulator/integrations/aws-sdk.js";
import type { JsonValue } from "../../../simulator/json.js";
import { AwsError } from "../../../simulator/services/wire/aws-error.js";
import type { FaultyRun } from "./faulty-engine.js";
import { type Fault, Faults } from "./faults.js";
import { Person } from "./person.js";
import type { RetailWorld } from "./retail-world.js";
import { type StepEvent, stepsOf } from "./steps.js";

interface LambdaCall {
  readonly FunctionName: string;
  readonly Payload: never;
}

/**
 * Runs a workflow of a world, with faults at the calls of the given numbers (from 0): in process, in an engine of its own,
 * or where the engine is elsewhere, in one there whose calls pass through here.
 *
 * In process, services are called without HTTP, so that a thousand runs take seconds.
 *
 * @param answer what people, and teams that are asked over the bus, answer at once to each question, or a {@link Person}
 */
export async function runWithFaults(
  world: RetailWorld,
  workflow: string,
  input: unknown,
  faults: readonly Fault[],
  answer: unknown,
): Promise<FaultyRun> {
  const person = answer instanceof Person ? answer : Person.answering(answer);
  if (world.faulty !== undefined) return world.faulty.run(workflow, input, faults, person);
  const tokens: string[] = [];
  const schedule = new Faults(faults);
  const faulty = async (name: string, perform: () => unknown): Promise<unknown> => {
    const fault = schedule.next(name);
    if (fault?.moment === "before") throw named(fault.error);
    const result = await perform();
    if (fault?.moment === "after") throw named(fault.error);
    return fault === undefined ? result : notAnswered;
  };
  const hang = ({ FunctionName, Payload }: LambdaCall) =>
    faulty(FunctionName, () => registry.lambdas.get(FunctionName)?.(Payload, {}));
  const run = await runMachine({
    definition: definitionOf(world.compiled, workflow),
    machines: definitionsOf(world.compiled),
    input,
    lambda: (name, payload) => faulty(name, () => registry.lambdas.get(name)?.(payload, {})),
    integrations: (resource, parameters, context) => {
      if (resource.includes(":states:::states:")) return notStubbed;
      if (context.taskToken !== undefined) {
        tokens.push(context.taskToken);
        waiting.set(context.taskToken, context);
      }
      if (resource.includes(":states:::lambda:")) {
        const call = parameters as unknown as LambdaCall;
        return schedule.isSilentNext(call.FunctionName) ? hang(call) : notStubbed;
      }
      return faulty(actionOf(resource), () => callService(world, resource, parameters, context, person));
    },
  });
  for (const history of [run.history, ...run.childHistories]) world.coverage.add(workflow, history);
  for (const token of tokens) waiting.delete(token);
  const times = run.history.map(({ timestampMs }) => timestampMs);
  return {
    ...run,
    calls: schedule.calls,
    seconds: ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1_000,
    steps: () => Promise.resolve(stepsOf(run.history.map(stepEvent))),
  };
}

/** Functions that wait to be called back, by their tokens, in the engines of runs in process. */
const waiting = new Map<string, TaskStubContext>();

/** Calls a function of a run with faults back, as partners do who were given its task token. */
export async function callBack(world: RetailWorld, taskToken: string, output: unknown): Promise<void> {
  if (world.faulty !== undefined) return world.faulty.send(taskToken, { output });
  waiting.get(taskToken)?.succeed(output as JsonValue);
}

function stepEvent({ id, previousEventId, type, details }: HistoryEvent): StepEvent {
  const { name, error, cause } = (details ?? {}) as { name?: string; error?: string; cause?: string };
  return { id, previousEventId, type, name, error, cause };
}

/** What a resource asks for: `dynamodb:putItem`, whichever integration it goes through, and whoever waits for a token. */
const actionOf = (resource: string): string =>
  resource.replace("arn:aws:states:::", "").replace("aws-sdk:", "").split(".")[0] ?? "";

async function callService(
  world: RetailWorld,
  resource: string,
  parameters: unknown,
  context: TaskStubContext,
  person: Person,
): Promise<unknown> {
  const [service = "", action = ""] = actionOf(resource).split(":");
  if (service === "http") return askTaxService(world, parameters as { RequestBody: unknown });
  if (service === "events") {
    if (context.taskToken !== undefined) queueMicrotask(() => react(context, person));
    return publish(world, parameters as { Entries: Record<string, unknown>[] });
  }
  if (service !== "dynamodb") return callNeighbour(world, service, action, parameters);
  try {
    const result = await world.tables.call(action.slice(0, 1).toUpperCase() + action.slice(1), parameters as object);
    if (context.taskToken !== undefined) queueMicrotask(() => react(context, person));
    return result ?? {};
  } catch (error) {
    const refusal = refusalCode(error);
    if (refusal === undefined) throw error;
    const prefix = resource.includes("aws-sdk") ? "DynamoDb" : "DynamoDB";
    const code = refusal.endsWith("Exception") ? refusal : `${refusal}Exception`;
    throw Object.assign(new Error((error as Error).message), { name: `${prefix}.${code}` });
  }
}

function react({ succeed, fail }: TaskStubContext, { answers }: Person): void {
  for (const answer of answers) {
    if ("error" in answer) fail(answer.error, answer.cause);
    else succeed(answer.output as JsonValue);
  }
}

const sdks = new WeakMap<RetailWorld, AwsSdk>();

/** Calls one of the services beside DynamoDB, as the engine does: through the SDK, without a socket. */
async function callNeighbour(
  world: RetailWorld,
  service: string,
  action: string,
  parameters: unknown,
): Promise<unknown> {
  const embedded = (name: string) => world.services.routed.find((each) => each.name === name)?.handler;
  const sdk = sdks.get(world) ?? new AwsSdk({ region: "us-east-1", endpointOf: () => world.aws.servicesUrl, embedded });
  sdks.set(world, sdk);
  const answer = await sdk.call(service, action, parameters as JsonValue, new AbortController().signal);
  if (answer.kind === "answered") return answer.output;
  throw answer.kind === "refused"
    ? Object.assign(new Error(answer.message), { name: `${answer.serviceId}.${answer.code}` })
    : new Error(answer.message);
}

/** What DynamoDB refuses a call with, in this process or elsewhere; undefined for any other trouble. */
function refusalCode(error: unknown): string | undefined {
  if (error instanceof AwsError) return error.code;
  return error instanceof DynamoDBServiceException ? error.name : undefined;
}

function askTaxService(world: RetailWorld, { RequestBody: question }: { RequestBody: unknown }): unknown {
  const { status, body } = world.taxService.quote(question);
  if (status >= 300) throw Object.assign(new Error(""), { name: `States.Http.StatusCode.${status}` });
  return { StatusCode: status, StatusText: "OK", Headers: {}, ResponseBody: body };
}

function publish(world: RetailWorld, { Entries }: { Entries: Record<string, unknown>[] }): unknown {
  for (const entry of Entries) {
    world.events.push({
      bus: String(entry.EventBusName),
      source: String(entry.Source),
      detailType: String(entry.DetailType),
      detail: entry.Detail as Record<string, unknown>,
    });
  }
  return { FailedEntryCount: 0, Entries: Entries.map((_entry, index) => ({ EventId: `event-${index}` })) };
}

const definitions = new WeakMap<CompileResult, Readonly<Record<string, string>>>();

/** The machines as texts, by name: texts are compiled once, however many runs there are. */
function definitionsOf(compiled: CompileResult): Readonly<Record<string, string>> {
  const known = definitions.get(compiled);
  if (known !== undefined) return known;
  const made = Object.fromEntries(compiled.workflows.map(({ name, definition }) => [name, JSON.stringify(definition)]));
  definitions.set(compiled, made);
  return made;
}

function definitionOf(compiled: CompileResult, workflow: string): string {
  const found = definitionsOf(compiled)[workflow];
  if (found === undefined) throw new Error(`no workflow ${workflow} is compiled here`);
  return found;
}

function named(name: string): Error {
  return Object.assign(new Error("fault"), { name });
}
