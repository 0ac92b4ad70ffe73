import type { JsonValue } from "../../../../simulator/index.js";
import type { Chance } from "./chance.js";
import { type Model, type Outcome, valueAt, type Variables } from "./model.js";

export const errors = ["EA", "EB", "EC"] as const;

interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds: number;
  readonly MaxAttempts: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
}

interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
  readonly Output: object | string;
  readonly Assign?: object;
}

/** `Retry` and `Catch` of a state, in the language and as a model of what they make of the work inside. */
export interface Handlers {
  readonly fields: object;
  around(work: (input: JsonValue, variables: Variables, atMs: number, retryCount: number) => Outcome): Model;
}

/** @param targets where a catcher may lead; none without */
export function randomHandlers(chance: Chance, targets: readonly string[], variable: string): Handlers {
  const retriers = randomRetriers(chance);
  const catchers = targets.length === 0 ? [] : randomCatchers(chance, targets, variable);
  return {
    fields: { ...(retriers.length > 0 && { Retry: retriers }), ...(catchers.length > 0 && { Catch: catchers }) },
    around: (work) => (input, variables, atMs) => {
      const attempts = retriers.map(() => 0);
      for (let [nowMs, retryCount] = [atMs, 0]; ; retryCount += 1) {
        const outcome = work(input, variables, nowMs, retryCount);
        if (outcome.kind === "value") return outcome;
        const index = retriers.findIndex((retrier) => matches(retrier, outcome.error));
        const [retrier, made] = [retriers[index], attempts[index] ?? 0];
        if (retrier === undefined || made >= retrier.MaxAttempts)
          return caught(catchers, { outcome, input, variables, variable });
        attempts[index] = made + 1;
        const seconds = retrier.IntervalSeconds * (retrier.BackoffRate ?? 2) ** made;
        nowMs = outcome.atMs + 1000 * Math.min(seconds, retrier.MaxDelaySeconds ?? seconds);
      }
    },
  };
}

function randomRetriers(chance: Chance): readonly Retrier[] {
  const names = [...errors, "States.TaskFailed", "States.Timeout"];
  const retriers = Array.from({ length: chance.whole(0, 2) }, () => ({
    ErrorEquals: [chance.pick(names)],
    IntervalSeconds: chance.whole(1, 50),
    MaxAttempts: chance.whole(0, 3),
    BackoffRate: chance.pick([1, 1.5, 2]),
    ...(chance.next() < 0.3 ? { MaxDelaySeconds: chance.whole(51, 60) } : {}),
  }));
  if (chance.next() > 0.3) return retriers;
  const last = { IntervalSeconds: chance.whole(1, 50), MaxAttempts: chance.whole(0, 2) };
  return [...retriers, { ErrorEquals: ["States.ALL"], ...last }];
}

function randomCatchers(chance: Chance, targets: readonly string[], variable: string): readonly Catcher[] {
  const names = [...errors, "States.TaskFailed", "States.ExceedToleratedFailureThreshold"];
  const catchers: Catcher[] = Array.from({ length: chance.whole(0, 2) }, () => ({
    ErrorEquals: [chance.pick(names)],
    Next: chance.pick(targets),
    Output: { error: "{% $states.errorOutput.Error %}", input: "{% $states.input %}" },
    Assign: { [variable]: "{% $states.errorOutput.Error %}" },
  }));
  if (chance.next() < 0.5) return catchers;
  const Output = "{% 'caught ' & $states.errorOutput.Error %}";
  return [...catchers, { ErrorEquals: ["States.ALL"], Next: chance.pick(targets), Output }];
}

const matches = ({ ErrorEquals }: Pick<Catcher, "ErrorEquals">, error: string): boolean =>
  ErrorEquals.some((name) => name === error || name === "States.ALL" || name === "States.TaskFailed");

interface Failed {
  readonly outcome: Outcome & { readonly kind: "error" };
  readonly input: JsonValue;
  readonly variables: Variables;
  readonly variable: string;
}

function caught(catchers: readonly Catcher[], { outcome, input, variables, variable }: Failed) {
  const { error, atMs } = outcome;
  const catcher = catchers.find((each) => matches(each, error));
  if (catcher === undefined) return outcome;
  if (catcher.Assign === undefined) return { ...valueAt(atMs, `caught ${error}`), goTo: catcher.Next };
  variables[variable] = error;
  return { ...valueAt(atMs, { error, input }), goTo: catcher.Next };
}
