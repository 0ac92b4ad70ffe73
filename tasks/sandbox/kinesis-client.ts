import { KinesisClient } from "@aws-sdk/client-kinesis";
import { NodeHttpHandler } from "@smithy/node-http-handler";

/** A Kinesis client for the local endpoint. By itself the client speaks HTTP/2, which a plain local address does not. */
export function localKinesis(): KinesisClient {
  return new KinesisClient({ requestHandler: new NodeHttpHandler() });
}
