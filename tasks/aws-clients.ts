import { DynamoDBClient } from "@aws-sdk/client-dynamodb";

let dynamoDbClient: DynamoDBClient | undefined;

/**
 * The DynamoDB client of this process, made on first use and kept, as on Lambda between invocations.
 *
 * Endpoint, region and credentials come from the environment alone (`AWS_ENDPOINT_URL`, `AWS_REGION`, …).
 */
export function dynamoDb(): DynamoDBClient {
  return (dynamoDbClient ??= new DynamoDBClient({}));
}
