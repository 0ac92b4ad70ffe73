import type { Item } from "../attribute-value.js";
import type { StreamViewType } from "../table.js";

/** A change of an item, as DynamoDB Streams and Lambda event sources show it. */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: "INSERT" | "MODIFY" | "REMOVE";
  readonly eventVersion: "1.1";
  readonly eventSource: "aws:dynamodb";
  readonly awsRegion: string;
  readonly dynamodb: {
    /** Epoch seconds. */
    readonly ApproximateCreationDateTime: number;
    readonly Keys: Item;
    readonly NewImage?: Item;
    readonly OldImage?: Item;
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    readonly StreamViewType: StreamViewType;
  };
  /** Only on items that time to live removed. */
  readonly userIdentity?: { readonly PrincipalId: "dynamodb.amazonaws.com"; readonly Type: "Service" };
}
