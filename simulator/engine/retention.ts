/** Events of ended executions that an engine keeps unless it is told otherwise: some hundred megabytes. */
export const defaultKeptEvents = 1_000_000;

/**
 * Decides which ended executions are let go of: the ones that ended first, as soon as the histories of all ended ones
 * have more events than are kept. The latest one always stays.
 */
export class Retention {
  private readonly ended = new Map<string, number>();
  private events = 0;

  constructor(
    private readonly keptEvents: number,
    private readonly forget: (executionArn: string) => void,
  ) {}

  /** An execution has ended, with this many events in its history and those of its children. */
  add(executionArn: string, eventCount: number): void {
    this.remove(executionArn);
    this.ended.set(executionArn, eventCount);
    this.events += eventCount;
    for (const oldest of this.ended.keys()) {
      if (this.events <= this.keptEvents || oldest === executionArn) return;
      this.remove(oldest);
      this.forget(oldest);
    }
  }

  /** The execution runs again, or is gone. */
  remove(executionArn: string): void {
    this.events -= this.ended.get(executionArn) ?? 0;
    this.ended.delete(executionArn);
  }
}
