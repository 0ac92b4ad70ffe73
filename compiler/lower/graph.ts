import type { Expression, Variable } from "../ir/expression.js";
import type { DistributedMap, Retrier, TaskEffect, WaitEffect } from "../ir/statement.js";
import { distributedExpressions } from "../ir/statement-walk.js";
import { taskExpressions } from "../ir/task-expressions.js";
import type { SourceSpan } from "../source-span.js";

/** Gives a variable a value on the way from one state to the next. */
export interface EdgeAssign {
  readonly variable: Variable;
  readonly value: Expression;
  /** Evaluated before the edge is taken as well, so that it does not throw here. */
  readonly isEvaluated?: boolean;
}

/** The end of a workflow or branch, with its output. */
export interface End {
  readonly kind: "end";
  readonly value: Expression;
  readonly span: SourceSpan;
}

/**
 * The way from one state to the next. Its assignments happen one after another; each sees the values that its source had
 * when it was entered (and its result) as changed by those before it. The last pass over a graph makes them simultaneous.
 */
export interface Edge {
  assigns: readonly EdgeAssign[];
  target: Node | End;
}

interface NodeBase {
  /** What the state is called, if that name is free. */
  readonly title: string;
  readonly span: SourceSpan;
}

/** Where errors of some names go; its assignments read `$states.errorOutput`. */
export interface NamedCatcher {
  readonly errors: readonly string[];
  readonly edge: Edge;
}

/** What a state that can fail leads to. */
export interface Fallible {
  next: Edge;
  /** Catchers for errors of some names; they come before {@link caught}. */
  named: readonly NamedCatcher[];
  /** Where all other errors go; its assignments read `$states.errorOutput`. */
  caught: Edge | undefined;
}

export interface TaskNode extends NodeBase, Fallible {
  readonly kind: "task";
  effect: TaskEffect;
}

export interface WaitNode extends NodeBase {
  readonly kind: "wait";
  effect: WaitEffect;
  next: Edge;
}

export interface ParallelNode extends NodeBase, Fallible {
  readonly kind: "parallel";
  readonly branches: readonly Graph[];
}

export interface MapNode extends NodeBase, Fallible {
  readonly kind: "map";
  items: Expression;
  /**
   * Read in an inline processor as `$states.input`, or as its member `item` when there is more beside it. Undefined in a
   * distributed map, whose executions find the item in their input.
   */
  readonly item: Variable | undefined;
  readonly index: Variable | undefined;
  distributed: DistributedMap | undefined;
  concurrency: Expression | undefined;
  readonly retry: readonly Retrier[];
  /** What else an iteration needs that is computed where the state starts. */
  passed: readonly PassedValue[];
  readonly processor: Graph;
}

/** A member of each iteration's input, and the variable of the iteration that takes it. */
export interface PassedValue {
  readonly name: string;
  readonly variable: Variable;
  readonly value: Expression;
}

export interface ChoiceNode extends NodeBase {
  readonly kind: "choice";
  arms: readonly { readonly condition: Expression; readonly edge: Edge }[];
  otherwise: Edge;
}

/** No state of its own: a place where ways meet. What cannot be removed becomes a Pass state. */
export interface JumpNode extends NodeBase {
  readonly kind: "jump";
  next: Edge;
}

export interface FailNode extends NodeBase {
  readonly kind: "fail";
  /** An object with `name` and `message`. */
  error: Expression;
}

export type Node = TaskNode | WaitNode | ParallelNode | MapNode | ChoiceNode | JumpNode | FailNode;

/** The states of a machine, a branch or an iteration. */
export interface Graph {
  start: Edge;
}

/** Every way out of a node, in order. */
export function edgesOf(node: Node): readonly Edge[] {
  switch (node.kind) {
    case "task":
    case "parallel":
    case "map":
      return [node.next, ...catcherEdges(node)];
    case "wait":
    case "jump":
      return [node.next];
    case "choice":
      return [...node.arms.map((arm) => arm.edge), node.otherwise];
    case "fail":
      return [];
  }
}

/** The ways that errors take. */
export function catcherEdges(node: Node): readonly Edge[] {
  if (!("caught" in node)) return [];
  const named = node.named.map(({ edge }) => edge);
  return node.caught === undefined ? named : [...named, node.caught];
}

/** The graphs inside a node. */
export function innerGraphs(node: Node): readonly Graph[] {
  if (node.kind === "parallel") return node.branches;
  return node.kind === "map" ? [node.processor] : [];
}

/** The nodes that can be reached, in the order in which a reader meets them. */
export function nodesOf(graph: Graph): readonly Node[] {
  const seen = new Set<Node>();
  const visit = (edge: Edge): void => {
    const { target } = edge;
    if (target.kind === "end" || seen.has(target)) return;
    seen.add(target);
    for (const next of edgesOf(target)) visit(next);
  };
  visit(graph.start);
  return [...seen];
}

/** Every edge of a graph, the start edge first. */
export function allEdges(graph: Graph): readonly Edge[] {
  return [graph.start, ...nodesOf(graph).flatMap(edgesOf)];
}

/** How many edges lead to each node. */
export function countIncoming(graph: Graph): ReadonlyMap<Node, number> {
  const counts = new Map<Node, number>();
  for (const { target } of allEdges(graph)) {
    if (target.kind !== "end") counts.set(target, (counts.get(target) ?? 0) + 1);
  }
  return counts;
}

/** The expressions that a node evaluates when it is entered, without those inside its graphs. */
export function entryExpressions(node: Node): readonly Expression[] {
  switch (node.kind) {
    case "task":
      return taskExpressions(node.effect);
    case "wait":
      return [node.effect.seconds, node.effect.timestamp].filter((expression) => expression !== undefined);
    case "map":
      return [
        node.items,
        ...(node.concurrency === undefined ? [] : [node.concurrency]),
        ...node.passed.map((assign) => assign.value),
        ...distributedExpressions(node.distributed),
      ];
    case "choice":
      return node.arms.map((arm) => arm.condition);
    case "fail":
      return [node.error];
    case "parallel":
    case "jump":
      return [];
  }
}
