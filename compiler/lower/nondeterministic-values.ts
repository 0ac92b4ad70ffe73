import type { Expression, Variable } from "../ir/expression.js";
import { isNondeterministic, mapOperands, variablesIn } from "../ir/walk.js";
import { allEdges, type Edge, edgesOf, type Graph, innerGraphs, type JumpNode, type Node, nodesOf } from "./graph.js";
import { Liveness } from "./liveness.js";
import { replaceInNode } from "./replace-in-node.js";

/** Which variables have the value of which other one. */
type Copies = ReadonlyMap<Variable, Variable>;

/**
 * Reads a value that cannot be computed twice where it was stored first, not from a copy such as the parameter of an
 * inlined function: a value with no copies often needs no state of its own.
 */
export function readOriginals(graph: Graph): void {
  const originals = new Set(
    allEdges(graph).flatMap(({ assigns }) =>
      assigns.filter(({ value }) => isNondeterministic(value)).map(({ variable }) => variable),
    ),
  );
  if (originals.size === 0) return;
  const before = copiesBefore(graph, originals);
  replaceOnEdge(graph.start, new Map(), originals);
  for (const [node, copies] of before) {
    const assignedInside = new Set(innerGraphs(node).flatMap((inner) => [...assignedIn(inner)]));
    const outside = [...copies].filter((pair) => !pair.some((variable) => assignedInside.has(variable)));
    const outer: Copies = new Map(outside);
    replaceInNode(node, (expression) => readThrough(expression, outer));
    for (const edge of edgesOf(node)) replaceOnEdge(edge, copies, originals);
  }
}

function assignedIn(graph: Graph): ReadonlySet<Variable> {
  const own = allEdges(graph).flatMap(({ assigns }) => assigns.map(({ variable }) => variable));
  const inside = nodesOf(graph).flatMap((node) => innerGraphs(node).flatMap((inner) => [...assignedIn(inner)]));
  return new Set([...own, ...inside]);
}

/** The copies that are true on every way to each node. */
function copiesBefore(graph: Graph, originals: ReadonlySet<Variable>): ReadonlyMap<Node, Copies> {
  const before = new Map<Node, Copies>();
  const open: { readonly edge: Edge; readonly copies: Copies }[] = [{ edge: graph.start, copies: new Map() }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { target, assigns } = next.edge;
    if (target.kind === "end") continue;
    let after = next.copies;
    for (const { variable, value } of assigns) after = afterAssign(after, variable, value, originals);
    const known = before.get(target);
    const common = known === undefined ? after : new Map([...known].filter(([copy, of]) => after.get(copy) === of));
    if (known !== undefined && common.size === known.size) continue;
    before.set(target, common);
    for (const edge of edgesOf(target)) open.push({ edge, copies: common });
  }
  return before;
}

function afterAssign(copies: Copies, variable: Variable, value: Expression, originals: ReadonlySet<Variable>): Copies {
  const after = new Map([...copies].filter((pair) => !pair.includes(variable)));
  if (value.kind !== "variable-read") return after;
  const original = copies.get(value.variable) ?? value.variable;
  if (originals.has(original) && original !== variable && original.types === variable.types) {
    after.set(variable, original);
  }
  return after;
}

function replaceOnEdge(edge: Edge, before: Copies, originals: ReadonlySet<Variable>): void {
  let copies = before;
  edge.assigns = edge.assigns.map(({ variable, value }) => {
    const replaced = readThrough(value, copies);
    copies = afterAssign(copies, variable, value, originals);
    return { variable, value: replaced };
  });
  if (edge.target.kind !== "end") return;
  edge.target = { ...edge.target, value: readThrough(edge.target.value, copies) };
}

/** The expression with reads of copies as reads of their originals. */
function readThrough(expression: Expression, copies: Copies): Expression {
  if (copies.size === 0) return expression;
  const replace = (part: Expression): Expression => {
    if (part.kind !== "variable-read") return mapOperands(part, replace);
    const variable = copies.get(part.variable);
    return variable === undefined ? part : { ...part, variable };
  };
  return replace(expression);
}

/** A value that cannot be computed twice, nor can what is made of it, must be stored before it is used in several places. */
export function splitNondeterministic(graph: Graph): void {
  const liveness = new Liveness(graph);
  const open = [...allEdges(graph)];
  for (let edge = open.pop(); edge !== undefined; edge = open.pop()) {
    const once = new Set<Variable>();
    for (const [index, { variable, value }] of edge.assigns.entries()) {
      if (!isNondeterministic(value) && ![...variablesIn(value)].some((read) => once.has(read))) {
        once.delete(variable);
        continue;
      }
      once.add(variable);
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
      open.push(pass.next);
      break;
    }
  }
}
