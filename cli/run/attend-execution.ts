import type { InboxTask } from "../../operator/index.js";
import { CliFailure } from "../failure.js";
import { askAnswer } from "../inbox/ask-answer.js";
import type { Inbox } from "../inbox/open-inbox.js";
import { exampleAnswer, renderTask } from "../inbox/render-tasks.js";
import type { LocalWorld } from "../local-world.js";
import { note, type Terminal } from "../terminal.js";
import type { PreparedAnswers } from "./answers.js";
import { StallWatch } from "./stall-watch.js";
import { waitForHumanStep } from "./wait-for-human-step.js";

export interface AttendOptions {
  readonly world: LocalWorld;
  /** One for each table of human tasks. */
  readonly inboxes: readonly Inbox[];
  readonly prepared: PreparedAnswers;
  /** Let steps that nobody answers pass their deadline. */
  readonly letExpire: boolean;
  /** How long the run may wait, in real time, for a task token that nobody answers. */
  readonly maxStallMs: number;
  readonly terminal: Terminal;
}

/**
 * Stays with an execution until it ends, and decides its human steps on the way: with the answers that were prepared,
 * else by asking the person at the terminal. Says which tasks it waits for when only their tokens can end the wait.
 *
 * @throws CliFailure when a step waits for a person and there is neither an answer nor somebody to ask, and when nobody
 *   answers a task token for too long
 */
export async function attendExecution(executionArn: string, options: AttendOptions): Promise<void> {
  const { world, inboxes } = options;
  const decided = new Set<string>();
  const stall = new StallWatch(options);
  for (;;) {
    const paused = await waitForHumanStep(executionArn, world.clients.stepFunctions, inboxes, decided, () =>
      stall.look(),
    );
    if (paused === undefined) return;
    decided.add(paused.task.taskId);
    await decide(paused.task, paused.inbox, options);
  }
}

async function decide(task: InboxTask, { service }: Inbox, options: AttendOptions): Promise<void> {
  const { prepared, terminal, letExpire, world } = options;
  const by = "setpiece run";
  const reason = prepared.rejections.get(task.step);
  if (reason !== undefined) {
    await service.reject(task.taskId, reason, by);
  } else if (prepared.answers.has(task.step)) {
    await service.complete(task.taskId, prepared.answers.get(task.step), by);
  } else if (letExpire) {
    world.simulator.engine.skipPause();
  } else if (terminal.interactive) {
    note(terminal, renderTask(task, { columns: terminal.columns, colors: terminal.colors, now: new Date() }));
    await service.complete(task.taskId, await askAnswer(task, terminal), by);
  } else {
    throw nobodyToAsk(task);
  }
}

function nobodyToAsk(task: InboxTask): CliFailure {
  const example = JSON.stringify({ [task.step]: exampleAnswer(task) });
  const ways = [
    `Give the answer beforehand: --answer '${example}'`,
    `or reject it: --reject '{"${task.step}": "…"}'`,
    ...(task.expiresAt === undefined ? [] : ["or let its deadline pass: --let-expire"]),
  ];
  return new CliFailure(`${task.workflow} waits for a person at ${task.step}: ${task.title}`, ways.join("\n"));
}
