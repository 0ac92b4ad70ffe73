import type * as Yaml from "yaml";
import type { DefinitionPath } from "./diagnostic.js";
import { tooDeepAt } from "./json-depth.js";
import { numberOutOfRange } from "./json-numbers.js";
import { findJsonSyntaxError } from "./json-syntax-error.js";
import { valueBeyondJson } from "./json-values.js";
import { lazyPackage } from "./lazy-package.js";

const yaml = lazyPackage<typeof Yaml>("yaml");

/** A place in a file, both from 1. */
export interface FilePosition {
  readonly line: number;
  readonly column: number;
}

export type ParsedDefinitionFile =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** Where a path of the definition stands: its field's name, else the nearest thing around it. */
      readonly positionOf: (path: DefinitionPath) => FilePosition;
      /** Fields that stand twice in one object; only the last one counts. */
      readonly duplicates: readonly DuplicateField[];
    }
  | { readonly ok: false; readonly error: DefinitionSyntaxError };

export interface DuplicateField extends FilePosition {
  readonly name: string;
}

export interface DefinitionSyntaxError extends FilePosition {
  readonly message: string;
}

/**
 * Parses a definition file: YAML when its name ends in `.yaml` or `.yml`, else JSON. Tags that CloudFormation
 * resolves (`!Sub`, `!GetAtt`) leave the text behind them. What JSON does not have is an error in either.
 */
export function parseDefinitionFile(text: string, fileName: string): ParsedDefinitionFile {
  return /\.ya?ml$/i.test(fileName) ? parseYaml(text) : parseJson(text);
}

function parseYaml(text: string): ParsedDefinitionFile {
  const { document, positionOf, duplicates } = locate(text);
  const [error] = document.errors;
  if (error !== undefined) {
    const at = error.linePos?.[0] ?? { line: 1, col: 1 };
    return { ok: false, error: { message: yamlProblem(error), line: at.line, column: at.col } };
  }
  try {
    const value: unknown = document.toJS();
    const unfit = valueBeyondJson(value);
    if (unfit !== undefined) return { ok: false, error: { message: unfit.message, ...positionOf(unfit.path) } };
    return { ok: true, value, positionOf, duplicates };
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return { ok: false, error: { message, line: 1, column: 1 } };
  }
}

function yamlProblem({ code, message }: Yaml.YAMLError): string {
  if (code === "MULTIPLE_DOCS") return "The file has several documents, and a definition is one";
  // Its parser calls itself for what is inside.
  if (message.startsWith("Maximum call stack")) return "The definition is nested too deeply";
  return message.split("\n")[0] ?? code;
}

function parseJson(text: string): ParsedDefinitionFile {
  let value: unknown;
  try {
    if (tooDeepAt(text) !== undefined) throw new Error("The definition is nested too deeply.");
    if (numberOutOfRange(text) !== undefined) throw new Error("The definition has a number that no double holds.");
    value = JSON.parse(text);
  } catch {
    const { message, line, column } = findJsonSyntaxError(text);
    return { ok: false, error: { message: message.split("\n")[0] ?? message, line, column } };
  }
  return { ok: true, value, ...located(text) };
}

/** Finds the places only when one is asked for: most definitions have nothing to report. */
function located(text: string): Pick<ParsedDefinitionFile & { ok: true }, "positionOf" | "duplicates"> {
  let found: ReturnType<typeof locate> | undefined;
  const places = () => (found ??= locate(text));
  return {
    positionOf: (path) => places().positionOf(path),
    get duplicates() {
      return places().duplicates;
    },
  };
}

function locate(text: string) {
  const { LineCounter, parseDocument } = yaml();
  const lineCounter = new LineCounter();
  // Warnings are for tags that only CloudFormation resolves.
  const document = parseDocument(text, { lineCounter, uniqueKeys: false, merge: true, logLevel: "error" });
  const at = (offset: number): FilePosition => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const index: FieldIndex = new Map();
  return {
    document,
    positionOf: (path: DefinitionPath) => at(offsetOf(document, path, index)),
    duplicates: duplicateFields(document.contents, at),
  };
}

/** The pairs of the mappings that were asked for so far, by name. */
type FieldIndex = Map<Yaml.YAMLMap, ReadonlyMap<string, Yaml.Pair>>;

function fieldOf(map: Yaml.YAMLMap, name: string, index: FieldIndex): Yaml.Pair | undefined {
  const { isScalar } = yaml();
  let fields = index.get(map);
  if (fields === undefined) {
    fields = new Map(map.items.map((item) => [isScalar(item.key) ? String(item.key.value) : "", item]));
    index.set(map, fields);
  }
  return fields.get(name);
}

function offsetOf(document: Yaml.Document.Parsed, path: DefinitionPath, index: FieldIndex): number {
  const { isMap, isSeq } = yaml();
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = fieldOf(node, String(step), index);
      if (pair === undefined) return offset;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof step === "number") {
      node = node.items[step];
      offset = startOf(node) ?? offset;
    } else return offset;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return (node as Yaml.Node | null)?.range?.[0];
}

function duplicateFields(node: unknown, at: (offset: number) => FilePosition): readonly DuplicateField[] {
  const { isMap, isPair, isScalar, isSeq } = yaml();
  const items: readonly unknown[] = isMap(node) || isSeq(node) ? node.items : [];
  const seen = new Set<unknown>();
  return items.flatMap((item) => {
    if (!isPair(item)) return duplicateFields(item, at);
    const name = isScalar(item.key) ? item.key.value : undefined;
    const repeated = typeof name === "string" && name !== "<<" && seen.has(name);
    seen.add(name);
    const own = repeated ? [{ name, ...at(startOf(item.key) ?? 0) }] : [];
    return [...own, ...duplicateFields(item.value, at)];
  });
}
