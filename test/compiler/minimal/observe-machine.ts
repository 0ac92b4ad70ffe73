import { runMachine, type TaskStubContext } from "setpiece/simulator";

/** What one call does: answers, fails, or never answers. */
export type Outcome =
  { readonly result: unknown } | { readonly error: string; readonly message: string } | { readonly silent: true };

/**
 * What calls do, by function, human step, nested workflow, or action (`dynamodb:getItem`): each time the same, or one
 * outcome a call, the last of which goes on.
 */
export type Stubs = Readonly<Record<string, Outcome | readonly Outcome[]>>;

/** How a run went, and what AWS bills for it. */
export interface MachineObservation {
  readonly end: { readonly output: unknown } | { readonly error: string; readonly message: string };
  /** What was called, in alphabetical order: branches run at once. */
  readonly calls: readonly string[];
  /** States entered and retries, also in the executions of distributed maps: what the price list calls state transitions. */
  readonly transitions: number;
}

/** Files in S3, by bucket and key: `catalogue-files/imports/spring.csv`. */
export type Objects = Readonly<Record<string, string>>;

/** Runs a machine in the simulator, with stubs for everything that it calls, and files for what it reads. */
export async function observeMachine(
  definition: object,
  input: unknown,
  stubs: Stubs,
  objects: Objects = {},
): Promise<MachineObservation> {
  const calls: string[] = [];
  const used = new Map<string, number>();
  const outcomeOf = (name: string): Outcome => {
    calls.push(name);
    const stub = stubs[name];
    if (stub === undefined) throw new Error(`no stub for ${name}`);
    const count = used.get(name) ?? 0;
    used.set(name, count + 1);
    if (!Array.isArray(stub)) return stub as Outcome;
    const outcomes = stub as readonly Outcome[];
    return outcomes[Math.min(count, outcomes.length - 1)] as Outcome;
  };
  const run = await runMachine({
    definition,
    input,
    objects: {
      read: async (bucket, key) => {
        const text = objects[`${bucket}/${key}`];
        if (text === undefined) throw new Error("there is no such file");
        return text;
      },
      list: () => Promise.reject(new Error("no stub for listings")),
      write: async (bucket, key) => {
        calls.push(`s3:putObject ${bucket}/${key.replace(/[\da-f-]{36}/, "<run>")}`);
      },
    },
    integrations: (resource, parameters, context) => {
      const call = describeCall(resource, parameters as Fields);
      return answer(call, outcomeOf(call.name), context);
    },
  });
  const events = [run.history, ...run.childHistories].flat();
  const entered = events.filter(({ type }) => type.endsWith("StateEntered"));
  const tasks = entered.filter(({ type }) => type === "TaskStateEntered").length;
  const attempts = events.filter(({ type }) => type === "TaskScheduled").length;
  const end =
    run.status === "SUCCEEDED"
      ? { output: run.output }
      : { error: run.error ?? "", message: messageOf(run.cause ?? "") };
  return { end, calls: calls.sort(), transitions: entered.length + Math.max(0, attempts - tasks) };
}

interface Fields {
  readonly FunctionName?: string;
  readonly StateMachineArn?: string;
  readonly Item?: { readonly step?: { readonly S: string } };
}

interface Call {
  readonly name: string;
  readonly kind: "function" | "workflow" | "action";
  readonly waits: boolean;
}

function describeCall(resource: string, parameters: Fields): Call {
  const action = resource.replace("arn:aws:states:::", "").replace("aws-sdk:", "");
  const waits = action.endsWith(".waitForTaskToken");
  if (parameters.FunctionName !== undefined) return { name: parameters.FunctionName, kind: "function", waits };
  if (parameters.StateMachineArn !== undefined) {
    return { name: parameters.StateMachineArn.split(":").at(-1) ?? "", kind: "workflow", waits };
  }
  const step = waits ? parameters.Item?.step?.S : undefined;
  return { name: step ?? action.replace(".waitForTaskToken", ""), kind: "action", waits };
}

function answer(call: Call, outcome: Outcome, context: TaskStubContext): unknown {
  if ("silent" in outcome) return {};
  if ("error" in outcome) {
    if (call.waits) context.fail(outcome.error, outcome.message);
    else throw failureOf(call, outcome);
    return {};
  }
  if (call.waits) {
    context.succeed(outcome.result as never);
    return {};
  }
  if (call.kind === "function") return { Payload: outcome.result };
  return call.kind === "workflow" ? { Output: outcome.result } : outcome.result;
}

function failureOf({ kind }: Call, { error, message }: { readonly error: string; readonly message: string }): Error {
  if (kind === "function") {
    return Object.assign(new Error(JSON.stringify({ errorType: error, errorMessage: message })), { name: error });
  }
  if (kind === "workflow") {
    const cause = JSON.stringify({ ExecutionArn: "arn", Error: error, Cause: message });
    return Object.assign(new Error(cause), { name: "States.TaskFailed" });
  }
  return Object.assign(new Error(message), { name: error });
}

/** The cause of a failed Lambda function is JSON with its message. */
function messageOf(cause: string): string {
  if (!cause.startsWith("{")) return cause;
  const { errorMessage } = JSON.parse(cause) as { errorMessage?: string };
  return errorMessage ?? cause;
}
