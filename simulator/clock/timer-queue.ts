/**
 * `pause` bounds a wait for a person, which virtual time may hold; `deadline` bounds something in which a person may be waited
 * for; `background` strikes when its time comes, but virtual time does not pass for its sake.
 */
export type TimerKind = "plain" | "pause" | "deadline" | "background";

const always = () => true;
const never = () => false;

/** A timer in the queue; cancelling it leaves it there, marked. */
export interface Timer {
  readonly atMs: number;
  /** Order among timers of the same time. */
  readonly sequence: number;
  readonly kind: TimerKind;
  readonly fire: () => void;
  /** Whether a person is waited for now. */
  readonly waitsForPerson: () => boolean;
  cancelled: boolean;
}

/** All timers of an engine in one binary heap, the earliest first; timers of the same time fire in the order of setting. */
export class TimerQueue {
  private readonly heap: Timer[] = [];
  private sequence = 0;
  private cancelledCount = 0;
  private readonly counts: Record<TimerKind, number> = { plain: 0, pause: 0, deadline: 0, background: 0 };

  add(atMs: number, kind: TimerKind, fire: () => void, waitsForPerson = kind === "pause" ? always : never): Timer {
    this.sequence += 1;
    const timer: Timer = { atMs, sequence: this.sequence, kind, fire, waitsForPerson, cancelled: false };
    this.counts[kind] += 1;
    this.heap.push(timer);
    this.siftUp(this.heap.length - 1);
    return timer;
  }

  cancel(timer: Timer): void {
    if (timer.cancelled) return;
    timer.cancelled = true;
    this.counts[timer.kind] -= 1;
    this.cancelledCount += 1;
    if (this.cancelledCount > 1_000 && this.cancelledCount > this.heap.length / 2) this.compact();
  }

  /** The earliest timer that is still set. */
  peek(): Timer | undefined {
    while (this.heap[0]?.cancelled === true) {
      this.removeFirst();
      this.cancelledCount -= 1;
    }
    return this.heap[0];
  }

  /** Removes and gives the earliest timer if its time has come. */
  takeDue(nowMs: number): Timer | undefined {
    const first = this.peek();
    if (first === undefined || first.atMs > nowMs) return undefined;
    this.removeFirst();
    // Cancelling it from now on must count nothing.
    first.cancelled = true;
    this.counts[first.kind] -= 1;
    return first;
  }

  /** True while something waits for time to pass, beyond what only goes with it. */
  get hasForeground(): boolean {
    return this.counts.plain > 0 || this.counts.pause > 0 || this.counts.deadline > 0;
  }

  /** True while a timer is set that nobody outside could make needless. */
  get hasPlain(): boolean {
    if (this.counts.plain > 0) return true;
    const isOpen = (timer: Timer) => timer.kind === "deadline" && !timer.cancelled && !timer.waitsForPerson();
    return this.counts.deadline > 0 && this.heap.some(isOpen);
  }

  get size(): number {
    return this.heap.length - this.cancelledCount;
  }

  private compact(): void {
    const kept = this.heap.filter((timer) => !timer.cancelled).sort((a, b) => (isBefore(a, b) ? -1 : 1));
    this.heap.splice(0, this.heap.length, ...kept); // a sorted array is a heap
    this.cancelledCount = 0;
  }

  private removeFirst(): void {
    const last = this.heap.pop();
    if (last === undefined || this.heap.length === 0) return;
    this.heap[0] = last;
    this.siftDown(0);
  }

  private siftUp(start: number): void {
    let index = start;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.isBeforeAt(index, parent)) return;
      this.swap(index, parent);
      index = parent;
    }
  }

  private siftDown(start: number): void {
    let index = start;
    for (;;) {
      const left = 2 * index + 1;
      const right = left + 1;
      let least = index;
      if (this.isBeforeAt(left, least)) least = left;
      if (this.isBeforeAt(right, least)) least = right;
      if (least === index) return;
      this.swap(index, least);
      index = least;
    }
  }

  private isBeforeAt(first: number, second: number): boolean {
    const [a, b] = [this.heap[first], this.heap[second]];
    return a !== undefined && b !== undefined && isBefore(a, b);
  }

  private swap(first: number, second: number): void {
    const [a, b] = [this.heap[first], this.heap[second]];
    if (a === undefined || b === undefined) return;
    this.heap[first] = b;
    this.heap[second] = a;
  }
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.sequence < b.sequence);
}
