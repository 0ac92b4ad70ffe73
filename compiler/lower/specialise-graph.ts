import type { Expression, Variable } from "../ir/expression.js";
import { substitute, variablesIn } from "../ir/walk.js";
import { knownTruth, simplifyKnown } from "../optimise/simplify-known.js";
import { cloneNode } from "./clone-graph.js";
import {
  type ChoiceNode,
  type Edge,
  type EdgeAssign,
  edgesOf,
  type End,
  type Graph,
  type Node,
  nodesOf,
} from "./graph.js";
import {
  afterAssigns,
  afterCondition,
  describeKnown,
  type KnownValues,
  nothingKnown,
  restrict,
} from "./known-values.js";

/**
 * Decides choices at compile time where the way there tells how they turn out.
 *
 *     closed := true;  update  ─►  if closed  ─►  publish        becomes    update ─► publish
 *       └ error: closed := false ─┘     └─ else ─► get                         └ error ─► get
 *
 * Every state exists in one version for each thing that is known when it is entered and that a later choice depends on.
 * Versions that do the same are one again in the end; where too many are left, only what is known on the very way to a
 * choice counts.
 */
export function specialiseGraph(graph: Graph): void {
  const nodes = nodesOf(graph);
  if (!nodes.some((node) => node.kind === "choice")) return;
  const relevant = relevantVariables(nodes);
  const affordable = nodes.length + Math.max(4, Math.ceil(nodes.length / 2));
  const built =
    build(
      graph,
      (node, known) => restrict(known, relevant.get(node) ?? new Set()),
      4 * nodes.length + 20,
      affordable,
    ) ?? build(graph, () => nothingKnown, nodes.length, nodes.length);
  if (built !== undefined) graph.start = built;
}

/** At every node, the variables that a choice there or later may depend on. */
function relevantVariables(nodes: readonly Node[]): ReadonlyMap<Node, ReadonlySet<Variable>> {
  const at = new Map<Node, ReadonlySet<Variable>>();
  const reversed = [...nodes].reverse();
  for (let changed = true; changed;) {
    changed = false;
    for (const node of reversed) {
      const found = new Set<Variable>();
      if (node.kind === "choice") for (const arm of node.arms) variablesIn(arm.condition).forEach((v) => found.add(v));
      for (const edge of edgesOf(node)) {
        const later = new Set(edge.target.kind === "end" ? [] : at.get(edge.target));
        for (const { variable, value } of [...edge.assigns].reverse()) {
          if (later.delete(variable)) variablesIn(value).forEach((v) => later.add(v));
        }
        later.forEach((v) => found.add(v));
      }
      if (found.size !== (at.get(node)?.size ?? 0)) {
        at.set(node, found);
        changed = true;
      }
    }
  }
  return at;
}

interface Version {
  readonly kind: "version";
  readonly node: Node;
  /** The ways out, in the order of the node's edges. */
  ways: readonly Way[];
}

interface Way {
  readonly assigns: readonly EdgeAssign[];
  readonly target: Version | End;
}

/** The start of the graph with its versions, or nothing when there are too many. */
function build(
  graph: Graph,
  keep: (node: Node, known: KnownValues) => KnownValues,
  mostVersions: number,
  mostNodes: number,
): Edge | undefined {
  const ids = new Map<object, number>();
  const idOf = (thing: object): number => {
    const id = ids.get(thing) ?? ids.size;
    ids.set(thing, id);
    return id;
  };
  const versions = new Map<string, Version>();
  const open: { readonly version: Version; readonly known: KnownValues }[] = [];
  const versionOf = (node: Node, known: KnownValues): Version => {
    const kept = keep(node, known);
    const key = `${idOf(node)}|${describeKnown(kept, idOf)}`;
    let version = versions.get(key);
    if (version === undefined) {
      version = { kind: "version", node, ways: [] };
      versions.set(key, version);
      open.push({ version, known: kept });
    }
    return version;
  };
  const start = follow(graph.start, nothingKnown, versionOf);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (versions.size > mostVersions) return undefined;
    const { version, known } = next;
    version.ways = knownOnEdges(version.node, known).map((way) => follow(way.edge, way.known, versionOf));
  }
  const classes = classify([...versions.values()], idOf);
  if (new Set(classes.values()).size > mostNodes) return undefined;
  return rebuild(start, classes);
}

type VersionOf = (node: Node, known: KnownValues) => Version;

/** The way along an edge, past all choices that are decided on it. */
function follow(edge: Edge, before: KnownValues, versionOf: VersionOf): Way {
  let known = afterAssigns(edge.assigns, before);
  let { target, assigns } = edge;
  const passed = new Set<Node>();
  while (target.kind === "choice" && !passed.has(target)) {
    passed.add(target);
    const { arms, otherwise } = openArms(target, known);
    if (arms > 0) break;
    known = afterAssigns(otherwise.edge.assigns, otherwise.known);
    assigns = [...assigns, ...otherwise.edge.assigns];
    target = otherwise.edge.target;
  }
  return { assigns, target: target.kind === "end" ? target : versionOf(target, known) };
}

interface KnownEdge {
  readonly edge: Edge;
  readonly known: KnownValues;
}

/** The arms that may be taken, and what happens if none is. */
function openArms(choice: ChoiceNode, before: KnownValues): { readonly arms: number; readonly otherwise: KnownEdge } {
  let arms = 0;
  let known = before;
  for (const { condition, edge } of choice.arms) {
    const truth = conditionTruth(condition, known);
    if (truth === true) return { arms, otherwise: { edge, known } };
    if (truth === undefined) arms++;
    known = afterCondition(condition, false, known);
  }
  return { arms, otherwise: { edge: choice.otherwise, known } };
}

function conditionTruth(condition: Expression, known: KnownValues): boolean | undefined {
  return knownTruth(simplifyKnown(substitute(condition, known)));
}

/** Each edge with what is known when it is taken; a way that is never taken keeps its place. */
function knownOnEdges(node: Node, before: KnownValues): readonly KnownEdge[] {
  if (node.kind !== "choice") return edgesOf(node).map((edge) => ({ edge, known: before }));
  let known = before;
  const arms = node.arms.map(({ condition, edge }) => {
    const way = { edge, known: afterCondition(condition, true, known) };
    known = afterCondition(condition, false, known);
    return way;
  });
  return [...arms, { edge: node.otherwise, known }];
}

/** Puts versions together that do the same, however long one looks. */
function classify(versions: readonly Version[], idOf: (thing: object) => number): ReadonlyMap<Version, number> {
  let classes = new Map<Version, number>(versions.map((version) => [version, 0]));
  for (let count = 0; ;) {
    const numbers = new Map<string, number>();
    const next = new Map<Version, number>();
    for (const version of versions) {
      const ways = version.ways.map(({ assigns, target }) => {
        const to = target.kind === "end" ? `end ${idOf(target)}` : classes.get(target);
        return `${assigns.map(idOf).join(",")}>${to ?? ""}`;
      });
      const key = [idOf(version.node), ...ways].join("|");
      const number = numbers.get(key) ?? numbers.size;
      numbers.set(key, number);
      next.set(version, number);
    }
    classes = next;
    if (numbers.size === count) return classes;
    count = numbers.size;
  }
}

function rebuild(start: Way, classes: ReadonlyMap<Version, number>): Edge {
  const nodes = new Map<number, Node>();
  const nodeOf = (version: Version): Node => {
    const number = classes.get(version) as number;
    let node = nodes.get(number);
    if (node === undefined) {
      node = cloneNode(version.node);
      nodes.set(number, node);
      const edges = version.ways.map(edgeOf);
      edgesOf(node).forEach((edge, index) => Object.assign(edge, edges[index]));
    }
    return node;
  };
  const edgeOf = ({ assigns, target }: Way): Edge => ({
    assigns: [...assigns],
    target: target.kind === "end" ? target : nodeOf(target),
  });
  return edgeOf(start);
}
