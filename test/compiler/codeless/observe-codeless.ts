import { runMachine } from "setpiece/simulator";
import { objectStore } from "../differential/objects.js";
import type { Outcome, Path } from "./programs.js";

/** One call, under the name that native runs have for it, with its arguments. */
export interface Call {
  readonly task: string;
  readonly input: unknown;
}

export interface CodelessRun {
  readonly end: { readonly output: unknown } | { readonly error: string };
  /** In alphabetical order. */
  readonly calls: readonly Call[];
  /** States entered and retries: what AWS bills. */
  readonly transitions: number;
}

/** The token that native runs hand out. */
const token = "native-task-token";

/** Answers calls by their names, each time with the next outcome. */
export function answering(outcomes: Path["outcomes"] = {}): (task: string) => unknown {
  const used = new Map<string, number>();
  return (task) => {
    const list = outcomes[task] ?? [{ result: {} }];
    const count = used.get(task) ?? 0;
    used.set(task, count + 1);
    const outcome = list[Math.min(count, list.length - 1)] as Outcome;
    if ("error" in outcome) throw Object.assign(new Error("sorry"), { name: outcome.error });
    return outcome.result;
  };
}

/** Runs a machine in the simulator, with all that it calls played. */
export async function observeCodeless(definition: object, { input, outcomes, objects }: Path): Promise<CodelessRun> {
  const calls: Call[] = [];
  const answer = answering(outcomes);
  const run = await runMachine({
    definition,
    input,
    objects: objectStore(objects ?? {}),
    integrations: (resource, parameters, { taskToken, succeed }) => {
      const call = callOf(resource, parameters, taskToken);
      calls.push(call);
      if (resource.endsWith(".waitForTaskToken")) {
        succeed(answer("waitForToken") as never);
        return {};
      }
      const result = failuresOf(resource, () => answer(call.task));
      return resource.endsWith(":lambda:invoke") ? { Payload: result } : result;
    },
  });
  const events = [run.history, ...run.childHistories].flat();
  const entered = events.filter(({ type }) => type.endsWith("StateEntered"));
  const tasks = entered.filter(({ type }) => type === "TaskStateEntered").length;
  const attempts = events.filter(({ type }) => /^(?:Task|Activity)Scheduled$/.test(type)).length;
  return {
    end: run.status === "SUCCEEDED" ? { output: run.output } : { error: run.error ?? "" },
    calls: inOrder(calls),
    transitions: entered.length + Math.max(0, attempts - tasks),
  };
}

/** Calls in an order that does not depend on which of several comes first. */
export function inOrder(calls: readonly Call[]): readonly Call[] {
  const textOf = (call: Call) => JSON.stringify(call, (_key, part: unknown) => sorted(part));
  return [...calls].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
}

function sorted(part: unknown): unknown {
  if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
  return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Integrations that have other names than the SDK's services, as which native runs know them. */
const services: Readonly<Record<string, string>> = { elasticmapreduce: "emr", states: "sfn" };

function callOf(resource: string, parameters: unknown, taskToken: string | undefined): Call {
  const input = withToken(parameters, taskToken);
  const [, activity] = /:activity:(.+)$/.exec(resource) ?? [];
  if (activity !== undefined) return { task: activity, input };
  if (resource.endsWith(":lambda:invoke")) {
    const { FunctionName, Payload } = input as { FunctionName: string; Payload: unknown };
    return { task: FunctionName, input: typeof Payload === "string" ? (JSON.parse(Payload) as unknown) : Payload };
  }
  const [, service = "", action = ""] =
    /:::(?:aws-sdk:)?([\w-]+):(.+?)(?:\.waitForTaskToken|:2)?$/.exec(resource) ?? [];
  return { task: `${services[service] ?? service}:${action}`, input };
}

function withToken(parameters: unknown, taskToken: string | undefined): unknown {
  const text = JSON.stringify(parameters);
  return JSON.parse(taskToken === undefined ? text : text.replaceAll(taskToken, token)) as unknown;
}

/** A nested execution fails under the name of all failed tasks, and has its own error in the cause. */
function failuresOf(resource: string, answer: () => unknown): unknown {
  try {
    return answer();
  } catch (error) {
    if (!resource.includes(":states:startExecution.sync")) throw error;
    const cause = JSON.stringify({ ExecutionArn: "arn", Error: (error as Error).name, Cause: "sorry" });
    throw Object.assign(new Error(cause), { name: "States.TaskFailed" });
  }
}
