/** Events of ended executions that an engine keeps unless it is told otherwise: some hundred megabytes. */
export const defaultKeptEvents = 1_000_000;

/** How long the service tells of an execution that has ended. @see AWS Step Functions developer guide, "Service quotas" */
const keptMs = 90 * 86_400_000;

interface Ended {
  readonly eventCount: number;
  readonly stopMs: number;
}

/**
 * Decides which ended executions are let go of: those that ended 90 days ago, and the ones that ended first, as soon as the
 * histories of all ended ones have more events than are kept. Of the latter, the latest one always stays.
 */
export class Retention {
  /** In the order of their ends. */
  private ended = new Map<string, Ended>();
  private events = 0;
  /** Nothing is too old before. */
  private expiresMs = Infinity;

  constructor(
    private readonly keptEvents: number,
    private readonly forget: (executionArn: string) => void,
  ) {}

  /** An execution has ended, with this many events in its history and those of its children. */
  add(executionArn: string, eventCount: number, stopMs: number): void {
    this.remove(executionArn);
    this.ended.set(executionArn, { eventCount, stopMs });
    this.events += eventCount;
    this.expiresMs = Math.min(this.expiresMs, stopMs + keptMs);
    if (this.events <= this.keptEvents) return;
    for (const oldest of this.ended.keys()) {
      if (this.events <= this.keptEvents || oldest === executionArn) return;
      this.remove(oldest);
      this.forget(oldest);
    }
  }

  /** The execution runs again, or is gone. */
  remove(executionArn: string): void {
    this.events -= this.ended.get(executionArn)?.eventCount ?? 0;
    this.ended.delete(executionArn);
  }

  /** Lets go of what is too old. There are no timers for that: whoever is about to look at executions asks for it. */
  forgetExpired(nowMs: number): void {
    if (nowMs < this.expiresMs) return;
    this.expiresMs = Infinity;
    for (const [executionArn, { stopMs }] of this.ended) {
      if (nowMs < stopMs + keptMs) {
        this.expiresMs = stopMs + keptMs;
        return;
      }
      this.remove(executionArn);
      this.forget(executionArn);
    }
  }

  /** Executions have been restored, which are added as they started. */
  sort(): void {
    this.ended = new Map([...this.ended].sort(([, left], [, right]) => left.stopMs - right.stopMs));
  }
}
