import type { CallOptions } from "./call-options.js";
import type { CallArguments } from "./lambda.js";
import { performCall } from "./native-run.js";

/** Work that a program outside of AWS Lambda asks for and does. Inside a workflow, calling it is a state that waits for it. */
export interface Activity<Input, Output> {
  (...call: CallArguments<Input>): Promise<Output>;
  readonly activityName: string;
}

/**
 * Declares an activity: workers, wherever they run, ask Step Functions for its tasks (`GetActivityTask`), and report with
 * `SendTaskSuccess`, `SendTaskFailure` and `SendTaskHeartbeat`. A call waits for a worker as long as its `timeout` allows,
 * and with `heartbeat` it notices when the worker is gone.
 *
 * Natively, a call needs a stub of the activity's name.
 *
 * @param name unique in a project: letters, digits, `-` and `_`, at most 80
 * @see AWS page "Learn about Activities in Step Functions"
 */
export function activity<Input, Output>(name: string): Activity<Input, Output> {
  const call = async (input?: unknown, options?: CallOptions) =>
    (await performCall({ task: name, input, options })) as Output;
  return Object.assign(call, { activityName: name });
}
