import type { AttributeValue } from "@aws-sdk/client-dynamodb";

/** A message of a queue as a pipe hands it over (AWS page "Amazon SQS as a source"). */
export interface QueueRecord {
  readonly messageId: string;
  readonly body: string;
}

/** A record of a stream as our pipes hand it over: its data as JSON. */
export interface StreamRecord<Data> {
  /** Grows along a shard; decimal digits. */
  readonly sequenceNumber: string;
  readonly data: Data;
}

/** A change of a table as a pipe hands it over (AWS page "DynamoDB stream as a source"). */
export interface ChangeRecord {
  readonly eventName: "INSERT" | "MODIFY" | "REMOVE";
  readonly dynamodb: { readonly NewImage?: Readonly<Record<string, AttributeValue>> };
}
