import type { ExecutionRecord } from "../../../simulator/core/execution.js";

/**
 * What Step Functions costs in us-east-1, in US dollars, without the free tier.
 *
 * @see AWS page "AWS Step Functions pricing"
 */
export const prices = {
  /** Standard: for a state transition, retries included. */
  transition: 0.025 / 1_000,
  /** Express: for an execution. */
  expressRequest: 1 / 1_000_000,
  /** Express: for a second with 1 GB, the first 1,000 GB-hours of a month. */
  expressGigabyteSecond: 0.00001667,
} as const;

/** Express executions are billed by the 100 ms, and by the 64 MB of memory: no workflow here needs more than one of them. */
const billedMs = 100;
const billedGigabytes = 64 / 1_024;

/** What one execution, or several together, took. */
export interface Cost {
  readonly standardTransitions: number;
  readonly expressRequests: number;
  readonly usd: number;
}

export const noCost: Cost = { standardTransitions: 0, expressRequests: 0, usd: 0 };

export function sumOfCosts(costs: readonly Cost[]): Cost {
  return costs.reduce(
    (sum, cost) => ({
      standardTransitions: sum.standardTransitions + cost.standardTransitions,
      expressRequests: sum.expressRequests + cost.expressRequests,
      usd: sum.usd + cost.usd,
    }),
    noCost,
  );
}

/** States entered, and attempts of tasks after the first. */
export function transitionsOf({ history }: Pick<ExecutionRecord, "history">): number {
  const count = (type: string) => history.filter((event) => event.type === type).length;
  const entered = history.filter(({ type }) => type.endsWith("StateEntered")).length;
  const attempts = count("TaskScheduled") + count("LambdaFunctionScheduled") + count("ActivityScheduled");
  return entered + Math.max(0, attempts - count("TaskStateEntered"));
}

/** What the service bills for an execution alone, without those that it starts. */
export function costOf(
  record: Pick<ExecutionRecord, "start" | "history" | "startMs" | "stopMs">,
  isExpress: boolean,
): Cost {
  if (!isExpress) {
    const standardTransitions = transitionsOf(record);
    return { standardTransitions, expressRequests: 0, usd: standardTransitions * prices.transition };
  }
  const tookMs = (record.stopMs ?? record.startMs) - record.startMs;
  const seconds = (Math.max(1, Math.ceil(tookMs / billedMs)) * billedMs) / 1_000;
  const usd = prices.expressRequest + seconds * billedGigabytes * prices.expressGigabyteSecond;
  return { standardTransitions: 0, expressRequests: 1, usd };
}
