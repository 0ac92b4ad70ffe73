/** Runs a pipe's workflow with a batch: whether it took it. */
export type RunBatch = (records: readonly object[]) => Promise<boolean>;

/** Where a pipe takes its records from. */
export interface PipeSource {
  /**
   * Hands over a batch, of each shard where there are shards: how many records are done with, those included that the
   * filter drops. 0 when nothing waits, or nothing was taken.
   *
   * @param isUrgent whether batches are handed over that might still become full
   */
  next(run: RunBatch, isUrgent: boolean): Promise<number>;
  stop(): void;
}

/** Members of a JSON object, and the texts that each may have. */
export type WantedValues = Readonly<Record<string, readonly string[]>>;

/** The value of a JSON text, where it is an object with one of the wanted values in each member; undefined otherwise. */
export function wantedObject(json: string, wanted: WantedValues = {}): object | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const members = value as Record<string, unknown>;
  return Object.entries(wanted).every(([member, allowed]) => allowed.includes(members[member] as string))
    ? value
    : undefined;
}
