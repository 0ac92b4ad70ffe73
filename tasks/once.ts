// First: it decides what the tools below do when they are loaded.
import "./powertools-environment.js";
import { IdempotencyConfig, makeIdempotent } from "@aws-lambda-powertools/idempotency";
import { DynamoDBPersistenceLayer } from "@aws-lambda-powertools/idempotency/dynamodb";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type LambdaContext, resourceName } from "setpiece";
import { dynamoDb } from "./aws-clients.js";
import { doneCalls } from "./resources.js";

/** How long an answer is kept for calls that come again, in seconds. */
const keepSeconds = 86_400;

/** The time that a call is taken to have where no Lambda context says so, in milliseconds. */
const defaultRemainingMs = 30_000;

/**
 * Makes work idempotent: calls are told apart by a part of their input and kept in a table for a day. The same call again
 * gives the first answer; one that comes while the first is under way fails, and is worth a retry.
 *
 * @param keyPath JMESPath of the part that tells calls apart, such as `customerId`
 */
export function once<Input extends object, Output extends object>(
  keyPath: string,
  run: (input: Input) => Promise<Output>,
): (input: Input, context: LambdaContext) => Promise<Output> {
  let made:
    { readonly client: DynamoDBClient; readonly config: IdempotencyConfig; readonly run: typeof run } | undefined;
  return async (input, context) => {
    // Made on first use: the table's name is known then.
    const client = dynamoDb();
    if (made?.client !== client) made = { client, ...makeOnce(keyPath, run, client) };
    const remaining = { getRemainingTimeInMillis: () => defaultRemainingMs, ...context };
    made.config.registerLambdaContext(remaining); // only the remaining time is asked
    return made.run(input);
  };
}

function makeOnce<Input extends object, Output extends object>(
  keyPath: string,
  run: (input: Input) => Promise<Output>,
  awsSdkV3Client: DynamoDBClient,
) {
  const persistenceStore = new DynamoDBPersistenceLayer({
    tableName: resourceName(doneCalls),
    awsSdkV3Client,
  });
  const config = new IdempotencyConfig({
    eventKeyJmesPath: keyPath,
    expiresAfterSeconds: keepSeconds,
    throwOnNoIdempotencyKey: true,
  });
  return { config, run: makeIdempotent(run, { persistenceStore, config }) }; // the same function, asked once
}
