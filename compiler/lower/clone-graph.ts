import { type Edge, edgesOf, type Graph, type Node, nodesOf } from "./graph.js";

/** A node of its own with the same contents: its edges are its own, and so are the graphs inside it. */
export function cloneNode(node: Node): Node {
  switch (node.kind) {
    case "task":
      return { ...node, next: cloneEdge(node.next), caught: cloneCaught(node.caught) };
    case "parallel":
      return {
        ...node,
        branches: node.branches.map(cloneGraph),
        next: cloneEdge(node.next),
        caught: cloneCaught(node.caught),
      };
    case "map":
      return {
        ...node,
        processor: cloneGraph(node.processor),
        next: cloneEdge(node.next),
        caught: cloneCaught(node.caught),
      };
    case "wait":
    case "jump":
      return { ...node, next: cloneEdge(node.next) };
    case "choice":
      return {
        ...node,
        arms: node.arms.map((arm) => ({ ...arm, edge: cloneEdge(arm.edge) })),
        otherwise: cloneEdge(node.otherwise),
      };
    case "fail":
      return { ...node };
  }
}

function cloneCaught(caught: Edge | undefined): Edge | undefined {
  return caught === undefined ? undefined : cloneEdge(caught);
}

export function cloneEdge(edge: Edge): Edge {
  return { assigns: [...edge.assigns], target: edge.target };
}

function cloneGraph(graph: Graph): Graph {
  const copies = new Map<Node, Node>(nodesOf(graph).map((node) => [node, cloneNode(node)]));
  const redirect = (edge: Edge): void => {
    if (edge.target.kind !== "end") edge.target = copies.get(edge.target) ?? edge.target;
  };
  const start = cloneEdge(graph.start);
  redirect(start);
  for (const copy of copies.values()) edgesOf(copy).forEach(redirect);
  return { start };
}
