import type { Expression } from "../ir/expression.js";
import { isNondeterministic, someExpression } from "../ir/walk.js";
import { mayThrow } from "../optimise/simplify-let.js";
import { both, follow, mostArms } from "./choice-arms.js";
import { cloneNode } from "./clone-graph.js";
import { AssignSequence } from "./edges.js";
import { type ChoiceNode, type Edge, type Graph, nodesOf, type TaskNode, type WaitNode } from "./graph.js";

/**
 * A choice that follows a state between two choices, and does not depend on that state, is made before it:
 *
 *     if ready ─ else ─► wait ─► if tries < 5 ─► …      becomes     if ready ┬ tries < 5 ─► wait ─► …
 *                                  └ else ─► fail                            └ else ─► wait (2) ─► fail
 */
export function hoistChoices(graph: Graph): void {
  for (const node of nodesOf(graph)) {
    if (node.kind === "choice") hoistInto(node);
  }
}

function hoistInto(node: ChoiceNode): void {
  const arms: ChoiceNode["arms"][number][] = [];
  for (const arm of node.arms) {
    const split = splitEdge(arm.edge, node);
    if (split === undefined || node.arms.length + arms.length >= mostArms) {
      arms.push(arm);
      continue;
    }
    arms.push({ condition: both(arm.condition, split.condition), edge: split.whenTrue });
    arms.push({ condition: arm.condition, edge: split.whenFalse });
  }
  const last = splitEdge(node.otherwise, node);
  if (last !== undefined && arms.length < mostArms) {
    arms.push({ condition: last.condition, edge: last.whenTrue });
    node.otherwise = last.whenFalse;
  }
  node.arms = arms;
}

interface Split {
  readonly condition: Expression;
  readonly whenTrue: Edge;
  readonly whenFalse: Edge;
}

function splitEdge(edge: Edge, node: ChoiceNode): Split | undefined {
  const between = edge.target;
  if (between.kind !== "wait" && between.kind !== "task") return undefined;
  const choice = between.next.target;
  const [arm] = choice.kind === "choice" ? choice.arms : [];
  if (choice.kind !== "choice" || choice === node || choice.arms.length !== 1 || arm === undefined) return undefined;
  const condition = new AssignSequence([...edge.assigns, ...between.next.assigns]).apply(arm.condition);
  if (!isKnownBefore(condition)) return undefined;
  const withNext = (next: Edge): Edge => {
    const copy = cloneNode(between) as TaskNode | WaitNode;
    copy.next = follow(between.next, next);
    return { assigns: [...edge.assigns], target: copy };
  };
  return { condition, whenTrue: withNext(arm.edge), whenFalse: withNext(choice.otherwise) };
}

/** True when the condition reads nothing that the state in between changes, and can be computed earlier. */
function isKnownBefore(condition: Expression): boolean {
  const readsState = (part: Expression): boolean =>
    part.kind === "states" && !part.field.startsWith("context.Execution.") && !part.field.startsWith("context.StateM");
  return !mayThrow(condition) && !isNondeterministic(condition) && !someExpression(condition, readsState);
}
