import type { BatchRequest } from "../core/map-run-request.js";

import { jsonByteLength, type JsonValue } from "../json.js";

/** What one child execution of a distributed Map gets. */
export interface ChildInput {
  readonly input: JsonValue;
  readonly itemCount: number;
}

/** The inputs of the children: those of the items, or of batches of them. A batch is closed before it grows too large. */
export function childInputs(inputs: readonly JsonValue[], batch: BatchRequest | undefined): readonly ChildInput[] {
  if (batch === undefined) return inputs.map((input) => ({ input, itemCount: 1 }));
  const batches: JsonValue[][] = [];
  let bytes = 0;
  for (const input of inputs) {
    const size = batch.maxInputBytes === undefined ? 0 : jsonByteLength(input);
    const current = batches.at(-1);
    const full =
      current === undefined ||
      current.length >= (batch.maxItems ?? Number.POSITIVE_INFINITY) ||
      (batch.maxInputBytes !== undefined && bytes + size > batch.maxInputBytes);
    if (full) {
      batches.push([input]);
      bytes = size;
    } else {
      current.push(input);
      bytes += size;
    }
  }
  return batches.map((items) => ({
    input: { ...(batch.batchInput === undefined ? {} : { BatchInput: batch.batchInput }), Items: items },
    itemCount: items.length,
  }));
}
