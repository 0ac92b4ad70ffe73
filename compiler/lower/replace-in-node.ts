import type { Expression } from "../ir/expression.js";
import { mapDistributed } from "../ir/statement-walk.js";
import { mapTaskExpressions } from "../ir/task-expressions.js";
import { allEdges, type Graph, type Node, nodesOf } from "./graph.js";

type Change = (expression: Expression) => Expression;

/** Changes the expressions that a node evaluates when it is entered, and all of those inside its graphs. */
export function replaceInNode(node: Node, change: Change): void {
  switch (node.kind) {
    case "task":
      node.effect = mapTaskExpressions(node.effect, change);
      return;
    case "wait": {
      const { seconds, timestamp } = node.effect;
      node.effect = {
        ...node.effect,
        ...(seconds === undefined ? {} : { seconds: change(seconds) }),
        ...(timestamp === undefined ? {} : { timestamp: change(timestamp) }),
      };
      return;
    }
    case "choice":
      node.arms = node.arms.map((arm) => ({ ...arm, condition: change(arm.condition) }));
      return;
    case "map":
      node.items = change(node.items);
      if (node.concurrency !== undefined) node.concurrency = change(node.concurrency);
      node.passed = node.passed.map((assign) => ({ ...assign, value: change(assign.value) }));
      if (node.distributed !== undefined) node.distributed = mapDistributed(node.distributed, change);
      replaceInGraph(node.processor, change);
      return;
    case "parallel":
      for (const branch of node.branches) replaceInGraph(branch, change);
      return;
    case "fail":
      node.error = change(node.error);
      return;
    case "jump":
      return;
  }
}

/** Changes all expressions of a graph. */
export function replaceInGraph(graph: Graph, change: Change): void {
  for (const edge of allEdges(graph)) {
    edge.assigns = edge.assigns.map((assign) => ({ ...assign, value: change(assign.value) }));
    if (edge.target.kind === "end") edge.target = { ...edge.target, value: change(edge.target.value) };
  }
  for (const node of nodesOf(graph)) replaceInNode(node, change);
}
