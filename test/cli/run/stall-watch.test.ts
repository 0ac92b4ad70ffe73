import { describe, expect, test } from "vitest";

import { StallWatch } from "../../../cli/run/stall-watch.js";
import type { LocalWorld } from "../../../cli/local-world.js";
import { fakeTerminal } from "../fake-terminal.js";

const waiting = { stateName: "ask", resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken", hasDeadline: false };

function watch({ hasDeadline = false, letExpire = false, maxStallMs = Number.POSITIVE_INFINITY } = {}) {
  const terminal = fakeTerminal();
  const state = { nowMs: 0, tasks: [{ ...waiting, hasDeadline }] as (typeof waiting)[] | undefined, skipped: 0 };
  const engine = {
    stalledTasks: () => state.tasks,
    skipPause: () => {
      if (!hasDeadline) return false;
      state.skipped += 1;
      return true;
    },
  };
  const world = { simulator: { url: "http://127.0.0.1:1", engine } } as unknown as LocalWorld; // the members that it reads
  const stall = new StallWatch({ world, letExpire, maxStallMs, terminal }, () => state.nowMs);
  const lookAt = (nowMs: number) => {
    state.nowMs = nowMs;
    stall.look();
  };
  return { terminal, state, lookAt };
}

describe("a person may answer from elsewhere", () => {
  test("so the run says once what it waits for, and how to answer", () => {
    const { terminal, lookAt } = watch();
    lookAt(0);
    lookAt(500);
    expect(terminal.stderr()).toBe("");
    lookAt(1_000);
    lookAt(60_000);
    expect(terminal.stderr().match(/waits for a task token at ask/g)).toHaveLength(1);
    expect(terminal.stderr()).toContain("SendTaskSuccess or SendTaskFailure at http://127.0.0.1:1");
    expect(terminal.stderr()).toContain("It has no timeout");
  });

  test("and nothing is said while anything goes on", () => {
    const { terminal, state, lookAt } = watch();
    for (let nowMs = 0; nowMs < 10_000; nowMs += 600) {
      state.tasks = nowMs % 1_200 === 0 ? undefined : [waiting];
      lookAt(nowMs);
    }
    expect(terminal.stderr()).toBe("");
  });
});

test("a run that nobody attends gives up", () => {
  const { lookAt } = watch({ maxStallMs: 5_000 });
  lookAt(0);
  lookAt(4_999);
  expect(() => lookAt(5_000)).toThrow(
    "waits for a task token at ask (arn:aws:states:::sqs:sendMessage.waitForTaskToken)",
  );
});

test("the deadline strikes when that is wanted; a wait without one ends the run", () => {
  const bounded = watch({ hasDeadline: true, letExpire: true });
  bounded.lookAt(0);
  bounded.lookAt(1);
  expect(bounded.state.skipped).toBe(1);
  const endless = watch({ letExpire: true });
  endless.lookAt(0);
  expect(() => endless.lookAt(1_000)).toThrow("nobody answers");
});
