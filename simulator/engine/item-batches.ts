import type { BatchRequest } from "../core/map-run-request.js";
import { exceedsPayloadLimit, maxPayloadBytes } from "../core/payload-limit.js";
import { StateFailure } from "../core/state-failure.js";
import { jsonByteLength, type JsonObject, type JsonValue } from "../json.js";

/** What one child execution of a distributed Map gets. */
export interface ChildInput {
  readonly input: JsonValue;
  readonly itemCount: number;
}

/**
 * The inputs of the children: those of the items, or of batches of them. A batch is closed before its items are larger than
 * they may be, or its input than that of an execution.
 *
 * @see AWS Step Functions developer guide, "ItemBatcher (Map)"
 */
export function childInputs(inputs: readonly JsonValue[], batch: BatchRequest | undefined): readonly ChildInput[] {
  if (batch === undefined) return inputs.map((input) => ({ input, itemCount: 1 }));
  const { maxItems = Number.POSITIVE_INFINITY, maxInputBytes = Number.POSITIVE_INFINITY, batchInput } = batch;
  const inputOf = (items: readonly JsonValue[]): JsonObject => ({
    ...(batchInput === undefined ? {} : { BatchInput: batchInput }),
    Items: items,
  });
  const emptyBytes = jsonByteLength(inputOf([]));
  const batches: JsonValue[][] = [];
  let bytes = 0;
  for (const input of inputs) {
    const size = jsonByteLength(input);
    const current = batches.at(-1);
    const full =
      current === undefined ||
      current.length >= maxItems ||
      bytes + size > maxInputBytes ||
      emptyBytes + bytes + size + current.length > maxPayloadBytes; // with a comma between any two
    if (full) {
      batches.push([input]);
      bytes = size;
    } else {
      current.push(input);
      bytes += size;
    }
  }
  return batches.map((items) => ({ input: inputOf(items), itemCount: items.length }));
}

/**
 * Throws StateFailure for an input that no execution can be started with.
 *
 * DEVIATION: the service documents that an input cannot be larger, and neither the error nor its words.
 */
export function checkChildInputs(children: readonly ChildInput[]): void {
  const tooLarge = children.findIndex(({ input }) => exceedsPayloadLimit(input));
  if (tooLarge < 0) return;
  const cause = `The input of the child workflow execution ${tooLarge} is larger than ${maxPayloadBytes} bytes.`;
  throw new StateFailure("States.DataLimitExceeded", cause);
}
