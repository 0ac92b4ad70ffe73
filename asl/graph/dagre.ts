import * as dagre from "@dagrejs/dagre";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A box by its centre, in pixels. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** What is used of dagre. The package's own types import without file extensions, which Node's resolution cannot follow. */
export interface DagreGraph {
  setGraph(options: Readonly<Record<string, string | number>>): void;
  setNode(id: string, size: { readonly width?: number; readonly height?: number }): void;
  setParent(id: string, parent: string): void;
  setEdge(from: string, to: string, label: Readonly<Record<string, string | number>>, name: string): void;
  graph(): { readonly width?: number; readonly height?: number };
  node(id: string): Box;
  edge(from: string, to: string, name: string): EdgePlace;
}

export interface EdgePlace {
  readonly points: readonly Point[];
  /** The centre of the label, when there is one. */
  readonly x?: number;
  readonly y?: number;
}

interface Dagre {
  readonly Graph: new (options: { readonly compound: boolean; readonly multigraph: boolean }) => DagreGraph;
  readonly layout: (graph: DagreGraph) => void;
}

export const { Graph, layout: layOutDagre } = dagre as unknown as Dagre;
