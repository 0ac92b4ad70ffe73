import type { Expression } from "../ir/expression.js";
import { booleanType } from "../ir/value-types.js";
import { mayThrow } from "../optimise/simplify-let.js";
import { isNondeterministic, someExpression, variablesIn } from "../ir/walk.js";
import { AssignSequence } from "./edges.js";
import {
  allEdges,
  type ChoiceNode,
  countIncoming,
  type Edge,
  edgesOf,
  entryExpressions,
  type Graph,
  innerGraphs,
  type JumpNode,
  type Node,
  nodesOf,
} from "./graph.js";
import { Liveness, outerReads, removeDeadAssigns } from "./liveness.js";
import { replaceInNode } from "./replace-in-node.js";

/**
 * Makes a graph take as few states as it can, without changing what it does: places where ways meet go, choices that
 * follow a choice become part of it, and what happens before the first state moves into it.
 */
export function optimiseGraph(graph: Graph): void {
  for (const node of nodesOf(graph)) for (const inner of innerGraphs(node)) optimiseGraph(inner);
  unshareEdges(graph);
  threadJumps(graph);
  removeDeadAssigns(graph);
  mergeChoices(graph);
  removeDeadAssigns(graph);
  splitNondeterministic(graph);
  sinkStart(graph);
  removeDeadAssigns(graph);
  resolveEdges(graph);
}

/** Lowering shares edges between statements; from here on each belongs to one node. */
function unshareEdges(graph: Graph): void {
  const copy = (edge: Edge): Edge => ({ assigns: [...edge.assigns], target: edge.target });
  graph.start = copy(graph.start);
  for (const node of nodesOf(graph)) replaceEdges(node, copy);
}

function replaceEdges(node: Node, change: (edge: Edge) => Edge): void {
  switch (node.kind) {
    case "task":
    case "parallel":
    case "map":
      node.next = change(node.next);
      if (node.caught !== undefined) node.caught = change(node.caught);
      return;
    case "wait":
    case "jump":
      node.next = change(node.next);
      return;
    case "choice":
      node.arms = node.arms.map((arm) => ({ ...arm, edge: change(arm.edge) }));
      node.otherwise = change(node.otherwise);
      return;
    case "fail":
      return;
  }
}

/** Goes on past jumps. An endless loop without states keeps its jump. */
function threadJumps(graph: Graph): void {
  for (const edge of allEdges(graph)) {
    const passed = new Set<Node>();
    while (edge.target.kind === "jump" && !passed.has(edge.target)) {
      const { next } = edge.target;
      passed.add(edge.target);
      edge.assigns = [...edge.assigns, ...next.assigns];
      edge.target = next.target;
    }
  }
}

/** A choice takes over the arms of another that it leads to, as long as it stays readable. */
const mostArms = 16;

function mergeChoices(graph: Graph): void {
  for (const node of nodesOf(graph)) {
    if (node.kind !== "choice") continue;
    const merged = new Set<Node>([node]);
    while (mergeOne(node, merged)) {
      // One arm at a time, until none leads to another choice.
    }
  }
}

function mergeOne(node: ChoiceNode, merged: Set<Node>): boolean {
  const canMerge = (edge: Edge): edge is Edge & { target: ChoiceNode } => {
    const { target, assigns } = edge;
    if (target.kind !== "choice" || merged.has(target)) return false;
    if (node.arms.length + target.arms.length > mostArms) return false;
    return !assigns.some((assign) => isNondeterministic(assign.value));
  };
  for (const [index, arm] of node.arms.entries()) {
    const { edge, condition } = arm;
    if (!canMerge(edge)) continue;
    const { target } = edge;
    merged.add(target);
    const sequence = new AssignSequence(edge.assigns);
    const arms = target.arms.map((inner) => ({
      condition: both(condition, sequence.apply(inner.condition)),
      edge: follow(edge, inner.edge),
    }));
    const rest = { condition, edge: follow(edge, target.otherwise) };
    node.arms = [...node.arms.slice(0, index), ...arms, rest, ...node.arms.slice(index + 1)];
    return true;
  }
  const { otherwise } = node;
  if (!canMerge(otherwise)) return false;
  const { target } = otherwise;
  merged.add(target);
  const sequence = new AssignSequence(otherwise.assigns);
  const arms = target.arms.map((inner) => ({
    condition: sequence.apply(inner.condition),
    edge: follow(otherwise, inner.edge),
  }));
  node.arms = [...node.arms, ...arms];
  node.otherwise = follow(otherwise, target.otherwise);
  return true;
}

function both(left: Expression, right: Expression): Expression {
  return { kind: "logical", operator: "&&", left, right, types: booleanType, span: right.span };
}

/** The way along two edges. */
function follow(first: Edge, second: Edge): Edge {
  return { assigns: [...first.assigns, ...second.assigns], target: second.target };
}

/** A value that cannot be computed twice must be stored before it is used in several places. */
function splitNondeterministic(graph: Graph): void {
  const liveness = new Liveness(graph);
  for (const edge of allEdges(graph)) {
    for (const [index, { variable, value }] of edge.assigns.entries()) {
      if (!isNondeterministic(value)) continue;
      const later = edge.assigns.slice(index + 1);
      const readers = later.filter((assign) => variablesIn(assign.value).has(variable)).length;
      const isRead = liveness.afterEdge(edge).has(variable);
      if (readers + (isRead ? 1 : 0) <= 1) continue;
      const pass: JumpNode = {
        kind: "jump",
        title: `set ${variable.name}`,
        span: value.span,
        next: { assigns: later, target: edge.target },
      };
      edge.assigns = edge.assigns.slice(0, index + 1);
      edge.target = pass;
      break;
    }
  }
}

/** What is assigned before the first state is computed in that state instead; no state comes before it. */
function sinkStart(graph: Graph): void {
  const { start } = graph;
  const { target } = start;
  if (start.assigns.length === 0 || target.kind === "end" || target.kind === "fail") return;
  const sequence = new AssignSequence(start.assigns);
  const isShared = (countIncoming(graph).get(target) ?? 0) > 1;
  if (!canSink(start, sequence, target, isShared)) return;
  const node = isShared ? copyOf(target as ChoiceNode) : target;
  replaceInNode(node, (expression) => sequence.apply(expression));
  for (const edge of edgesOf(node)) edge.assigns = [...start.assigns, ...edge.assigns];
  graph.start = { assigns: [], target: node };
}

function canSink(start: Edge, sequence: AssignSequence, target: Node, isShared: boolean): boolean {
  if (isShared && target.kind !== "choice") return false;
  const { assigns } = start;
  if (assigns.some((assign) => isNondeterministic(assign.value))) {
    const isOnlyForEntry = assigns.length === 1 && target.kind === "task" && target.effect.retry.length === 0;
    return isOnlyForEntry && !edgesRead(target, assigns);
  }
  const inner = new Set(innerGraphs(target).flatMap((graph) => [...outerReads(graph)]));
  // A variable may take the input from one that was assigned before it.
  return sequence.variables.every((variable) => !inner.has(variable) || !readsInput(sequence.valueOf(variable)));
}

function edgesRead(target: Node, assigns: Edge["assigns"]): boolean {
  const variables = new Set(assigns.map((assign) => assign.variable));
  const reads = entryExpressions(target).reduce((count, expression) => {
    let found = 0;
    someExpression(expression, (part) => {
      if (part.kind === "variable-read" && variables.has(part.variable)) found++;
      return false;
    });
    return count + found;
  }, 0);
  const later = edgesOf(target).some((edge) => {
    const live = new Liveness({ start: edge }).beforeEdge(edge);
    return [...variables].some((variable) => live.has(variable));
  });
  return later || reads > 1;
}

/** `$states.input` means something else inside the branches of a state. */
function readsInput(value: Expression): boolean {
  return someExpression(value, (part) => part.kind === "states" && part.field === "input");
}

function copyOf(node: ChoiceNode): ChoiceNode {
  const copy = (edge: Edge): Edge => ({ assigns: [...edge.assigns], target: edge.target });
  return { ...node, arms: node.arms.map((arm) => ({ ...arm, edge: copy(arm.edge) })), otherwise: copy(node.otherwise) };
}

/**
 * Turns the assignments of each edge into those that happen at once, each in terms of the values at the source, and
 * leaves only what is read later. At an end, only the output counts.
 */
function resolveEdges(graph: Graph): void {
  const liveness = new Liveness(graph);
  const catchers = new Set(nodesOf(graph).map((node) => ("caught" in node ? node.caught : undefined)));
  for (const edge of allEdges(graph)) {
    const sequence = new AssignSequence(edge.assigns);
    const { target } = edge;
    if (target.kind === "end" && !catchers.has(edge)) {
      edge.target = { ...target, value: sequence.apply(target.value) };
      edge.assigns = [];
      continue;
    }
    const live = liveness.afterEdge(edge);
    edge.assigns = sequence.variables
      .filter(
        (variable) =>
          live.has(variable) || edge.assigns.some((assign) => assign.variable === variable && mayThrow(assign.value)),
      )
      .map((variable) => ({ variable, value: sequence.valueOf(variable) }))
      .filter(({ variable, value }) => !(value.kind === "variable-read" && value.variable === variable));
  }
}
