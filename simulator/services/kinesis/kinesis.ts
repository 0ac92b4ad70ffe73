import type { HttpHandler } from "../../http/http-handler.js";
import { listen, type Listening } from "../../http/listen.js";
import { servicePlace, type ServicePlaceOptions } from "../service-place.js";
import { jsonProtocolHandler } from "../wire/json-protocol.js";
import { kinesisActions } from "./actions.js";
import { ensureStream, type KinesisState } from "./stream-state.js";

/** An embedded Kinesis Data Streams, in memory: streams whose shards are split and merged, read by polling. */
export interface Kinesis {
  /**
   * Answers what the AWS SDK's Kinesis client sends (AWS JSON 1.1). That of Node speaks HTTP/2 by itself: at a local
   * address it is made with `requestHandler: new NodeHttpHandler()`.
   */
  readonly handler: HttpHandler;
  /** Creates a stream, unless it is there. Default: one shard. */
  ensureStream(name: string, shardCount?: number): void;
}

const maxBodyBytes = 10 * 1024 * 1024;

export interface KinesisOptions extends ServicePlaceOptions {
  /**
   * Whether shards take and give no more in a second than the service's do: 1,000 records and 1 MiB in, five reads and 2 MiB
   * out. Default false: virtual time stands still while somebody writes, and a second would never end.
   */
  readonly limitsTraffic?: boolean;
}

export function createKinesis(options: KinesisOptions = {}): Kinesis {
  const { limitsTraffic = false } = options;
  const state: KinesisState = { ...servicePlace(options), streams: new Map(), sequence: 0, limitsTraffic };
  return {
    handler: jsonProtocolHandler({
      targetPrefixes: ["Kinesis_20131202"],
      contentType: "application/x-amz-json-1.1",
      action: (name) => {
        const action = kinesisActions.get(name);
        return action && ((input) => action(state, input));
      },
      maxBodyBytes,
    }),
    ensureStream: (name, shardCount = 1) => void ensureStream(state, name, shardCount),
  };
}

/** A Kinesis behind a port of this machine. `port`: 0, the default, takes any free one. */
export async function startKinesis(
  options: KinesisOptions & { readonly port?: number } = {},
): Promise<Listening & { readonly kinesis: Kinesis }> {
  const kinesis = createKinesis(options);
  return { ...(await listen(kinesis.handler, options.port ?? 0, "127.0.0.1")), kinesis };
}
