import fc from "fast-check";
import { expect, test } from "vitest";

import { TimerQueue } from "../../../simulator/clock/timer-queue.js";

test("timers fire in the order of their times, those of the same time in the order of setting", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.boolean())), (entries) => {
      const queue = new TimerQueue();
      const fired: number[] = [];
      const timers = entries.map(([atMs], index) => queue.add(atMs, "plain", () => fired.push(index)));
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
  queue.add(10, "plain", () => undefined);
  expect(queue.takeDue(9)).toBeUndefined();
  expect(queue.takeDue(10)?.atMs).toBe(10);
  expect(queue.peek()).toBeUndefined();
});

test("many cancelled timers are let go of", () => {
  const queue = new TimerQueue();
  const timers = Array.from({ length: 5_000 }, (_, index) => queue.add(index, "plain", () => undefined));
  for (const timer of timers.slice(1)) queue.cancel(timer);
  expect(queue.size).toBe(1);
  expect(queue.peek()?.atMs).toBe(0);
});

test("what only goes with time is told from what time passes for", () => {
  const queue = new TimerQueue();
  const background = queue.add(1, "background", () => undefined);
  queue.add(2, "background", () => undefined);
  expect(queue.hasForeground).toBe(false);
  const plain = queue.add(3, "plain", () => undefined);
  expect(queue.hasForeground).toBe(true);
  queue.cancel(background);
  expect(queue.takeDue(2)?.atMs).toBe(2);
  expect(queue.hasForeground).toBe(true);
  queue.cancel(plain);
  expect(queue.hasForeground).toBe(false);
});

test("cancelling a timer that has struck counts nothing", () => {
  const queue = new TimerQueue();
  const timer = queue.add(1, "plain", () => undefined);
  queue.takeDue(1);
  queue.cancel(timer);
  expect(queue.size).toBe(0);
});
