import type { Expression } from "../ir/expression.js";
import { isNondeterministic, someExpression } from "../ir/walk.js";
import { mayThrow } from "../optimise/simplify-let.js";
import { both, follow, mostArms } from "./choice-arms.js";
import { cloneNode } from "./clone-graph.js";
import { AssignSequence } from "./edges.js";
import {
  type ChoiceNode,
  type Edge,
  type Graph,
  innerGraphs,
  type MapNode,
  type Node,
  nodesOf,
  type TaskNode,
  type WaitNode,
} from "./graph.js";

/** More states in between, or inside of one of them, are not worth a second copy of each. */
const mostBetween = 2;

/**
 * A choice that follows a state between two choices, and does not depend on that state, is made before it:
 *
 *     if ready ─ else ─► wait ─► if tries < 5 ─► …      becomes     if ready ┬ tries < 5 ─► wait ─► …
 *                                  └ else ─► fail                            └ else ─► wait (2) ─► fail
 *
 * So is the choice of a loop that comes back to it: the last round has a way of its own, which leaves the loop at once.
 */
export function hoistChoices(graph: Graph): void {
  for (const node of nodesOf(graph)) {
    if (node.kind !== "choice") continue;
    hoistInto(node);
    splitLastRound(node);
  }
}

/**
 *     if i < n ─► call, i := i + 1 ─► if i < n …       becomes    if i < n and i + 1 < n ─► call, i := i + 1 ─► if i < n …
 *      └ else ─► done                                              ├ i < n ─► call (2) ─► done
 *                                                                  └ else ─► done
 */
function splitLastRound(node: ChoiceNode): void {
  const [arm] = node.arms;
  if (arm === undefined || node.arms.length !== 1) return;
  const { condition, edge } = arm;
  const afterRound = (round: Edge): Expression | undefined => {
    const between = statesBetween(round);
    return between.at(-1)?.next.target === node ? conditionBehind(round, between, condition) : undefined;
  };
  const again = afterRound(edge);
  if (again !== undefined) {
    const last = through(edge, statesBetween(edge), node.otherwise);
    node.arms = [
      { condition: both(condition, again), edge },
      { condition, edge: last },
    ];
    return;
  }
  const done = afterRound(node.otherwise);
  if (done === undefined) return;
  node.arms = [arm, { condition: done, edge: through(node.otherwise, statesBetween(node.otherwise), edge) }];
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
  const condition = conditionBehind(edge, between, arm.condition);
  if (condition === undefined) return undefined;
  return { condition, whenTrue: through(edge, between, arm.edge), whenFalse: through(edge, between, choice.otherwise) };
}

/** What a condition behind an edge and states is in terms of the values before them, if it can be told there. */
function conditionBehind(edge: Edge, between: readonly Step[], condition: Expression): Expression | undefined {
  const assigns = [edge, ...between.map((state) => state.next)].flatMap((way) => way.assigns);
  const before = new AssignSequence(assigns).apply(condition);
  return isKnownBefore(before) ? before : undefined;
}

type Step = TaskNode | WaitNode | MapNode;

const isStep = (target: Edge["target"]): target is Step =>
  target.kind === "wait" || target.kind === "task" || target.kind === "map";

/** The waits, calls and Map states in a row at the end of an edge. */
function statesBetween(edge: Edge): readonly Step[] {
  const found: Step[] = [];
  for (let { target } = edge; isStep(target); { target } = target.next) {
    if (found.length === mostBetween || found.includes(target) || statesInside(target) > mostBetween) return [];
    found.push(target);
  }
  return found;
}

function statesInside(node: Node): number {
  const nodes = innerGraphs(node).flatMap(nodesOf);
  return nodes.reduce((sum, inner) => sum + statesInside(inner), nodes.length);
}

/** The edge with states of its own, which go on along another edge. */
function through(edge: Edge, between: readonly Step[], next: Edge): Edge {
  return between.reduceRight<Edge>((rest, state, index) => {
    const copy = cloneNode(state) as Step;
    copy.next = index === between.length - 1 ? follow(state.next, rest) : { ...rest };
    const before = index === 0 ? edge : (between[index - 1] as Step).next;
    return { assigns: [...before.assigns], target: copy };
  }, next);
}

/** True when the condition reads nothing that the state in between changes, and can be computed earlier. */
function isKnownBefore(condition: Expression): boolean {
  const readsState = (part: Expression): boolean =>
    part.kind === "states" && !part.field.startsWith("context.Execution.") && !part.field.startsWith("context.StateM");
  return !mayThrow(condition) && !isNondeterministic(condition) && !someExpression(condition, readsState);
}
