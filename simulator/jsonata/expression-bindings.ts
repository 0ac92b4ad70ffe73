import type { JsonObject, JsonValue } from "../json.js";

/** What an expression of a state can name: its variables, and what lies behind `$states`. */
export interface ExpressionBindings {
  /** `$states.input` */
  readonly input: JsonValue;
  /** `$states.result`, where there is one. */
  readonly result?: JsonValue | undefined;
  /** `$states.errorOutput`: `{Error, Cause}`, in a catcher. */
  readonly errorOutput?: JsonValue | undefined;
  /** `$states.context` */
  context(): JsonObject;
  /** All variables in reach, by name without `$`. */
  variables(): Readonly<Record<string, JsonValue>>;
}

/** The bindings of the engine. The context object takes time to make, so it is there only where it may be read. */
export function engineBindings(
  bindings: ExpressionBindings,
  { readsStates, readsContext }: StatesUse,
): Readonly<Record<string, JsonValue>> {
  if (!readsStates) return bindings.variables();
  const states: Record<string, JsonValue> = { input: bindings.input };
  if (readsContext) states.context = bindings.context();
  if (bindings.result !== undefined) states.result = bindings.result;
  if (bindings.errorOutput !== undefined) states.errorOutput = bindings.errorOutput;
  return { ...bindings.variables(), states };
}

export interface StatesUse {
  readonly readsStates: boolean;
  readonly readsContext: boolean;
}

/** Whatever is not plainly a path to another member of `$states` counts as reading the context. */
export function statesUseOf(text: string): StatesUse {
  const readsStates = text.includes("states");
  return { readsStates, readsContext: readsStates && /states(?!\.(?:input|result|errorOutput)\b)/.test(text) };
}
