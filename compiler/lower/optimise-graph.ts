import type { Expression, Variable } from "../ir/expression.js";
import { mayBe, objectType, undefinedType } from "../ir/value-types.js";
import { isNondeterministic, someExpression, substitute } from "../ir/walk.js";
import { knownTruth, simplifyKnown } from "../optimise/simplify-known.js";
import { cloneEdge, cloneNode } from "./clone-graph.js";
import { both, follow, mostArms } from "./choice-arms.js";
import { AssignSequence } from "./edges.js";
import {
  allEdges,
  catcherEdges,
  type ChoiceNode,
  countIncoming,
  type Edge,
  type EdgeAssign,
  edgesOf,
  entryExpressions,
  type Graph,
  innerGraphs,
  type MapNode,
  type Node,
  nodesOf,
} from "./graph.js";
import { hoistChoices } from "./hoist-choices.js";
import { Liveness, outerReads, removeDeadAssigns } from "./liveness.js";
import { narrowCatchers } from "./narrow-catchers.js";
import { giveWhatIsRead, keepWhatIsRead } from "./project-results.js";
import { replaceInGraph, replaceInNode } from "./replace-in-node.js";
import { specialiseGraph } from "./specialise-graph.js";
import { evaluatedByOthers, evaluatesFirst, mustHappen } from "./throwing-assigns.js";
import { readOriginals, splitNondeterministic } from "./nondeterministic-values.js";

/**
 * Makes a graph take as few states as it can, without changing what it does: places where ways meet go, choices that
 * follow a choice become part of it, and what happens before the first state moves into it.
 */
export function optimiseGraph(graph: Graph): void {
  unshareEdges(graph);
  optimise(graph);
}

function optimise(graph: Graph): void {
  threadJumps(graph);
  removeDeadAssigns(graph);
  narrowCatchers(graph);
  specialiseGraph(graph);
  removeDeadAssigns(graph);
  mergeChoices(graph);
  hoistChoices(graph);
  readOriginals(graph);
  removeDeadAssigns(graph);
  splitNondeterministic(graph);
  sinkStart(graph);
  removeDeadAssigns(graph);
  const liveness = new Liveness(graph);
  for (const node of nodesOf(graph)) {
    giveWhatIsRead(node, liveness);
    if (node.kind === "map") takeItem(node);
    for (const inner of innerGraphs(node)) optimise(inner);
  }
  resolveEdges(graph);
  keepWhatIsRead(graph);
}

/** Lowering shares edges between statements; from here on each belongs to one node. */
function unshareEdges(graph: Graph): void {
  graph.start = cloneEdge(graph.start);
  for (const node of nodesOf(graph)) {
    replaceEdges(node, cloneEdge);
    innerGraphs(node).forEach(unshareEdges);
  }
}

function replaceEdges(node: Node, change: (edge: Edge) => Edge): void {
  switch (node.kind) {
    case "task":
    case "parallel":
    case "map":
      node.next = change(node.next);
      node.named = node.named.map(({ errors, edge }) => ({ errors, edge: change(edge) }));
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

function mergeChoices(graph: Graph): void {
  for (const node of nodesOf(graph)) {
    if (node.kind !== "choice") continue;
    const merged = new Set<Node>([node]);
    do dropDecidedArms(node);
    while (mergeOne(node, merged)); // One arm at a time, until none leads to another choice.
  }
}

/** Arms that are never taken go, and so do those behind one that always is. */
function dropDecidedArms(node: ChoiceNode): void {
  const arms: ChoiceNode["arms"][number][] = [];
  for (const { condition, edge } of node.arms) {
    const simple = simplifyKnown(condition);
    const truth = knownTruth(simple);
    if (truth === false) continue;
    if (truth === true) {
      node.otherwise = edge;
      break;
    }
    arms.push({ condition: simple, edge });
  }
  node.arms = arms;
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

/** What is assigned before the first state is computed in that state instead; no state comes before it. */
function sinkStart(graph: Graph): void {
  const { start } = graph;
  const { target } = start;
  if (start.assigns.length === 0 || target.kind === "end" || target.kind === "fail") return;
  const sequence = new AssignSequence(start.assigns);
  if (!canSink(start, sequence, target)) return;
  // A state that a loop comes back to must find the variables, so the first round has a state of its own.
  const isShared = (countIncoming(graph).get(target) ?? 0) > 1;
  const node = isShared ? cloneNode(target) : target;
  passInput(node, start.assigns, sequence);
  replaceInNode(node, (expression) => sequence.apply(expression));
  // A Choice evaluates them where it leads to the next state.
  const evaluated =
    node.kind === "choice" ? start.assigns : start.assigns.map((one) => ({ ...one, isEvaluated: true }));
  for (const edge of edgesOf(node)) edge.assigns = [...evaluated, ...edge.assigns];
  graph.start = { assigns: [], target: node };
  if (node.kind !== "choice") return;
  dropDecidedArms(node);
  if (node.arms.length > 0) return;
  graph.start = node.otherwise;
  sinkStart(graph);
}

function canSink(start: Edge, sequence: AssignSequence, target: Node): boolean {
  const { assigns } = start;
  if (!evaluatesFirst(target, assigns)) return false;
  if (assigns.some((assign) => isNondeterministic(assign.value))) {
    const isOnlyForEntry = assigns.length === 1 && target.kind === "task" && target.effect.retry.length === 0;
    return isOnlyForEntry && !edgesRead(target, assigns);
  }
  // A member of the input of iterations always has a value.
  const passed = target.kind === "map" ? neededInside(target.processor, sequence) : [];
  return passed.every((variable) => !mayBe(variable.types, undefinedType));
}

/** The variables that a graph reads and that get their values from the input of the state around it. */
function neededInside(graph: Graph, sequence: AssignSequence): readonly Variable[] {
  return [...outerReads(graph)].filter(
    (variable) => sequence.variables.includes(variable) && readsInput(sequence.valueOf(variable)),
  );
}

/**
 * `$states.input` means something else inside the states of a Parallel or Map state. A Parallel state hands its own input
 * to its branches; a Map state passes what its iterations need beside the item.
 */
function passInput(node: Node, assigns: Edge["assigns"], sequence: AssignSequence): void {
  if (node.kind !== "parallel" && node.kind !== "map") return;
  for (const graph of innerGraphs(node)) {
    for (const variable of neededInside(graph, sequence)) {
      const inside: Variable = { ...variable };
      const read: Expression = { kind: "variable-read", variable: inside, types: variable.types, span: node.span };
      replaceInGraph(graph, (expression) => substitute(expression, new Map([[variable, read]])));
      const value = sequence.valueOf(variable);
      if (node.kind === "parallel") {
        graph.start = { assigns: [{ variable: inside, value }, ...graph.start.assigns], target: graph.start.target };
      } else {
        const taken = ["item", "index", ...node.passed.map(({ name }) => name)];
        const name = [variable.name, ...taken.map((_, at) => `${variable.name}${at + 2}`)].find(
          (n) => !taken.includes(n),
        );
        node.passed = [...node.passed, { name: name as string, variable: inside, value }];
      }
    }
  }
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

/** An iteration starts by taking its item, and what else it needs, from its input. */
function takeItem(node: MapNode): void {
  const { item, index, passed, processor, span } = node;
  if (item === undefined) return;
  const input = (types: number): Expression => ({ kind: "states", field: "input", types, span });
  const member = (variable: Variable, name: string): EdgeAssign => {
    const value: Expression = { kind: "property", object: input(objectType), name, types: variable.types, span };
    return { variable, value };
  };
  const isWhole = index === undefined && passed.length === 0;
  const taken = [
    isWhole ? { variable: item, value: input(item.types) } : member(item, "item"),
    ...(index === undefined ? [] : [member(index, "index")]),
    ...passed.map(({ variable, name }) => member(variable, name)),
  ];
  processor.start = { assigns: [...taken, ...processor.start.assigns], target: processor.start.target };
}

/**
 * Turns the assignments of each edge into those that happen at once, each in terms of the values at the source, and
 * leaves only what is read later. At an end, only the output counts.
 */
function resolveEdges(graph: Graph): void {
  const liveness = new Liveness(graph);
  const catchers = new Set(nodesOf(graph).flatMap(catcherEdges));
  for (const edge of allEdges(graph)) {
    const sequence = new AssignSequence(edge.assigns);
    const { target } = edge;
    if (target.kind === "end" && !catchers.has(edge)) {
      edge.target = { ...target, value: sequence.apply(target.value, mustHappen) };
      edge.assigns = [];
      continue;
    }
    const live = liveness.afterEdge(edge);
    const evaluated = evaluatedByOthers(edge.assigns, (variable) => live.has(variable));
    const failing = new Set(
      edge.assigns.filter((one) => mustHappen(one) && !evaluated.has(one)).map(({ variable }) => variable),
    );
    edge.assigns = sequence.variables
      .filter((variable) => live.has(variable) || failing.has(variable))
      .map((variable) => {
        // A value that is replaced before anybody reads it may be an error.
        const value = sequence.valueOf(variable, (one) => one.variable === variable && mustHappen(one));
        return { variable, value };
      })
      .filter(({ variable, value }) => !(value.kind === "variable-read" && value.variable === variable));
  }
}
