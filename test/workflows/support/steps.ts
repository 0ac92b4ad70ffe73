/** What is read of an event of a history, in process or from the API. */
export interface StepEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly type: string;
  /** Of the state that is entered. */
  readonly name: string | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
}

/** A state that a run entered, in the order of entering. */
export interface Step {
  readonly name: string;
  /** How its last attempt failed, where it did. */
  readonly failure: { readonly error: string; readonly cause: string } | undefined;
}

/** The states that a history enters: calls, choices, and the states with branches and iterations. */
export function stepsOf(history: readonly StepEvent[]): readonly Step[] {
  const events = new Map(history.map((event) => [event.id, event]));
  const failures = new Map<number, Step["failure"]>();
  for (const event of history) {
    if (!/^(Task|Activity|LambdaFunction)/.test(event.type)) continue;
    let each: StepEvent | undefined = event;
    while (each !== undefined && !each.type.endsWith("StateEntered")) each = events.get(each.previousEventId);
    if (each === undefined) continue;
    if (event.type.endsWith("Failed")) failures.set(each.id, { error: event.error ?? "", cause: event.cause ?? "" });
    if (event.type.endsWith("TimedOut")) failures.set(each.id, { error: "States.Timeout", cause: event.cause ?? "" });
    if (event.type.endsWith("Succeeded")) failures.delete(each.id);
  }
  return history
    .filter(({ type }) => type.endsWith("StateEntered"))
    .map(({ id, name = "" }) => ({ name, failure: failures.get(id) }));
}
