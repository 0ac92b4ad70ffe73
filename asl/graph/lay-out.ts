import { type Box, type DagreGraph, Graph, layOutDagre, type Point } from "./dagre.js";
import type { DrawnEdge, DrawnGraph, DrawnNode, DrawnRegion } from "./state-graph.js";
import { wrapText } from "./wrap-text.js";

export interface PlacedNode extends DrawnNode, Box {
  readonly lines: readonly string[];
}

export interface PlacedEdge extends DrawnEdge {
  readonly points: readonly Point[];
  readonly lines: readonly string[];
  /** Where the label's centre is. */
  readonly at: Point | undefined;
}

export interface PlacedGraph {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly regions: readonly (DrawnRegion & Box)[];
  readonly edges: readonly PlacedEdge[];
}

/** Widths of letters in a proportional font differ; this is wide enough for nearly all text. */
const letterWidth = 7;
export const lineHeight = 17;

/** Gives every node, region and edge its place: the best of several layouts, for dagre's depends on the order it is given. */
export function layOut(drawn: DrawnGraph): PlacedGraph {
  const layouts = [false, true].flatMap((reversed) =>
    ["network-simplex", "tight-tree"].map((ranker) => placeAll(drawn, ranker, reversed)),
  );
  const [first, ...others] = layouts as [PlacedGraph, ...PlacedGraph[]];
  return others.reduce((best, other) => (faults(other) < faults(best) ? other : best), first);
}

function placeAll({ nodes, regions, edges }: DrawnGraph, ranker: string, reversed: boolean): PlacedGraph {
  const graph = new Graph({ compound: true, multigraph: true });
  graph.setGraph({ rankdir: "TB", ranker, nodesep: 36, ranksep: 44, edgesep: 22 });
  const inOrder = <Item>(items: readonly Item[]): readonly Item[] => (reversed ? [...items].reverse() : items);
  const nodeLines = new Map(nodes.map((node) => [node.id, linesOf(node)]));
  for (const region of inOrder(regions)) graph.setNode(region.id, {});
  for (const node of inOrder(nodes)) graph.setNode(node.id, sizeOf(node, nodeLines.get(node.id) ?? []));
  for (const part of [...regions, ...nodes]) if (part.region !== undefined) graph.setParent(part.id, part.region);
  const edgeLines = edges.map(({ label }) => wrapText(label, 30, 3));
  for (const [index, edge] of inOrder([...edges.entries()])) {
    const lines = edgeLines[index] ?? [];
    const size = lines.length === 0 ? {} : { width: widthOf(lines) + 8, height: lines.length * lineHeight };
    graph.setEdge(edge.from, edge.to, { ...size, labelpos: "c", weight: weightOf(edge) }, String(index));
  }
  layOutDagre(graph);
  return withinFrame({
    width: 0,
    height: 0,
    nodes: nodes.map((node) => ({ ...node, ...boxOf(graph, node.id), lines: nodeLines.get(node.id) ?? [] })),
    regions: regions.map((region) => ({ ...region, ...boxOf(graph, region.id) })),
    edges: edges.map((edge, index) => {
      const { points, x, y } = graph.edge(edge.from, edge.to, String(index));
      const at = x === undefined || y === undefined ? undefined : { x, y };
      return { ...edge, points, lines: edgeLines[index] ?? [], at };
    }),
  });
}

const margin = 16;

/** Moves everything so that nothing lies outside of the picture, and says how large that is. */
function withinFrame(graph: PlacedGraph): PlacedGraph {
  const labels = graph.edges.flatMap(({ at, lines }) =>
    at === undefined ? [] : [{ ...at, width: widthOf(lines), height: lines.length * lineHeight }],
  );
  const points = graph.edges.flatMap((edge) => edge.points.map((point) => ({ ...point, width: 0, height: 0 })));
  const boxes: readonly Box[] = [...graph.nodes, ...graph.regions, ...labels, ...points];
  const left = Math.min(...boxes.map(({ x, width }) => x - width / 2)) - margin;
  const top = Math.min(...boxes.map(({ y, height }) => y - height / 2)) - margin;
  const move = <Place extends Point>(place: Place): Place => ({ ...place, x: place.x - left, y: place.y - top });
  return {
    width: Math.max(...boxes.map(({ x, width }) => x + width / 2)) + margin - left,
    height: Math.max(...boxes.map(({ y, height }) => y + height / 2)) + margin - top,
    nodes: graph.nodes.map(move),
    regions: graph.regions.map(move),
    edges: graph.edges.map((edge) => ({
      ...edge,
      points: edge.points.map(move),
      at: edge.at === undefined ? undefined : move(edge.at),
    })),
  };
}

/** How hard a layout is to read: lines behind boxes first, then the way that lines go sideways. */
function faults({ nodes, edges }: PlacedGraph): number {
  let sum = 0;
  for (const { from, to, points } of edges) {
    points.slice(1).forEach((point, index) => {
      const before = points[index] as Point;
      sum += Math.abs(point.x - before.x);
      for (const node of nodes) if (node.id !== from && node.id !== to && runsThrough(before, point, node)) sum += 5000;
    });
  }
  return sum;
}

function runsThrough(from: Point, to: Point, box: Box): boolean {
  const steps = 16;
  return Array.from({ length: steps - 1 }, (_, index) => (index + 1) / steps).some(
    (part) =>
      Math.abs(from.x + (to.x - from.x) * part - box.x) < box.width / 2 &&
      Math.abs(from.y + (to.y - from.y) * part - box.y) < box.height / 2,
  );
}

/** The main way stays straight; what leads to errors gives way. */
function weightOf({ kind, label }: DrawnEdge): number {
  if (kind === "catch") return 1;
  return label === "" ? 8 : 3;
}

function linesOf({ kind, name, detail }: DrawnNode): readonly string[] {
  const lines = wrapText(name, 34, 3);
  return detail === "" || kind === "parallel" || kind === "map" ? lines : [...lines, ...wrapText(detail, 38, 1)];
}

function widthOf(lines: readonly string[]): number {
  return Math.max(...lines.map((line) => [...line].length)) * letterWidth;
}

function sizeOf({ kind }: DrawnNode, lines: readonly string[]): { width: number; height: number } {
  if (kind === "start" || kind === "end") return { width: 24, height: 24 };
  if (kind === "join") return { width: 12, height: 12 };
  return {
    width: Math.max(90, widthOf(lines) + (kind === "choice" ? 44 : 28)),
    height: lines.length * lineHeight + 18,
  };
}

function boxOf(graph: DagreGraph, id: string): Box {
  const { x, y, width, height } = graph.node(id);
  return { x, y, width, height };
}
