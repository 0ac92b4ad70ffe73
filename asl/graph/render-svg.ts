import type { Point } from "./dagre.js";
import { layOut, lineHeight, type PlacedEdge, type PlacedNode } from "./lay-out.js";
import type { DrawnGraph } from "./state-graph.js";

interface Theme {
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly paper: string;
  readonly box: string;
  readonly region: string;
  readonly task: string;
  readonly choice: string;
  readonly good: string;
  readonly bad: string;
}

const light: Theme = {
  ...{ ink: "#1f2328", soft: "#59636e", line: "#818b98", paper: "#ffffff", box: "#f6f8fa", region: "#eef4fb" },
  ...{ task: "#0969da", choice: "#9a6700", good: "#1a7f37", bad: "#cf222e" },
};

const dark: Theme = {
  ...{ ink: "#f0f6fc", soft: "#9198a1", line: "#6e7681", paper: "#0d1117", box: "#151b23", region: "#131c2b" },
  ...{ task: "#4493f8", choice: "#d29922", good: "#3fb950", bad: "#f85149" },
};

/** The colours are written out: many viewers know no variables. */
function colours({ ink, soft, line, paper, box: fill, region, task, choice, good, bad }: Theme): string {
  return `.paper{fill:${paper}}text{fill:${ink}}.detail,.label,.region text{fill:${soft}}.label{stroke:${paper}}
.region rect{fill:${region};stroke:${line}}.region .group{fill:none}.node rect,.node path{fill:${fill};stroke:${line}}
.task rect,.parallel rect,.map rect{stroke:${task}}.choice path{stroke:${choice}}.succeed rect{stroke:${good}}
.fail rect{stroke:${bad}}.node circle{fill:${ink}}.join circle{fill:${line}}.node .ring{fill:none;stroke:${ink}}
.edge{stroke:${line}}.catch{stroke:${bad}}#next path{fill:${line}}#error path{fill:${bad}}`;
}

const style = `text{font:12px system-ui,sans-serif;text-anchor:middle}.detail,.label{font-size:11px}
.label{paint-order:stroke;stroke-width:4px;stroke-linejoin:round}.region text{text-anchor:start;font-size:11px}
.region .group{stroke-dasharray:4 3}.node rect,.node path,.edge,.ring{stroke-width:1.4}.edge{fill:none}
.catch{stroke-dasharray:2 4}
${colours(light)}
@media (prefers-color-scheme:dark){${colours(dark)}}`;

/** The graph as an SVG picture of its own: no scripts, no fonts and no images from elsewhere. */
export function renderSvg(drawn: DrawnGraph, title: string): string {
  const { width, height, nodes, regions, edges } = layOut(drawn);
  const size = `${Math.ceil(width)} ${Math.ceil(height)}`;
  const [w, h] = size.split(" ");
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size}" width="${w}" height="${h}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<style>${style}</style>`,
    "<defs>",
    ...["next", "error"].map(marker),
    "</defs>",
    `<rect class="paper" width="100%" height="100%"/>`,
    ...regions.map(
      ({ x, y, width: rw, height: rh, label, kind }) =>
        `<g class="region"><rect class="${kind}" ${box(x, y, rw, rh)} rx="8"/>${
          label === ""
            ? ""
            : `<text x="${round(x - rw / 2 + 10)}" y="${round(y - rh / 2 + 16)}">${escaped(label)}</text>`
        }</g>`,
    ),
    ...edges.map(edgePath),
    ...nodes.map(nodeShape),
    ...edges.map(edgeLabel).filter((label) => label !== ""),
    "</svg>",
  ].join("\n")}\n`;
}

function marker(id: string): string {
  return `<marker id="${id}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 10 5 0 10z"/></marker>`;
}

function nodeShape({ kind, name, detail, place, lines, x, y, width, height }: PlacedNode): string {
  const open = `<g class="node ${kind}">`;
  if (kind === "start" || kind === "join")
    return `${open}<circle cx="${round(x)}" cy="${round(y)}" r="${width / 2}"/></g>`;
  if (kind === "end") {
    const ring = `<circle cx="${round(x)}" cy="${round(y)}"`;
    return `${open}${ring} r="11" class="ring"/>${ring} r="7"/></g>`;
  }
  const radius = kind === "succeed" || kind === "fail" || kind === "wait" ? height / 2 : 6;
  const shape =
    kind === "choice"
      ? `<path d="${hexagon(x, y, width, height)}"/>`
      : `<rect ${box(x, y, width, height)} rx="${round(radius)}"/>${
          kind === "parallel" || kind === "map" ? `<rect ${box(x, y, width - 8, height - 8)} rx="3"/>` : ""
        }`;
  const hasDetail = detail !== "" && kind !== "parallel" && kind !== "map";
  const text = lines.map((line, index) => {
    const isDetail = hasDetail && index === lines.length - 1;
    const at = y + (index - (lines.length - 1) / 2) * lineHeight + 4;
    return `<text${isDetail ? ' class="detail"' : ""} x="${round(x)}" y="${round(at)}">${escaped(line)}</text>`;
  });
  return `${open}<title>${escaped(place === "" ? name : `${name}\n${place}`)}</title>${shape}${text.join("")}</g>`;
}

function hexagon(x: number, y: number, width: number, height: number): string {
  const [left, right, top, bottom] = [x - width / 2, x + width / 2, y - height / 2, y + height / 2].map(round);
  const [inLeft, inRight] = [x - width / 2 + 14, x + width / 2 - 14].map(round);
  const middle = round(y);
  return `M${inLeft} ${top}H${inRight}L${right} ${middle} ${inRight} ${bottom}H${inLeft}L${left} ${middle}z`;
}

function box(x: number, y: number, width: number, height: number): string {
  return `x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${round(width)}" height="${round(height)}"`;
}

/** A smooth line through the points of the layout. */
function edgePath({ points, kind }: PlacedEdge): string {
  const classes = kind === "catch" ? "edge catch" : "edge";
  return `<path class="${classes}" d="${curve(points)}" marker-end="url(#${kind === "catch" ? "error" : "next"})"/>`;
}

const cornerRadius = 14;

/** Straight lines with round corners, so that labels lie on their lines. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return "";
  let path = `M${at(first)}`;
  rest.forEach((point, index) => {
    const next = rest[index + 1];
    const before = rest[index - 1] ?? first;
    path +=
      next === undefined ? `L${at(point)}` : `L${at(towards(point, before))}Q${at(point)} ${at(towards(point, next))}`;
  });
  return path;
}

/** The point a little way from one point to another, at most half of it. */
function towards(from: Point, to: Point): Point {
  const distance = Math.hypot(to.x - from.x, to.y - from.y);
  const part = distance === 0 ? 0 : Math.min(0.5, cornerRadius / distance);
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

function at({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`;
}

function edgeLabel({ lines, at: place }: PlacedEdge): string {
  if (place === undefined) return "";
  return lines
    .map((line, index) => {
      const y = place.y + (index - (lines.length - 1) / 2) * lineHeight + 4;
      return `<text class="label" x="${round(place.x)}" y="${round(y)}">${escaped(line)}</text>`;
    })
    .join("");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Text as XML: what XML cannot hold at all is left out. */
function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
