import type { DrawnGraph, DrawnNode } from "./state-graph.js";

/** The graph as a Mermaid flowchart, which GitHub and many editors draw. */
export function renderMermaid({ nodes, regions, edges }: DrawnGraph): string {
  const lines = ["flowchart TD"];
  const write = (region: string | undefined, indent: string): void => {
    for (const node of nodes.filter((candidate) => candidate.region === region)) lines.push(indent + nodeText(node));
    for (const inner of regions.filter((candidate) => candidate.region === region)) {
      lines.push(`${indent}subgraph ${inner.id}[${quoted(inner.label === "" ? " " : inner.label)}]`);
      write(inner.id, `${indent}  `);
      lines.push(`${indent}end`);
    }
  };
  write(undefined, "  ");
  for (const { from, to, label, kind } of edges) {
    const arrow = kind === "catch" ? "-.->" : "-->";
    lines.push(`  ${from} ${arrow}${label === "" ? "" : `|${quoted(label)}|`} ${to}`);
  }
  const failed = nodes.filter(({ kind }) => kind === "fail").map(({ id }) => id);
  if (failed.length > 0) lines.push(`  style ${failed.join(",")} stroke:#d13438`);
  return `${lines.join("\n")}\n`;
}

function nodeText({ id, kind, name, detail }: DrawnNode): string {
  const text = quoted(detail === "" || kind === "parallel" || kind === "map" ? name : `${name}\n${detail}`);
  switch (kind) {
    case "start":
    case "end":
      return `${id}((${quoted(kind)}))`;
    case "join":
      return `${id}(( ))`;
    case "choice":
      return `${id}{${text}}`;
    case "wait":
    case "succeed":
    case "fail":
      return `${id}([${text}])`;
    case "parallel":
    case "map":
      return `${id}[[${text}]]`;
    default:
      return `${id}[${text}]`;
  }
}

/** Text in quotes; what Mermaid, Markdown or HTML could read as their own is written as entities. */
function quoted(text: string): string {
  const escaped = text
    .split("\n")
    .map((line) => line.replaceAll(/[^\p{L}\p{N} .,:/!?=+()[\]|'-]/gu, (sign) => `#${sign.codePointAt(0)};`))
    .join("<br>");
  return `"${escaped}"`;
}
