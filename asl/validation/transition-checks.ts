import { reachableFrom, transitionsOf, walkGraphs, type LocatedGraph, type LocatedState } from "../graphs.js";
import type { Scope } from "./scope.js";

/**
 * Transitions to states that do not exist, states that nothing leads to, a machine that cannot end, and names used
 * twice. The order of the findings is the service's: missing targets, then the missing end, which silences
 * unreachable states.
 */
export function checkTransitions(definition: unknown, scope: Scope): void {
  for (const graph of walkGraphs(definition)) {
    // Fields that are missing altogether have been reported with the fields.
    if (graph.states.length === 0) continue;
    const names = new Set(graph.states.map((state) => state.name));
    const starts =
      typeof graph.startAt === "string" ? [{ target: graph.startAt, path: [...graph.path, "StartAt"] }] : [];
    for (const transition of [...starts, ...graph.states.flatMap(transitionsOf)]) {
      if (names.has(transition.target)) continue;
      const message = `Missing 'Next' target: ${transition.target}`;
      scope.report.error("MISSING_TRANSITION_TARGET", message, transition.path);
    }
    if (reportMissingEnd(graph, scope) || typeof graph.startAt !== "string") continue;
    for (const state of unreachable(graph)) {
      scope.report.error("MISSING_TRANSITION_TARGET", `State "${state.name}" is not reachable.`, state.path);
    }
  }
  checkNames(definition, scope);
}

/** The service looks for an end only in the machine itself; a branch without one is our own finding. */
function reportMissingEnd(graph: LocatedGraph, scope: Scope): boolean {
  if (graph.states.some(isTerminal)) return false;
  const isRoot = graph.holder === undefined;
  if (!isRoot && !scope.strict) return false;
  scope.report.error("MISSING_END_STATE", "Workflow has no terminal state", isRoot ? undefined : graph.path, [
    ...graph.path,
    "States",
  ]);
  return true;
}

function isTerminal({ fields }: LocatedState): boolean {
  return fields["End"] === true || fields["Type"] === "Succeed" || fields["Type"] === "Fail";
}

function unreachable(graph: LocatedGraph): readonly LocatedState[] {
  const reached = reachableFrom(graph, [graph.startAt]);
  return graph.states.filter((state) => !reached.has(state));
}

/** State names and labels are unique in the whole machine, not only in their branch. */
function checkNames(definition: unknown, scope: Scope): void {
  const names = new Set<string>();
  const labels = new Set<string>();
  for (const graph of walkGraphs(definition)) {
    for (const { name, path, fields } of graph.states) {
      if (names.has(name)) scope.report.error("DUPLICATE_STATE_NAME", `Duplicate State name: ${name}`, path);
      names.add(name);
      const label = fields["Type"] === "Map" ? fields["Label"] : undefined;
      if (typeof label !== "string") continue;
      if (labels.has(label))
        scope.report.error("DUPLICATE_LABEL_NAME", `Duplicate Label name: ${label}`, path, [...path, "Label"]);
      labels.add(label);
    }
  }
}
