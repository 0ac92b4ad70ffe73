import type { HttpHandler, RoutedService } from "../simulator/index.js";
import { createDynamoDb } from "../simulator/services/dynamodb/dynamodb.js";

/** The services that run in the simulator's process, behind its one endpoint, each with nothing in it. */
export function embeddedServices(nowMs: () => number): readonly RoutedService[] {
  const dynamodb = createDynamoDb({ clock: { nowMs } });
  return [
    { name: "dynamodb", targets: ["DynamoDB_20120810.", "DynamoDBStreams_20120810."], handler: dynamodb.handler },
    { name: "eventbridge", targets: ["AWSEvents."], handler: acknowledgeEvents },
  ];
}

// TODO until the embedded EventBridge is there: buses take every event and route none.
const acknowledgeEvents: HttpHandler = async ({ headers, body }) => {
  const isPut = headers["x-amz-target"]?.endsWith(".PutEvents") === true;
  const { Entries = [] } = JSON.parse(body.toString("utf8")) as { readonly Entries?: readonly unknown[] };
  const answer = isPut
    ? { FailedEntryCount: 0, Entries: Entries.map((_, index) => ({ EventId: `event-${index}` })) }
    : {};
  return { status: 200, headers: { "content-type": "application/x-amz-json-1.1" }, body: JSON.stringify(answer) };
};
