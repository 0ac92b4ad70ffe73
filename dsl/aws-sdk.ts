import type { ClusterActions, WithJob } from "./aws-jobs.js";
import type { CallOptions } from "./call-options.js";
import { performCall } from "./native-run.js";

/**
 * A request or response of an AWS service in the shape that Step Functions uses: member names start with a capital
 * letter, timestamps are ISO 8601 text, blobs and streams are text, and `$metadata` is not there.
 */
export type AslShape<T> = T extends Date | Uint8Array | Stream
  ? string
  : T extends readonly (infer Item)[]
    ? AslShape<Item>[]
    : T extends object
      ? { [Key in keyof T as AslKey<Key>]: AslShape<T[Key]> }
      : T;

/** What SDK clients read and write piece by piece, in Node.js and in browsers. */
type Stream =
  | { readonly transformToString: unknown }
  | { readonly pipe: unknown }
  | { readonly getReader: unknown }
  | { readonly arrayBuffer: unknown };

type AslKey<Key> = Key extends "$metadata"
  ? never
  : Key extends string
    ? string extends Key
      ? Key
      : Capitalize<Key>
    : Key;

/**
 * Members of requests that hold a text, such as a message, and take any JSON object instead: the state machine makes it
 * its JSON text. By action.
 */
interface JsonTexts {
  readonly sendMessage: "MessageBody";
  readonly publish: "Message";
  readonly putObject: "Body";
  readonly invokeModel: "Body";
  readonly startExecution: "Input";
  readonly startSyncExecution: "Input";
  readonly sendTaskSuccess: "Output";
}

/** A request of an action. */
type AslRequest<Action, Input> = Action extends "putEvents"
  ? WithEntries<AslShape<Input>>
  : Action extends keyof JsonTexts
    ? WithJson<AslShape<Input>, JsonTexts[Action]>
    : AslShape<Input>;

type WithJson<Request, Name> = {
  [Key in keyof Request]: Key extends Name ? Request[Key] | object : Request[Key];
};

type WithEntries<Request> = {
  [Key in keyof Request]: Request[Key] extends readonly (infer Entry)[] | undefined
    ? WithJson<Entry, "Detail">[]
    : Request[Key];
};

/** What a client has besides actions. Pages and waiting are a workflow's own business: a loop over the action. */
type ClientMember =
  "config" | "middlewareStack" | "initConfig" | "send" | "destroy" | `paginate${string}` | `waitUntil${string}`;

/** One action of a service, called without a Lambda function in between. */
export type AwsAction<Input, Output> = (input: AslShape<Input>, options?: CallOptions) => Promise<AslShape<Output>>;

type Call<Request, Answer> = (input: Request, options?: CallOptions) => Promise<Answer>;

/** The actions of a client class. */
export type ClientActions<Client> = {
  readonly [Name in Exclude<keyof Client, ClientMember>]: Client[Name] extends (
    input: infer Input,
    options: never,
    callback: (error: never, output?: infer Output) => void,
  ) => void
    ? Call<AslRequest<Name, Input>, AslShape<Output>> & WithJob<Client, Name, AslRequest<Name, Input>>
    : never;
};

/** Every action of a service, typed from its SDK client class, such as `DynamoDB` of `@aws-sdk/client-dynamodb`. */
export type AwsService<Client> = ClientActions<Client> & ClusterActions<Client>;

/**
 * Declares an AWS service for codeless calls: `const sqs = awsService<SQS>("sqs")`, then `await sqs.sendMessage({…})`.
 *
 * Where an action starts a job and Step Functions can wait for its end, the action has `sync`:
 * `await athena.startQueryExecution.sync({…})` gives the query that has ended.
 *
 * @param service the service's name in `arn:aws:states:::aws-sdk:<service>:<action>`, lower case, such as `sqs`,
 *   `eventbridge`, `sfn`; see AWS page "Supported AWS SDK integrations"
 */
export function awsService<Client>(service: string): AwsService<Client> {
  const perform = (task: string) => (input: unknown, options?: CallOptions) => performCall({ task, input, options });
  return new Proxy({} as AwsService<Client>, {
    get: (_target, action) =>
      typeof action === "string"
        ? Object.assign(perform(`${service}:${action}`), { sync: perform(`${service}:${action}.sync`) })
        : undefined,
  });
}
