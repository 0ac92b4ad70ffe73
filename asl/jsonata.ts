import type jsonata from "jsonata";
import { lazyPackage } from "./lazy-package.js";

const engine = lazyPackage<typeof jsonata>("jsonata");

/**
 * A node of the tree that the JSONata 2.0.6 parser builds, with the fields that its node types use. `position` is
 * the offset in the text just after the node's first token.
 */
export interface JsonataNode {
  readonly type: JsonataNodeType;
  readonly value?: unknown;
  readonly position?: number;
  readonly steps?: readonly JsonataNode[];
  readonly lhs?: JsonataNode | readonly (readonly [JsonataNode, JsonataNode])[];
  readonly rhs?: JsonataNode;
  readonly expression?: JsonataNode;
  readonly expressions?: readonly JsonataNode[];
  readonly procedure?: JsonataNode;
  readonly arguments?: readonly JsonataNode[];
  readonly body?: JsonataNode;
  readonly thunk?: boolean;
  readonly condition?: JsonataNode;
  readonly then?: JsonataNode;
  readonly else?: JsonataNode;
  readonly terms?: readonly { readonly expression: JsonataNode; readonly descending: boolean }[];
  readonly predicate?: readonly JsonataFilter[];
  readonly stages?: readonly JsonataFilter[];
  readonly group?: { readonly lhs: readonly (readonly [JsonataNode, JsonataNode])[] };
  readonly pattern?: JsonataNode;
  readonly update?: JsonataNode;
  readonly delete?: JsonataNode;
  readonly focus?: string;
  readonly index?: string;
}

export interface JsonataFilter {
  readonly type: "filter" | "index";
  readonly expr?: JsonataNode;
  readonly value?: unknown;
}

export type JsonataNodeType =
  | "path"
  | "name"
  | "variable"
  | "string"
  | "number"
  | "value"
  | "regex"
  | "wildcard"
  | "descendant"
  | "parent"
  | "operator"
  | "unary"
  | "binary"
  | "apply"
  | "condition"
  | "block"
  | "bind"
  | "function"
  | "partial"
  | "lambda"
  | "transform"
  | "sort";

/** Why a text is not JSONata: the parser's code and message, and the offset in the text where it gave up. */
export interface JsonataSyntaxError {
  readonly code: string;
  readonly message: string;
  readonly position: number;
}

export type ParsedJsonata =
  { readonly ok: true; readonly ast: JsonataNode } | { readonly ok: false; readonly error: JsonataSyntaxError };

const cache = new Map<string, ParsedJsonata>();
const cachedExpressions = 1000;

/** Texts that were parsed without an error; their trees may not be kept any more. */
const parsedTexts = new Set<string>();
const rememberedTexts = 10_000;

/** True for a text that was parsed before and is an expression. */
export function wasParsed(text: string): boolean {
  return parsedTexts.has(text);
}

/** Parses an expression (the text between `{%` and `%}`) as JSONata 2.0.6, the version that AWS documents. */
export function parseJsonata(text: string): ParsedJsonata {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const parsed = parse(text);
  if (cache.size >= cachedExpressions) cache.clear();
  cache.set(text, parsed);
  if (parsedTexts.size >= rememberedTexts) parsedTexts.clear();
  if (parsed.ok) parsedTexts.add(text);
  return parsed;
}

/** What is said of an expression that nests deeper than the parser, or what walks over its tree, can go. */
export const tooDeepMessage = "The expression is nested too deeply";

/** Levels of a tree; an expression is evaluated to about a hundred. */
const maxTreeLevels = 1000;

export function isTooDeep(ast: JsonataNode): boolean {
  let level: JsonataNode[] = [ast];
  for (let levels = 0; level.length > 0; levels++) {
    if (levels > maxTreeLevels) return true;
    const next: JsonataNode[] = [];
    for (const node of level) for (const child of childNodes(node)) next.push(child);
    level = next;
  }
  return false;
}

function parse(text: string): ParsedJsonata {
  const tooDeep = { ok: false, error: { code: "S0500", message: tooDeepMessage, position: 0 } } as const;
  try {
    // The package's own type of a node lacks half of the fields and node types.
    const ast = engine()(text).ast() as unknown as JsonataNode;
    return isTooDeep(ast) ? tooDeep : { ok: true, ast };
  } catch (thrown) {
    if (thrown instanceof RangeError) return tooDeep;
    const error = thrown as { code?: string; message?: string; position?: number };
    return {
      ok: false,
      error: {
        code: error.code ?? "S0500",
        message: error.message ?? "The expression cannot be parsed",
        position: error.position ?? 0,
      },
    };
  }
}

/** The text between `{%` and `%}`, spaces included, or undefined for a string that is not an expression. */
export function expressionText(value: string): string | undefined {
  return value.length >= 4 && value.startsWith("{%") && value.endsWith("%}") ? value.slice(2, -2) : undefined;
}

/** The direct parts of a node, each once, in the order of the text. */
export function childNodes(node: JsonataNode): readonly JsonataNode[] {
  const children = ownParts(node);
  const { predicate, stages, group } = node;
  if (predicate === undefined && stages === undefined && group === undefined) return children;
  const all = [...children];
  for (const { expr } of [...(predicate ?? []), ...(stages ?? [])]) if (expr !== undefined) all.push(expr);
  for (const pair of group?.lhs ?? []) all.push(...pair);
  return all;
}

const none: readonly JsonataNode[] = [];

/** The parts that a node has by its type. */
function ownParts(node: JsonataNode): readonly JsonataNode[] {
  switch (node.type) {
    case "path":
      return node.steps ?? none;
    case "unary":
      if (isPairs(node.lhs)) return node.lhs.flat();
      return node.expression === undefined ? (node.expressions ?? none) : [node.expression];
    case "binary":
    case "apply":
    case "bind":
      return [node.lhs as JsonataNode, node.rhs as JsonataNode];
    case "condition":
      return present([node.condition, node.then, node.else]);
    case "block":
      return node.expressions ?? none;
    case "function":
    case "partial":
      return [node.procedure as JsonataNode, ...(node.arguments ?? none)];
    case "lambda":
      return [...(node.arguments ?? none), node.body as JsonataNode];
    case "sort":
      return (node.terms ?? []).map(({ expression }) => expression);
    case "transform":
      return present([node.pattern, node.update, node.delete]);
    case "name":
    case "variable":
    case "string":
    case "number":
    case "value":
    case "regex":
    case "wildcard":
    case "descendant":
    case "parent":
    case "operator":
      return none;
  }
}

const present = (nodes: readonly (JsonataNode | undefined)[]): readonly JsonataNode[] =>
  nodes.filter((node) => node !== undefined);

export function isPairs(lhs: JsonataNode["lhs"]): lhs is readonly (readonly [JsonataNode, JsonataNode])[] {
  return Array.isArray(lhs);
}
