import { readFileSync } from "node:fs";
import path from "node:path";
import { mermaidOf } from "../../../cli/graph.js";
import { retailWorkflows } from "../retail-workflows.js";

/** A README of `workflows/`, and what it says with the graphs of today. */
export interface GraphedReadme {
  readonly file: string;
  readonly text: string;
  readonly updated: string;
}

/** The READMEs of all folders with workflows. */
export function graphedReadmes(): readonly GraphedReadme[] {
  const folders = new Set(retailWorkflows.map(({ file }) => path.dirname(file)));
  return [...folders].map((folder) => {
    const file = path.join(folder, "README.md");
    const text = readFileSync(file, "utf8");
    const workflows = retailWorkflows.filter((workflow) => path.dirname(workflow.file) === folder);
    const graphs = workflows.map((workflow) => ({ name: workflow.name, mermaid: mermaidOf(workflow) }));
    return { file, text, updated: withGraphs(text, graphs) };
  });
}

interface Graph {
  readonly name: string;
  readonly mermaid: string;
}

const block = /(?:^`([\w-]+)`:\n\n)?^```mermaid\n[\s\S]*?^```\n+/gm;

/** The text with these graphs where its first graph stood, else before the first command; other graphs are taken out. */
export function withGraphs(text: string, graphs: readonly Graph[]): string {
  const found = [...text.matchAll(block)];
  const shown = found.map(([, name]) => name);
  const rank = ({ name }: Graph) => (shown.includes(name) ? shown.indexOf(name) : shown.length);
  const drawn = [...graphs]
    .sort((left, right) => rank(left) - rank(right))
    .map(({ name, mermaid }) => `\`${name}\`:\n\n\`\`\`mermaid\n${mermaid}\n\`\`\`\n\n`)
    .join("");
  const at = found[0]?.index ?? text.search(/^ {4}\S/m);
  if (at < 0) throw new Error("the README has neither a graph nor a command: nothing says where graphs belong");
  return text.slice(0, at) + drawn + text.slice(at).replaceAll(block, "");
}
