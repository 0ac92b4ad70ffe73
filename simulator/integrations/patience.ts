import { failed, type Integration, type TaskAnswered, type TaskCall, type TaskOutcome } from "./integration.js";

export interface Patience {
  /** Real milliseconds after which a call counts as one that hangs, and virtual time passes although it is under way. */
  readonly patienceMs: (call: TaskCall) => number;
  /** How a call that hangs ends: calls back as time passes; gives what cancels that. Default: it does not end by itself. */
  readonly giveUp?: (call: TaskCall, done: (outcome: TaskOutcome) => void) => () => void;
}

/**
 * Bounds how long the calls of an integration hold virtual time: a function or a service that never answers would hold it
 * for ever, so that no timeout struck.
 */
export function patiently(integration: Integration, { patienceMs, giveUp }: Patience): Integration {
  return async (call) => {
    const answered = integration(call);
    const early = await withinPatience(answered, patienceMs(call));
    if (early !== undefined) return early;
    return {
      kind: "underWay",
      outcome: (done) => {
        let isOver = false;
        const end = (answer: TaskAnswered) => {
          if (isOver) return;
          isOver = true;
          cancel?.();
          done(answer);
        };
        const cancel = giveUp?.(call, end);
        if (cancel !== undefined) call.signal.addEventListener("abort", cancel, { once: true });
        void answered.then(end, (error: unknown) => end(failed("States.Runtime", String(error))));
      },
    };
  };
}

/** What comes within so many real milliseconds; undefined for what does not. */
export async function withinPatience<Result>(result: Promise<Result>, patienceMs: number): Promise<Result | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patienceMs);
  });
  try {
    return await Promise.race([result, patience]);
  } finally {
    clearTimeout(timer);
  }
}
