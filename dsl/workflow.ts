import type { CallOptions } from "./call-options.js";
import type { Duration } from "./duration.js";
import { type CallArguments } from "./lambda.js";
import { inNativeExecution, isRunningNatively, performCall, runNative } from "./native-run.js";
import { registry } from "./registry.js";

export interface WorkflowOptions {
  /** `STANDARD` runs up to a year, exactly once; `EXPRESS` up to five minutes, at least once. Default `STANDARD`. */
  readonly type?: "STANDARD" | "EXPRESS";
  /** The longest time that one execution may take. Default: the limit of its type. */
  readonly timeout?: Duration;
}

/** A workflow: callable from another workflow, which waits for its result. */
export interface Workflow<Input, Output> {
  (...call: CallArguments<Input>): Promise<Output>;
  readonly workflowName: string;
  readonly body: (input: Input) => Promise<Output>;
  readonly options: WorkflowOptions;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- workflows of all types share one registry
export type AnyWorkflow = Workflow<any, any>;

/**
 * Declares a workflow.
 *
 * @param name its name on AWS: letters, digits, `-` and `_`, at most 80 characters, unique in a project
 * @param body an async function of one JSON-shaped input, written inline or declared beside it
 */
export function workflow<Input, Output>(
  name: string,
  body: (input: Input) => Promise<Output>,
  options: WorkflowOptions = {},
): Workflow<Input, Output> {
  const call = async (input?: unknown, callOptions?: CallOptions) => {
    if (!isRunningNatively()) return runNative(self, input as Input);
    return (await performCall({
      task: name,
      input,
      options: callOptions,
      run: (nested) => inNativeExecution(name, () => body(nested as Input)),
    })) as Output;
  };
  const self = Object.assign(call, { workflowName: name, body, options }) as Workflow<Input, Output>;
  registry.workflows.set(name, self);
  return self;
}

/** What {@link start} gives back: the started execution, which goes on by itself. */
export interface StartedExecution {
  readonly executionArn: string;
}

/**
 * Starts another workflow and does not wait for it.
 *
 * Natively the started workflow is only recorded, unless a stub of the name `start:<workflow>` runs it.
 */
export async function start<Input, Output>(
  workflow: Workflow<Input, Output>,
  input: Input,
  options?: CallOptions,
): Promise<StartedExecution> {
  const { workflowName } = workflow;
  const run = () => ({
    executionArn: `arn:aws:states:us-east-1:123456789012:execution:${workflowName}:native`,
  });
  return (await performCall({ task: `start:${workflowName}`, input, options, run })) as StartedExecution;
}
