import type { DefinitionPath } from "../diagnostic.js";
import { statesLeadingTo, walkGraphs, type LocatedGraph, type LocatedState } from "../graphs.js";
import { walkTemplates } from "../walk-expressions.js";
import { isFields } from "../fields.js";
import { type Scope } from "./scope.js";
import { variableOf } from "./variable-names.js";

interface Assignment {
  readonly name: string;
  readonly path: DefinitionPath;
}

/**
 * A state inside a branch or a Map may not assign a variable that the states around it may have assigned before; a
 * name that is only assigned after the branch, or by its own Catch, is free. A distributed Map's states are
 * executions of their own that see nothing of the variables around them, so names start afresh there.
 *
 * @see developer guide, "Passing data between states with variables"
 */
export function checkVariableScopes(definition: unknown, scope: Scope): void {
  const assignments = assignmentsByState(definition);
  for (const graph of walkGraphs(definition)) {
    const assignedBefore = namesAssignedBefore(graph, assignments);
    for (const { name, path } of graph.states.flatMap((state) => assignments.get(keyOf(state.path)) ?? [])) {
      if (!assignedBefore.has(name)) continue;
      const message = `The variable name '${name}' was already defined in a parent scope.`;
      scope.report.error("DUPLICATE_VARIABLE_NAME", message, path);
    }
  }
}

/** The variables that the states of a graph may find assigned, by itself or by the graphs around it. */
export function visibleVariables(definition: unknown): (graph: LocatedGraph) => ReadonlySet<string> {
  const assignments = assignmentsByState(definition);
  const known = new Map<string, ReadonlySet<string>>();
  const visible = (graph: LocatedGraph): ReadonlySet<string> => {
    const key = keyOf(graph.path);
    const names = known.get(key) ?? new Set([...namesIn(graph.states, assignments), ...outerNames(graph)]);
    known.set(key, names);
    return names;
  };
  const outerNames = (graph: LocatedGraph) => (isOpen(graph) ? visible(graph.holder.graph) : []);
  return visible;
}

type Assignments = ReadonlyMap<string, readonly Assignment[]>;

function namesAssignedBefore(graph: LocatedGraph, assignments: Assignments): ReadonlySet<string> {
  if (!isOpen(graph)) return new Set();
  const { holder } = graph;
  const earlier = [...statesLeadingTo(holder)];
  return new Set([...namesIn(earlier, assignments), ...namesAssignedBefore(holder.graph, assignments)]);
}

/** Whether the states of the graph can see the variables around it. */
function isOpen(graph: LocatedGraph): graph is LocatedGraph & { readonly holder: LocatedState } {
  return graph.holder !== undefined && !graph.distributed;
}

function namesIn(states: readonly LocatedState[], assignments: Assignments): readonly string[] {
  return states.flatMap((state) => (assignments.get(keyOf(state.path)) ?? []).map(({ name }) => name));
}

function assignmentsByState(definition: unknown): Assignments {
  const assignments = new Map<string, Assignment[]>();
  for (const { value, path, state, language } of walkTemplates(definition)) {
    if (path.at(-1) !== "Assign" || !isFields(value)) continue;
    const names = Object.keys(value).map((field) => ({
      name: variableOf(field, { language }),
      path: [...path, field],
    }));
    assignments.set(keyOf(state.path), [...(assignments.get(keyOf(state.path)) ?? []), ...names]);
  }
  return assignments;
}

/** Paths as keys: two walks over one definition make different objects. */
function keyOf(path: DefinitionPath): string {
  return JSON.stringify(path);
}
