import { randomUUID } from "node:crypto";
import { checkNumber } from "../check-number.js";
import type { NativeMapOptions, WrittenResults } from "../distributed-map.js";
import { namedError, taskError } from "../errors.js";
import type { ItemSource } from "../item-source.js";
import { currentExecution, inNativeExecution, jsonCopy } from "../native-run.js";
import { readItems } from "./read-items.js";
import { writeResults } from "./write-results.js";

/** How one child execution ended. */
export interface Child {
  readonly name: string;
  readonly input: unknown;
  readonly items: number;
  readonly outcome: { readonly output: unknown } | { readonly error: string; readonly cause: string };
}

/** Runs a distributed map in this process: reads the items, runs the function for each, and counts what fails. */
export async function runMapNatively(
  source: readonly unknown[] | ItemSource<unknown>,
  options: NativeMapOptions,
  run: (item: unknown, index: number) => Promise<unknown>,
): Promise<unknown[] | WrittenResults> {
  checkOptions(options);
  const items = (await readItems(source)).map(jsonCopy);
  const inputs = batchesOf(items, options);
  const label = `${currentExecution().stateMachine.name}/${options.label ?? randomUUID()}`;
  const children: (Child | undefined)[] = [];
  let next = 0;
  let exceeded = false;
  const work = async () => {
    while (next < inputs.length && !exceeded) {
      const index = next++;
      const input = inputs[index] as Batch;
      children[index] = await runChild(label, input, () => run(jsonCopy(input.value), index));
      exceeded ||= exceedsTolerance(children, items.length, options);
    }
    if (exceeded) {
      throw namedError(
        "States.ExceedToleratedFailureThreshold",
        "The specified tolerated failure threshold was exceeded",
      );
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.concurrency ?? 10_000, inputs.length) }, work));
  const ended = children.filter((child) => child !== undefined);
  if (options.resultWriter !== undefined) return writeResults(options.resultWriter, label, ended);
  return ended.flatMap(({ outcome }) => ("output" in outcome ? [outcome.output] : []));
}

function checkOptions(options: NativeMapOptions): void {
  checkNumber("concurrency", options.concurrency, { least: 1, most: 10_000 });
  checkNumber("itemsPerBatch", options.itemsPerBatch, { least: 1, most: 100_000_000 });
  checkNumber("maxInputBytesPerBatch", options.maxInputBytesPerBatch, { least: 1, most: 262_144 });
  checkNumber("toleratedFailureCount", options.toleratedFailureCount, { least: 0, most: 100_000_000 });
  const percentage = { least: 0, most: 100, isWhole: false };
  checkNumber("toleratedFailurePercentage", options.toleratedFailurePercentage, percentage);
}

async function runChild(label: string, { value, items }: Batch, work: () => Promise<unknown>): Promise<Child> {
  return inNativeExecution(label, async () => {
    const { name } = currentExecution();
    const child = { name, input: value, items };
    try {
      return { ...child, outcome: { output: jsonCopy(await work()) } };
    } catch (thrown) {
      const { name: error, message } = taskError(thrown);
      return { ...child, outcome: { error, cause: message } };
    }
  });
}

/** Either bound may be exceeded; without any, no failure is tolerated. */
function exceedsTolerance(
  children: readonly (Child | undefined)[],
  total: number,
  { toleratedFailureCount: count, toleratedFailurePercentage: percentage }: NativeMapOptions,
): boolean {
  const failed = children.reduce((sum, child) => sum + (child && "error" in child.outcome ? child.items : 0), 0);
  if (failed === 0) return false;
  if (count === undefined && percentage === undefined) return true;
  if (count !== undefined && failed > count) return true;
  return percentage !== undefined && (failed / total) * 100 > percentage;
}

interface Batch {
  /** An item, or the items of a batch. */
  readonly value: unknown;
  readonly items: number;
}

function batchesOf(
  items: readonly unknown[],
  { itemsPerBatch, maxInputBytesPerBatch }: NativeMapOptions,
): readonly Batch[] {
  if (itemsPerBatch === undefined && maxInputBytesPerBatch === undefined) {
    return items.map((value) => ({ value, items: 1 }));
  }
  const batches: unknown[][] = [];
  let bytes = 0;
  for (const item of items) {
    const size = maxInputBytesPerBatch === undefined ? 0 : Buffer.byteLength(JSON.stringify(item));
    const current = batches.at(-1);
    const fits =
      current !== undefined &&
      current.length < (itemsPerBatch ?? Number.POSITIVE_INFINITY) &&
      bytes + size <= (maxInputBytesPerBatch ?? Number.POSITIVE_INFINITY);
    if (fits) {
      current.push(item);
      bytes += size;
    } else {
      batches.push([item]);
      bytes = size;
    }
  }
  return batches.map((value) => ({ value, items: value.length }));
}
