import type { Variable } from "../ir/expression.js";
import { variablesIn } from "../ir/walk.js";
import { type Edge, edgesOf, entryExpressions, type Graph, innerGraphs, type Node, nodesOf } from "./graph.js";
import { mustHappen } from "./throwing-assigns.js";

/** Which variables are read later, at every node of a graph. */
export class Liveness {
  readonly #atNode = new Map<Node, ReadonlySet<Variable>>();

  constructor(graph: Graph) {
    const nodes = [...nodesOf(graph)].reverse();
    for (let changed = true; changed;) {
      changed = false;
      for (const node of nodes) {
        const live = this.#compute(node);
        if (live.size !== (this.#atNode.get(node)?.size ?? 0)) {
          this.#atNode.set(node, live);
          changed = true;
        }
      }
    }
  }

  /** Read at the node's entry or later. */
  atNode(node: Node): ReadonlySet<Variable> {
    return this.#atNode.get(node) ?? new Set();
  }

  /** Read after an edge's assignments. */
  afterEdge(edge: Edge): ReadonlySet<Variable> {
    return edge.target.kind === "end" ? variablesIn(edge.target.value) : this.atNode(edge.target);
  }

  /** Read in an edge's assignments or later. */
  beforeEdge(edge: Edge): ReadonlySet<Variable> {
    const live = new Set(this.afterEdge(edge));
    for (const assign of [...edge.assigns].reverse()) {
      const { variable, value } = assign;
      if (!live.has(variable) && !mustHappen(assign)) continue;
      live.delete(variable);
      for (const read of variablesIn(value)) live.add(read);
    }
    return live;
  }

  #compute(node: Node): ReadonlySet<Variable> {
    const live = new Set<Variable>();
    for (const expression of entryExpressions(node)) for (const read of variablesIn(expression)) live.add(read);
    for (const graph of innerGraphs(node)) for (const read of outerReads(graph)) live.add(read);
    for (const edge of edgesOf(node)) for (const read of this.beforeEdge(edge)) live.add(read);
    return live;
  }
}

/** The variables of the scopes around that a graph reads. */
export function outerReads(graph: Graph): ReadonlySet<Variable> {
  return new Liveness(graph).beforeEdge(graph.start);
}

/** Removes assignments that nobody reads. */
export function removeDeadAssigns(graph: Graph): void {
  const liveness = new Liveness(graph);
  for (const edge of [graph.start, ...nodesOf(graph).flatMap(edgesOf)]) {
    const live = new Set(liveness.afterEdge(edge));
    const kept = [...edge.assigns].reverse().filter((assign) => {
      const { variable, value } = assign;
      if (!live.has(variable) && !mustHappen(assign)) return false;
      live.delete(variable);
      for (const read of variablesIn(value)) live.add(read);
      return true;
    });
    edge.assigns = kept.reverse();
  }
}
