import type { DefinitionPath } from "./diagnostic.js";

const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^"{}[\],:]+/y;

interface Open {
  /** The names so far; undefined for an array. */
  readonly names: Set<string> | undefined;
  /** The name, or the index, of the value that is being read. */
  step: string | number;
}

/** Where a name stands in its object for the second time. The text must be JSON, of which a parser keeps only the last. */
export function repeatedNames(json: string): readonly DefinitionPath[] {
  const found: DefinitionPath[] = [];
  const open: Open[] = [];
  let expectsName = false;
  for (token.lastIndex = 0; token.lastIndex < json.length;) {
    const [text] = token.exec(json) ?? [""];
    if (text === "") break;
    const current = open.at(-1);
    if (text === "{" || text === "[")
      open.push({ names: text === "{" ? new Set() : undefined, step: text === "{" ? "" : 0 });
    else if (text === "}" || text === "]") open.pop();
    else if (text === "," && typeof current?.step === "number") current.step += 1;
    else if (expectsName && current?.names !== undefined && text.startsWith('"')) {
      const name = JSON.parse(text) as string; // a token that begins with a quote is a text
      current.step = name;
      if (current.names.has(name)) found.push(open.map(({ step }) => step));
      current.names.add(name);
    }
    if (text.trim() !== "") expectsName = text === "{" || text === ",";
  }
  return found;
}

/** Whether a path leads to a state, as its name in the `States` of a machine, a branch or a processor. */
export function isStatePath(path: DefinitionPath): boolean {
  const [states] = path.slice(-2);
  if (path.length < 2 || states !== "States") return false;
  const graph = path.slice(0, -2);
  if (graph.length === 0) return true;
  const last = graph.at(-1);
  if (last === "ItemProcessor" || last === "Iterator") return isStatePath(graph.slice(0, -1));
  return typeof last === "number" && graph.at(-2) === "Branches" && isStatePath(graph.slice(0, -2));
}
