import * as sdk from "@aws-sdk/client-dynamodb";
import { AwsError } from "../../../simulator/services/wire/aws-error.js";
import { dynamoDb } from "../../../tasks/aws-clients.js";
import type { RetailWorld } from "./retail-world.js";

/**
 * Calls what handlers ask of DynamoDB and of the payment provider as functions, with no request made of it: for tests that
 * make tens of thousands of calls, whose way is what other tests are about. Tables that are elsewhere stay there.
 *
 * @returns what ends it
 */
export function callDirectly(world: RetailWorld): () => void {
  if (world.tables.isHere) {
    const send = (command: { readonly constructor: { readonly name: string }; readonly input: object }) =>
      askDynamoDb(world, command.constructor.name.replace(/Command$/, ""), command.input);
    Object.assign(dynamoDb(), { send });
  }
  const { fetch } = globalThis;
  const { url, answer } = world.provider;
  globalThis.fetch = async (asked, init) => {
    const { origin, pathname } = new URL(asked instanceof Request ? asked.url : asked);
    if (origin !== url) return fetch(asked, init);
    const body: unknown = JSON.parse(init?.body as string); // what the provider's client sends
    const given = await answer({ method: init?.method ?? "GET", path: pathname, headers: {}, body });
    if (!("status" in given)) throw new TypeError(`fetch failed: ${given.fault}`);
    return { status: given.status, json: () => Promise.resolve(given.body) } as Response; // all that its client reads
  };
  return () => {
    globalThis.fetch = fetch;
  };
}

/** Refusals are the client's own: handlers tell them apart by class. */
async function askDynamoDb(world: RetailWorld, action: string, input: object): Promise<unknown> {
  try {
    return await world.tables.call(action, input);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const Refusal = (sdk as unknown as Record<string, Refused | undefined>)[error.code]; // one for each of its errors
    const { message, code: name, fields } = error;
    const $metadata = { httpStatusCode: error.status };
    if (Refusal !== undefined) throw new Refusal({ message, $metadata, ...fields });
    throw new sdk.DynamoDBServiceException({ name, message, $metadata, $fault: "client", ...fields });
  }
}

type Refused = new (options: object) => Error;
