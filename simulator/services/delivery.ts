/** More about a delivery than where and what. */
export interface DeliveryDetails {
  /** The service that delivers: `events`, `sns`, `scheduler`, `s3`. */
  readonly from: string;
  /** For event buses: the source and detail type of the event that the payload is the detail of. */
  readonly event?:
    { readonly source: string; readonly detailType: string; readonly resources?: readonly string[] } | undefined;
  /** For topics. */
  readonly subject?: string | undefined;
  /** For FIFO queues. */
  readonly messageGroupId?: string | undefined;
  /** For FIFO queues; default: by the message, where the queue does that. */
  readonly messageDeduplicationId?: string | undefined;
  /** For SQS and Lambda: attributes of the message by name. */
  readonly messageAttributes?: Readonly<
    Record<string, { readonly DataType: string; readonly StringValue?: string; readonly BinaryValue?: string }>
  >;
}

/** Brings a payload (a text, mostly JSON) to a queue, function, state machine, … A rejection is a failed delivery. */
export type Deliver = (targetArn: string, payload: string, details: DeliveryDetails) => Promise<void>;
