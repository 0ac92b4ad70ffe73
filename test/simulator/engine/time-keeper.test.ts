import { expect, test } from "vitest";

import { virtualClock } from "../../../simulator/clock/clock.js";
import { TimeKeeper } from "../../../simulator/engine/time-keeper.js";

function keeper(pausedTasks: "hold" | "skip" = "hold") {
  const clock = virtualClock(0);
  return { clock, time: new TimeKeeper({ clock, pausedTasks, advance: "now" }) };
}

test("virtual time does not pass for what only goes with it", () => {
  const { time } = keeper();
  const struck: number[] = [];
  time.inBackground(10, () => struck.push(time.nowMs()));
  expect(struck).toEqual([]);
  time.run(() => time.setTimer(20, "plain", () => struck.push(time.nowMs())));
  expect(struck).toEqual([10, 20]);
});

test("virtual time does not pass a deadline while a person is waited for", () => {
  const { time } = keeper();
  const struck: number[] = [];
  let isWaiting = true;
  time.run(() =>
    time.setTimer(
      20,
      "deadline",
      () => struck.push(20),
      () => isWaiting,
    ),
  );
  time.run(() => time.setTimer(10, "plain", () => struck.push(10)));
  expect([struck, time.isIdle]).toEqual([[10], true]);
  isWaiting = false;
  expect(time.isIdle).toBe(false);
  time.run(() => undefined);
  expect(struck).toEqual([10, 20]);
});

test("what fails is neither tried again, nor what came before it done twice", () => {
  const { time } = keeper();
  const done: string[] = [];
  const fail = () =>
    time.run(() => {
      time.runLater(() => done.push("before"));
      time.runLater(() => {
        throw new Error("told to");
      });
      time.runLater(() => done.push("after"));
    });
  expect(fail).toThrow("told to");
  time.run(() => done.push("next"));
  expect(done.toSorted()).toEqual(["after", "before", "next"]);
});

test("a background timer that is cancelled does not strike", async () => {
  const { time } = keeper();
  let struck = 0;
  time.inBackground(10, () => (struck += 1))();
  await time.passTime(100);
  expect(struck).toBe(0);
});

test("time that is asked to pass leaps, and everything due on the way happens in order", async () => {
  const { time } = keeper();
  const struck: number[] = [];
  const every = (atMs: number) => {
    time.inBackground(atMs, () => {
      struck.push(atMs);
      every(atMs + 30);
    });
  };
  every(30);
  await time.passTime(100);
  expect(struck).toEqual([30, 60, 90]);
  expect(time.nowMs()).toBe(100);
});

test("nothing happens while the keeper is paused, and everything afterwards", () => {
  const { time } = keeper();
  const done: string[] = [];
  const goOn = time.pause();
  time.run(() => done.push("work"));
  time.setTimer(5, "plain", () => done.push("timer"));
  expect(done).toEqual([]);
  goOn();
  expect(done).toEqual(["work", "timer"]);
});

test("held work keeps time from passing", async () => {
  const { time } = keeper();
  let struck = false;
  await time.hold(async () => {
    time.setTimer(5, "plain", () => (struck = true));
    time.run(() => undefined);
    expect(struck).toBe(false);
  });
  expect(struck).toBe(true);
});

test("a pause for a person holds time until it is skipped", () => {
  const { time } = keeper();
  let struck = false;
  time.setTimer(5, "pause", () => (struck = true));
  time.run(() => undefined);
  expect(struck).toBe(false);
  expect(time.skipPause()).toBe(true);
  expect(struck).toBe(true);
  expect(time.skipPause()).toBe(false);
});
