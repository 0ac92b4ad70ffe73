import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { drawGraph, type DrawOptions, renderMermaid, renderSvg } from "../asl/graph/index.js";
import { parseDefinitionFile } from "../asl/index.js";
import type { CompiledWorkflow } from "../compiler/index.js";
import { compileOrFail, pathsOrDefault } from "./compile-sources.js";
import { CliFailure } from "./failure.js";
import { findWorkflow } from "./find-workflow.js";
import { placeText } from "./source-finder.js";
import { print, type Terminal } from "./terminal.js";

export interface GraphCommandOptions {
  readonly format: "mermaid" | "svg";
  readonly out?: string;
  readonly path?: readonly string[];
}

/** `setpiece graph WORKFLOW`: draws a workflow of the project, or any definition in a file. */
export async function graph(subject: string, options: GraphCommandOptions, terminal: Terminal): Promise<void> {
  const { title, definition, ...conditions } = await readSubject(subject, options, terminal);
  const drawn = drawGraph(definition, conditions);
  if (drawn.nodes.length < 2) throw new CliFailure(`${title} has no states to draw.`);
  const text = options.format === "svg" ? renderSvg(drawn, title) : renderMermaid(drawn);
  if (options.out === undefined) print(terminal, text.trimEnd());
  else writeFileSync(resolve(terminal.cwd, options.out), text);
}

interface Subject extends DrawOptions {
  readonly title: string;
  readonly definition: unknown;
}

async function readSubject(subject: string, options: GraphCommandOptions, terminal: Terminal): Promise<Subject> {
  const file = resolve(terminal.cwd, subject);
  if (/\.(json|ya?ml)$/i.test(subject) || (existsSync(file) && statSync(file).isFile())) return readFile(subject, file);
  const result = await compileOrFail(pathsOrDefault(options.path), terminal);
  const workflow = findWorkflow(result, subject);
  const { name, definition, sourceMap } = workflow;
  const places = Object.fromEntries(
    Object.entries(sourceMap).map(([state, place]) => [
      state,
      placeText(place, (source) => relative(terminal.cwd, source)),
    ]),
  );
  return { title: name, definition, conditions: conditionsOf(workflow), places };
}

/** The graph of a workflow in Mermaid's language, as `setpiece graph` prints it. */
export function mermaidOf(workflow: CompiledWorkflow): string {
  return renderMermaid(drawGraph(workflow.definition, { conditions: conditionsOf(workflow) })).trimEnd();
}

/** The conditions of choices in the words of the source, by state. */
function conditionsOf({ sourceMap }: CompiledWorkflow): NonNullable<DrawOptions["conditions"]> {
  return Object.fromEntries(Object.entries(sourceMap).map(([state, place]) => [state, place.conditions]));
}

function readFile(subject: string, file: string): Subject {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new CliFailure(`${subject} cannot be read.`, "Name a workflow, or a file with a definition.", {
      cause: error,
    });
  }
  const parsed = parseDefinitionFile(text.replace(/^\uFEFF/, ""), file);
  if (parsed.ok) return { title: subject, definition: parsed.value };
  const { message, line, column } = parsed.error;
  throw new CliFailure(`${subject}:${line}:${column}: ${message}`, "Correct the file; it holds one definition.");
}
