import type { Clock, VirtualClock } from "../clock/clock.js";
import { type Timer, type TimerKind, TimerQueue } from "../clock/timer-queue.js";

export interface TimeKeeperOptions {
  readonly clock: Clock | VirtualClock;
  /**
   * Under a virtual clock: `hold` keeps time from passing the deadline of a step that waits for its task token;
   * `skip` lets it strike.
   */
  readonly pausedTasks: "hold" | "skip";
  /**
   * Under a virtual clock: how time is given the chance to advance. A server waits for a turn of the event loop, so
   * that requests on their way are seen; `now` is for programs that ask nothing in between.
   */
  readonly advance: "now" | "next-turn";
  /** Called whenever everything that could be done has been done. */
  readonly settled?: () => void;
}

/**
 * Does the work of an engine in order: what is due now, then the timers whose time has come; and moves the clock on when
 * it is virtual and nothing else can run.
 */
export class TimeKeeper {
  private readonly timers = new TimerQueue();
  private readonly queue: (() => void)[] = [];
  private draining = false;
  private paused = false;
  private advanceScheduled = false;
  private closed = false;
  private underWay = 0;
  private armedForMs: number | undefined;
  private heldUntilMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: TimeKeeperOptions) {}

  nowMs(): number {
    return this.options.clock.nowMs();
  }

  /** Does some work after that which came before; at once, unless other work is being done. */
  run(work: () => void): void {
    this.queue.push(work);
    this.drain();
  }

  /** As `run`, when the caller goes on to something that leads to a turn anyway. */
  runLater(work: () => void): void {
    this.queue.push(work);
  }

  setTimer(atMs: number, kind: TimerKind, fire: () => void, waitsForPerson?: () => boolean): Timer {
    return this.timers.add(atMs, kind, fire, waitsForPerson);
  }

  cancel(timer: Timer): void {
    this.timers.cancel(timer);
  }

  /** Calls back when so much time has passed, which virtual time does for its sake; gives a function that cancels. */
  after(durationMs: number, fire: () => void): () => void {
    const timer = this.timers.add(this.nowMs() + durationMs, "plain", fire);
    this.run(() => undefined);
    return () => this.timers.cancel(timer);
  }

  /** Calls back when time has come to `atMs`; virtual time does not pass for its sake. Gives a function that cancels. */
  inBackground(atMs: number, fire: () => void): () => void {
    const timer = this.timers.add(atMs, "background", fire);
    this.run(() => undefined);
    return () => this.timers.cancel(timer);
  }

  /** Resolves when so much time has passed; under a virtual clock, time passes for its sake. */
  passTime(durationMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.timers.add(this.nowMs() + durationMs, "plain", resolve);
      this.run(() => undefined);
    });
  }

  /**
   * Virtual time stands still while `work` is under way.
   *
   * @param patienceMs real milliseconds after which it passes all the same; default: none
   */
  async hold<Result>(work: () => Promise<Result>, patienceMs?: number): Promise<Result> {
    this.underWay += 1;
    let isHeld = true;
    const letGo = () => {
      if (!isHeld) return;
      isHeld = false;
      this.underWay -= 1;
      this.drain();
    };
    const patience = patienceMs === undefined ? undefined : setTimeout(letGo, patienceMs);
    try {
      return await work();
    } finally {
      clearTimeout(patience);
      letGo();
    }
  }

  /** Under `hold`: lets virtual time pass the next deadline of a paused task. Gives false when nothing is held. */
  skipPause(): boolean {
    const next = this.timers.peek();
    if (this.options.clock.kind !== "virtual" || next?.waitsForPerson() !== true) return false;
    this.heldUntilMs = next.atMs;
    this.drain();
    return true;
  }

  /** Nothing is under way and nothing will happen but for somebody outside, or for a deadline of what they are to do. */
  get isIdle(): boolean {
    return this.underWay === 0 && this.queue.length === 0 && !this.timers.hasPlain;
  }

  get isPaused(): boolean {
    return this.paused;
  }

  /** Nothing is done and no timer strikes until the function that this gives is called. */
  pause(): () => void {
    this.paused = true;
    return () => {
      this.paused = false;
      this.drain();
    };
  }

  close(): void {
    this.closed = true;
    this.options.clock.wakeAt(undefined, () => undefined);
  }

  private drain(): void {
    if (this.draining || this.closed || this.paused) return;
    this.draining = true;
    try {
      do {
        this.runQueue();
        this.fireDueTimers();
      } while (this.queue.length > 0 || this.advanceNow());
    } finally {
      this.draining = false;
      this.options.settled?.();
    }
    this.armClock();
    this.scheduleAdvance();
  }

  private armClock(): void {
    const atMs = this.timers.peek()?.atMs;
    if (atMs === this.armedForMs) return;
    this.armedForMs = atMs;
    this.options.clock.wakeAt(atMs, () => {
      this.armedForMs = undefined;
      this.drain();
    });
  }

  private runQueue(): void {
    let next = 0;
    try {
      for (; next < this.queue.length; next += 1) {
        this.queue[next]?.();
        if (next < 1_000) continue;
        this.queue.splice(0, next + 1);
        next = -1;
      }
    } finally {
      // What failed is not tried again, nor what came before it done twice.
      this.queue.splice(0, next + 1);
    }
  }

  private fireDueTimers(): void {
    if (this.queue.length > 0) return;
    const nowMs = this.nowMs();
    this.timers.takeDue(nowMs)?.fire();
    // Signals that a timer leads to come before the next timer of the same time.
    const next = this.timers.peek();
    if (this.queue.length === 0 && next !== undefined && next.atMs <= nowMs) this.queue.push(() => undefined);
  }

  private advanceNow(): boolean {
    return this.options.advance === "now" && this.advance();
  }

  private advance(): boolean {
    const { clock, pausedTasks } = this.options;
    if (clock.kind !== "virtual" || this.underWay > 0 || this.queue.length > 0 || this.closed || this.paused)
      return false;
    const next = this.timers.peek();
    if (next === undefined || !this.timers.hasForeground) return false;
    if (pausedTasks === "hold" && next.atMs > this.heldUntilMs && next.waitsForPerson()) return false;
    (clock as VirtualClock).advanceTo(next.atMs);
    return true;
  }

  private scheduleAdvance(): void {
    if (this.options.advance !== "next-turn" || this.options.clock.kind !== "virtual") return;
    if (this.advanceScheduled || this.underWay > 0 || !this.timers.hasForeground) return;
    this.advanceScheduled = true;
    setImmediate(() => {
      this.advanceScheduled = false;
      if (this.advance()) this.drain();
    });
  }
}
