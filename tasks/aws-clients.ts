import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";
import { tracer } from "./powertools.js";

const clients = new Map<unknown, { destroy: () => void }>();

/**
 * The one client of its class in this process, made on first use and kept, as on Lambda between invocations.
 *
 * Endpoint, region and credentials come from the environment alone (`AWS_ENDPOINT_URL`, `AWS_REGION`, …).
 */
export function clientOf<Client extends { destroy: () => void }>(Class: new (config: object) => Client): Client {
  let client = clients.get(Class) as Client | undefined; // what is kept under a class is of that class
  if (client === undefined) {
    client = tracer.captureAWSv3Client(new Class({})); // as it is where nothing is traced
    clients.set(Class, client);
  }
  return client;
}

/** The DynamoDB client of this process. */
export function dynamoDb(): DynamoDBClient {
  return clientOf(DynamoDBClient);
}

/** The EventBridge client of this process. */
export function eventBridge(): EventBridgeClient {
  return clientOf(EventBridgeClient);
}

/** The S3 client of this process. */
export function s3(): S3Client {
  return clientOf(S3Client);
}

/** The SNS client of this process. */
export function sns(): SNSClient {
  return clientOf(SNSClient);
}

/** Has the next calls make clients anew, of an environment that has changed: a test with a simulator of its own begins. */
export function forgetClients(): void {
  for (const client of clients.values()) client.destroy();
  clients.clear();
}
