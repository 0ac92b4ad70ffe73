import { expireMessages, type Message, type Queue, receivableMessages, type Waiter } from "./queue.js";
import { findQueueByArn, type SqsState } from "./queue-state.js";

/** Takes up to `limit` messages and hides them for the time given; those received too often go to the dead letters. */
export function takeMessages(
  state: SqsState,
  queue: Queue,
  limit: number,
  visibilitySeconds: number,
): readonly Message[] {
  const nowMs = state.clock.nowMs();
  expireMessages(queue, nowMs);
  const taken: Message[] = [];
  for (const message of receivableMessages(queue, nowMs)) {
    if (taken.length === limit) break;
    if (isDeadLetter(queue, message) && moveToDeadLetters(state, queue, message)) continue;
    message.visibleAtMs = nowMs + visibilitySeconds * 1000;
    message.firstReceivedAtMs ??= nowMs;
    message.receiveCount += 1;
    message.receiptHandle = Buffer.from(`${message.id}|${message.receiveCount}|${state.newId()}`).toString("base64");
    taken.push(message);
  }
  return taken;
}

/**
 * Waits for messages so long by the clock of the service, and in real time at most: a client waits in real time, and
 * virtual time may stand still. Resolves to none where none came. One that has gone is given none: they would be hidden
 * from others.
 */
export function waitForMessages(
  state: SqsState,
  queue: Queue,
  waitMs: number,
  take: () => readonly Message[],
  gone: AbortSignal | undefined,
): Promise<readonly Message[]> {
  return new Promise((resolve) => {
    const leave = () => {
      const index = queue.waiters.indexOf(waiter);
      if (index >= 0) queue.waiters.splice(index, 1);
      answer([]);
    };
    const patience = setTimeout(leave, waitMs).unref();
    const answer = (messages: readonly Message[]) => {
      clearTimeout(patience);
      resolve(messages);
    };
    const waiter: Waiter = {
      deadlineMs: state.clock.nowMs() + waitMs,
      tryReceive: () => {
        const messages = take();
        if (messages.length > 0) answer(messages);
        return messages.length > 0;
      },
      giveUp: () => answer([]),
    };
    if (gone?.aborted === true) return leave();
    gone?.addEventListener("abort", leave);
    queue.waiters.push(waiter);
    setWaiterTimer(state, queue);
  });
}

/** Gives waiting receivers what has come, and lets go those whose time is over. */
export function serveWaiters(state: SqsState, queue: Queue): void {
  for (const waiter of [...queue.waiters]) {
    const isDone = waiter.tryReceive();
    const isOver = waiter.deadlineMs <= state.clock.nowMs();
    if (!isDone && isOver) waiter.giveUp();
    if (isDone || isOver) queue.waiters.splice(queue.waiters.indexOf(waiter), 1);
  }
  setWaiterTimer(state, queue);
}

/** When something may change for the receivers that wait. */
export function nextWaiterTime(queue: Queue, nowMs: number): number | undefined {
  if (queue.waiters.length === 0) return undefined;
  const hidden = queue.messages.map(({ visibleAtMs }) => visibleAtMs).filter((atMs) => atMs > nowMs);
  return Math.min(...queue.waiters.map(({ deadlineMs }) => deadlineMs), ...hidden);
}

function setWaiterTimer(state: SqsState, queue: Queue): void {
  const atMs = nextWaiterTime(queue, state.clock.nowMs());
  if (atMs !== undefined) state.clock.setTimer?.(atMs, () => serveWaiters(state, queue));
}

function isDeadLetter(queue: Queue, message: Message): boolean {
  return queue.settings.redrive !== undefined && message.receiveCount >= queue.settings.redrive.maxReceiveCount;
}

function moveToDeadLetters(state: SqsState, queue: Queue, message: Message): boolean {
  const target = findQueueByArn(state, queue.settings.redrive?.deadLetterTargetArn ?? "");
  if (target === undefined) return false;
  queue.messages = queue.messages.filter((other) => other !== message);
  target.messages.push({
    ...message,
    sourceArn: queue.arn,
    visibleAtMs: state.clock.nowMs(),
    receiptHandle: undefined,
  });
  serveWaiters(state, target);
  return true;
}
