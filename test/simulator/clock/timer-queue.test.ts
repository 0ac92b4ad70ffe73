import fc from "fast-check";
import { expect, test } from "vitest";

import { TimerQueue } from "../../../simulator/clock/timer-queue.js";

test("timers fire in the order of their times, those of the same time in the order of setting", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.boolean())), (entries) => {
      const queue = new TimerQueue();
      const fired: number[] = [];
      const timers = entries.map(([atMs], index) => queue.add(atMs, false, () => fired.push(index)));
      entries.forEach(([, cancelled], index) => {
        const timer = timers[index];
        if (cancelled && timer !== undefined) queue.cancel(timer);
      });
      const expected = entries
        .map(([atMs, cancelled], index) => ({ atMs, cancelled, index }))
        .filter(({ cancelled }) => !cancelled)
        .sort((a, b) => a.atMs - b.atMs || a.index - b.index)
        .map(({ index }) => index);
      expect(queue.size).toBe(expected.length);
      for (let timer = queue.takeDue(20); timer !== undefined; timer = queue.takeDue(20)) timer.fire();
      expect(fired).toEqual(expected);
    }),
  );
});

test("a timer is due at its time, not before", () => {
  const queue = new TimerQueue();
  queue.add(10, false, () => undefined);
  expect(queue.takeDue(9)).toBeUndefined();
  expect(queue.takeDue(10)?.atMs).toBe(10);
  expect(queue.peek()).toBeUndefined();
});

test("many cancelled timers are let go of", () => {
  const queue = new TimerQueue();
  const timers = Array.from({ length: 5_000 }, (_, index) => queue.add(index, false, () => undefined));
  for (const timer of timers.slice(1)) queue.cancel(timer);
  expect(queue.size).toBe(1);
  expect(queue.peek()?.atMs).toBe(0);
});
