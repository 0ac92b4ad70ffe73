import type { DefinitionPath } from "./diagnostic.js";

/** A machine, a branch or a processor: what has `States` and `StartAt`, as it stands in an unchecked definition. */
export interface LocatedGraph {
  readonly path: DefinitionPath;
  readonly startAt: unknown;
  /** The states that are objects, in the order of the definition. */
  readonly states: readonly LocatedState[];
  /** The graph whose state holds this one. */
  readonly parent: LocatedGraph | undefined;
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
  parent: LocatedGraph | undefined,
  distributed: boolean,
): Generator<LocatedGraph> {
  if (!isObject(value)) return;
  const states: LocatedState[] = [];
  const graph: LocatedGraph = { path, startAt: value["StartAt"], states, parent, distributed };
  for (const [name, fields] of Object.entries(isObject(value["States"]) ? value["States"] : {})) {
    if (isObject(fields)) states.push({ name, path: [...path, "States", name], fields, graph });
  }
  yield graph;
  for (const state of states) yield* walkInner(state, graph);
}

function* walkInner(state: LocatedState, graph: LocatedGraph): Generator<LocatedGraph> {
  const { Type: type, Branches: branches } = state.fields;
  if (type === "Parallel" && Array.isArray(branches)) {
    for (const [index, branch] of branches.entries()) {
      yield* walk(branch, [...state.path, "Branches", index], graph, false);
    }
  }
  if (type !== "Map") return;
  for (const name of ["ItemProcessor", "Iterator"]) {
    const processor = state.fields[name];
    yield* walk(processor, [...state.path, name], graph, isDistributed(processor));
  }
}

function isDistributed(processor: unknown): boolean {
  const config = isObject(processor) ? processor["ProcessorConfig"] : undefined;
  return isObject(config) && config["Mode"] === "DISTRIBUTED";
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
