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

/** Gives every node, region and edge its place. */
export function layOut({ nodes, regions, edges }: DrawnGraph): PlacedGraph {
  const graph = new Graph({ compound: true, multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: 36, ranksep: 44, edgesep: 22, marginx: 16, marginy: 16 });
  const nodeLines = new Map(nodes.map((node) => [node.id, linesOf(node)]));
  for (const region of regions) graph.setNode(region.id, {});
  for (const node of nodes) graph.setNode(node.id, sizeOf(node, nodeLines.get(node.id) ?? []));
  for (const part of [...regions, ...nodes]) if (part.region !== undefined) graph.setParent(part.id, part.region);
  const edgeLines = edges.map(({ label }) => wrapText(label, 30, 3));
  edges.forEach((edge, index) => {
    const { from, to } = edge;
    const lines = edgeLines[index] ?? [];
    const size = lines.length === 0 ? {} : { width: widthOf(lines) + 8, height: lines.length * lineHeight };
    graph.setEdge(from, to, { ...size, labelpos: "c", weight: weightOf(edge) }, String(index));
  });
  layOutDagre(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width,
    height,
    nodes: nodes.map((node) => ({ ...node, ...boxOf(graph, node.id), lines: nodeLines.get(node.id) ?? [] })),
    regions: regions.map((region) => ({ ...region, ...boxOf(graph, region.id) })),
    edges: edges.map((edge, index) => {
      const placed = graph.edge(edge.from, edge.to, String(index));
      const at = placed.x === undefined || placed.y === undefined ? undefined : { x: placed.x, y: placed.y };
      return { ...edge, points: placed.points, lines: edgeLines[index] ?? [], at };
    }),
  };
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
