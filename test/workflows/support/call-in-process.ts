import { inProcessRequests } from "../../../simulator/integrations/in-process-requests.js";
import { dynamoDb } from "../../../tasks/aws-clients.js";
import type { RetailWorld } from "./retail-world.js";

/** What the client adds to a request for its way alone: four fifths of a call's time. */
const forTheWire = [
  "httpAuthSchemeMiddleware",
  "httpSigningMiddleware",
  "getUserAgentMiddleware",
  "hostHeaderMiddleware",
  "loggerMiddleware",
  "recursionDetectionMiddleware",
  "contentLengthMiddleware",
];

/**
 * Hands what handlers ask of DynamoDB to the world's engine without a socket: for tests that make tens of thousands of
 * calls. Tables that are elsewhere stay there. What is asked and answered stays as it was, byte for byte; requests are not signed.
 */
export function callDynamoDbInProcess(world: RetailWorld): void {
  if (!world.tables.isHere) return;
  const engine = world.services.routed.find(({ name }) => name === "dynamodb");
  if (engine === undefined) throw new Error("the world has no DynamoDB");
  const { config, middlewareStack } = dynamoDb();
  const requests = inProcessRequests(engine.handler, false);
  Object.assign(config.requestHandler, requests);
  for (const name of forTheWire) middlewareStack.remove(name);
}
