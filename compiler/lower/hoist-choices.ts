import type { Expression } from "../ir/expression.js";
import { isNondeterministic, someExpression } from "../ir/walk.js";
import { mayThrow } from "../optimise/simplify-let.js";
import { both, follow, mostArms } from "./choice-arms.js";
import { cloneNode } from "./clone-graph.js";
import { AssignSequence } from "./edges.js";
import { type ChoiceNode, type Edge, type Graph, nodesOf, type TaskNode, type WaitNode } from "./graph.js";

/** More states in between are not worth a second copy of each. */
const mostBetween = 2;

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
  const between = statesBetween(edge);
  const choice = between.at(-1)?.next.target;
  if (choice?.kind !== "choice" || choice === node || choice.arms.length !== 1) return undefined;
  const [arm] = choice.arms;
  if (arm === undefined) return undefined;
  const assigns = [edge, ...between.map((state) => state.next)].flatMap((way) => way.assigns);
  const condition = new AssignSequence(assigns).apply(arm.condition);
  if (!isKnownBefore(condition)) return undefined;
  return { condition, whenTrue: through(edge, between, arm.edge), whenFalse: through(edge, between, choice.otherwise) };
}

/** The waits and calls in a row at the end of an edge. */
function statesBetween(edge: Edge): readonly (TaskNode | WaitNode)[] {
  const found: (TaskNode | WaitNode)[] = [];
  for (let { target } = edge; target.kind === "wait" || target.kind === "task"; { target } = target.next) {
    if (found.length === mostBetween || found.includes(target)) return [];
    found.push(target);
  }
  return found;
}

/** The edge with states of its own, which go on along another edge. */
function through(edge: Edge, between: readonly (TaskNode | WaitNode)[], next: Edge): Edge {
  return between.reduceRight<Edge>((rest, state, index) => {
    const copy = cloneNode(state) as TaskNode | WaitNode;
    copy.next = index === between.length - 1 ? follow(state.next, rest) : { ...rest };
    const before = index === 0 ? edge : (between[index - 1] as TaskNode | WaitNode).next;
    return { assigns: [...before.assigns], target: copy };
  }, next);
}

/** True when the condition reads nothing that the state in between changes, and can be computed earlier. */
function isKnownBefore(condition: Expression): boolean {
  const readsState = (part: Expression): boolean =>
    part.kind === "states" && !part.field.startsWith("context.Execution.") && !part.field.startsWith("context.StateM");
  return !mayThrow(condition) && !isNondeterministic(condition) && !someExpression(condition, readsState);
}
