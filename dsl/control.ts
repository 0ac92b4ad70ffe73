import { type CallOptions, retryRules, type RetryRule } from "./call-options.js";
import { checkNumber } from "./check-number.js";
import { type Duration, durationSeconds } from "./duration.js";
import { performCall, tryAgain } from "./native-run.js";

/** Pauses the workflow for a time. It costs nothing while it lasts. */
export async function sleep(duration: Duration): Promise<void> {
  await performCall({ task: "sleep", input: { seconds: durationSeconds(duration) }, run: () => null });
}

/**
 * Pauses the workflow until a point in time; a past one goes on at once.
 *
 * @param timestamp ISO 8601 with `Z` or an offset, such as `2026-11-27T06:00:00Z`
 */
export async function sleepUntil(timestamp: string): Promise<void> {
  await performCall({ task: "sleepUntil", input: { timestamp }, run: () => null });
}

/**
 * Runs an async function for each item, several at a time, and gives the results in the order of the items.
 *
 * Inside a workflow this is a Map state. The function may read variables of the workflow around it, not assign them.
 *
 * @throws the first error that an item's function throws; items under way then are abandoned
 */
export async function map<Item, Result>(
  items: readonly Item[],
  options: MapOptions,
  run: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const { concurrency = 40 } = options;
  checkNumber("concurrency", concurrency, { least: 1, most: 40 });
  return tryAgain(retryRules(options), async () => {
    const results: Result[] = [];
    let next = 0;
    const worker = async () => {
      while (next < items.length) {
        const index = next++;
        results[index] = await run(items[index] as Item, index);
      }
    };
    await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker));
    return results;
  });
}

/** How a map runs. */
export interface MapOptions {
  /** How many items are under way at once, 1…40, which may be computed. Default 40. */
  readonly concurrency?: number;
  /** When all items are tried again because one has failed. Default: never. */
  readonly retry?: RetryRule | readonly RetryRule[];
}

/**
 * Hands a task token to some service and waits until somebody answers with it.
 *
 * @param send a function whose only call passes the token on: `(token) => sqs.sendMessage({ …, MessageBody: token })`
 * @returns what the holder of the token reports with SendTaskSuccess
 */
export async function waitForToken<Result>(
  send: (token: string) => Promise<unknown>,
  options?: CallOptions,
): Promise<Result> {
  const token = "native-task-token";
  await send(token);
  return (await performCall({ task: "waitForToken", input: { token }, options })) as Result;
}
