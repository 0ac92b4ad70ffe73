import type { Expression } from "../ir/expression.js";
import { isNondeterministic, someExpression } from "../ir/walk.js";
import { mayThrow } from "../optimise/simplify-let.js";
import { both, follow, mostArms } from "./choice-arms.js";
import { cloneNode } from "./clone-graph.js";
import { AssignSequence } from "./edges.js";
import {
  type ChoiceNode,
  countIncoming,
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
  const choices = nodesOf(graph).filter((node) => node.kind === "choice");
  // First: a choice that is made before a loop then tells its last round, too.
  const loops = new Map<ChoiceNode, LoopChoice>();
  for (const choice of choices) {
    const loop = splitLastRound(choice);
    if (loop !== undefined) loops.set(choice, loop);
  }
  const before = countIncoming(graph);
  for (const choice of choices) hoistInto(choice, loops);
  const after = countIncoming(graph);
  for (const [choice, { split, round, whenBack }] of loops) {
    const isAsked = round.every((state) => before.get(state) === 1); // A do-while loop enters its first round unasked.
    if (isAsked && choice.arms === split && after.get(choice) === 1) Object.assign(choice, whenBack);
  }
}

type Choice = Pick<ChoiceNode, "arms" | "otherwise">;

/** A choice whether a loop goes on, which tells its last round. */
interface LoopChoice {
  readonly split: ChoiceNode["arms"];
  readonly round: readonly Step[];
  /** What is left of it where only its rounds lead to it: they come back only when there is another one. */
  readonly whenBack: Choice;
}

/**
 *     if i < n ─► call, i := i + 1 ─► if i < n …       becomes    if i < n and i + 1 < n ─► call, i := i + 1 ─► if i < n …
 *      └ else ─► done                                              ├ i < n ─► call (2) ─► done
 *                                                                  └ else ─► done
 */
function splitLastRound(node: ChoiceNode): LoopChoice | undefined {
  const [arm] = node.arms;
  if (arm === undefined || node.arms.length !== 1) return undefined;
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
    const whenBack = { arms: [{ condition: again, edge }], otherwise: last };
    return { split: node.arms, round: statesBetween(edge), whenBack };
  }
  const { otherwise } = node;
  const done = afterRound(otherwise);
  if (done === undefined) return undefined;
  const round = statesBetween(otherwise);
  const last = { condition: done, edge: through(otherwise, round, edge) };
  node.arms = [arm, last];
  return { split: node.arms, round, whenBack: { arms: [last], otherwise } };
}

/** @param loops choices with an arm for the last round of their loop */
function hoistInto(node: ChoiceNode, loops: ReadonlyMap<ChoiceNode, LoopChoice>): void {
  const arms: ChoiceNode["arms"][number][] = [];
  const { otherwise } = node;
  for (const arm of node.arms) {
    const split = splitEdge(arm.edge, node, loops);
    if (split === undefined || node.arms.length + arms.length + split.arms.length > mostArms) {
      arms.push(arm);
      continue;
    }
    for (const { condition, edge } of split.arms) arms.push({ condition: both(arm.condition, condition), edge });
    arms.push({ condition: arm.condition, edge: split.otherwise });
  }
  const last = splitEdge(node.otherwise, node, loops);
  if (last !== undefined && arms.length + last.arms.length <= mostArms) {
    arms.push(...last.arms);
    node.otherwise = last.otherwise;
  }
  const isChanged = arms.length !== node.arms.length || node.otherwise !== otherwise;
  if (isChanged) node.arms = arms;
}

function splitEdge(edge: Edge, node: ChoiceNode, loops: ReadonlyMap<ChoiceNode, LoopChoice>): Choice | undefined {
  const between = statesBetween(edge);
  const choice = between.at(-1)?.next.target;
  if (choice?.kind !== "choice" || choice === node) return undefined;
  // Each outcome has copies of the states in between.
  if (choice.arms.length > 1 && !loops.has(choice)) return undefined;
  const arms: ChoiceNode["arms"][number][] = [];
  for (const arm of choice.arms) {
    const condition = conditionBehind(edge, between, arm.condition);
    if (condition === undefined) return undefined;
    arms.push({ condition, edge: through(edge, between, arm.edge) });
  }
  return { arms, otherwise: through(edge, between, choice.otherwise) };
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
