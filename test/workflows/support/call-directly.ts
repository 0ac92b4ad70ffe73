import * as sdk from "@aws-sdk/client-dynamodb";
import type { PutEventsCommandInput } from "@aws-sdk/client-eventbridge";
import { AwsError } from "../../../simulator/services/wire/aws-error.js";
import { dynamoDb, eventBridge } from "../../../tasks/aws-clients.js";
import { isElsewhere } from "./elsewhere.js";
import type { RetailWorld } from "./retail-world.js";

/**
 * Calls what handlers ask of DynamoDB, EventBridge and the payment provider as functions, with no request made of it: for
 * tests that make tens of thousands of calls, whose way is what other tests are about. Tables that are elsewhere stay there.
 *
 * @returns what ends it
 */
export function callDirectly(world: RetailWorld): () => void {
  if (world.tables.isHere) {
    const send = (command: { readonly constructor: { readonly name: string }; readonly input: object }) =>
      askDynamoDb(world, command.constructor.name.replace(/Command$/, ""), command.input);
    Object.assign(dynamoDb(), { send });
  }
  if (!isElsewhere) {
    const send = ({ input }: { readonly input: PutEventsCommandInput }) => publishAll(world, input);
    Object.assign(eventBridge(), { send });
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

async function publishAll(world: RetailWorld, { Entries = [] }: PutEventsCommandInput): Promise<object> {
  for (const { EventBusName = "", Source = "", DetailType = "", Detail = "{}" } of Entries) {
    const detail = JSON.parse(Detail) as Record<string, unknown>;
    await world.aws.publish({ bus: EventBusName, source: Source, detailType: DetailType, detail });
  }
  return { FailedEntryCount: 0, Entries: Entries.map(() => ({})) };
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
