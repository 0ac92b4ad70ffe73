import type { DefinitionPath } from "../diagnostic.js";
import { walkGraphs, type LocatedGraph } from "../graphs.js";
import { walkTemplates } from "../walk-expressions.js";
import { isFields, type Scope } from "./scope.js";
import { variableOf } from "./variable-names.js";

interface Assignment {
  readonly name: string;
  readonly path: DefinitionPath;
}

/**
 * A name that a graph assigns may not be assigned in a graph inside it. A distributed Map's states are executions of
 * their own that see nothing of the variables around them, so names start afresh there.
 *
 * @see developer guide, "Passing data between states with variables"
 */
export function checkVariableScopes(definition: unknown, scope: Scope): void {
  const assignments = assignmentsByGraph(definition);
  const namesOf = new Map([...assignments].map(([graph, list]) => [graph, new Set(list.map(({ name }) => name))]));
  for (const [graph, list] of assignments) {
    const outer = [...enclosingGraphs(graph)];
    for (const { name, path } of list) {
      if (!outer.some((enclosing) => namesOf.get(enclosing)?.has(name) === true)) continue;
      const message = `The variable name '${name}' was already defined in a parent scope.`;
      scope.report.error("DUPLICATE_VARIABLE_NAME", message, path);
    }
  }
}

/** The variables that the states of a graph may find assigned. */
export function visibleVariables(definition: unknown): (graph: LocatedGraph) => ReadonlySet<string> {
  const byPath = new Map<string, ReadonlySet<string>>();
  for (const [graph, list] of assignmentsByGraph(definition)) {
    byPath.set(JSON.stringify(graph.path), new Set(list.map(({ name }) => name)));
  }
  return (graph) => {
    const visible = [graph, ...enclosingGraphs(graph)];
    return new Set(visible.flatMap(({ path }) => [...(byPath.get(JSON.stringify(path)) ?? [])]));
  };
}

function* enclosingGraphs(graph: LocatedGraph): Generator<LocatedGraph> {
  for (let inner = graph; inner.parent !== undefined && !inner.distributed; inner = inner.parent) yield inner.parent;
}

function assignmentsByGraph(definition: unknown): ReadonlyMap<LocatedGraph, readonly Assignment[]> {
  const graphs = new Map<string, LocatedGraph>();
  const assignments = new Map<LocatedGraph, Assignment[]>();
  for (const graph of walkGraphs(definition)) {
    graphs.set(JSON.stringify(graph.path), graph);
    assignments.set(graph, []);
  }
  for (const { value, path, state, language } of walkTemplates(definition)) {
    if (path.at(-1) !== "Assign" || !isFields(value)) continue;
    const graph = graphs.get(JSON.stringify(state.graph.path));
    const list = graph === undefined ? undefined : assignments.get(graph);
    list?.push(
      ...Object.keys(value).map((field) => ({ name: variableOf(field, { language }), path: [...path, field] })),
    );
  }
  // Keyed by the graphs of this walk, whose parents are the same objects.
  return assignments;
}
