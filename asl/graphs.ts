import type { DefinitionPath } from "./diagnostic.js";
import { isFields } from "./fields.js";

/** A machine, a branch or a processor: what has `States` and `StartAt`, as it stands in an unchecked definition. */
export interface LocatedGraph {
  readonly path: DefinitionPath;
  readonly startAt: unknown;
  /** The states that are objects, in the order of the definition. */
  readonly states: readonly LocatedState[];
  /** The Parallel or Map state that runs this graph; undefined for the machine itself. */
  readonly holder: LocatedState | undefined;
  /** True for the processor of a distributed Map, whose states cannot see the variables around it. */
  readonly distributed: boolean;
}

export interface LocatedState {
  readonly name: string;
  readonly path: DefinitionPath;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly graph: LocatedGraph;
}

/** Every graph of a definition, outer ones before the ones inside them; what is malformed is passed over. */
export function* walkGraphs(definition: unknown): Generator<LocatedGraph> {
  yield* walk(definition, [], undefined, false);
}

/** Every state of a definition, wherever it is nested. */
export function* walkStates(definition: unknown): Generator<LocatedState> {
  for (const graph of walkGraphs(definition)) yield* graph.states;
}

function* walk(
  value: unknown,
  path: DefinitionPath,
  holder: LocatedState | undefined,
  distributed: boolean,
): Generator<LocatedGraph> {
  if (!isFields(value)) return;
  const states: LocatedState[] = [];
  const graph: LocatedGraph = { path, startAt: value["StartAt"], states, holder, distributed };
  for (const [name, fields] of Object.entries(isFields(value["States"]) ? value["States"] : {})) {
    if (isFields(fields)) states.push({ name, path: [...path, "States", name], fields, graph });
  }
  yield graph;
  for (const state of states) yield* walkInner(state);
}

function* walkInner(state: LocatedState): Generator<LocatedGraph> {
  const { Type: type, Branches: branches } = state.fields;
  if (type === "Parallel" && Array.isArray(branches)) {
    for (const [index, branch] of branches.entries()) {
      yield* walk(branch, [...state.path, "Branches", index], state, false);
    }
  }
  if (type !== "Map") return;
  for (const name of ["ItemProcessor", "Iterator"]) {
    const processor = state.fields[name];
    yield* walk(processor, [...state.path, name], state, isDistributed(processor));
  }
}

function isDistributed(processor: unknown): boolean {
  const config = isFields(processor) ? processor["ProcessorConfig"] : undefined;
  return isFields(config) && config["Mode"] === "DISTRIBUTED";
}

/** A field that names a state to go to: `Next`, `Default`, and the `Next` of choice rules and catchers. */
export interface Transition {
  readonly target: string;
  readonly path: DefinitionPath;
}

/** Where a state may go, in the order in which the service looks. */
export function transitionsOf(state: LocatedState): readonly Transition[] {
  const { Next: next, Default: otherwise, Choices: choices, Catch: catchers } = state.fields;
  return [
    ...transition(next, [...state.path, "Next"]),
    ...entryTransitions(choices, [...state.path, "Choices"]),
    ...transition(otherwise, [...state.path, "Default"]),
    ...entryTransitions(catchers, [...state.path, "Catch"]),
  ];
}

/** The states of a graph that can be reached from the states of these names, which are reached themselves. */
export function reachableFrom(graph: LocatedGraph, names: readonly unknown[]): ReadonlySet<LocatedState> {
  const byName = new Map(graph.states.map((state) => [state.name, state]));
  const reached = new Set<LocatedState>();
  const pending = [...names];
  while (pending.length > 0) {
    const state = byName.get(String(pending.pop()));
    if (state === undefined || reached.has(state)) continue;
    reached.add(state);
    pending.push(...transitionsOf(state).map(({ target }) => target));
  }
  return reached;
}

/** The states of a graph from which a state can be reached by at least one transition, itself perhaps among them. */
export function statesLeadingTo(goal: LocatedState): ReadonlySet<LocatedState> {
  const sources = new Map<string, LocatedState[]>();
  for (const state of goal.graph.states) {
    for (const { target } of transitionsOf(state)) sources.set(target, [...(sources.get(target) ?? []), state]);
  }
  const leading = new Set<LocatedState>();
  const pending = [goal];
  for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
    for (const source of sources.get(state.name) ?? []) {
      if (leading.has(source)) continue;
      leading.add(source);
      pending.push(source);
    }
  }
  return leading;
}

function entryTransitions(entries: unknown, path: DefinitionPath): readonly Transition[] {
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry: unknown, index) =>
    isFields(entry) ? transition(entry["Next"], [...path, index, "Next"]) : [],
  );
}

function transition(target: unknown, path: DefinitionPath): readonly Transition[] {
  return typeof target === "string" ? [{ target, path }] : [];
}
