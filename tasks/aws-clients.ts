import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";

let dynamoDbClient: DynamoDBClient | undefined;
let s3Client: S3Client | undefined;
let snsClient: SNSClient | undefined;

/**
 * The DynamoDB client of this process, made on first use and kept, as on Lambda between invocations.
 *
 * Endpoint, region and credentials come from the environment alone (`AWS_ENDPOINT_URL`, `AWS_REGION`, …).
 */
export function dynamoDb(): DynamoDBClient {
  return (dynamoDbClient ??= new DynamoDBClient({}));
}

/** The S3 client of this process, like {@link dynamoDb}. */
export function s3(): S3Client {
  return (s3Client ??= new S3Client({}));
}

/** The SNS client of this process, like {@link dynamoDb}. */
export function sns(): SNSClient {
  return (snsClient ??= new SNSClient({}));
}
