import type { Expression, Variable } from "../ir/expression.js";
import { anyType, objectType } from "../ir/value-types.js";
import { isNondeterministic, operandsOf } from "../ir/walk.js";
import { mayThrow } from "../optimise/simplify-let.js";
import { AssignSequence } from "./edges.js";
import { allEdges, type Edge, entryExpressions, type Graph, innerGraphs, type Node, nodesOf } from "./graph.js";
import type { Liveness } from "./liveness.js";
import { mustHappen } from "./throwing-assigns.js";

/** More parts than this are not worth naming: the whole value is kept. */
const mostParts = 12;

/**
 * Keeps of results what is read: a variable that is only read by its members holds those members.
 *
 *     session := result        becomes    session := {"Item": {"status": {"S": result.Item.status.S}}}
 *
 * The assignments of the graph happen at once.
 */
export function keepWhatIsRead(graph: Graph): void {
  const uses = new Map<Variable, Use>();
  collectGraph(graph, (root) => (root.kind === "variable-read" ? root.variable : undefined), uses);
  for (const edge of allEdges(graph)) {
    edge.assigns = edge.assigns.map((assign) => {
      const use = uses.get(assign.variable);
      return use === undefined ? assign : { ...assign, value: project(assign.value, use) };
    });
  }
}

/** Has branches and iterations give only what the state around them reads. */
export function giveWhatIsRead(node: Node, liveness: Liveness): void {
  if (node.kind !== "parallel" && node.kind !== "map") return;
  if (node.kind === "map" && node.distributed?.writer !== undefined) return;
  const values = valuesOf(node.next, liveness);
  const all = new Map<string, Use>();
  for (const value of values) {
    collect(value, (root) => (root.kind === "states" && root.field === "result" ? "all" : undefined), all);
  }
  if (all.size === 0) {
    for (const graph of innerGraphs(node)) giveOnly(graph, new Use());
    return;
  }
  if (node.kind === "map") return;
  const elements = new Map<number, Use>();
  let others = 0;
  const elementOf = (root: Expression): number | undefined => {
    if (root.kind === "states" && root.field === "result") others++;
    if (root.kind !== "element" || root.index.kind !== "literal") return undefined;
    const { array, index } = root;
    return array.kind === "states" && array.field === "result" ? Number(index.value) : undefined;
  };
  for (const value of values) collect(value, elementOf, elements);
  if (others > 0) return;
  node.branches.forEach((branch, index) => giveOnly(branch, elements.get(index) ?? new Use()));
}

/** What an edge computes that somebody needs, in terms of the values at its source. */
function valuesOf(edge: Edge, liveness: Liveness): readonly Expression[] {
  const sequence = new AssignSequence(edge.assigns);
  if (edge.target.kind === "end") return [sequence.apply(edge.target.value, mustHappen)];
  const live = liveness.afterEdge(edge);
  const kept = sequence.variables.filter((variable) => live.has(variable));
  const throwing = edge.assigns.flatMap((assign, index) =>
    mustHappen(assign) ? [new AssignSequence(edge.assigns.slice(0, index)).apply(assign.value)] : [],
  );
  return [...kept.map((variable) => sequence.valueOf(variable)), ...throwing];
}

/** What is read of a value: all of it, or only members. */
class Use {
  whole = false;
  readonly members = new Map<string, Use>();

  add(path: readonly string[]): void {
    const [first, ...rest] = path;
    if (first === undefined) {
      this.whole = true;
      return;
    }
    let member = this.members.get(first);
    if (member === undefined) {
      member = new Use();
      this.members.set(first, member);
    }
    member.add(rest);
  }

  get isNothing(): boolean {
    return !this.whole && this.members.size === 0;
  }

  /** How many values are kept. */
  get parts(): number {
    return this.whole ? 1 : [...this.members.values()].reduce((sum, member) => sum + member.parts, 0);
  }
}

/** Notes how the things that `keyOf` knows are read. */
function collect<K>(expression: Expression, keyOf: (root: Expression) => K | undefined, uses: Map<K, Use>): void {
  const path: string[] = [];
  let root = expression;
  for (; root.kind === "property"; root = root.object) path.unshift(root.name);
  const key = keyOf(root);
  if (key === undefined) {
    for (const operand of operandsOf(expression)) collect(operand, keyOf, uses);
    return;
  }
  const use = uses.get(key) ?? new Use();
  uses.set(key, use);
  use.add(path);
}

function collectGraph<K>(graph: Graph, keyOf: (root: Expression) => K | undefined, uses: Map<K, Use>): void {
  for (const edge of allEdges(graph)) collectEdge(edge, keyOf, uses);
  for (const node of nodesOf(graph)) {
    for (const expression of entryExpressions(node)) collect(expression, keyOf, uses);
    for (const inner of innerGraphs(node)) collectGraph(inner, keyOf, uses);
  }
}

function collectEdge<K>(edge: Edge, keyOf: (root: Expression) => K | undefined, uses: Map<K, Use>): void {
  for (const { value } of edge.assigns) collect(value, keyOf, uses);
  if (edge.target.kind === "end") collect(edge.target.value, keyOf, uses);
}

/** The parts of a value that are read, where the value comes from a result as it is. */
function project(value: Expression, use: Use): Expression {
  if (use.whole || use.members.size === 0 || use.parts > mostParts || !isPartOfResult(value)) return value;
  return partsOf(value, use);
}

function partsOf(value: Expression, use: Use): Expression {
  if (use.whole) return value;
  const { span } = value;
  const members = [...use.members]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => {
      // What is read behind a check may be missing here; an object leaves it out.
      const part: Expression = { kind: "property", object: value, name, types: anyType, span };
      return { kind: "property" as const, key: name, value: partsOf(part, member) };
    });
  return { kind: "object", members, types: objectType, span };
}

function isPartOfResult(value: Expression): boolean {
  if (value.kind === "states") return value.field === "result";
  return value.kind === "property" && isPartOfResult(value.object);
}

function giveOnly(graph: Graph, use: Use): void {
  for (const edge of allEdges(graph)) {
    const { target } = edge;
    if (target.kind !== "end" || mayThrow(target.value) || isNondeterministic(target.value)) continue;
    const { value, span } = target;
    const nothing: Expression = { kind: "object", members: [], types: objectType, span };
    edge.target = { ...target, value: use.isNothing ? nothing : project(value, use) };
  }
}
