import type { JsonValue } from "../../../../simulator/index.js";

/** How a state, a branch or a machine ends, and when. */
export type Outcome =
  | { readonly kind: "value"; readonly atMs: number; readonly value: JsonValue }
  | { readonly kind: "error"; readonly atMs: number; readonly error: string };

/** The variables in reach; a state assigns those of its own graph. */
export type Variables = Record<string, JsonValue>;

/** What a state does when it is entered: how it ends, and which state follows where that is not the next one. */
export type Model = (input: JsonValue, variables: Variables, atMs: number) => Outcome & { readonly goTo?: string };

/** A state as the language has it, and what it means. */
export interface ModelledState {
  readonly fields: object;
  readonly run: Model;
}

/** A machine, branch or processor. */
export interface ModelledGraph {
  readonly definition: { readonly StartAt: string; readonly States: Readonly<Record<string, object>> };
  readonly run: (input: JsonValue, variables: Variables, atMs: number) => Outcome;
}

export const valueAt = (atMs: number, value: JsonValue) => ({ kind: "value", atMs, value }) as const;
export const errorAt = (atMs: number, error: string) => ({ kind: "error", atMs, error }) as const;

/** Of several that run at once the first that fails decides; else all are waited for. */
export function together(outcomes: readonly Outcome[], atMs: number): Outcome {
  const failures = outcomes.filter(({ kind }) => kind === "error").sort((a, b) => a.atMs - b.atMs);
  const values = outcomes.flatMap((outcome) => (outcome.kind === "value" ? [outcome.value] : []));
  return failures[0] ?? valueAt(Math.max(atMs, ...outcomes.map((outcome) => outcome.atMs)), values);
}

/** Some run at once, the others as places become free; more failures than are tolerated end all. */
export function inTurns(
  items: readonly JsonValue[],
  { places, tolerated }: { readonly places: number; readonly tolerated: number | undefined },
  atMs: number,
  run: (item: JsonValue, atMs: number) => Outcome,
): Outcome {
  const results: JsonValue[][] = [];
  const running: { readonly index: number; readonly outcome: Outcome }[] = [];
  let [next, nowMs, failures] = [0, atMs, 0];
  const start = () => {
    const index = next++;
    running.push({ index, outcome: run(items[index] ?? null, nowMs) });
  };
  while (next < Math.min(places, items.length)) start();
  while (running.length > 0) {
    running.sort((a, b) => a.outcome.atMs - b.outcome.atMs || a.index - b.index);
    const ended = running.shift();
    if (ended === undefined) break;
    const { index, outcome } = ended;
    nowMs = outcome.atMs;
    if (outcome.kind === "value") results[index] = [outcome.value];
    else if (tolerated === undefined) return outcome;
    else if (++failures > tolerated) return errorAt(nowMs, "States.ExceedToleratedFailureThreshold");
    if (next < items.length) start();
  }
  return valueAt(nowMs, results.flat());
}
