export { drawGraph, type DrawOptions } from "./draw-graph.js";
export { renderMermaid } from "./render-mermaid.js";
export { renderSvg } from "./render-svg.js";
export { type DrawnEdge, type DrawnGraph, type DrawnNode, type DrawnRegion } from "./state-graph.js";
