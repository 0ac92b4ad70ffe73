import type { CallOptions } from "../call-options.js";
import { lambdaServiceRetry } from "../call-options.js";
import type { CallArguments } from "../lambda.js";
import { performCall } from "../native-run.js";

/** A Lambda function that others deploy. */
export type LambdaFunction<Input, Output> = (...call: CallArguments<Input>) => Promise<Output>;

/**
 * Names a Lambda function that is there already. Inside a workflow, calling it is a `lambda:invoke` state, and errors arrive
 * as those of `lambda` do. The name may be computed where the function is called: `await
 * lambdaFunction<Order, Price>(input.pricing)(order)`.
 *
 * Natively, a call needs a stub of the same name.
 *
 * @param name its name or ARN, with a version or alias where one is meant: `pricing`, `pricing:live`
 */
export function lambdaFunction<Input, Output>(name: string): LambdaFunction<Input, Output> {
  return async (input?: unknown, options?: CallOptions) =>
    (await performCall({ task: name, input, options, taskRetry: [lambdaServiceRetry] })) as Output;
}
