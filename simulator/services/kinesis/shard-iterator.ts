import { AwsError } from "../wire/aws-error.js";
import type { KinesisState } from "./stream-state.js";

const lifetimeMs = 300_000;

/** A place in a shard. */
export interface ShardPlace {
  readonly stream: string;
  readonly shard: string;
  /** The least sequence number that is read from here on. */
  readonly from: bigint;
}

/** Iterators hold their place; they can be used for five minutes. */
export function writeIterator(state: KinesisState, { stream, shard, from }: ShardPlace): string {
  return Buffer.from(JSON.stringify([stream, shard, String(from), state.clock.nowMs()])).toString("base64");
}

/** Throws `InvalidArgumentException` or `ExpiredIteratorException`. */
export function readIterator(state: KinesisState, iterator: string): ShardPlace {
  const [stream, shard, from, madeAtMs] = parse(iterator);
  const isPlace = typeof stream === "string" && typeof shard === "string" && typeof from === "string";
  if (!isPlace || !/^\d+$/.test(from) || typeof madeAtMs !== "number")
    throw new AwsError("InvalidArgumentException", "Invalid ShardIterator.");
  const nowMs = state.clock.nowMs();
  if (madeAtMs + lifetimeMs < nowMs)
    throw new AwsError(
      "ExpiredIteratorException",
      `Iterator expired. The iterator was created at time ${new Date(madeAtMs).toISOString()} while right now it is ${new Date(nowMs).toISOString()} which is further in the future than the tolerated delay of ${lifetimeMs} milliseconds.`,
    );
  return { stream, shard, from: BigInt(from) };
}

function parse(iterator: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(iterator, "base64").toString());
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}
