import { type CallOptions, lambdaServiceRetry, type RetryRule } from "./call-options.js";
import type { Duration } from "./duration.js";
import { performCall } from "./native-run.js";
import { registry } from "./registry.js";
import type { ResourceUse } from "./resource-use.js";

/** The arguments of a task call: a task without input may be called without arguments. */
export type CallArguments<Input> = [Input] extends [void]
  ? [input?: undefined, options?: CallOptions]
  : [input: Input, options?: CallOptions];

/** What a Lambda handler is given besides the event. Locally it is empty; on AWS it is Lambda's own context object. */
export type LambdaContext = Readonly<Record<string, unknown>>;

/** The code of a Lambda task: takes the input, gives the result (plain JSON data both), throws to fail. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- handlers of all input types share one registry
export type LambdaHandler<Input = any, Output = unknown> = (
  input: Input,
  context: LambdaContext,
) => Output | Promise<Output>;

/** How a Lambda function is deployed and called. Constants: they are read when the workflow is compiled. */
export interface LambdaOptions {
  /** Time that the function itself may take, at most 15 minutes. Default `"30s"`. */
  readonly timeout?: Duration;
  /** Memory in MiB, 128…10,240. Default 256. */
  readonly memory?: number;
  /** Retry rules of every call, after the call's own and before those for Lambda's service faults. */
  readonly retry?: RetryRule | readonly RetryRule[];
  /** The tables and buses that the function itself reads and writes. Default: none. */
  readonly uses?: readonly ResourceUse[];
}

/** A task whose code is a Lambda function. Inside a workflow, calling it is a `lambda:invoke` state. */
export interface LambdaTask<Input, Output> {
  (...call: CallArguments<Input>): Promise<Output>;
  readonly taskName: string;
  readonly handler: LambdaHandler<Input, Output>;
  readonly options: LambdaOptions;
}

/**
 * Declares a Lambda task.
 *
 * The name is that of the function locally, so it is unique in a project: letters, digits, `-` and `_`, at most 64.
 * The task's result and the error that it throws reach the workflow as plain data: a thrown error arrives as an
 * `Error` with the same `name` and `message`.
 */
export function lambda<Input, Output>(
  name: string,
  handler: LambdaHandler<Input, Output>,
  options: LambdaOptions = {},
): LambdaTask<Input, Output> {
  registry.lambdas.set(name, handler as LambdaHandler);
  const taskRetry = [...(options.retry === undefined ? [] : [options.retry].flat()), lambdaServiceRetry];
  const call = async (input?: unknown, callOptions?: CallOptions) =>
    (await performCall({
      task: name,
      input,
      options: callOptions,
      taskRetry,
      run: (event) => handler(event as Input, {}),
    })) as Output;
  return Object.assign(call, { taskName: name, handler, options });
}
