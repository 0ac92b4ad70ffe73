import { CliFailure } from "../failure.js";
import type { LocalWorld } from "../local-world.js";
import { note, type Terminal } from "../terminal.js";

/** How long tasks may wait in real time before the run says what it waits for. */
const quietMs = 1_000;

export interface StallWatchOptions {
  readonly world: LocalWorld;
  readonly letExpire: boolean;
  readonly maxStallMs: number;
  readonly terminal: Terminal;
}

/**
 * Notices when a run can go on only by the answer to a task token. It lets the deadline strike when that is wanted, says
 * what the run waits for, and gives up when nobody answers.
 */
export class StallWatch {
  private stalledSinceMs: number | undefined;
  private waitsFor = "";
  private told = "";

  constructor(
    private readonly options: StallWatchOptions,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /** @throws CliFailure when the wait has taken too long */
  look(): void {
    const { world, letExpire, maxStallMs } = this.options;
    const { engine } = world.simulator;
    const tasks = engine.stalledTasks() ?? [];
    const waitsFor = tasks.map(({ stateName, resource }) => `${stateName} (${resource})`).join(", ");
    if (waitsFor === "" || waitsFor !== this.waitsFor) {
      this.waitsFor = waitsFor;
      this.stalledSinceMs = waitsFor === "" ? undefined : this.nowMs();
      return;
    }
    if (letExpire && engine.skipPause()) return;
    const stalledMs = this.nowMs() - (this.stalledSinceMs ?? this.nowMs());
    const hasDeadline = tasks.some((task) => task.hasDeadline);
    if (stalledMs >= maxStallMs || (letExpire && stalledMs >= quietMs && !hasDeadline)) throw this.giveUp(hasDeadline);
    if (stalledMs >= quietMs && maxStallMs === Number.POSITIVE_INFINITY) this.tell(hasDeadline);
  }

  private tell(hasDeadline: boolean): void {
    if (this.told === this.waitsFor) return;
    this.told = this.waitsFor;
    note(this.options.terminal, `The run waits for a task token at ${this.waitsFor}.\n${this.ways(hasDeadline)}`);
  }

  private giveUp(hasDeadline: boolean): CliFailure {
    return new CliFailure(
      `The run waits for a task token at ${this.waitsFor}, and nobody answers.`,
      this.ways(hasDeadline),
    );
  }

  private ways(hasDeadline: boolean): string {
    const { url } = this.options.world.simulator;
    return [
      `Whoever got the token answers with SendTaskSuccess or SendTaskFailure at ${url}:`,
      "what plays the partner belongs in startLocal() of local.ts, beside the workflows.",
      hasDeadline ? "Or let its deadline pass: --let-expire" : "It has no timeout: give the step one, so that it ends.",
    ].join("\n");
  }
}
