import type { AttributeValue } from "@aws-sdk/client-dynamodb";

/** A message of a queue as a pipe hands it over (AWS page "Amazon SQS as a source"). */
export interface QueueRecord {
  readonly messageId: string;
  readonly body: string;
}

/** A change of a table as a pipe hands it over (AWS page "DynamoDB stream as a source"). */
export interface ChangeRecord {
  readonly eventName: "INSERT" | "MODIFY" | "REMOVE";
  readonly dynamodb: { readonly NewImage?: Readonly<Record<string, AttributeValue>> };
}
