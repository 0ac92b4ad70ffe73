import type { CallOptions } from "./call-options.js";
import { performCall } from "./native-run.js";

/**
 * A request or response of an AWS service in the shape that Step Functions uses: member names start with a capital
 * letter, timestamps are ISO 8601 text, blobs are base64 text, and `$metadata` is not there.
 */
export type AslShape<T> = T extends Date | Uint8Array
  ? string
  : T extends readonly (infer Item)[]
    ? AslShape<Item>[]
    : T extends object
      ? { [Key in keyof T as AslKey<Key>]: AslShape<T[Key]> }
      : T;

type AslKey<Key> = Key extends "$metadata"
  ? never
  : Key extends string
    ? string extends Key
      ? Key
      : Capitalize<Key>
    : Key;

/** What a client has besides actions. Pages and waiting are a workflow's own business: a loop over the action. */
type ClientMember = "config" | "middlewareStack" | "send" | "destroy" | `paginate${string}` | `waitUntil${string}`;

/** One action of a service, called without a Lambda function in between. */
export type AwsAction<Input, Output> = (input: AslShape<Input>, options?: CallOptions) => Promise<AslShape<Output>>;

/** Every action of a service, typed from its SDK client class, such as `DynamoDB` of `@aws-sdk/client-dynamodb`. */
export type AwsService<Client> = {
  readonly [
    Action in Exclude<keyof Client, ClientMember> as Client[Action] extends (...call: never[]) => unknown
      ? Action
      : never
  ]: Client[Action] extends (
    input: infer Input,
    options: never,
    callback: (error: never, output?: infer Output) => void,
  ) => void
    ? AwsAction<Input, Output>
    : never;
};

/**
 * Declares an AWS service for codeless calls: `const sqs = awsService<SQS>("sqs")`, then `await sqs.sendMessage({…})`.
 *
 * @param service the service's name in `arn:aws:states:::aws-sdk:<service>:<action>`, lower case, such as `sqs`,
 *   `eventbridge`, `sfn`; see AWS page "Supported AWS SDK integrations"
 */
export function awsService<Client>(service: string): AwsService<Client> {
  return new Proxy({} as AwsService<Client>, {
    get: (_target, action) =>
      typeof action === "string"
        ? (input: unknown, options?: CallOptions) => performCall({ task: `${service}:${action}`, input, options })
        : undefined,
  });
}
